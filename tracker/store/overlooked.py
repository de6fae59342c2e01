"""What calendars told within a window, newest first and a page at a time: where one looks for what was overlooked."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, literal, select, tuple_

from tracker.domain.event import OURS, CalendarEvent, Span
from tracker.domain.feedback import title_key
from tracker.domain.reading.candidate import Candidate
from tracker.store.records import to_candidate, to_event
from tracker.store.tables import current_events as current
from tracker.store.tables import event_versions as told
from tracker.store.types import UtcDateTime


class Mark(NamedTuple):
    """A place in the list: what comes after it starts earlier, or was told before it."""

    starts_at: datetime
    number: int


class Seen(NamedTuple):
    """An event that was read, all that was found in it, and its place in the list."""

    event: CalendarEvent
    found: tuple[Candidate, ...]
    mark: Mark


def page(
    db: Connection, user_id: str, within: Span, words: str = "", *, after: Mark | None = None, limit: int
) -> tuple[Seen, ...]:
    """The events that take place and start within a span, newest first. Each of the words stands in its title, in
    any case; of numbers only that there is one. Promises of our own that came back are none of them.
    """
    place = tuple_(current.c.starts_at, current.c.number)
    query = (
        select(told.c.payload, current.c.found, current.c.starts_at, current.c.number)
        .join(current, current.c.number == told.c.number)
        .where(current.c.user_id == user_id, current.c.stands, current.c.found.is_not(None))
        .where(~current.c.uid.endswith(OURS, autoescape=True))
        .where(current.c.starts_at >= within.start, current.c.starts_at < within.end)
        .where(*(current.c.title_key.contains(word, autoescape=True) for word in title_key(words).split()))
        .order_by(current.c.starts_at.desc(), current.c.number.desc())
        .limit(limit)
    )
    if after:  # typed, or SQLite would compare two ways of writing an instant
        query = query.where(place < tuple_(literal(after.starts_at, UtcDateTime()), literal(after.number)))
    rows = db.execute(query)
    return tuple(Seen(to_event(event), tuple(map(to_candidate, found)), Mark(*mark)) for event, found, *mark in rows)
