"""vobject: a parser with dateutil's rule sets; which override stands for which instance is for its caller to say."""

from datetime import date, datetime, timedelta
from typing import Any

import vobject
from timing import instant, overlaps, report


def job(body: bytes, start: datetime, end: datetime) -> int:
    """Overrides count as they are, and their masters without them."""
    events = [event for calendar in vobject.readComponents(body.decode()) for event in calendar.vevent_list]
    moved = {(one.uid.value, instant(one.recurrence_id.value)) for one in events if hasattr(one, "recurrence_id")}
    return sum(
        overlaps(first, first + length(event), start, end)
        for event in events
        for first in instances(event, start, end)
        if hasattr(event, "recurrence_id") or (event.uid.value, instant(first)) not in moved
    )


def length(event: Any) -> timedelta:
    """All of the feed have an end."""
    return timedelta() + (event.dtend.value - event.dtstart.value)


def instances(event: Any, start: datetime, end: datetime) -> list[date]:
    """Those that a rule has near the window."""
    first = event.dtstart.value
    if hasattr(event, "recurrence_id") or not (rules := event.getrruleset(addRDate=True)):
        return [first]
    day, aware = not isinstance(first, datetime), getattr(first, "tzinfo", None)
    low, high = (start - length(event), end) if aware else (naive(start - length(event)), naive(end))
    found = rules.between(low, high, inc=True)
    return [one.date() for one in found] if day else found


def naive(at: datetime) -> datetime:
    """Its wall clock alone."""
    return at.replace(tzinfo=None)


report(job)
