"""What was read of a user's ledger is read again only when the ledger has changed.

The hash of its last entry names all that was ever decided: two ledgers that end with the same are the same.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select

from tracker.store.tables import entries

MOST = 500  # readings that are held of one database, the last of each user and kind

T = TypeVar("T")
_readings: WeakKeyDictionary[Engine, dict[tuple[str, str], tuple[str, Any]]] = WeakKeyDictionary()


def ends_with(db: Connection, user_id: str) -> str:
    """The hash of the last entry of a user's ledger; empty when there is none."""
    query = select(entries.c.hash).where(entries.c.user_id == user_id).order_by(entries.c.number.desc()).limit(1)
    return db.execute(query).scalar_one_or_none() or ""


def once(db: Connection, user_id: str, what: str, read: Callable[[], T]) -> T:
    """What `read` tells, as it was told when the ledger last changed. It must hang on the ledger alone, and its value
    may not be changed by anybody.
    """
    held, last = _readings.setdefault(db.engine, {}), ends_with(db, user_id)
    found = held.pop((user_id, what), None)
    value: T = found[1] if found and last and found[0] == last else read()
    held[user_id, what] = last, value  # at the end again, so that the first is the one that nobody asked for longest
    while len(held) > MOST:
        held.pop(next(iter(held)), None)
    return value
