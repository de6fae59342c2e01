"""How the back-ups go that are made by themselves: one mark among the leases, for all workers.

It is one row that is taken by who finds it as it was, so that of several workers one makes a back-up. It is no lease
that runs out: a back-up takes as long as it takes, and nobody is at work on the database because of it.
"""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, select, update

from tracker.store.database import insert
from tracker.store.tables import leases

NAME = "back-up"
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class Round(NamedTuple):
    """How it stands: when the next is to be made, which was the last that is sound, and why a later one is not."""

    next_at: datetime
    made_at: datetime | None = None  # None: none was made yet
    file: str = ""
    bytes: int = 0
    trouble: str = ""  # of the last try; empty when it went well


def last(db: Connection) -> Round | None:
    """How it stands; None before the first is planned."""
    holder = db.execute(select(leases.c.holder).where(leases.c.name == NAME)).scalar_one_or_none()
    return None if holder is None else _read(holder)


def plan(db: Connection, one: Round, was: Round | None) -> bool:
    """It stands so from now on, if it still stood as it was: of two who try, one is told True."""
    if was is None:
        row = insert(db, leases).values(name=NAME, holder=_written(one), until=FOR_EVER)
        return db.execute(row.on_conflict_do_nothing()).rowcount == 1
    same = (leases.c.name == NAME, leases.c.holder == _written(was))
    return db.execute(update(leases).where(*same).values(holder=_written(one))).rowcount == 1


def _written(one: Round) -> str:
    made = one.made_at.astimezone(UTC).isoformat() if one.made_at else None
    return json.dumps([one.next_at.astimezone(UTC).isoformat(), made, *one[2:]])


def _read(holder: str) -> Round:
    next_at, made_at, file, size, trouble = json.loads(holder)
    made = datetime.fromisoformat(made_at) if made_at else None
    return Round(datetime.fromisoformat(next_at), made, file, size, trouble)
