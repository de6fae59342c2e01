"""A row of a table in notes: whose it is, what they are to do, and by when."""

import pytest

from tracker.domain.reading.languages.choice import LANGUAGES
from tracker.domain.reading.table_rows import cells, owns, row

ENGLISH = LANGUAGES[0].lines


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("| Ama | call the bank |", ("Ama", "call the bank", "")),
        ("| Ama | call the bank | Friday |", ("Ama", "call the bank", "Friday")),
        ("| Ama | call the bank | by 20 March |", ("Ama", "call the bank", "by 20 March")),
        ("| Ama | call Ben | not started |", ("Ama", "call Ben", "")),
        (
            "| 12 | Ama | zip it | call the bank about the loan | urgent now |",
            ("Ama", "call the bank about the loan", ""),
        ),
    ],
)
def test_a_row_tells_its_owner_its_longest_words_and_its_due(line: str, told: tuple[str, str, str]) -> None:
    assert row(cells(line), ENGLISH) == told


@pytest.mark.parametrize("line", ["| open | done |", "| Ama | Kofi |", "|---|:--|"])
def test_a_row_without_a_name_or_without_a_deed_tells_nothing(line: str) -> None:
    assert row(cells(line), ENGLISH) is None


@pytest.mark.parametrize("words", ["Ama", "Ama and Kofi", "@book", "Ama Owusu, Kofi", "I"])
def test_names_and_handles_can_be_somebody(words: str) -> None:
    assert owns(words, ENGLISH)


@pytest.mark.parametrize("words", ["This roof", "Agenda: roof", "Next, roof", "Send it", "Ama and This", ""])
def test_what_begins_like_a_sentence_or_a_deed_is_nobody(words: str) -> None:
    assert not owns(words, ENGLISH)
