"""Enrol a user, and change what they have set for themselves."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from tzlocal import get_localzone_name

from tracker.domain.account import User
from tracker.domain.digest import next_digest
from tracker.domain.promise import Refused
from tracker.store import accounts
from tracker.store.database import Database, new_id


def zone_here() -> str:
    """The name of this machine's time zone; UTC where it has none."""
    try:
        return get_localzone_name() or "UTC"
    except (LookupError, ValueError):  # a zone without a name, or two that contradict each other
        return "UTC"


def enrol(database: Database, email: str, *, zone: str, name: str = "", now: datetime) -> User:
    """A new user, scored from now on, whose first letter is planned. Refuses an address that is taken or is none."""
    email = _address(email)
    user = User(
        id=new_id(),
        email=email,
        name=name.strip(),
        addresses=frozenset({email}),
        zone=_zone(zone),
        scored_from=now,
    )
    user = replace(user, next_digest_at=next_digest(user, now))
    with database.write() as db:
        _must_be_free(db, email)
        accounts.add_user(db, user)
    return user


def readdress(database: Database, user: User, email: str) -> User:
    """Another address for a user's letters, and to sign in with. The old one stays one of their own."""
    email = _address(email)
    user = replace(user, email=email, addresses=user.addresses | {email})
    with database.write() as db:
        _must_be_free(db, email)
        accounts.save_user(db, user)
    return user


def settle(database: Database, user: User, now: datetime) -> User:
    """Keep what a user has set; the next letter moves with its day, hour and zone."""
    user = replace(user, next_digest_at=next_digest(user, now))
    with database.write() as db:
        accounts.save_user(db, user)
    return user


def _address(text: str) -> str:
    email = text.strip().lower()
    if "@" not in email or any(letter.isspace() for letter in email):
        raise Refused(f"“{email}” is no mail address. It should look like efua@example.com.")
    return email


def _must_be_free(db: Connection, email: str) -> None:
    if accounts.user_with(db, email):
        raise Refused("Somebody with that address is here already.")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Refused(f"“{name}” is no time zone. It should look like Africa/Accra.") from None
