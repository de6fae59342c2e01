"""How much there is and how much of it waits: numbers about everybody, and nothing about anybody."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from tracker.store.letters import HELD_BACK, State
from tracker.store.tables import beats, calendars, entries, letters, sessions, users

ENDED = (State.SENT, State.FAILED, State.GIVEN_UP)
UNDER_WAY = (State.DUE, State.CLAIMED, State.SENDING, State.FAILED)


class Waiting(NamedTuple):
    """How many of a kind are due and not begun, and since when the first of them is; None when there is none."""

    kind: str
    length: int
    since: datetime | None


def waiting(db: Connection, now: datetime) -> tuple[Waiting, ...]:
    """What is due, by kind: calendars to be read, letters to be written, letters to be sent."""
    free = or_(calendars.c.leased_until.is_(None), calendars.c.leased_until <= now)
    left = and_(letters.c.state.in_((State.CLAIMED, State.SENDING)), letters.c.leased_until <= now)
    unsent = or_(and_(letters.c.state.in_((State.DUE, State.FAILED)), letters.c.next_try_at <= now), left)
    reminders = users.c.next_reminder_at
    return (
        _due(db, "sync", calendars.c.next_sync_at, and_(calendars.c.next_sync_at <= now, free)),
        _due(db, "digest", users.c.next_digest_at, and_(users.c.digest_on, users.c.next_digest_at <= now)),
        _due(db, "reminder", reminders, and_(users.c.reminders, reminders <= now)),
        _due(db, "letter", letters.c.made_at, unsent),
    )


def letters_under_way(db: Connection) -> Mapping[str, int]:
    """How many letters stand at each state before they are sent or given up."""
    states = letters.c.state
    query = select(states, func.count()).where(states.in_(UNDER_WAY)).group_by(states)
    found = {str(state): int(length) for state, length in db.execute(query)}
    return {str(state): found.get(state, 0) for state in UNDER_WAY}


def letters_since(db: Connection, since: datetime) -> Mapping[State, int]:
    """What became of the letters that were made since then, as far as anything has; without those that we held back
    ourselves.
    """
    state = letters.c.state
    theirs = (letters.c.made_at >= since, state.in_(ENDED), letters.c.trouble != HELD_BACK)
    query = select(state, func.count()).where(*theirs).group_by(state)
    found = {str(state): int(length) for state, length in db.execute(query)}
    return {state: found.get(str(state), 0) for state in ENDED}


def newest(db: Connection) -> datetime | None:
    """The latest instant at which a worker lived or something was written down; None while there is nothing."""
    found = (db.execute(select(func.max(at))).scalar_one() for at in (beats.c.at, entries.c.at, letters.c.made_at))
    return max((at for at in found if at), default=None)


def has_beaten(db: Connection, beginning: str) -> bool:
    """Whether any heart whose name begins so ever beat."""
    return db.execute(select(beats.c.at).where(beats.c.name.startswith(beginning)).limit(1)).first() is not None


def stock(db: Connection, now: datetime) -> Mapping[str, int]:
    """How many users, sessions that have not ended, calendars, and calendars in trouble there are."""
    return {
        "users": _count(db, users),
        "sessions": _count(db, sessions, sessions.c.ends_at > now),
        "calendars": _count(db, calendars),
        "troubled": _count(db, calendars, calendars.c.trouble != ""),
    }


def _due(db: Connection, kind: str, since: ColumnElement[datetime], due: ColumnElement[bool]) -> Waiting:
    length, first = db.execute(select(func.count(), func.min(since)).where(due)).one()
    return Waiting(kind, length, first)


def _count(db: Connection, table: Table, *which: ColumnElement[bool]) -> int:
    return int(db.execute(select(func.count()).select_from(table).where(*which)).scalar_one())
