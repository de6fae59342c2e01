"""Reasons in plain words: every rule has some, the text is marked where they rest on it, and the sum comes out."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import FRIDAY, NOW, candidate
from tracker import domain
from tracker.domain.reading import lines, sentences, titles
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.languages.choice import LANGUAGES
from tracker.web import marks, quotes, reasons
from tracker.web.rule_words import WORDS

GROUND = Path(domain.__file__).parent
SETS = Path(__file__).parents[1] / "detection"


def found(title="Send Kofi the budget by Tuesday", *evidence, **but):
    return candidate(title=title, evidence=evidence, **({"due": None} | but))


def named(tables: object) -> Iterator[str]:
    """The names of all rows in a language's tables, however deep they lie: each row is a tuple with a name."""
    if isinstance(tables, tuple):
        if isinstance(name := getattr(tables, "name", None), str):
            yield name
        for each in tables:
            yield from named(each)


def written(room: str) -> Iterator[str]:
    """The rules that a room of the ground names itself, each as the first word of a row or of evidence."""
    for node in ast.walk(ast.parse(room)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Evidence", "Fact"):
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and first.value:
                yield first.value


def fired(text: str) -> Iterator[str]:
    """The rules that fire in a text, read in every way."""
    for found in (titles.title(text, NOW), lines.note(text, NOW, section=True), sentences.sentence(text)):
        yield from (each.rule for each in found.evidence)


def texts() -> Iterator[str]:
    """Titles and lines that were written for this project, in both languages."""
    for name in ("titles", "notes", "fr/titles", "fr/notes", "fr/sentences"):
        rows = map(json.loads, (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        yield from (row["text"] for row in rows if row["half"] == "tune")


def test_every_rule_in_the_tables_of_every_language_has_plain_words():
    rules = {name for tongue in LANGUAGES for name in named(tongue)}
    assert {"verb", "meal", "owner to", "I will"} <= rules
    assert sorted(rules - set(WORDS)) == []


def test_every_rule_that_a_room_of_the_ground_names_has_plain_words():
    rules = {rule for path in sorted(GROUND.rglob("*.py")) for rule in written(path.read_text())}
    assert {"two people", "marker", "to-do", "base"} <= rules
    assert sorted(rules - set(WORDS)) == []


def test_every_rule_that_fires_in_the_titles_and_lines_of_this_project_has_plain_words():
    rules = {rule for text in texts() for rule in fired(text)}
    assert {"someone's", "words", "due"} <= rules
    assert sorted(rules - set(WORDS)) == []


def test_all_that_can_be_learned_has_plain_words():
    assert {f"learned {family}" for family in ("title", "words", "rule", "person", "calendar", "rest")} <= set(WORDS)


def test_what_was_learned_says_how_it_was_answered():
    yes, no = Evidence("learned words", "send", 0.6), Evidence("learned title", "Send it", -2.5)
    rule = Evidence("learned rule", "verb", 0.3)
    asked = found("Send it", Evidence("verb", "Send", 3.2), yes, no, rule)
    said = "“Send” says what will be brought about, though you said no to this title"
    assert reasons.because(asked) == said, "little by little is no reason by itself"
    assert [row.says for row in reasons.weighed(asked).rows] == [
        "“Send” says what will be brought about",
        "you said no to this title",
        "you said yes where it says “Send”",
        "you said yes to what “says what will be brought about”",
    ]


def test_the_words_of_a_rule_quote_at_most_once():
    assert [rule for rule, words in WORDS.items() if words.count("{}") > 1] == []


def test_a_rule_that_nobody_has_words_for_still_shows_what_it_matched():
    assert reasons.because(found("Quarterly numbers", Evidence("new", "numbers", 2.0))) == "“numbers” reads like one"
    assert reasons.because(found("Quarterly numbers", Evidence("new", "", 2.0))) == "it reads like one"


def test_each_reason_is_said_once_strongest_first_with_whole_words():
    told = (Evidence("base", "", -1.0), Evidence("verb", "Send K", 3.2), Evidence("due", "by Tuesday", 4.0))
    asked = found("Send Kofi the budget by Tuesday", *told, Evidence("verb", "Send K", 3.2))
    assert reasons.because(asked) == "“by Tuesday” names a due, and “Send Kofi” says what will be brought about"


def test_a_reason_that_says_no_more_than_another_is_left_out():
    asked = found("Party due Friday", Evidence("due word", "due", 4.0), Evidence("due", "due Friday", 2.4))
    assert reasons.because(asked) == "“due Friday” names a due"


def test_the_strongest_doubt_is_said_too():
    told = (Evidence("verb", "Print", 3.2), Evidence("group noun", "Print shop", -3.5), Evidence("base", "", -1.0))
    assert reasons.because(found("Print shop", *told)).endswith(
        ", though “Print shop” may name something one attends"
    )


def test_without_any_evidence_it_reads_like_one():
    assert reasons.because(found()) == "it reads like one"


def shown(asked):
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in marks.marked(asked))


@pytest.mark.parametrize("unclear", [False, True], ids=["a due", "two readings"])
def test_the_words_that_reasons_and_due_rest_on_are_marked(unclear):
    due = Due(FRIDAY, True, "by Tuesday")
    said = Unclear((due, due), "by Tuesday") if unclear else due
    asked = found("Send Kofi the budget by Tuesday", Evidence("verb", "Send", 3.2))
    assert shown(asked) == "[Send] Kofi the budget by Tuesday"
    assert shown(replace(asked, due=said)) == "[Send] Kofi the budget [by Tuesday]"


def test_of_a_line_that_was_matched_whole_only_what_leads_to_the_promise_is_marked():
    line = "AI: Kofi to send the budget"
    asked = found("Fair committee", Evidence("owner to", line, 4.0), line=line, body="send the budget")
    assert shown(asked) == "[AI: Kofi to] send the budget"
    assert reasons.because(asked) == "“AI: Kofi to” says who does it"


def test_a_long_match_is_quoted_and_marked_by_its_ends():
    quote = "Send the seating plan to Ama"
    asked = found(quote + " and Kofi", Evidence("paper to someone", quote, 2.8))
    assert shown(asked) == "[Send] the seating plan [to Ama] and Kofi"
    assert reasons.because(asked) == "“Send … to Ama” is something that goes to somebody"


def test_an_article_that_belongs_to_what_follows_is_no_part_of_a_quote():
    asked = found("Lend Yaw the ladder", Evidence("verb", "Lend Yaw the", 3.2))
    assert reasons.because(asked) == "“Lend Yaw” says what will be brought about"


def test_of_rules_that_say_the_same_the_strongest_is_told():
    told = (Evidence("verb", "Send", 3.2), Evidence("verb and object", "Send the list", 1.2))
    assert reasons.because(found("Send the list", *told)) == "“Send” says what will be brought about"


@given(st.text(max_size=30), st.text(max_size=60), st.text(max_size=20))
def test_wherever_a_quote_stands_its_places_lie_in_the_text_one_after_the_other(quote, text, body):
    bounds = [at for span in quotes.places(quote, text, body) for at in span]
    assert bounds == sorted(bounds)
    assert all(0 <= at <= len(text) for at in bounds)


def test_what_is_no_words_of_the_text_marks_nothing():
    assert shown(found("Walk", Evidence("two people", "1 other", 2.5))) == "Walk"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_cut_into_pieces_a_text_loses_no_letter(text, spans):
    inside = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    cut = marks.pieces(text, inside)
    assert "".join(piece.text for piece in cut) == text
    where = [piece.marked for piece in cut for _ in piece.text]
    assert where == [any(start <= at < end for start, end in inside) for at in range(len(text))]


@given(st.lists(st.floats(-12, 12, allow_nan=False), max_size=30))
def test_what_is_shown_of_a_sum_adds_up_exactly_to_what_is_shown(weights):
    asked = found("Send it", *(Evidence("verb", "Send", weight) for weight in weights))
    told = reasons.weighed(asked)
    assert round(sum(round(row.weight * 100) for row in told.rows)) == round(told.total * 100)
    assert told.total == pytest.approx(sum(weights), abs=0.0051)
    assert told.confidence == pytest.approx(sure(asked.evidence))
    own = [each.weight for each in by_size(asked) if abs(each.weight) >= reasons.LEAST]
    assert all(abs(row.weight - weight) < 0.01 for row, weight in zip(told.rows, own, strict=False))
    assert len(told.rows) == len(own) + min(1, len(weights) - len(own))


def by_size(asked):
    return sorted(asked.evidence, key=lambda each: -abs(each.weight))


def test_what_hardly_weighs_is_summed_in_one_row():
    asked = found(
        "Send it", Evidence("verb", "Send", 3.0), *(Evidence("learned words", "it", 0.004) for _ in range(5))
    )
    rows = [(row.says, row.weight) for row in reasons.weighed(asked).rows]
    assert rows == [("“Send” says what will be brought about", 3.0), ("all else together", 0.02)]


def test_a_weight_against_has_a_minus_as_wide_as_a_plus():
    assert (reasons.signed(3.2), reasons.signed(-1.0)) == ("+3.20", "−1.00")


def test_words_that_only_a_mark_parts_are_marked_as_one():
    line = "AI: Kofi to send it"
    told = (Evidence("marked", "AI:", 2.6), Evidence("owner to", "Kofi to", 1.5))
    assert shown(found("Fair", *told, line=line, body="send it")) == "[AI: Kofi to] send it"


@pytest.mark.parametrize(
    ("confidence", "said"), [(0.999, "over 99%"), (0.994, "99%"), (0.5, "50%"), (0.001, "under 1%")]
)
def test_nothing_is_quite_certain(confidence, said):
    assert reasons.surely(confidence) == said
