"""What the shape of an event weighs; and that evidence adds up to confidence, whatever the words."""

from datetime import timedelta
from math import log
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.reading.inviting import AMA, EFUA, HERSELF, KOFI, NILS, TUESDAY, crowd, invited, promise, whole_day
from tests.making import event
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.reading import facts
from tracker.domain.reading.candidate import FLOOR, Band, Candidate, Decided, Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reading.evidence import Evidence
from tracker.domain.reading.structure import seen

SAID = """
Ama Kofi Efua send lunch with to by Friday due 1:1 board / <> @ ✓ done: !p I'll re Nils's committee 12 birthday the
flight déjeuner avec à pour - [ ] AI: action items 😀 ~~ \u0336
"""
WORDS = st.lists(st.sampled_from(SAID.split()), max_size=12).map(" ".join)
TEXTS = st.one_of(WORDS, st.text(max_size=60))
GUESTS = st.lists(
    st.builds(
        Attendee,
        st.sampled_from(
            ["efua@ourschool.example", "ama@acme.example", "", "room@resource.calendar.x", "events@x.example"]
        ),
        st.one_of(st.sampled_from(["Ama Owusu", "Kofi", "Owusu, Ama (PM)", "", "Room 4"]), st.text(max_size=12)),
        st.sampled_from(PartStat),
    ),
    max_size=15,
)
EVENTS = st.builds(
    event,
    TEXTS,
    at=st.just(TUESDAY),
    end=st.sampled_from([0, 15, 60, 600, 1440, 4000]).map(lambda minutes: TUESDAY + timedelta(minutes=minutes)),
    description=st.one_of(st.just(""), TEXTS, st.lists(TEXTS, max_size=5).map("\n".join)),
    location=st.sampled_from(["", "Café Lark", "Room 4"]),
    all_day=st.booleans(),
    transparent=st.booleans(),
    recurring=st.booleans(),
    todo=st.booleans(),
    unsure=st.booleans(),
    organizer=st.one_of(st.none(), st.sampled_from([HERSELF, KOFI])),
    attendees=GUESTS.map(tuple),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
)
DECIDED = st.builds(Decided, st.booleans(), st.frozensets(st.sampled_from(Kind)))


def _told(told: CalendarEvent) -> dict[str, float]:
    both = facts.told(seen(told, EFUA, told.summary))
    return {each.rule: each.weight for each in (*both.promise, *both.meeting)}


@settings(max_examples=300, deadline=None)
@given(EVENTS, DECIDED)
def test_evidence_adds_up_to_the_confidence_that_is_shown(told: CalendarEvent, decided: Decided) -> None:
    for found in detect(told, EFUA, decided):
        odds = sum(each.weight for each in found.evidence)
        assert abs(found.confidence - 1 / (1 + 2.718281828459045**-odds)) < 6e-5, found


@settings(max_examples=300, deadline=None)
@given(EVENTS, DECIDED)
def test_what_is_read_is_read_again_alike_and_each_thing_once(told: CalendarEvent, decided: Decided) -> None:
    found = detect(told, EFUA, decided)
    assert found == detect(told, EFUA, decided)
    assert len({each.sign for each in found}) == len(found)
    for each in found:
        assert isinstance(each, Candidate)
        assert FLOOR <= each.confidence <= 1
        assert each.body
        assert each.quote
        assert each.quote in each.read
        assert len(each.who) <= 1 or each.kind is Kind.MEETING


@settings(max_examples=200, deadline=None)
@given(EVENTS, st.sampled_from(Kind))
def test_what_was_taught_is_found_whatever_speaks_against_it(told: CalendarEvent, kind: Kind) -> None:
    found = detect(told, EFUA, Decided(taught=frozenset({kind})))
    taught = [each for each in found if each.kind is kind and "taught" in {one.rule for one in each.evidence}]
    assert len(taught) == bool(told.summary.strip())
    assert all(each.band is Band.LIST for each in taught)


def test_what_loses_is_kept_with_what_spoke_for_it_but_never_from_nothing() -> None:
    weak = detect(invited("Garden gate", minutes=15), EFUA)
    assert [(each.kind, each.band) for each in weak] == [(Kind.PROMISE, Band.IGNORE)]
    assert any(each.weight > 0 for each in weak[0].evidence)
    assert detect(event("Garden gate"), EFUA) == ()


def test_a_thing_without_length_for_somebody_is_a_promise() -> None:
    found = promise(invited("Loan agreement", KOFI, minutes=0))
    assert found
    assert (found.rule, found.quote, found.who) == ("no length", "Loan agreement", ("kofi@acme.example",))


def test_a_to_do_speaks_for_a_promise_and_a_meal_in_it_is_none() -> None:
    found = promise(event("Lunch with Ama", todo=True))
    assert found
    assert Evidence("to-do", "", 4.0) in found.evidence


def test_each_fact_speaks_only_where_it_holds() -> None:
    assert "two people" in _told(invited("?", KOFI))
    assert "several people" in _told(invited("?", KOFI, AMA, NILS))
    assert "a group" in _told(invited("?", *crowd(8)))
    assert "a crowd" in _told(invited("?", *crowd(13)))
    assert "only the organizer is shown" in _told(invited("?", by=KOFI))
    assert "everyone else declined" in _told(invited("?", KOFI._replace(partstat=PartStat.DECLINED)))
    assert "a group again and again" in _told(invited("?", KOFI, AMA, NILS, recurring=True))
    assert "hours on end" in _told(invited("?", minutes=400))
    assert "several days" in _told(whole_day("?", end=TUESDAY + timedelta(days=3)))
    assert "a place to eat" in _told(invited("?", KOFI, location="Trattoria Lark"))
    assert "goes to one invited" in _told(invited("Slides to Kofi", KOFI, AMA))
    assert _told(invited("?", minutes=60)) == {}


def test_weights_are_log_odds_within_reason() -> None:
    for fact in facts.FACTS:
        for weight in (fact.promise, fact.meeting):
            assert abs(weight) <= log(1e10), fact
    assert len({fact.name for fact in facts.FACTS}) == len(facts.FACTS)


@pytest.mark.parametrize(
    "words",
    [
        "to Ama ",
        "booking  ",
        "confirmation number ",
        "Ama to ",
        "@a ",
        "-> ",
        "Kofi brings ",
        "A.B. ",
        "LHR-ARN ",
        "the ",
        "  ",
        "'s",
    ],
)
def test_an_event_made_to_be_slow_is_read_at_once(words: str) -> None:
    guests = tuple(Attendee(f"p{n}@x{n}.example", f"Ama {n} Owusu") for n in range(2000))
    told = invited(words * 2000, *guests, description=words * 2000, location=words * 2000)
    started = process_time()
    detect(told, EFUA)
    assert process_time() - started < 1
