"""Who was asked to have an account here. The link's token is kept as a hash only."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from tracker.store.account_tables import invitations as table


class Invitation(NamedTuple):
    """One address that was asked, by an owner; good until it expires. `locale` is the language of its letter."""

    id: str
    user: str
    email: str
    locale: str
    sent_at: datetime
    expires_at: datetime

    def stands(self, now: datetime) -> bool:
        """Whether its link still works."""
        return now < self.expires_at


def add(db: Connection, user_id: str, one: Invitation, token_hash: str) -> None:
    """A new one; raises IntegrityError when that address has one."""
    values = one._asdict() | {"user_id": user_id, "token_hash": token_hash}
    del values["user"]
    db.execute(insert(table).values(values))


def renew(db: Connection, user_id: str, one: Invitation, token_hash: str) -> None:
    """It is sent again, with another link: the former one works no more."""
    again = {"sent_at": one.sent_at, "expires_at": one.expires_at, "token_hash": token_hash, "locale": one.locale}
    db.execute(update(table).where(table.c.user_id == user_id, table.c.id == one.id).values(again))


def remove(db: Connection, user_id: str, invitation_id: str) -> bool:
    """It is accepted, or taken back; False if somebody was first."""
    gone = delete(table).where(table.c.user_id == user_id, table.c.id == invitation_id)
    return db.execute(gone).rowcount == 1


def every(db: Connection) -> tuple[Invitation, ...]:
    """All, newest first, also those that have expired: they can be sent again."""
    return tuple(_one(row) for row in db.execute(select(table).order_by(table.c.sent_at.desc())).mappings())


def with_token(db: Connection, token_hash: str) -> Invitation | None:
    """The one whose link it is, also when it has expired."""
    return _first(db, table.c.token_hash == token_hash)


def with_email(db: Connection, email: str) -> Invitation | None:
    """The one of an address."""
    return _first(db, table.c.email == email.strip().lower())


def forget(db: Connection, before: datetime) -> int:
    """Removes those that expired by then; how many."""
    return db.execute(delete(table).where(table.c.expires_at <= before)).rowcount


def _first(db: Connection, which: object) -> Invitation | None:
    row = db.execute(select(table).where(which)).mappings().one_or_none()  # type: ignore[arg-type]
    return _one(row) if row else None


def _one(row: RowMapping) -> Invitation:
    return Invitation(row["id"], row["user_id"], row["email"], row["locale"], row["sent_at"], row["expires_at"])
