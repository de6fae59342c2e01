"""The doors through which a calendar's events come in: an address that is fetched, or a file that was handed over."""

import json
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

from tracker.calendars.cage import CageTrouble, caged
from tracker.calendars.feed import FeedTrouble, fetch
from tracker.calendars.ics import Reading, read
from tracker.calendars.trouble import CalendarTrouble, Unreadable
from tracker.domain.account import Calendar, Source
from tracker.domain.event import Pull, Span

__all__ = ["CageTrouble", "CalendarTrouble", "FeedTrouble", "file_source", "ics_source"]

READER = "1"  # raised whenever the same bytes would be read otherwise


def ics_source(
    address_of: Callable[[Calendar], str], zone_of: Callable[[Calendar], ZoneInfo], allow_private: bool
) -> Source:
    """A source for calendars that live at an address. Raises CalendarTrouble."""

    def pull(calendar: Calendar, span: Span) -> Pull:
        zone = zone_of(calendar)
        reader = _reader(span.end, zone)
        fetched = fetch(address_of(calendar), _told(calendar.cursor, reader), allow_private=allow_private)
        cursor = json.dumps({"reader": reader, "feed": fetched.cursor})
        if fetched.body is None:
            return Pull((), cursor=cursor)
        with fetched.body.stream as stream:
            return _pull(stream.read(), calendar, span, zone, cursor)

    return pull


def file_source(body_of: Callable[[Calendar], bytes], zone_of: Callable[[Calendar], ZoneInfo]) -> Source:
    """A source for calendars that were handed over as a file. Raises CalendarTrouble."""

    def pull(calendar: Calendar, span: Span) -> Pull:
        return _pull(body_of(calendar), calendar, span, zone_of(calendar), "")

    return pull


def _reader(end: datetime, zone: ZoneInfo) -> str:
    """Who read, and how far. An unchanged feed is read again all the same once its horizon has moved on by a day, or
    a series would never show its later instances; and when our reading, the zone or the zone data has changed.
    """
    return f"{READER} {version('tzdata')} {zone.key} {end.date()}"


def _told(cursor: str, reader: str) -> str:
    """The fetching part of a cursor, if it still counts for this reader."""
    try:
        kept = json.loads(cursor) if cursor else {}
        return str(kept["feed"]) if kept.get("reader") == reader else ""
    except (ValueError, KeyError, AttributeError):
        return ""


def _pull(body: bytes, calendar: Calendar, span: Span, zone: ZoneInfo, cursor: str) -> Pull:
    reading: Reading = caged(read, body, calendar=calendar.id, window=span, zone=zone)
    if reading.status == "reject":
        raise Unreadable(" ".join(reading.messages))
    return Pull(reading.events, reading.skipped, cursor, span if reading.whole else None)
