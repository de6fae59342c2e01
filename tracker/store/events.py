"""What calendars told, version by version: nothing is overwritten. Beside it, what was found in each event.

`event_versions` is the truth. `current_events` points at the last version of each event that is not gone, and
keeps what a detector found in that: it can be dropped and made again.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.feedback import title_key
from tracker.domain.lasting import Part
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reconcile import Changes
from tracker.store import telling
from tracker.store.records import from_candidate, from_event, to_event
from tracker.store.remembered import by_mark
from tracker.store.tables import current_events as current
from tracker.store.tables import event_versions as told
from tracker.store.texts import candidates_of, text_of

T = TypeVar("T")
FEW = 1_000  # UIDs asked for at a time: engines bound how many values a statement may hold
KEY = ("user_id", "calendar_id", "uid", "recurrence_id")


def known(
    db: Connection, user_id: str, calendar_id: str, only: Collection[str] | None = None
) -> dict[EventKey, CalendarEvent]:
    """What a calendar tells now, as far as we know: the current version of each event that is not gone; of these UIDs
    alone, if any are named.
    """
    query = _current(user_id).where(current.c.calendar_id == calendar_id)
    if only is None:
        return {event.key: event for event in map(to_event, db.execute(query).scalars())}
    found = (db.execute(query.where(current.c.uid.in_(few))).scalars() for few in batched(sorted(only), FEW))
    return {event.key: event for rows in found for event in map(to_event, rows)}


def named(db: Connection, user_id: str, calendar_id: str, keys: Sequence[EventKey]) -> dict[EventKey, CalendarEvent]:
    """The same of these events alone, as far as they are known and not gone."""
    name = tuple_(current.c.uid, current.c.recurrence_id)
    query = _current(user_id).where(current.c.calendar_id == calendar_id)
    found = (db.execute(query.where(name.in_([key[1:] for key in few]))).scalars() for few in batched(keys, FEW))
    return {event.key: event for rows in found for event in map(to_event, rows)}


def record(db: Connection, user_id: str, calendar_id: str, changes: Changes, seen_at: datetime) -> int:
    """Adds a version for each change; how many. What had been found in those events is forgotten."""
    events = (*changes.new, *changes.changed)
    replaced = (*(event.key for event in changes.changed), *changes.gone)
    if any(key.calendar != calendar_id for key in (*(event.key for event in events), *changes.gone)):
        raise ValueError("A calendar tells only of its own events.")
    _unpoint(db, [_key(user_id, key) for key in replaced])
    _add(db, user_id, events, seen_at)
    _add_gone(db, user_id, changes.gone, seen_at)
    if any(changes):
        telling.changed(db, user_id, calendar_id)
    return len(events) + len(changes.gone)


def versions(db: Connection, user_id: str, key: EventKey) -> tuple[tuple[datetime, CalendarEvent | None], ...]:
    """All that its calendar ever told of an event, and when we saw each, oldest first. None: it was gone."""
    query = select(told.c.seen_at, told.c.payload).where(_is(told, user_id, key)).order_by(told.c.number)
    return tuple((seen_at, to_event(record) if record else None) for seen_at, record in db.execute(query))


def standing(db: Connection, user_id: str, mark: Hashable = None) -> frozenset[EventKey]:
    """The events that take place, as far as we know: neither gone nor cancelled. `mark` is that of what is told, if
    it was read already.
    """
    columns = (current.c.calendar_id, current.c.uid, current.c.recurrence_id)
    query = select(*columns).where(current.c.user_id == user_id, current.c.stands)

    def read() -> frozenset[EventKey]:
        return frozenset(EventKey(*row) for row in db.execute(query))

    return by_mark(db, user_id, "standing", mark or telling.mark(db, user_id), read)


def to_detect(db: Connection, user_id: str, version: int, limit: int = 500) -> tuple[CalendarEvent, ...]:
    """Current events in which this version of the detector has not looked yet, oldest first."""
    query = _current(user_id).where(_unread(version)).limit(limit)
    return tuple(map(to_event, db.execute(query).scalars()))


def count_to_detect(db: Connection, user_id: str, version: int) -> int:
    """How many these are in all."""
    query = select(func.count()).select_from(current).where(current.c.user_id == user_id, _unread(version))
    return int(db.execute(query).scalar_one())


def save_candidates(
    db: Connection, user_id: str, key: EventKey, candidates: Sequence[Candidate], version: int
) -> None:
    """What this version of the detector found in an event, instead of what an earlier one did."""
    save_found(db, user_id, [(key, candidates)], version)


def save_found(
    db: Connection, user_id: str, found: Iterable[tuple[EventKey, Sequence[Candidate]]], version: int
) -> None:
    """The same for many events, in one statement."""
    rows = [
        {
            **{f"its_{name}": value for name, value in _key(user_id, key).items()},  # an update's own names are taken
            "version": version,
            "records": [from_candidate(candidate) for candidate in candidates],
        }
        for key, candidates in found
    ]
    mine = and_(*(current.c[name] == bindparam(f"its_{name}") for name in KEY))
    if rows:
        db.execute(update(current).where(mine).values(looked=bindparam("version"), found=bindparam("records")), rows)
        telling.changed(db, user_id, *sorted({str(row["its_calendar_id"]) for row in rows}))


def look_again(db: Connection, user_id: str, title_keys: Collection[str]) -> None:
    """Lets the detector read all events of these titles anew, for their user has said what they are."""
    named = current.c.title_key.in_(sorted(title_keys))
    db.execute(update(current).where(current.c.user_id == user_id, named).values(looked=None))


def candidates(db: Connection, user_id: str, mark: Hashable = None) -> Part[Candidate]:
    """All that was found in events that take place, in the order in which they were told; `mark` as above."""
    something = (current.c.user_id == user_id, current.c.stands, current.c.found != [])
    query = select(text_of(current.c.found)).where(*something).order_by(current.c.number)

    def read() -> Part[Candidate]:
        return Part(chain.from_iterable(map(candidates_of, db.execute(query).scalars())))

    return by_mark(db, user_id, "candidates", mark or telling.mark(db, user_id), read)


def _unread(version: int) -> ColumnElement[bool]:
    looked = current.c.looked  # compared so that the index serves: with 18,000 read ones it took 30 ms to find none
    return or_(looked.is_(None), looked < version, looked > version)


def _current(user_id: str) -> Select[Any]:
    versions = select(told.c.payload).join(current, current.c.number == told.c.number)
    return versions.where(current.c.user_id == user_id).order_by(told.c.number)


def _add(db: Connection, user_id: str, events: Sequence[CalendarEvent], seen_at: datetime) -> None:
    if not events:
        return
    keys = [_key(user_id, event.key) for event in events]
    rows = [
        {**key, "seen_at": seen_at, "payload": from_event(event)} for key, event in zip(keys, events, strict=True)
    ]
    numbers = db.execute(insert(told).returning(told.c.number, sort_by_parameter_order=True), rows).scalars()
    pointers = [
        {**key, "number": number, "stands": not event.cancelled, **_found_by(event)}
        for key, number, event in zip(keys, numbers, events, strict=True)
    ]
    db.execute(insert(current), pointers)


def _found_by(event: CalendarEvent) -> dict[str, Any]:
    return {"title_key": title_key(event.summary), "starts_at": event.start}


def _add_gone(db: Connection, user_id: str, keys: Iterable[EventKey], seen_at: datetime) -> None:
    rows = [{**_key(user_id, key), "seen_at": seen_at, "payload": None} for key in keys]
    if rows:
        db.execute(insert(told), rows)


def _unpoint(db: Connection, keys: Sequence[dict[str, str]]) -> None:
    if keys:
        db.execute(delete(current).where(*(current.c[name] == bindparam(name) for name in KEY)), keys)


def batched(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """So many at a time, in order."""
    return (things[at : at + size] for at in range(0, len(things), size))


def _is(table: Table, user_id: str, key: EventKey) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in _key(user_id, key).items()))


def _key(user_id: str, key: EventKey) -> dict[str, str]:
    return dict(zip(KEY, (user_id, *key), strict=True))
