"""Feeds at the bounds of what is read: what is too much, too long or too strange is left out, and said so."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.reading import YEAR, calendar
from tracker.calendars.ics import Reading, read
from tracker.calendars.lines import LINES

START = "DTSTART:20260310T100000Z"
WEEKLY = "RRULE:FREQ=WEEKLY"
NO_SUCH_INSTANT = "EXDATE;TZID=Asia/Tokyo:00010101T000000"  # in UTC it lies before the first of all days


def reading(body: bytes) -> Reading:
    return read(body, calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))


def many_lines(count: int) -> bytes:
    return b"X-A:1\r\n" * count


def said(found: Reading) -> str:
    return " ".join([*map(str, found.messages), *(one.reason for one in found.skipped)])


def test_an_event_of_more_lines_than_are_read_is_left_out_and_the_others_are_told():
    long = b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260311T100000Z\r\n" + many_lines(LINES) + b"END:VEVENT\r\n"
    found = reading(calendar("UID:1", START).replace(b"END:VCALENDAR", long + b"END:VCALENDAR"))
    assert [event.key.uid for event in found.events] == ["1"]
    assert not found.whole
    says = "more than 20,000 events, or 300,000 lines, that reach the time we look at; the rest was left out."
    assert says in said(found)


def test_two_calendars_in_one_file_of_more_lines_than_are_read_are_refused():
    body = calendar("UID:1", START)
    found = reading(body.replace(b"BEGIN:VEVENT", many_lines(LINES) + b"BEGIN:VEVENT") + body)
    assert (found.status, found.events) == ("reject", ())
    says = "This calendar has more than 300,000 lines. Export a shorter stretch of time."
    assert says in said(found)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20260311T100000Z\r\n", "its end is missing."),
        (
            b'BEGIN:VEVENT\r\nUID:2\r\nDTSTART;TZID="Accra:20260311T100000\r\nEND:VEVENT\r\n',
            "its DTSTART line cannot be read.",
        ),
    ],
)
def test_a_broken_event_is_told_and_the_one_behind_it_read(broken, says):
    found = reading(calendar("UID:1", START).replace(b"BEGIN:VEVENT", broken + b"BEGIN:VEVENT"))
    assert [event.key.uid for event in found.events] == ["1"]
    assert says in said(found)


def test_a_calendar_of_other_days_than_the_gregorian_is_read_and_said_to_be_unsure():
    found = reading(calendar("UID:1", START).replace(b"BEGIN:VEVENT", b"CALSCALE:HEBREW\r\nBEGIN:VEVENT"))
    assert [event.start for event in found.events] == [datetime(2026, 3, 10, 10, tzinfo=UTC)]
    assert "This calendar does not count in Gregorian days; its dates may be wrong." in said(found)


@pytest.mark.parametrize(
    ("lines", "events", "says"),
    [
        (
            ("DTEND:20270401T100000Z", WEEKLY),
            1,
            "it lasts longer than a year and repeats; it is shown once.",
        ),
        ((WEEKLY, NO_SUCH_INSTANT), 0, "its repeating cannot be worked out."),
    ],
)
def test_what_cannot_repeat_as_it_says_is_told_beside_it_and_the_others_are_read(lines, events, says):
    other = b"BEGIN:VEVENT\r\nUID:other\r\nDTSTART:20260311T100000Z\r\nEND:VEVENT\r\n"
    found = reading(calendar("UID:1", START, *lines).replace(b"END:VCALENDAR", other + b"END:VCALENDAR"))
    assert [event.key.uid for event in found.events] == ["1"] * events + ["other"]
    assert says in said(found)
