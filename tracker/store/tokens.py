"""Tokens by which programs act for a user. Of their secrets only hashes are kept."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.engine import RowMapping

from tracker.domain.token import Scope, Token
from tracker.store.api_tables import tokens as table
from tracker.store.database import insert


def add_token(db: Connection, user_id: str, token: Token, secret_hash: str) -> bool:
    """Keeps it; False when there is one of that id already."""
    row = {name: getattr(token, name) for name in ("id", "name", "tail", "made_at", "ends_at", "used_at")}
    row |= {"user_id": user_id, "scopes": sorted(token.scopes), "secret_hash": secret_hash}
    return bool(db.execute(insert(db, table).values(row).on_conflict_do_nothing()).rowcount)


def tokens(db: Connection, user_id: str) -> tuple[Token, ...]:
    """All of a user's, newest first."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.made_at.desc(), table.c.id)
    return tuple(_token(row) for row in db.execute(query).mappings())


def token_with(db: Connection, secret_hash: str) -> Token | None:
    """The one whose secret that is, be it over or not."""
    row = db.execute(select(table).where(table.c.secret_hash == secret_hash)).mappings().one_or_none()
    return _token(row) if row else None


def touch_token(db: Connection, user_id: str, token_id: str, now: datetime) -> None:
    """Notes that it is in use."""
    db.execute(update(table).where(table.c.user_id == user_id, table.c.id == token_id).values(used_at=now))


def end_token(db: Connection, user_id: str, token_id: str) -> Token | None:
    """It opens nothing any more; the one that it was, None when there was none."""
    gone = delete(table).where(table.c.user_id == user_id, table.c.id == token_id).returning(*table.c)
    row = db.execute(gone).mappings().one_or_none()
    return _token(row) if row else None


def _token(row: RowMapping) -> Token:
    names = ("id", "name", "tail", "made_at", "ends_at", "used_at")
    known = {scope.value: scope for scope in Scope}  # one that a newer tracker gave is not known after going back
    scopes = frozenset(known[scope] for scope in row["scopes"] if scope in known)
    return Token(user=row["user_id"], scopes=scopes, **{name: row[name] for name in names})
