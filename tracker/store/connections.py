"""Connections with their sealed tokens, consents under way, and tokens that Google has still to be told to forget."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy import Connection as Db
from sqlalchemy.engine import RowMapping

from tracker.domain.account import Connection
from tracker.domain.saying import literally
from tracker.store.database import insert
from tracker.store.google_tables import connections as table
from tracker.store.google_tables import consents, revocations
from tracker.store.tables import calendars


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """A consent under way. `user` is empty for who signs in by it; `connection` for one that is new."""

    state_hash: str
    user: str
    purpose: str
    browser_hash: str
    connection: str
    sealed: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """A sealed token that Google has still to be told is no longer wanted."""

    id: str
    user: str
    sealed: str
    made_at: datetime
    next_try_at: datetime
    attempts: int = 0


# --- connections ----------------------------------------------------------------------------------------------------


def keep_connection(db: Db, user_id: str, connection: Connection, sealed: str) -> str:
    """A new connection; or, where this user has one of the same account, that one with new leave. Its id."""
    told = {
        "scopes": sorted(connection.scopes),
        "consented_at": connection.consented_at,
        "lost_at": connection.lost_at,
        "sealed": sealed,
        "token": None,
        "leased_until": None,
    }
    row = insert(db, table).values(user_id=user_id, id=connection.id, account=connection.account, **told)
    kept = row.on_conflict_do_update(index_elements=["user_id", "account"], set_=told).returning(table.c.id)
    return str(db.execute(kept).scalar_one())


def connections(db: Db, user_id: str) -> tuple[Connection, ...]:
    """A user's connections, by account."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.account)
    return tuple(_connection(row) for row in db.execute(query).mappings())


def connection(db: Db, user_id: str, connection_id: str) -> Connection | None:
    """One of them."""
    row = db.execute(select(table).where(_is(user_id, connection_id))).mappings().one_or_none()
    return _connection(row) if row else None


def hold_connection(db: Db, user_id: str, connection_id: str) -> Connection | None:
    """The same, for a transaction that changes what hangs on it: another such waits until this one has ended."""
    query = select(table).where(_is(user_id, connection_id)).with_for_update()
    row = db.execute(query).mappings().one_or_none()
    return _connection(row) if row else None


def sealed_tokens(db: Db, user_id: str, connection_id: str) -> str:
    """Its tokens, still sealed; empty when this user has no such connection."""
    return db.execute(select(table.c.sealed).where(_is(user_id, connection_id))).scalar_one_or_none() or ""


def claim_renewal(db: Db, user_id: str, connection_id: str, *, token: str, now: datetime, until: datetime) -> bool:
    """Takes the renewal of its tokens in hand until then, unless it is lost or somebody has it: of two who try, one
    is told True.
    """
    free = or_(table.c.leased_until.is_(None), table.c.leased_until <= now)
    claim = update(table).where(_is(user_id, connection_id), table.c.lost_at.is_(None), free)
    return db.execute(claim.values(token=token, leased_until=until)).rowcount == 1


def release_renewal(db: Db, user_id: str, connection_id: str, *, token: str) -> None:
    """Lets go of it, if it is still in the hand of this token."""
    mine = (_is(user_id, connection_id), table.c.token == token)
    db.execute(update(table).where(*mine).values(token=None, leased_until=None))


def save_tokens(db: Db, user_id: str, connection_id: str, sealed: str, *, was: str) -> bool:
    """Both tokens of one answer in one statement, and its renewal is in nobody's hand; False if others came first."""
    same = (_is(user_id, connection_id), table.c.sealed == was)
    return db.execute(update(table).where(*same).values(sealed=sealed, token=None, leased_until=None)).rowcount == 1


def mark_lost(db: Db, user_id: str, connection_id: str, at: datetime, *, was: str) -> bool:
    """Its leave has ended; False if it was known to, or if it got other tokens since."""
    held = (_is(user_id, connection_id), table.c.sealed == was, table.c.lost_at.is_(None))
    return db.execute(update(table).where(*held).values(lost_at=at, token=None, leased_until=None)).rowcount == 1


