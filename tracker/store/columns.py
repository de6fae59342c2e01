"""What all tables are made of: strict types, keys and references that lead with the user."""

from typing import Any

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def table(name: str, *parts: Any, **options: Any) -> Table:
    """A table of ours; on SQLite a strict one, that takes no value of another type."""
    return Table(name, metadata, *parts, sqlite_strict=True, **options)


def must(name: str, kind: type[TypeEngine[Any]] | TypeEngine[Any], *, key: bool = False) -> Column[Any]:
    """A column that is never null."""
    return Column(name, kind, primary_key=key, nullable=False)


def owner(*, key: bool = False) -> Column[Any]:
    """Whose row it is."""
    return Column("user_id", Text, ForeignKey("users.id", ondelete="CASCADE"), primary_key=key, nullable=False)


def belongs(mine: str, theirs: str) -> ForeignKeyConstraint:
    """A reference to what belongs to the same user, and with which the row goes."""
    return ForeignKeyConstraint(["user_id", mine], [f"{theirs}.user_id", f"{theirs}.id"], ondelete="CASCADE")


def event_key(*, key: bool) -> tuple[Column[Any], ...]:
    """What an event is called, after its user."""
    return tuple(must(name, Text, key=key) for name in ("calendar_id", "uid", "recurrence_id"))
