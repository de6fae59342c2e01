"""Signing in: one-time links and the sessions that they open. Tokens are kept as hashes only."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Text, bindparam, cast, delete, func, insert, select, update

from tracker.domain.account import User
from tracker.store.accounts import user_of
from tracker.store.database import new_id
from tracker.store.tables import calendars, entries, sessions, signins, users

IDLE = timedelta(days=14)
TOUCH_AFTER = timedelta(hours=1)


DECIDED = (  # the last entry's hash names all that was ever decided
    select(entries.c.hash).where(entries.c.user_id == users.c.id).order_by(entries.c.number.desc()).limit(1)
).scalar_subquery()
FRESH = (
    select(func.aggregate_strings(calendars.c.id + func.coalesce(cast(calendars.c.synced_at, Text), ""), " "))
    .where(calendars.c.user_id == users.c.id)
    .scalar_subquery()
)
# Asked at each page, so it is put together once.
HOLDER = (
    select(users, sessions.c.seen_at, DECIDED.label("decided"), FRESH.label("fresh"))
    .join_from(sessions, users)
    .where(
        sessions.c.token_hash == bindparam("token"),
        sessions.c.seen_at > bindparam("idle_since"),
        sessions.c.ends_at > bindparam("now"),
    )
)


class Holder(NamedTuple):
    """Whose a session is; and whether nothing was noted of it for an hour.

    `standing` names what their promises are judged by: what was decided, and when each calendar was read.
    """

    user: User
    rests: bool
    standing: tuple[str, str]


class Session(NamedTuple):
    """A session as its user may see it; `browser` is which one on which system, empty where nobody could tell."""

    id: str
    browser: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime


class Entered(NamedTuple):
    """Whom a link signed in, and to which page it leads; empty for the first."""

    user: str
    leads: str


def add_signin(db: Connection, user_id: str, token_hash: str, expires_at: datetime, leads: str = "") -> None:
    """A link that signs this user in once, until it expires, and leads to a page."""
    row = {"user_id": user_id, "token_hash": token_hash, "expires_at": expires_at, "leads": leads}
    db.execute(insert(signins).values(row))


def signin_user(db: Connection, token_hash: str, now: datetime) -> str | None:
    """Whom the link would sign in; only looks, so that a mail scanner's GET uses nothing up."""
    usable = (signins.c.token_hash == token_hash, signins.c.used_at.is_(None), signins.c.expires_at > now)
    return db.execute(select(signins.c.user_id).where(*usable)).scalar_one_or_none()


def redeem_signin(db: Connection, token_hash: str, now: datetime) -> Entered | None:
    """Uses the link up; whom it signs in, None when it was used, has expired, or never was."""
    usable = (signins.c.token_hash == token_hash, signins.c.used_at.is_(None), signins.c.expires_at > now)
    taken = update(signins).where(*usable).values(used_at=now).returning(signins.c.user_id, signins.c.leads)
    row = db.execute(taken).one_or_none()
    return Entered(*row) if row else None


def add_session(
    db: Connection, user_id: str, token_hash: str, now: datetime, ends_at: datetime, *, browser: str = ""
) -> str:
    """A session that ends at `ends_at`, or when idle for two weeks; its id, by which its user may end it."""
    one = Session(new_id(), browser, made_at=now, seen_at=now, ends_at=ends_at)
    db.execute(insert(sessions).values(user_id=user_id, token_hash=token_hash, **one._asdict()))
    return one.id


def sessions_of(db: Connection, user_id: str, now: datetime) -> tuple[Session, ...]:
    """Those of one user that last, the one used last first."""
    lasts = (sessions.c.user_id == user_id, sessions.c.seen_at > now - IDLE, sessions.c.ends_at > now)
    columns = [sessions.c[name] for name in Session._fields]
    rows = db.execute(select(*columns).where(*lasts).order_by(sessions.c.seen_at.desc(), sessions.c.id))
    return tuple(Session(*row) for row in rows)


def session(db: Connection, token_hash: str, now: datetime) -> Session | None:
    """The one of a token, while it lasts."""
    lasts = (sessions.c.token_hash == token_hash, sessions.c.seen_at > now - IDLE, sessions.c.ends_at > now)
    row = db.execute(select(*[sessions.c[name] for name in Session._fields]).where(*lasts)).one_or_none()
    return Session(*row) if row else None


def end_one(db: Connection, user_id: str, session_id: str) -> bool:
    """Ends one of a user's; False if there is none of that id."""
    one = delete(sessions).where(sessions.c.user_id == user_id, sessions.c.id == session_id)
    return db.execute(one).rowcount == 1


def end_others(db: Connection, user_id: str, token_hash: str) -> int:
    """Ends all of a user's but that of the token, and every link that would begin one; how many sessions."""
    db.execute(delete(signins).where(signins.c.user_id == user_id))
    others = delete(sessions).where(sessions.c.user_id == user_id, sessions.c.token_hash != token_hash)
    return db.execute(others).rowcount


def session_user(db: Connection, token_hash: str, now: datetime) -> Holder | None:
    """Whose session this is, while it lasts. Only looks: to `touch_session` takes more than a reader."""
    row = db.execute(HOLDER, {"token": token_hash, "idle_since": now - IDLE, "now": now}).mappings().one_or_none()
    if row is None:
        return None
    return Holder(user_of(row), row["seen_at"] <= now - TOUCH_AFTER, (row["decided"] or "", row["fresh"] or ""))


def touch_session(db: Connection, token_hash: str, now: datetime) -> None:
    """Notes that it is in use, so that it does not end as idle."""
    db.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=now))


def end_session(db: Connection, token_hash: str) -> tuple[str, str] | None:
    """Signs out: whom, and the session's id; twice is once."""
    gone = delete(sessions).where(sessions.c.token_hash == token_hash).returning(sessions.c.user_id, sessions.c.id)
    row = db.execute(gone).one_or_none()
    return (row[0], row[1]) if row else None


def forget_old(db: Connection, now: datetime) -> int:
    """Removes links and sessions that can sign nobody in any more; how many."""
    links = db.execute(delete(signins).where(signins.c.expires_at <= now)).rowcount
    over = (sessions.c.ends_at <= now) | (sessions.c.seen_at <= now - IDLE)
    return links + db.execute(delete(sessions).where(over)).rowcount
