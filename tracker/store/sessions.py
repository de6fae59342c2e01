"""Signing in: one-time links and the sessions that they open. Tokens are kept as hashes only."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from tracker.store.tables import sessions, signins

IDLE = timedelta(days=14)
TOUCH_AFTER = timedelta(hours=1)


def add_signin(db: Connection, user_id: str, token_hash: str, expires_at: datetime) -> None:
    """A link that signs this user in once, until it expires."""
    db.execute(insert(signins).values(user_id=user_id, token_hash=token_hash, expires_at=expires_at))


def signin_user(db: Connection, token_hash: str, now: datetime) -> str | None:
    """Whom the link would sign in; only looks, so that a mail scanner's GET uses nothing up."""
    usable = (signins.c.token_hash == token_hash, signins.c.used_at.is_(None), signins.c.expires_at > now)
    return db.execute(select(signins.c.user_id).where(*usable)).scalar_one_or_none()


def redeem_signin(db: Connection, token_hash: str, now: datetime) -> str | None:
    """Uses the link up; whom it signs in, None when it was used, has expired, or never was."""
    usable = (signins.c.token_hash == token_hash, signins.c.used_at.is_(None), signins.c.expires_at > now)
    taken = update(signins).where(*usable).values(used_at=now).returning(signins.c.user_id)
    return db.execute(taken).scalar_one_or_none()


def add_session(db: Connection, user_id: str, token_hash: str, now: datetime, ends_at: datetime) -> None:
    """A session that ends at `ends_at`, or when idle for two weeks."""
    row = {"user_id": user_id, "token_hash": token_hash, "made_at": now, "seen_at": now, "ends_at": ends_at}
    db.execute(insert(sessions).values(row))


def session_user(db: Connection, token_hash: str, now: datetime) -> str | None:
    """Whose session this is, while it lasts. Only looks; see `session_rests`."""
    lasts = (sessions.c.token_hash == token_hash, sessions.c.seen_at > now - IDLE, sessions.c.ends_at > now)
    return db.execute(select(sessions.c.user_id).where(*lasts)).scalar_one_or_none()


def session_rests(db: Connection, token_hash: str, now: datetime) -> bool:
    """Whether nothing was noted of it for an hour: time to `touch_session`, which a reader cannot."""
    rests = (sessions.c.token_hash == token_hash, sessions.c.seen_at <= now - TOUCH_AFTER)
    return db.execute(select(sessions.c.user_id).where(*rests)).first() is not None


def touch_session(db: Connection, token_hash: str, now: datetime) -> None:
    """Notes that it is in use, so that it does not end as idle."""
    db.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(seen_at=now))


def end_session(db: Connection, token_hash: str) -> None:
    """Signs out; twice is once."""
    db.execute(delete(sessions).where(sessions.c.token_hash == token_hash))


def forget_old(db: Connection, now: datetime) -> int:
    """Removes links and sessions that can sign nobody in any more; how many."""
    links = db.execute(delete(signins).where(signins.c.expires_at <= now)).rowcount
    over = (sessions.c.ends_at <= now) | (sessions.c.seen_at <= now - IDLE)
    return links + db.execute(delete(sessions).where(over)).rowcount
