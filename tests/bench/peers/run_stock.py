"""icalendar and recurring-ical-events over the whole feed: what most Python programs do."""

from datetime import datetime

import icalendar
import recurring_ical_events
from timing import report


def job(body: bytes, start: datetime, end: datetime) -> int:
    """`between` counts what overlaps."""
    return len(recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(start, end))


report(job)
