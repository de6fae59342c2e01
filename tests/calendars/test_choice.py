"""What is read of a feed: by whole UIDs what changed since the last time, and never another thing than all of it."""

import random
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tracker.calendars.ics import Reading, read
from tracker.domain.event import CalendarEvent, EventKey, Span

SPRING = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))
SERIES = "RRULE:FREQ=WEEKLY"


def feed(*events: str, head: str = "VERSION:2.0") -> bytes:
    blocks = (f"BEGIN:VEVENT\nDTSTAMP:20260101T090000Z\n{event}\nEND:VEVENT" for event in events)
    return "\r\n".join("\n".join(("BEGIN:VCALENDAR", head, *blocks, "END:VCALENDAR", "")).split("\n")).encode()


def one(uid: str, start: str = "20260310T090000Z", *lines: str) -> str:
    return "\n".join((f"UID:{uid}", f"DTSTART:{start}", *lines))


def reading(body: bytes, known: bytes = b"", *, thorough: bool = False) -> Reading:
    return read(body, calendar="work", window=SPRING, zone=ZoneInfo("Africa/Accra"), known=known, thorough=thorough)


def after(first: bytes, second: bytes) -> Reading:
    return reading(second, reading(first).memory)


LUNCH, CALL, WEEKLY = one("lunch"), one("call"), one("weekly", "20260303T090000Z", SERIES)
MOVED = one("weekly", "20260311T100000Z", "RECURRENCE-ID:20260310T090000Z")


def test_a_feed_that_says_the_same_is_not_read():
    again = after(feed(LUNCH, CALL), feed(LUNCH, CALL).replace(b"20260101T", b"20260202T"))
    assert (again.events, again.only) == ((), frozenset())


def test_events_in_another_order_say_the_same():
    assert after(feed(LUNCH, CALL, WEEKLY), feed(WEEKLY, CALL, LUNCH)).only == frozenset()


@pytest.mark.parametrize(
    ("second", "only"),
    [
        (feed(LUNCH, one("call", "20260311T090000Z"), WEEKLY), {"call"}),
        (feed(one("new"), LUNCH, CALL, WEEKLY), {"new"}),
        (feed(LUNCH, WEEKLY), {"call"}),
        (feed(LUNCH, CALL, WEEKLY, MOVED), {"weekly"}),
    ],
)
def test_only_uids_that_say_something_else_are_read(second: bytes, only: set[str]):
    assert after(feed(LUNCH, CALL, WEEKLY), second).only == only


def test_a_changed_override_has_its_whole_series_read():
    again = after(feed(LUNCH, WEEKLY), feed(LUNCH, WEEKLY, MOVED))
    assert EventKey("work", "weekly", "20260317T090000Z") in {event.key for event in again.events}


def test_another_zone_in_the_head_has_all_read():
    assert after(feed(LUNCH, CALL), feed(LUNCH, CALL, head="X-WR-TIMEZONE:Europe/Berlin")).only is None


def test_what_lies_outside_the_window_is_not_parsed_but_its_uid_is_known():
    found = reading(feed(one("old", "20200101T090000Z", "DTEND:nonsense"), one("older", "20190101T090000Z"), LUNCH))
    assert found.uids == ("lunch", "older")
    assert [skipped.uid for skipped in found.skipped] == ["old"]  # its end is odd, so it was read
    broken = one("older", "20191399T090000Z")
    assert reading(feed(broken, LUNCH, CALL)).skipped == ()
    assert [skipped.uid for skipped in reading(feed(broken, LUNCH, CALL), thorough=True).skipped] == ["older"]


def test_what_lies_outside_is_read_with_what_shares_its_uid():
    old = one("weekly", "20200107T090000Z", "SEQUENCE:2")
    assert reading(feed(old, LUNCH, WEEKLY)).events == reading(feed(old, LUNCH, WEEKLY), thorough=True).events


def _events(draw: random.Random, count: int) -> list[str]:
    """Events of few UIDs, so that masters, overrides and doubles meet."""
    made = []
    for _ in range(count):
        start = datetime(2026, 2, 20) + timedelta(days=draw.randrange(-60, 90), hours=draw.randrange(24))  # noqa: DTZ001
        day = start.strftime("%Y%m%dT%H%M%SZ")
        more = draw.choice(
            ([], [], ["RRULE:FREQ=DAILY;COUNT=9"], [SERIES], ["RECURRENCE-ID:20260303T090000Z"], ["STATUS:CANCELLED"])
        )
        todo = "\nEND:VEVENT\nBEGIN:VTODO\nUID:todo\nDUE:20260401T090000Z\nEND:VTODO\nBEGIN:VEVENT\nUID:t"
        tail = draw.choice(["", "", "", todo])
        made.append(one(f"e{draw.randrange(12)}", day, f"SUMMARY:{draw.randrange(4)}", *more) + tail)
    return made


def _merged(before: Reading, again: Reading) -> dict[EventKey, CalendarEvent]:
    kept = [event for event in before.events if again.only is not None and event.key.uid not in again.only]
    return {event.key: event for event in (*kept, *again.events)}


@settings(max_examples=150, deadline=None)
@given(some.randoms(use_true_random=False), some.integers(0, 25))
def test_what_is_read_of_a_change_beside_what_was_known_is_what_reading_all_of_it_gives(
    draw: random.Random, changes: int
):
    events = _events(draw, 30)
    first = reading(feed(*events))
    for _ in range(changes):
        at = draw.randrange(len(events))
        events[at : at + draw.randrange(2)] = _events(draw, draw.randrange(2))
        if not events or draw.random() < 0.1:
            events = _events(draw, 5)
    draw.shuffle(events)
    again = reading(feed(*events), first.memory)
    fresh = {event.key: event for event in reading(feed(*events), thorough=True).events}
    assert _merged(first, again) == fresh
    assert reading(feed(*events), again.memory).only in (frozenset(), None)


def test_what_stands_unchanged_beside_a_change_is_not_said_again():
    broken = "END:VEVENT\nBEGIN:VTODO\nUID:bad\nDUE:tomorrow\nEND:VTODO\nBEGIN:VEVENT"
    first = feed(f"{LUNCH}\n{broken}\n{CALL}", WEEKLY)
    assert [skipped.uid for skipped in reading(first).skipped] == ["bad"]
    again = after(first, feed(f"{LUNCH}\n{broken}\n{CALL}", WEEKLY, one("new")))
    assert (again.only, again.skipped) == ({"new"}, ())


def test_a_publishers_hint_holds_while_only_the_stamps_change():
    body = feed(LUNCH, CALL, head="X-PUBLISHED-TTL:PT4H")
    again = after(body, body.replace(b"20260101T", b"20260202T"))
    assert (again.only, again.refresh) == (frozenset(), timedelta(hours=4))
