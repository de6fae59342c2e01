"""ics: parses; knows no recurrence, so that each series counts once at most."""

from datetime import datetime

from ics import Calendar
from timing import overlaps, report


def job(body: bytes, start: datetime, end: datetime) -> int:
    """Count what overlaps."""
    events = Calendar(body.decode()).events
    return sum(overlaps(one.begin.datetime, one.end.datetime, start, end) for one in events)


report(job)
