"""Column types that mean the same on SQLite and PostgreSQL, and that SQLite takes in STRICT tables."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

Number = BigInteger().with_variant(Integer(), "sqlite")  # STRICT knows no other word for it


class _Own(TypeDecorator[Any]):
    """A type with its own face on SQLite, and PostgreSQL's native one there."""

    on_sqlite: TypeEngine[Any] = Text()

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        chosen = self.on_sqlite if dialect.name == "sqlite" else self.impl_instance
        return dialect.type_descriptor(chosen)


class UtcDateTime(_Own):
    """An instant: fixed-width text with `Z` on SQLite, so that it sorts as it should; `timestamptz` on PostgreSQL.

    Takes aware instants only, gives them back in UTC, to the microsecond.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"An instant needs its zone: {value.isoformat()}")
        value = value.astimezone(UTC)
        if dialect.name != "sqlite":
            return value
        return value.isoformat(timespec="microseconds").replace("+00:00", "Z")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        return value.astimezone(UTC) if value is not None else None


class Day(_Own):
    """A date without a zone: ISO text on SQLite, `date` on PostgreSQL."""

    impl = Date()
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else value


class Flag(_Own):
    """Yes or no: 1 or 0 on SQLite, `boolean` on PostgreSQL."""

    impl = Boolean()
    cache_ok = True
    on_sqlite = Integer()

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Stretch(TypeDecorator[timedelta]):
    """A length of time, in whole seconds."""

    impl = Number
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> Any:
        return None if value is None else int(value.total_seconds())

    def process_result_value(self, value: Any, dialect: Dialect) -> timedelta | None:
        return None if value is None else timedelta(seconds=value)


class Json(TypeDecorator[Any]):
    """Plain JSON values as text, equal values as equal text.

    Text on PostgreSQL also: its own types refuse the NUL that a feed's description may hold; here it is escaped.
    """

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | Sequence[Any] | None, dialect: Dialect) -> Any:
        return None if value is None else dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def dumps(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """The one way in which a value is written as JSON text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
