"""The last letter to somebody who has gone, sealed with its address, until it is sent."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from tracker.store.account_tables import farewells as table


class Farewell(NamedTuple):
    """One that waits."""

    id: str
    sealed: bytes
    made_at: datetime
    next_try_at: datetime
    attempts: int = 0


def add(db: Connection, one: Farewell) -> None:
    """One to be sent."""
    db.execute(insert(table).values(one._asdict()))


def due(db: Connection, now: datetime) -> tuple[Farewell, ...]:
    """Those to be tried now, the longest waiting first."""
    rows = db.execute(select(table).where(table.c.next_try_at <= now).order_by(table.c.next_try_at)).mappings()
    return tuple(Farewell(**row) for row in rows)


def put_off(db: Connection, one: Farewell, next_try_at: datetime) -> bool:
    """It is about to be tried once more; False if somebody else tries it."""
    same = (table.c.id == one.id, table.c.attempts == one.attempts)
    later = {"next_try_at": next_try_at, "attempts": one.attempts + 1}
    return db.execute(update(table).where(*same).values(later)).rowcount == 1


def remove(db: Connection, farewell_id: str) -> None:
    """It was sent, or is given up."""
    db.execute(delete(table).where(table.c.id == farewell_id))
