"""Events and candidates, there and back through JSON."""

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import BERLIN, candidate, event
from tracker.domain.event import Attendee, CalendarEvent, EventKey
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence
from tracker.store.records import from_candidate, from_event, to_candidate, to_event
from tracker.store.types import dumps

LIFETIME = (datetime(1, 1, 2), datetime(9999, 12, 30))  # noqa: DTZ001 (hypothesis adds the zones)
# Fixed offsets only: an hour that a zone repeats never equals the same instant in another zone (PEP 495).
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-8))])
INSTANTS = st.datetimes(*LIFETIME, timezones=ZONES)
EVENTS = st.builds(
    CalendarEvent,
    start=INSTANTS,
    end=INSTANTS,
    completed_at=st.none() | INSTANTS,
    unsure=st.booleans(),
    updated=st.none() | INSTANTS,
    key=st.builds(EventKey),
    organizer=st.none() | st.builds(Attendee),
    attendees=st.lists(st.builds(Attendee), max_size=3).map(tuple),
    categories=st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
DUES = st.builds(Due, at=INSTANTS)
CANDIDATES = st.builds(
    Candidate,
    start=INSTANTS,
    event=st.builds(EventKey),
    due=st.none() | DUES | st.builds(Unclear, readings=st.lists(DUES, max_size=3).map(tuple)),
    who=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    called=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    confidence=st.floats(0, 1),
    evidence=st.lists(st.builds(Evidence, weight=st.floats(-1, 1)), max_size=3).map(tuple),
    delivered_at=st.none() | INSTANTS,
    unsure=st.booleans(),
)


@settings(max_examples=50)
@given(EVENTS)
def test_an_event_comes_back_as_it_went(told):
    back = to_event(json.loads(dumps(from_event(told))))
    assert back == told
    assert back.updated == told.updated


@settings(max_examples=50)
@given(CANDIDATES)
def test_a_candidate_comes_back_as_it_went(candidate):
    back = to_candidate(json.loads(dumps(from_candidate(candidate))))
    assert back == candidate
    assert (back.sign, back.delivery_sign) == (candidate.sign, candidate.delivery_sign)


def test_what_was_written_down_before_these_were_asked_reads_as_neither_delivered_nor_unsure():
    old_event, old_candidate = from_event(event()), from_candidate(candidate())
    for name in ("unsure", "delivered_at"):
        old_event.pop(name, None)
        old_candidate.pop(name)
    assert to_event(old_event) == event()
    assert to_candidate(old_candidate) == candidate()


@settings(max_examples=50)
@given(EVENTS)
def test_equal_events_are_equal_text(told):
    once = dumps(from_event(told))
    assert dumps(from_event(to_event(json.loads(once)))) == once


def test_an_instant_in_an_hour_that_a_zone_repeats_is_told_in_utc():
    second_pass = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    back = to_event(from_event(event(at=second_pass, end=second_pass)))
    assert (back.start, back.start.tzinfo) == (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), UTC)
