"""What was done with accounts: a log that is only added to, and forgotten when it is old."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.engine import RowMapping

from tracker.domain.audit import Audited, Deed
from tracker.store.account_tables import audit as table
from tracker.store.purge import purging


def note(db: Connection, user_id: str, deed: Deed, *, by: str = "", via: str, about: str = "", now: datetime) -> None:
    """Adds one deed, within the transaction of what was done; `by` is empty for the user. All are random ids or words
    of ours: nothing that says who somebody is.
    """
    row = {"user_id": user_id, "at": now, "deed": deed.value, "by": by or user_id, "via": via, "about": about}
    db.execute(insert(table).values(row))


def of_user(db: Connection, user_id: str, most: int) -> tuple[Audited, ...]:
    """The newest of one user's, newest first."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.number.desc()).limit(most)
    return tuple(_audited(row) for row in db.execute(query).mappings())


def newest(db: Connection, since: datetime, most: int) -> tuple[Audited, ...]:
    """The newest of everybody's, newest first."""
    query = select(table).where(table.c.at >= since).order_by(table.c.number.desc()).limit(most)
    return tuple(_audited(row) for row in db.execute(query).mappings())


def forget(db: Connection, before: datetime) -> int:
    """Removes what is older; how many."""
    with purging(db, table.name):
        return db.execute(delete(table).where(table.c.at < before)).rowcount


def _audited(row: RowMapping) -> Audited:
    values: dict[str, Any] = dict(row)
    return Audited(user=values.pop("user_id"), deed=Deed(values.pop("deed")), **values)
