"""Titles weighed by rows and words together: the sum comes out, quotes are words of the title, training repeats."""

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.train_titles import WEIGHTS, titles, trained, written
from tracker.domain.people import MeetingKind
from tracker.domain.reading.due import Due
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.languages.en.given_names import GIVEN_NAMES
from tracker.domain.reading.languages.en.language import ENGLISH
from tracker.domain.reading.languages.en.title_weights import MEETING, PROMISE
from tracker.domain.reading.titles import NOTHING, Read, Told, as_promise, decided, reading, rows, title

FRIDAY = datetime(2026, 1, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))
OWN = st.sampled_from([each.text for each in titles()])
MIXED = st.lists(st.sampled_from(" ".join(each.text for each in titles()).split()), max_size=12).map(" ".join)
EVIDENCE = st.builds(Evidence, st.just("two people"), st.just(""), st.floats(-9, 9))


@given(st.one_of(OWN, MIXED, st.text(max_size=80)), st.lists(EVIDENCE, max_size=2), st.lists(EVIDENCE, max_size=2))
def test_a_score_is_the_sum_of_what_it_carries(text: str, promise: list[Evidence], meeting: list[Evidence]) -> None:
    found = title(text, FRIDAY, (), Told(tuple(promise), tuple(meeting)))
    assert found.score == sure(found.evidence)
    assert found.evidence[0].rule == "base"


@given(OWN)
def test_a_chosen_calendar_adds_up_too(text: str) -> None:
    found = as_promise(text, FRIDAY, (), Evidence("chosen calendar", text, 4.0))
    assert found.score == sure(found.evidence)


@given(st.one_of(OWN, MIXED))
def test_each_quote_is_words_of_the_title(text: str) -> None:
    for each in title(text, FRIDAY).evidence:
        assert each.quote in " ".join(text.split()), each


def test_what_training_wrote_is_what_it_writes_today() -> None:
    given = titles()
    assert written(trained(given, "promise"), trained(given, "relationship")) == WEIGHTS.read_text("utf-8")


def test_the_words_name_nobody() -> None:
    runs = [run.split() for run in (*PROMISE.words, *MEETING.words)]
    assert [run for run in runs if not GIVEN_NAMES.isdisjoint(run)] == []


def test_titles_of_one_kind_of_calendar_teach_no_words_alone() -> None:
    rows = [each._replace(kind="one") for each in titles()[:200]]
    assert trained(rows, "promise").words == {}


@pytest.mark.parametrize("text", ["lunch w luke", "LUNCH W LUKE", "Lunch w/ Luke", "luke lunch?"])
def test_a_first_name_needs_no_capital(text: str) -> None:
    assert title(text, FRIDAY).label == "relationship"


@pytest.mark.parametrize("text", ["Katya", "ines", "Nils & Ines", "Bill S.", "Ines/Nils", "mt Luke"])
def test_a_title_that_is_only_names_is_time_with_them(text: str) -> None:
    assert title(text, FRIDAY).label == "relationship"


@pytest.mark.parametrize(
    ("text", "promise", "meeting"),
    [
        ("Submit TPS report", [("verb", "Submit ")], [("a task", "Submit ")]),
        ("Partners: decide on lease", [("someone's", "Partners:")], [("someone's", "Partners:")]),
        ("AG de la fédération", [("lesson or show", "AG")], [("lesson or show", "AG")]),
        ("ag de la fédération", [], []),
        ("gudeg with ines", [], [("with someone", "with ines"), ("with", "with"), ("first name", "ines")]),
        ("Ama K", [], [("only names", "Ama K")]),
        ("Ama GP", [("health", "GP")], [("first name", "Ama"), ("health", "GP")]),
        ("Iftar chez Rémy", [], [("with someone", "chez Rémy"), ("first name", "Rémy")]),
    ],
)
def test_rows_say_for_each_class_what_they_found_and_where(
    text: str, promise: list[tuple[str, str]], meeting: list[tuple[str, str]]
) -> None:
    found = rows(text)
    told = [[(each.rule, each.quote) for each in of_class] for of_class in (found.promise, found.meeting)]
    assert told == [promise, meeting]


def test_what_may_be_either_is_a_promise() -> None:
    assert title("Renew TV licence", FRIDAY).label == "promise"
    either = Read(ENGLISH, "abc", None, (Evidence("verb", "abc", 2.0),), (Evidence("meal", "abc", 2.0),), dated=False)
    assert decided(either, FRIDAY).label == "promise"


def test_a_title_of_a_chosen_calendar_is_due_when_its_words_say() -> None:
    found = as_promise("Slides to Kofi by Friday 16 January", FRIDAY, (), Evidence("chosen calendar", "", 4.0))
    assert isinstance(found.due, Due)
    assert (f"{found.due.at:%d %b}", found.what, found.who) == ("16 Jan", "Slides to Kofi", ("Kofi",))


@pytest.mark.parametrize(
    ("beside", "kind"),
    [("two people", MeetingKind.ONE_TO_ONE), ("several people", MeetingKind.OTHER), ("a crowd", MeetingKind.OTHER)],
)
def test_what_kind_of_meeting_no_word_tells_those_who_come_do(beside: str, kind: MeetingKind) -> None:
    found = title("Garden meeting", FRIDAY, (), Told((), (Evidence(beside, "", 6.0),)))
    assert (found.label, found.meeting) == ("relationship", kind)
    assert title("Talk with Ama", FRIDAY, (), Told((), (Evidence("several people", "", 6.0),))).meeting is (
        MeetingKind.OTHER
    )


def test_what_is_nothing_would_sooner_have_been_something() -> None:
    assert title("Ines 10am", FRIDAY).label == "other"
    assert title("Ines 10am", FRIDAY).leaning == "relationship"
    assert title("swap", FRIDAY).leaning == "promise"


def test_shape_can_make_a_meeting_of_a_title_that_is_none() -> None:
    two = Told(meeting=(Evidence("two people", "", 2.5),))
    assert title("10am Ines", FRIDAY).label == "other"
    assert title("10am Ines", FRIDAY, (), two).label == "relationship"


def test_a_title_read_again_is_not_read_anew() -> None:
    assert reading("Pay rent for January") is reading("Pay rent for January")


HOSTILE = (
    "(" * 500,
    "- " * 300,
    "send " * 200,
    "Aa" * 400,
    "A " * 400,
    "1:1-" * 200,
    "report " * 120 + "to",
    "due to " * 100,
    "lunch with " * 60,
    "[x" * 200,
    "X" + "'s" * 300,
    "call " + "x " * 300 + "back",
    "Ines, " * 200,
    "!p " * 300,
    "re: " * 300,
    "\u00df" * 400,
    "\u0130" * 400,
    "☕" * 400,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_read_in_no_time(text: str) -> None:
    start = process_time()
    found = title(text, FRIDAY, (), NOTHING)
    assert process_time() - start < 0.1
    assert found.score == sure(found.evidence)
