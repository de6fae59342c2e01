"""Spans, and an event's own wall clock."""

from datetime import UTC, datetime, timedelta

from tests.making import DAY, FRIDAY, HOUR, event
from tracker.domain.event import EventKey, Span

SPAN = Span(FRIDAY, FRIDAY + DAY)


def test_a_span_holds_its_start_and_not_its_end():
    assert SPAN.holds(FRIDAY)
    assert not SPAN.holds(FRIDAY + DAY)


def test_a_span_covers_what_overlaps_it():
    assert SPAN.covers(event(at=FRIDAY - timedelta(minutes=30)))
    assert not SPAN.covers(event(at=FRIDAY - HOUR))
    assert not SPAN.covers(event(at=FRIDAY + DAY))


def test_a_span_covers_an_event_of_no_length_by_its_start():
    assert SPAN.covers(event(at=FRIDAY, end=FRIDAY))
    assert not SPAN.covers(event(at=FRIDAY + DAY, end=FRIDAY + DAY))


def test_an_event_starts_on_a_day_of_its_own_wall_clock():
    late = event(at=datetime(2026, 1, 9, 23, 30, tzinfo=UTC), zone="Europe/Berlin")
    assert late.day.isoformat() == "2026-01-10"
    assert late.local_start.hour == 0


def test_the_last_second_of_a_span_is_inside_it():
    assert Span(FRIDAY, FRIDAY + DAY).last == FRIDAY + DAY - timedelta(seconds=1)


def test_a_whole_day_and_an_hour_of_one_day_share_their_slot():
    hour, day = (EventKey("work", "weekly@example.com", at) for at in ("20260109T170000", "20260109"))
    assert hour.slot == day.slot != EventKey("work", "weekly@example.com", "20260110").slot
