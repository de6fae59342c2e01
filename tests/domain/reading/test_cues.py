"""Cues: no row is passed over that would have found something."""

import pytest

from tests.bench.train_titles import titles
from tracker.domain.reading.cues import called, cues, needed
from tracker.domain.reading.language import Rule
from tracker.domain.reading.languages.choice import LANGUAGES


def _rows() -> list[Rule]:
    tables = [tongue.titles for tongue in LANGUAGES]
    against = [rule for table in tables for rule, _ in table.against]
    return [*against, *(rule for table in tables for rule in (*table.promises, *table.meetings, *table.named))]


def test_only_the_first_word_of_a_title_is_marked_as_such_unless_a_code_may_stand_first() -> None:
    assert cues("send the deck") == {"^sen", "sen", "the", "dec"}
    assert cues("AI-7: send it") >= {"^ai", "^0", "^sen", "^it"}


def test_no_row_finds_something_in_a_title_without_its_cue() -> None:
    passed_over = [
        (rule.name, title.text)
        for title in titles()
        for told in [cues(title.text)]
        for rule in _rows()
        if rule.cues and rule.cues.isdisjoint(told) and rule.pattern.search(title.text)
    ]
    assert passed_over == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pay rent", {"pay", "ren", "^pay"}),
        ("CS 231: essay", {"cs", "0", ":", "ess", "^cs", "^0", "^:", "^ess"}),
        ("", set()),
        ("☕ Ida", {"☕", "ida", "^☕", "^ida"}),
    ],
)
def test_a_text_has_the_beginnings_of_its_words_as_cues(text: str, told: set[str]) -> None:
    assert cues(text) == told


def test_a_pattern_needs_the_beginnings_of_the_words_written_in_it() -> None:
    assert needed(r"(?i:\b(?:lunch|co-?op|bids?)\b)(?=\s\d{2})[A-Z]") == {"lun", "co", "op", "bid"}


def test_rows_are_called_in_their_order_and_those_without_cues_always() -> None:
    rules = [rule for rule in _rows() if not rule.cues][:1]
    first = rules[0]._replace(name="first", cues=frozenset({"ren"}))
    last = first._replace(name="last", cues=frozenset({"ren", "pay"}))
    table = (first, rules[0], last)
    assert tuple(called(table, cues("pay rent"))) == table
    assert tuple(called(table, cues("nothing"))) == (rules[0],)
