"""ical, the library of Home Assistant: strict, typed, with a timeline."""

from datetime import UTC, datetime

from ical.calendar_stream import IcsCalendarStream
from timing import report


def job(body: bytes, start: datetime, end: datetime) -> int:
    """`overlapping` counts what overlaps."""
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())
    return sum(1 for _ in calendar.timeline_tz(UTC).overlapping(start, end))


report(job)
