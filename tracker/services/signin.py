"""Signing in by a link that works once, and the session that follows. Only hashes of tokens are remembered.

asked for -> a letter -> a link, shown by GET -> used up by POST -> a session, new each time -> ended
"""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.audit import KEPT_FOR, Deed
from tracker.services.ledger import NotFound
from tracker.store import accounts, ailing, audit, invitations, sessions, tenants
from tracker.store.database import Database
from tracker.store.sessions import Holder, Session

LINK_LIVES = timedelta(minutes=10)  # the most that ASVS 5.0 allows a secret sent by another way (6.5.5)
SESSION_LIVES = timedelta(days=90)
FRESH = timedelta(minutes=15)  # for what cannot be taken back, who sits there has shown lately who they are (7.5.1)
REMEMBERED = timedelta(days=30)  # an invitation that expired, so that it can be sent again


class Entered(NamedTuple):
    """A session that was begun: its token, and the page to which the link leads; empty for the first."""

    token: str
    leads: str


def invite(database: Database, user: User, *, lives: timedelta = LINK_LIVES, leads: str = "", now: datetime) -> str:
    """A token that signs this user in, once, within its life."""
    token = new_token()
    with tenants.users(user.id), database.write() as db:
        remember(db, user, token, lives=lives, leads=leads, now=now)
    return token


def new_token() -> str:
    """A token that nobody can guess, and that signs nobody in before it is remembered."""
    return token_urlsafe(24)


def remember(
    db: Connection, user: User, token: str, *, lives: timedelta = LINK_LIVES, leads: str = "", now: datetime
) -> None:
    """From now on this token signs this user in, once, within the caller's transaction."""
    sessions.add_signin(db, user.id, hashed(token), now + lives, leads)


def invited(database: Database, token: str, now: datetime) -> User | None:
    """Whom a token would sign in; looking does not use it up."""
    with tenants.everybodys(), database.read() as db:
        user_id = sessions.signin_user(db, hashed(token), now)
        return accounts.user(db, user_id) if user_id else None


def redeem(database: Database, token: str, now: datetime, *, browser: str = "") -> Entered | None:
    """A new session for a link; None when that was used, ran out or never was."""
    with tenants.everybodys(), database.write() as db:
        entered = sessions.redeem_signin(db, hashed(token), now)
        if entered is None:
            audit.note(db, "", Deed.REFUSED, via="letter", now=now)
            return None
        return Entered(begin(db, entered.user, browser=browser, via="letter", now=now), entered.leads)


def enter(database: Database, user: User, now: datetime, *, browser: str = "", via: str = "google") -> str:
    """A new session's token for a user who has shown in another way who they are."""
    with tenants.users(user.id), database.write() as db:
        return begin(db, user.id, browser=browser, via=via, now=now)


def begin(db: Connection, user_id: str, *, browser: str, via: str, now: datetime) -> str:
    """A session of its own, whatever that browser held before (ASVS 7.2.4), within the caller's transaction."""
    token = token_urlsafe(32)
    named = sessions.add_session(db, user_id, hashed(token), now, now + SESSION_LIVES, browser=browser)
    audit.note(db, user_id, Deed.SIGNED_IN, via=via, about=named, now=now)
    return token


def user_of(database: Database, session: str, now: datetime) -> User | None:
    """Who is signed in by a session's token; None when it has ended. Using it keeps it from ending as idle."""
    found = holder(database, session, now)
    return found.user if found else None


def holder(database: Database, session: str, now: datetime) -> Holder | None:
    """The same, with how all stood for them just then."""
    name = hashed(session)
    with tenants.everybodys(), database.read() as db:
        found = sessions.session_user(db, name, now)
    if found and found.rests:  # noted once an hour, so that looking at pages does not write each time
        with ailing.well_or_not(), tenants.users(found.user.id), database.write() as db:
            sessions.touch_session(db, name, now)
    return found


def sessions_of(database: Database, user: User, token: str, now: datetime) -> tuple[Session | None, list[Session]]:
    """The session of a token, and all others of its user."""
    with database.read() as db:
        this, every = sessions.session(db, hashed(token), now), sessions.sessions_of(db, user.id, now)
    return this, [one for one in every if this is None or one.id != this.id]


def fresh(database: Database, token: str, now: datetime) -> bool:
    """Whether this session began lately enough for what cannot be taken back."""
    with database.read() as db:
        one = sessions.session(db, hashed(token), now)
    return one is not None and now - one.made_at <= FRESH


def end(database: Database, user: User, session_id: str, now: datetime) -> None:
    """End one of a user's sessions. Raises NotFound."""
    with database.write() as db:
        if not sessions.end_one(db, user.id, session_id):
            raise NotFound("There is no such session.")
        audit.note(db, user.id, Deed.SESSION_ENDED, via="page", about=session_id, now=now)


def end_others(database: Database, user: User, token: str, now: datetime) -> int:
    """End all of a user's sessions but that of the token; how many."""
    with database.write() as db:
        count = sessions.end_others(db, user.id, hashed(token))
        audit.note(db, user.id, Deed.OTHERS_ENDED, via="page", now=now)
    return count


def forget_old(database: Database, now: datetime) -> int:
    """Remove what can sign nobody in any more, and deeds that are old; how many links and sessions."""
    with database.write() as db:
        audit.forget(db, now - KEPT_FOR)
        invitations.forget(db, now - REMEMBERED)
        return sessions.forget_old(db, now)


def sign_out(database: Database, session: str, now: datetime) -> None:
    """End a session."""
    with database.write() as db:
        if ended := sessions.end_session(db, hashed(session)):
            audit.note(db, ended[0], Deed.SIGNED_OUT, via="page", about=ended[1], now=now)


def hashed(token: str) -> str:
    """What is remembered of a token: by it nobody gets in."""
    return sha256(token.encode()).hexdigest()
