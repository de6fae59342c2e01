"""icalendar alone: a feed parsed, no series unrolled. It counts the components."""

from datetime import datetime

import icalendar
from timing import report


def job(body: bytes, _start: datetime, _end: datetime) -> int:
    """Parsed, and no more."""
    return len(icalendar.Calendar.from_ical(body).subcomponents)


report(job)
