"""Persons, gives, plans and partners as they stand. The ledger alone writes here, each change with its entry."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from tracker.domain.decided import from_record
from tracker.domain.entry import Thing
from tracker.store.tables import decided as table
from tracker.store.texts import decided_of, text_of


def every(db: Connection, user_id: str, thing: Thing) -> Iterator[Any]:
    """All of one kind, in no order that means anything."""
    query = select(text_of(table.c.record)).where(table.c.user_id == user_id, table.c.thing == thing.value)
    return (decided_of(thing, text) for text in db.execute(query).scalars())


def records(db: Connection, user_id: str, thing: Thing) -> tuple[dict[str, Any], ...]:
    """The same as they are written down."""
    query = select(table.c.record).where(table.c.user_id == user_id, table.c.thing == thing.value)
    return tuple(db.execute(query).scalars())


def one(db: Connection, user_id: str, thing: Thing, id: str) -> Any | None:
    """One of a kind, None when there is no such thing."""
    record = db.execute(select(table.c.record).where(is_(user_id, thing, id))).scalar_one_or_none()
    return None if record is None else from_record(thing, record)


def count(db: Connection, user_id: str, thing: Thing) -> int:
    """How many there are of a kind."""
    query = select(func.count()).select_from(table).where(table.c.user_id == user_id, table.c.thing == thing.value)
    return int(db.execute(query).scalar_one())


def is_(user_id: str, thing: Thing, id: str) -> ColumnElement[bool]:
    """Whether a row is that of one thing."""
    return and_(table.c.user_id == user_id, table.c.thing == thing.value, table.c.id == id)
