"""icalevents: parses with icalendar, unrolls by itself."""

from datetime import UTC, datetime

from icalevents.icalevents import events
from timing import overlaps, report


def job(body: bytes, start: datetime, end: datetime) -> int:
    """Ask, then count what overlaps."""
    found = events(string_content=body, start=start, end=end, tzinfo=UTC)
    return sum(overlaps(one.start, one.end, start, end) for one in found)


report(job)