def remove_connection(db: Db, user_id: str, connection_id: str) -> None:
    """Removes it with its tokens."""
    db.execute(delete(table).where(_is(user_id, connection_id)))


def pause_calendars(db: Db, user_id: str, connection_id: str, trouble: str) -> None:
    """Its calendars are not asked until it has leave again; their cursors stay."""
    mine = (calendars.c.user_id == user_id, calendars.c.connection_id == connection_id)
    db.execute(update(calendars).where(*mine).values(next_sync_at=None, trouble=literally(trouble).kept))


def resume_calendars(db: Db, user_id: str, connection_id: str, now: datetime) -> None:
    """Its calendars are due at once, and go on from where they were."""
    mine = (calendars.c.user_id == user_id, calendars.c.connection_id == connection_id)
    db.execute(update(calendars).where(*mine).values(next_sync_at=now, trouble=""))


# --- consents -------------------------------------------------------------------------------------------------------


def add_consent(db: Db, consent: Consent) -> None:
    """A consent that was asked for."""
    row = {name: getattr(consent, name) for name in ("state_hash", "purpose", "browser_hash", "sealed", "expires_at")}
    mine = {"user_id": consent.user or None, "connection_id": consent.connection}
    db.execute(insert(db, consents).values(**row, **mine))


def take_consent(db: Db, state_hash: str) -> Consent | None:
    """Removes it, so that it is answered once only; None when there is none."""
    taken = delete(consents).where(consents.c.state_hash == state_hash).returning(*consents.c)
    row = db.execute(taken).mappings().one_or_none()
    if row is None:
        return None
    values = dict(row)
    return Consent(user=values.pop("user_id") or "", connection=values.pop("connection_id"), **values)


def forget_consents(db: Db, before: datetime) -> int:
    """Removes those that expired by then; how many."""
    return db.execute(delete(consents).where(consents.c.expires_at <= before)).rowcount


# --- revocations ----------------------------------------------------------------------------------------------------


def add_revocation(db: Db, user_id: str, revocation: Revocation) -> None:
    """A token to be given back."""
    row = {name: getattr(revocation, name) for name in ("id", "sealed", "made_at", "next_try_at", "attempts")}
    db.execute(insert(db, revocations).values(user_id=user_id, **row))


def revocations_of(db: Db, user_id: str) -> tuple[Revocation, ...]:
    """Those of one user, oldest first."""
    query = select(revocations).where(revocations.c.user_id == user_id)
    return tuple(_revocation(row) for row in db.execute(query.order_by(revocations.c.made_at)).mappings())


def revocations_due(db: Db, now: datetime) -> tuple[Revocation, ...]:
    """Everybody's that wait to be tried, the longest waiting first."""
    query = select(revocations).where(revocations.c.next_try_at <= now).order_by(revocations.c.next_try_at)
    return tuple(_revocation(row) for row in db.execute(query).mappings())


def put_off_revocation(db: Db, user_id: str, one: Revocation, next_try_at: datetime) -> bool:
    """It is about to be tried once more; False if it is no longer wanted, or somebody else tries it."""
    same = (*_revokes(user_id, one.id), revocations.c.attempts == one.attempts)
    later = {"next_try_at": next_try_at, "attempts": one.attempts + 1}
    return db.execute(update(revocations).where(*same).values(later)).rowcount == 1


def remove_revocation(db: Db, user_id: str, revocation_id: str) -> None:
    """It is done, or given up."""
    db.execute(delete(revocations).where(*_revokes(user_id, revocation_id)))


def _revokes(user_id: str, revocation_id: str) -> tuple[ColumnElement[bool], ...]:
    return revocations.c.user_id == user_id, revocations.c.id == revocation_id


def _is(user_id: str, connection_id: str) -> ColumnElement[bool]:
    return and_(table.c.user_id == user_id, table.c.id == connection_id)


def _connection(row: RowMapping) -> Connection:
    return Connection(
        id=row["id"],
        user=row["user_id"],
        account=row["account"],
        scopes=frozenset(row["scopes"]),
        consented_at=row["consented_at"],
        lost_at=row["lost_at"],
    )


def _revocation(row: RowMapping) -> Revocation:
    values = dict(row)
    return Revocation(user=values.pop("user_id"), **values)
