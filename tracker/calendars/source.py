"""The doors through which a calendar's events come in: an address that is fetched, or a file that was handed over."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars import zone_data
from tracker.calendars.body import digest
from tracker.calendars.cage import CageTrouble, caged
from tracker.calendars.feed import FeedTrouble, Gate, HostBusy, fetch
from tracker.calendars.ics import Reading, read
from tracker.calendars.trouble import CalendarTrouble, Unreadable
from tracker.domain.account import Calendar, Source
from tracker.domain.event import Pull, Span
from tracker.domain.saying import joined

__all__ = ["CageTrouble", "CalendarTrouble", "FeedTrouble", "Gate", "HostBusy", "file_source", "ics_source"]

READER = "3"  # raised whenever the same bytes would be read otherwise
NOBODY: frozenset[str] = frozenset()

Memories = Callable[[Calendar], bytes]


class _Cursor(NamedTuple):
    """What was said at the last reading: who read, the fetching part, and the hash of the bytes."""

    reader: str
    feed: str = ""
    digest: str = ""
    refresh: float | None = None  # seconds

    @property
    def wait(self) -> timedelta | None:
        return timedelta(seconds=self.refresh) if self.refresh else None

    def __str__(self) -> str:
        return json.dumps(self._asdict())


class _Asked(NamedTuple):
    """One asking of a calendar."""

    calendar: Calendar
    span: Span
    zone: ZoneInfo
    last: _Cursor
    memory_of: Memories


def _no_memory(_: Calendar) -> bytes:
    return b""


def ics_source(
    address_of: Callable[[Calendar], str],
    zone_of: Callable[[Calendar], ZoneInfo],
    allow_private: bool,
    memory_of: Memories = _no_memory,
    gate: Gate | None = None,
) -> Source:
    """A source for calendars that live at an address. Raises CalendarTrouble, and HostBusy at the gate.

    `memory_of` gives the memory of the last pull that was believed: then only what changed since is told.
    """

    def pull(calendar: Calendar, span: Span) -> Pull:
        asked = _asked(calendar, span, zone_of(calendar), memory_of)
        fetched = fetch(address_of(calendar), asked.last.feed, allow_private=allow_private, gate=gate)
        if fetched.body is None:
            return Pull((), cursor=str(asked.last), only=NOBODY, refresh=asked.last.wait)
        with fetched.body.stream as stream:
            return _pulled(asked, stream, asked.last._replace(feed=fetched.cursor, digest=fetched.body.digest))

    return pull


def file_source(
    body_of: Callable[[Calendar], bytes],
    zone_of: Callable[[Calendar], ZoneInfo],
    memory_of: Memories = _no_memory,
) -> Source:
    """A source for calendars that were handed over as a file. Raises CalendarTrouble."""

    def pull(calendar: Calendar, span: Span) -> Pull:
        body = body_of(calendar)
        asked = _asked(calendar, span, zone_of(calendar), memory_of)
        return _pulled(asked, BytesIO(body), asked.last._replace(digest=digest(BytesIO(body))))

    return pull


def _asked(calendar: Calendar, span: Span, zone: ZoneInfo, memory_of: Memories) -> _Asked:
    """With what was said last, if it still counts: an unchanged feed is read again once its horizon has moved on by
    a day, or a series would never show its later instances; and when our reading, the zone or its data has changed.
    """
    reader = f"{READER} {zone_data.data()} {zone.key} {span.start.date()} {span.end.date()}"
    try:
        last = _Cursor(**json.loads(calendar.cursor)) if calendar.cursor else None
    except (ValueError, TypeError):
        last = None
    if last is None or last.reader != reader:
        last, memory_of = _Cursor(reader), _no_memory
    return _Asked(calendar, span, zone, last, memory_of)


def _pulled(asked: _Asked, body: BinaryIO, cursor: _Cursor) -> Pull:
    if cursor.digest == asked.last.digest:
        return Pull((), cursor=str(cursor), only=NOBODY, refresh=cursor.wait)
    known = asked.memory_of(asked.calendar)
    reading: Reading = caged(read, body, calendar=asked.calendar.id, window=asked.span, zone=asked.zone, known=known)
    if reading.status == "reject":
        raise Unreadable(joined(reading.messages))
    cursor = cursor._replace(refresh=reading.refresh.total_seconds() if reading.refresh else None)
    return Pull(
        reading.events,
        reading.skipped,
        str(cursor),
        asked.span if reading.whole else None,
        only=reading.only,
        memory=None if reading.memory == known else reading.memory,
        refresh=reading.refresh,
    )
