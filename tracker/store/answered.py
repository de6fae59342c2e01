"""What programs were answered to requests that they named by a key (Idempotency-Key, an IETF draft).

A key is taken before the work begins, and the answer is kept after it: whoever dies between leaves a key without an
answer, which the next to ask may take over once it has rested.
"""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, select, update

from tracker.store.api_tables import api_answers as table
from tracker.store.database import insert


class Key(NamedTuple):
    """What a request is called: by the program that sent it, under its token."""

    token: str
    key: str


class Answered(NamedTuple):
    """What was answered to it. `status` is None while nobody knows yet."""

    request_hash: str
    begun_at: datetime
    status: int | None
    headers: dict[str, str]
    body: bytes


def take(db: Connection, user_id: str, key: Key, request_hash: str, now: datetime) -> bool:
    """Takes a key for a request that now begins; False when it is taken."""
    row = {"user_id": user_id, "token_id": key.token, "key": key.key, "request_hash": request_hash}
    blank: dict[str, Any] = {"begun_at": now, "status": None, "headers": {}, "body": b""}
    return bool(db.execute(insert(db, table).values(**row, **blank).on_conflict_do_nothing()).rowcount)


def take_over(db: Connection, user_id: str, key: Key, now: datetime) -> None:
    """Takes it from whoever began and never answered."""
    db.execute(update(table).where(*_is(user_id, key)).values(begun_at=now))


def answered(db: Connection, user_id: str, key: Key) -> Answered | None:
    """What is known of the request of that key; nobody else takes it over meanwhile."""
    columns = (table.c[name] for name in Answered._fields)
    row = db.execute(select(*columns).where(*_is(user_id, key)).with_for_update()).one_or_none()
    return Answered(*row) if row else None


def answer(db: Connection, user_id: str, key: Key, status: int, headers: dict[str, str], body: bytes) -> None:
    """Keeps what was answered."""
    kept = update(table).where(*_is(user_id, key))
    db.execute(kept.values(status=status, headers=headers, body=body))


def let_go(db: Connection, user_id: str, key: Key) -> None:
    """The request came to nothing, and may be sent again under its key."""
    db.execute(delete(table).where(*_is(user_id, key)))


def forget_old(db: Connection, before: datetime) -> int:
    """Removes all that began before then; how many."""
    return db.execute(delete(table).where(table.c.begun_at < before)).rowcount


def _is(user_id: str, key: Key) -> tuple[ColumnElement[bool], ...]:
    return table.c.user_id == user_id, table.c.token_id == key.token, table.c.key == key.key
