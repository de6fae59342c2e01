"""What the feed of a user's promises is made of: those still owed or lately delivered, and their entries counted."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from tracker.store.tables import entries

AT_ONCE = 500  # ids in one statement


class Changes(NamedTuple):
    """How many entries a promise has, and when the last of them was written."""

    number: int
    last_at: datetime


class Head(NamedTuple):
    """The last entry of a user's ledger: its hash, and when it was written."""

    hash: str
    at: datetime


def head(db: Connection, user_id: str) -> Head | None:
    """Where a user's ledger ends: as long as that stays, all that was decided stays. None: nothing was decided."""
    query = select(entries.c.hash, entries.c.at).where(entries.c.user_id == user_id)
    row = db.execute(query.order_by(entries.c.number.desc()).limit(1)).one_or_none()
    return Head(*row) if row else None


def changes(db: Connection, user_id: str, promise_ids: Collection[str]) -> dict[str, Changes]:
    """The entries of some promises, counted."""
    return dict(_counted(db, user_id, promise_ids))


def _counted(db: Connection, user_id: str, promise_ids: Collection[str]) -> Iterator[tuple[str, Changes]]:
    columns = (entries.c.subject, func.count(), func.max(entries.c.at))
    for some in _in_parts(promise_ids):
        query = select(*columns).where(entries.c.user_id == user_id, entries.c.subject.in_(some))
        for subject, number, last_at in db.execute(query.group_by(entries.c.subject)):
            yield subject, Changes(number, last_at)


def _in_parts(ids: Collection[str]) -> Iterator[tuple[str, ...]]:
    listed = tuple(ids)
    return (listed[start : start + AT_ONCE] for start in range(0, len(listed), AT_ONCE))
