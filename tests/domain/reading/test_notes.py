"""The notes of an event: lists under their headings, names above their items, and prose that its writer means."""

from datetime import UTC, datetime
from math import isclose
from time import process_time

import pytest

from tracker.domain.event import Attendee
from tracker.domain.reading.due import best
from tracker.domain.reading.evidence import sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.notes import MOST_SENTENCES, read

TUESDAY = datetime(2026, 3, 10, 15, tzinfo=UTC)
KOFI = Attendee("kofi@example.com", "Kofi Boateng")


def _read(notes: str, *, wrote: bool = False) -> list[Finding]:
    return list(read(notes, TUESDAY, (KOFI,), wrote=wrote))


def _told(notes: str, *, wrote: bool = False) -> list[tuple[str, str]]:
    return [(each.promiser, each.what) for each in _read(notes, wrote=wrote)]


def _dues(notes: str) -> list[str]:
    return [f"{due.at:%d %b}" if (due := best(each.due)) else "" for each in _read(notes)]


def test_a_list_ends_with_the_next_heading() -> None:
    assert _told("Action items:\n- order chairs\n- sort out parking\n\nAgenda:\n- order of business") == [
        ("", "order chairs"),
        ("", "sort out parking"),
    ]


def test_a_list_ends_with_the_next_heading_though_no_line_between_is_empty() -> None:
    assert _told("Action items:\n- order chairs\nAgenda:\n- order of business") == [("", "order chairs")]


def test_a_line_of_a_list_that_ends_in_a_colon_does_not_end_the_list() -> None:
    notes = "Action items\n- check with the landlord:\n- order chairs"
    assert _told(notes) == [("", "check with the landlord"), ("", "order chairs")]


@pytest.mark.parametrize(
    "heading", ["Action items for the roof:", "**Action items for the roof:**", "# Action items for the roof"]
)
def test_a_heading_that_says_more_is_known_by_its_colon_or_its_mark(heading: str) -> None:
    assert _told(f"{heading}\n- order chairs") == [("", "order chairs")]
    assert _told("Action items for the roof\n- order chairs") == []


def test_a_list_ends_where_prose_begins() -> None:
    assert _told("Next steps\n- order chairs\n\nWe talked about the roof.\nIt leaks.") == [("", "order chairs")]


def test_items_are_of_the_one_whose_name_stands_above_them() -> None:
    notes = "Action items\nKofi:\n- fix the lamp\n- call the bank\nBudget:\n- grows"
    assert _told(notes) == [("Kofi", "fix the lamp"), ("Kofi", "call the bank")]


def test_a_name_above_items_may_be_an_item_itself() -> None:
    assert _told("Action items\n- Kofi:\n  - fix the lamp") == [("Kofi", "fix the lamp")]


@pytest.mark.parametrize(
    ("heading", "due"),
    [
        ("Action items for the board by Friday", "13 Mar"),
        ("Action items for Kofi on Friday", "13 Mar"),
        ("Action items for Kofi next week", "22 Mar"),
        ("Action items from today", ""),
    ],
)
def test_a_heading_names_a_due_for_its_items_where_it_lies_ahead(heading: str, due: str) -> None:
    assert _dues(f"{heading}\n- order chairs") == [due]


def test_a_heading_names_a_due_in_the_language_of_its_notes() -> None:
    assert _dues("Actions à mener d'ici le 30\n- envoyer le devis") == ["30 Mar"]


def test_a_due_in_a_heading_is_that_of_each_item_without_one() -> None:
    assert _dues("Action items due 20 March\n- order chairs\n- call the bank by Friday") == ["20 Mar", "13 Mar"]


@pytest.mark.parametrize("heading", ["Action items (3 March)", "Action items - (3 March)"])
def test_a_day_in_a_heading_is_that_from_which_its_dues_are_counted(heading: str) -> None:
    assert _dues(f"{heading}\n- order chairs\n- call the bank by Friday") == ["", "06 Mar"]


def test_prose_counts_only_in_ones_own_notes() -> None:
    notes = "Good talk with Ama. Let me get back to you with the numbers by Friday. Let's see how it goes."
    assert _told(notes) == []
    assert [promiser for promiser, _ in _told(notes, wrote=True)] == ["I"]


def test_a_sentence_is_read_by_itself_and_not_with_its_neighbours() -> None:
    assert _told("I'll send Kofi the deck tomorrow. Let's meet again soon.") == [("I", "send Kofi the deck")]


@pytest.mark.parametrize(
    "said",
    ["I'll see you tomorrow.", "I'll leave it there", "I will have to think.", "I'll have a look when we meet."],
)
def test_a_turn_of_speech_in_the_first_person_is_no_sure_promise(said: str) -> None:
    assert [each.score < 0.5 for each in _read(said)] == [True]


def test_a_word_before_a_colon_makes_a_sentence_nobody_elses() -> None:
    assert [each.promiser for each in _read("Numbers - let me send you the rest.", wrote=True)] == ["I"]


def test_what_a_sentence_says_is_told_without_who_says_it() -> None:
    assert [each.what for each in _read("Je vous tiens au courant vendredi.", wrote=True)] == ["tiens au courant"]


def test_each_finding_shows_its_line_and_adds_up() -> None:
    notes = "Action items\nKofi:\n- **fix** the lamp\n\nI'll send Ama the deck. Let me get back to you by Friday."
    found = _read(notes, wrote=True)
    assert [each.line for each in found] == [
        "fix the lamp",
        "I'll send Ama the deck.",
        "Let me get back to you by Friday.",
    ]
    assert all(isclose(each.score, sure(each.evidence)) for each in found)


def test_what_programs_write_beneath_an_invitation_is_left_out() -> None:
    assert _told("To-do\n- Join the meeting: https://zoom.example/j/1\n- https://example.org/doc") == []


def test_notes_made_to_be_long_are_read_within_bounds() -> None:
    started = process_time()
    _read("I could look at it, and I think so. " * 2000 + "\n" + "Ama and Kofi: I may. " * 900, wrote=True)
    assert process_time() - started < 2
    assert len(_read("I'll send it. " * MOST_SENTENCES * 3, wrote=True)) <= MOST_SENTENCES * 3


def test_of_prose_in_ones_own_notes_so_many_sentences_count_and_no_more() -> None:
    assert len(_read("Let me get back to you with the numbers.\n" * 100, wrote=True)) == MOST_SENTENCES
