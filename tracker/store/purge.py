"""Removing a whole user or calendar, history too: the one way past the guards of the append-only tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert

from tracker.store.tables import purges


@contextmanager
def purging(db: Connection, owner: str) -> Iterator[None]:
    """While inside, rows of the owner (the id of a user or a calendar) may be deleted from append-only tables.

    The guards are triggers that refuse every UPDATE, and every DELETE whose owner is not named in `purges`. Its
    name stands there only inside this transaction: no other one ever sees it, and nothing of it is kept.
    """
    db.execute(insert(purges).values(id=owner))
    yield
    db.execute(delete(purges).where(purges.c.id == owner))
