"""Google's items read as events, without the network: odd ones, broken and hostile ones, and how far each reaches."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.calendars.google.following import SPRING
from tests.calendars.google.telling import at, cancelled, instance, item, on
from tests.making import ACCRA
from tracker.calendars.cage import caged
from tracker.calendars.google.reach import Reach, reach
from tracker.calendars.google.reading import Unrolled, unrolled
from tracker.calendars.google.told import Told, unpacked
from tracker.calendars.google.told import instance as name_of
from tracker.domain.event import Resource, Span

NOON, ONE = at("2026-03-10T12:00:00+01:00"), at("2026-03-10T13:00:00+01:00")
DAY = timedelta(days=1)
AFRAID_OF = ["", 0, 17, 1.5, True, [], {}, "x" * 100_000, "\x00\u202e\ud800", None, [None], {"date": None}, [[]] * 3]


def resource(master: dict | None, *exceptions: dict) -> Resource:
    told = Told(master, {name_of(each): each for each in exceptions})
    return Resource(told.living[0]["id"], told.uid, None, None, told.packed())


def read(*resources: Resource, window: Span = SPRING, hint: str = "Europe/Berlin") -> Unrolled:
    return unrolled(resources, calendar="work", window=window, zone=ACCRA, hint=hint)


def one(**more: Any):
    (event,) = read(resource(item("one", **{"start": NOON, "end": ONE} | more))).events
    return event


# Times.


@pytest.mark.parametrize(
    ("start", "instant", "zone"),
    [
        ({"dateTime": "2026-03-10T12:00:00+01:00", "timeZone": "Europe/Berlin"}, "11:00", "Europe/Berlin"),
        ({"dateTime": "2026-03-10T12:00:00+01:00"}, "11:00", "Europe/Berlin"),
        ({"dateTime": "2026-03-10T11:00:00Z", "timeZone": "America/New_York"}, "11:00", "America/New_York"),
        ({"dateTime": "2026-03-10T11:00:00Z", "timeZone": "UTC"}, "11:00", "Europe/Berlin"),
        ({"dateTime": "2026-03-10T12:00:00", "timeZone": "Europe/Berlin"}, "11:00", "Europe/Berlin"),
        ({"dateTime": "2026-03-10T12:00:00.123+01:00", "timeZone": "Europe/Berlin"}, "11:00", "Europe/Berlin"),
        ({"dateTime": "2026-03-10T11:00:00Z", "timeZone": "Mars/Phobos"}, "11:00", "Europe/Berlin"),
    ],
)
def test_a_time_is_an_instant_on_the_clock_of_its_own_zone(start: dict, instant: str, zone: str):
    event = one(start=start, end=start)
    assert (f"{event.start:%H:%M}", event.zone) == (instant, zone)


def test_a_zone_that_nobody_knows_makes_the_time_unsure_and_is_said():
    start = {"dateTime": "2026-03-10T12:00:00Z", "timeZone": "Mars/Phobos"}
    told = read(resource(item("one", start, start)))
    assert [event.unsure for event in told.events] == [True]
    assert "'Mars/Phobos' is unknown" in told.skipped[0].reason


def test_a_moved_instance_is_named_by_the_instant_at_which_it_stood_on_whatever_clock():
    master = item("s", NOON, ONE, recurrence=["RRULE:FREQ=DAILY;COUNT=2"])
    for original in (at("2026-03-11T12:00:00+01:00"), at("2026-03-11T11:00:00Z", "UTC")):
        moved = instance("s", original, at("2026-03-20T08:00:00+01:00"), at("2026-03-20T09:00:00+01:00"))
        names = [event.key.recurrence_id for event in read(resource(master, moved)).events]
        assert names == ["20260310T110000Z", "20260311T110000Z"]


# What cannot be read.


def test_a_broken_exception_stays_as_it_was_known_and_the_rest_is_read():
    master = item("s", NOON, ONE, recurrence=["RRULE:FREQ=DAILY;COUNT=3"], summary="Daily")
    broken = instance("s", at("2026-03-11T12:00:00+01:00"), {"dateTime": "soon"}, ONE, summary="Moved")
    told = read(resource(master, broken))
    assert [event.key.recurrence_id for event in told.events] == ["20260310T110000Z", "20260312T110000Z"]
    assert told.skipped == (("s@google.com", "“Moved”: one of its times cannot be read.", False),)


def test_an_event_without_a_time_is_named_and_the_others_are_read():
    told = read(resource(item("good", NOON, ONE)), resource(item("one", 17, ONE, summary="Lunch")))
    assert [event.key.uid for event in told.events] == ["good@google.com"]
    assert [skip.reason for skip in told.skipped] == ["“Lunch”: one of its times is missing."]


def test_a_cancelled_instance_that_cannot_be_read_is_no_harm_to_its_series():
    master = item("s", NOON, ONE, recurrence=["RRULE:FREQ=DAILY;COUNT=3"])
    assert len(read(resource(master, cancelled("s", {"dateTime": "soon"}))).events) == 3


def test_a_series_that_was_cut_at_a_bound_loses_nothing():
    told = read(resource(item("s", NOON, ONE, recurrence=["RRULE:FREQ=HOURLY"], summary="Hourly")))
    assert len(told.events) == 1_000
    assert told.whole
    assert [(skip.uid, skip.kept) for skip in told.skipped] == [("s@google.com", False)]


@pytest.mark.parametrize(
    "field", sorted(item("one", NOON, ONE) | dict.fromkeys(("attendees", "recurrence", "summary")))
)
def test_no_field_of_a_strange_kind_stops_the_others(field: str):
    good = resource(item("good", NOON, ONE, summary="Good"))
    for strange in AFRAID_OF:
        bad = item("bad", NOON, ONE, recurrence=["RRULE:FREQ=DAILY;COUNT=3"]) | {field: strange}
        told = read(good, Resource("bad", "bad", None, None, Told(bad).packed()))
        assert "Good" in {event.summary for event in told.events}
        assert len(told.events) + len(told.skipped) >= 2 or field == "status"


def test_no_text_comes_unclean():
    hostile = "a\x00b\x1bc\ud800d\r\nBEGIN:VEVENT\\nX"
    event = one(summary=hostile, description=hostile, location=hostile, attendees=[{"email": hostile}])
    for said in (event.summary, event.description, event.location, event.attendees[0].address):
        assert not set(said) & set("\x00\x1b\ud800\r")
    assert event.summary == "abcd\nBEGIN:VEVENT\\nX"


def test_repeating_tells_of_repeating_and_of_nothing_else():
    event = one(recurrence=["SUMMARY:Other", "DTSTART:20200101", "BEGIN:VEVENT", 17, None], summary="Lunch")
    assert (event.summary, event.start) == ("Lunch", datetime(2026, 3, 10, 11, tzinfo=UTC))


def test_an_endless_uid_is_known_by_its_hash():
    assert len(one(iCalUID="x" * 10_000).key.uid) == 32


def test_what_comes_out_of_the_cage_is_what_goes_in():
    resources = (resource(item("s", NOON, ONE, recurrence=["RRULE:FREQ=DAILY"], summary="Daily")),)
    inside: Unrolled = caged(unrolled, resources, calendar="work", window=SPRING, zone=ACCRA, hint="Europe/Berlin")
    assert inside == read(*resources)
    assert inside.events


def test_what_is_kept_is_the_same_for_the_same_and_comes_back_as_it_was():
    large = item("one", NOON, ONE, description="Ünïcode 🌍 " * 500)
    told = Told(large, {"20260310": cancelled("one", on("2026-03-10"))})
    again = Told(dict(reversed(large.items())), told.exceptions)
    assert told.packed() == again.packed()
    assert unpacked(told.packed()) == told
    assert len(told.packed()) < len(json.dumps(large)) // 5


# How far it reaches.


@pytest.mark.parametrize(
    ("rules", "ends"),
    [
        ([], datetime(2026, 3, 12, tzinfo=UTC)),
        (["RRULE:FREQ=DAILY;UNTIL=20260401T100000Z"], datetime(2026, 4, 3, tzinfo=UTC)),
        (["RRULE:FREQ=DAILY;UNTIL=20260301"], datetime(2026, 3, 12, tzinfo=UTC)),
        (["RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU"], datetime(2026, 3, 26, tzinfo=UTC)),
        (["RRULE:FREQ=DAILY"], None),
        (["RRULE:FREQ=MONTHLY;COUNT=2"], None),
        (["RRULE:FREQ=DAILY;COUNT=2;BYMONTH=2"], None),
        (["RRULE:FREQ=DAILY;UNTIL=20260401", "RRULE:FREQ=DAILY"], None),
        (["RDATE;TZID=Europe/Berlin:20270101T120000"], datetime(2027, 1, 3, tzinfo=UTC)),
        (["RDATE;VALUE=PERIOD:20270101T120000Z/PT1H"], None),
        (["RRULE:FREQ=DAILY;UNTIL=soon"], None),
    ],
)
def test_a_series_reaches_to_its_end_if_that_is_plain(rules: list[str], ends: datetime | None):
    found = reach(Told(item("s", NOON, ONE, recurrence=rules)))
    assert found.ends == ends
    assert found.begins in (datetime(2026, 3, 8, tzinfo=UTC), None)


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY;COUNT=9", "FREQ=DAILY;COUNT=30;INTERVAL=3", "FREQ=DAILY;UNTIL=20260420"]
)
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_nothing_of_a_resource_lies_beyond_its_reach(rule: str, zone: str):
    start, end = at("2026-03-10T23:30:00+01:00", zone), at("2026-03-11T22:30:00+01:00", zone)
    moved = instance("s", at("2026-03-10T23:30:00+01:00"), at("2026-06-01T12:00:00Z"), at("2026-06-02T12:00:00Z"))
    for its in (resource(item("s", start, end, recurrence=[f"RRULE:{rule}"])), resource(None, moved)):
        found = reach(unpacked(its.told))
        for event in read(its).events:
            assert found.begins is None or found.begins < event.start
            assert found.ends is None or event.end < found.ends


def test_what_cannot_be_read_is_looked_at_each_time():
    assert reach(Told(item("one", {"dateTime": "soon"}, ONE))) == Reach()


def test_what_does_not_reach_the_days_is_not_read():
    far = item("far", at("2020-03-10T12:00:00+01:00"), {"dateTime": "2020-03-11"}, sequence=[])
    assert read(resource(far)).skipped == ()
