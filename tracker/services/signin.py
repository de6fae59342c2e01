"""Signing in by a link that works once, and the session that follows. Only hashes of tokens are remembered."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from tracker.domain.account import User
from tracker.store import accounts, sessions
from tracker.store.database import Database

LINK_LIVES = timedelta(minutes=15)
SESSION_LIVES = timedelta(days=90)


def invite(database: Database, user: User, *, lives: timedelta = LINK_LIVES, now: datetime) -> str:
    """A token that signs this user in, once, within its life."""
    token = token_urlsafe(24)
    with database.write() as db:
        sessions.add_signin(db, user.id, _hash(token), now + lives)
    return token


def invited(database: Database, token: str, now: datetime) -> User | None:
    """Whom a token would sign in; looking does not use it up."""
    with database.read() as db:
        user_id = sessions.signin_user(db, _hash(token), now)
        return accounts.user(db, user_id) if user_id else None


def redeem(database: Database, token: str, now: datetime) -> str | None:
    """A new session's token for an invitation; None when that was used, ran out or never was."""
    session = token_urlsafe(32)
    with database.write() as db:
        user_id = sessions.redeem_signin(db, _hash(token), now)
        if user_id is None:
            return None
        sessions.add_session(db, user_id, _hash(session), now, now + SESSION_LIVES)
    return session


def enter(database: Database, user: User, now: datetime) -> str:
    """A new session's token for a user who has shown in another way who they are."""
    session = token_urlsafe(32)
    with database.write() as db:
        sessions.add_session(db, user.id, _hash(session), now, now + SESSION_LIVES)
    return session


def user_of(database: Database, session: str, now: datetime) -> User | None:
    """Who is signed in by a session's token; None when it has ended. Using it keeps it from ending as idle."""
    name = _hash(session)
    with database.read() as db:
        user_id = sessions.session_user(db, name, now)
        user = accounts.user(db, user_id) if user_id else None
        rests = user is not None and sessions.session_rests(db, name, now)
    if rests:  # noted once an hour, so that looking at pages does not write each time
        with database.write() as db:
            sessions.touch_session(db, name, now)
    return user


def forget_old(database: Database, now: datetime) -> int:
    """Remove the links and sessions that can sign nobody in any more; how many."""
    with database.write() as db:
        return sessions.forget_old(db, now)


def sign_out(database: Database, session: str) -> None:
    """End a session."""
    with database.write() as db:
        sessions.end_session(db, _hash(session))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
