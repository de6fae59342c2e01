"""An event at a glance: passed over only when it surely lies outside the window; all that is odd is read."""

from datetime import UTC, datetime

import pytest

from tracker.calendars.glance import Days, glance
from tracker.domain.event import Span

MARCH = Days.of(Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)))


def reaches(*lines: str) -> bool:
    return seen(*lines).reaches


def seen(*lines: str):
    return glance(("\n" + "\r\n".join(("UID:1", *lines))).encode(), MARCH)


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20250101T090000Z", "DTEND:20250101T100000Z"),
        ("DTSTART;VALUE=DATE:20260201", "DTEND;VALUE=DATE:20260203"),
        ("DTSTART;TZID=Africa/Accra:20260601T090000",),
        ("DTSTART:20200101T090000Z", "RRULE:FREQ=DAILY;UNTIL=20260201T000000Z"),
        ("DTSTART:20270101T090000Z", "RRULE:FREQ=DAILY"),
        ("DTSTART:20220101T090000Z", "DURATION:P1DT2H30M"),
        ("DTSTART:20250101T090000Z", "BEGIN:VALARM", "UID:2", "DTSTART:20260310", "DURATION:PT1H", "END:VALARM"),
    ],
)
def test_what_surely_lies_outside_is_passed_over(lines: tuple[str, ...]):
    assert not reaches(*lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("DTSTART:20260310T090000Z",),
        ("DTSTART:20250101T090000Z", "DTEND:20270101T090000Z"),
        ("DTSTART:20270101T090000Z", "DTEND:20250101T090000Z"),
        ("DTSTART:20260227T090000Z",),  # within two days of the window, whatever its zone
        ("DTSTART:20220101T090000Z", "DURATION:P6000D"),
        ("DTSTART:20220101T090000Z", "DURATION:-PT1H"),
        ("DTSTART:20260110T090000Z", "DURATION:PT1H"),
        ("DTSTART:20250101T090000Z", "COMMENT:x\rRRULE:FREQ=WEEKLY"),
        ("DTSTART:20250101T090000Z", "RDATE:20260310T090000Z"),
        ("DTSTART:20250101T090000Z", "RRULE:FREQ=WEEKLY"),
        ("DTSTART:20250101T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3"),
        ("DTSTART:20250101T090000Z", "DTEND:20250120T090000Z", "RRULE:FREQ=YEARLY;UNTIL=20260226"),
        ("DTSTART:20250101T090000Z", "RRULE:UNTIL=20250202;FREQ=DAILY;UNTIL=20270101"),
        ("DTSTART:20250101T090000Z", "RECURRENCE-ID:20260310T090000Z"),
        ("dtstart:20250101T090000Z",),
        ("DTSTART:20250101T090000Z", "rrule:FREQ=DAILY"),
        ("DTSTART:20250101T090000Z", "Rrule:FREQ=DAILY"),
        ("DTSTART:20250101T090000Z", "RRULE :FREQ=DAILY"),
        ("DTSTART:20250101T090000Z", "RRU\r\n LE:FREQ=DAILY"),
        ("DTSTART:20250101T0900\r\n 00Z",),
        ("DTSTART:20250101T090000Z", "DTSTART:20260310T090000Z"),
        ("DTSTART:20250101T090000Z", "BEGIN:VEVENT"),
        ("DTSTART:20250101T090000Z", "END:VEVENT", "BEGIN:VTODO"),
        ("DTSTART:20250101T090000Z", "BEGIN:VALARM"),
        ("DTSTART:2025-01-01",),
        ('DTSTART;TZID="Africa/Accra":20250101T090000',),
        (),
    ],
)
def test_all_else_is_read(lines: tuple[str, ...]):
    assert reaches(*lines)


def test_a_uid_is_told_when_it_is_plain_and_folded_too():
    assert seen("DTSTART:20250101").uid == "1"
    assert glance(b"\nUID:long-\r\n er@example.com\r\nDTSTART:20250101", MARCH).uid == "long-er@example.com"


@pytest.mark.parametrize("line", ["UID:a\\,b", "UID;X=1:a", "UID:", "UID:Ama\u2019s", f"UID:{'x' * 501}", "X-UID:1"])
def test_a_uid_that_is_not_plain_is_not_told(line: str):
    assert glance(f"\n{line}\r\nDTSTART:20250101".encode(), MARCH).uid == ""
