"""Who is here, as an owner of the service may see it: addresses and counts, and nothing that anybody wrote.

At least one owner remains, whoever steps down or goes.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain.account import Role, User
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.services.ledger import NotFound
from tracker.store import accounts, audit, carrying, sessions, tenants
from tracker.store.database import Database

COUNTED = ("calendars", "current_events", "promises", "letters")


class Member(NamedTuple):
    """Somebody who is here: how many rows of each table they have, and when they were last seen; None: not lately."""

    user: User
    counts: dict[str, int]
    seen_at: datetime | None


def everybody(database: Database, owner: User, now: datetime) -> tuple[Member, ...]:
    """All who are here, by address. Raises NotFound for who is no owner."""
    with tenants.everybodys(), database.read() as db:
        _owner(db, owner)
        return tuple(_member(db, one, now) for one in accounts.users(db))


def one(database: Database, owner: User, user_id: str, now: datetime) -> Member:
    """One who is here. Raises NotFound."""
    with tenants.everybodys(), database.read() as db:
        return _member(db, must_own(db, owner, user_id), now)


def alone(database: Database) -> bool:
    """Whether there is one user and no more: then there is nobody to look after."""
    with tenants.everybodys(), database.read() as db:
        return len(accounts.users(db)) < 2


def must_own(db: Connection, owner: User, user_id: str) -> User:
    """The user of that id, for who looks after the service at this moment; for anybody else there is none."""
    _owner(db, owner)
    user = accounts.user(db, user_id)
    if user is None:
        raise NotFound("There is nobody of that name here.")
    return user


def _owner(db: Connection, owner: User) -> None:
    there = accounts.user(db, owner.id)
    if there is None or not there.owns:
        raise NotFound("There is nobody of that name here.")


def _member(db: Connection, user: User, now: datetime) -> Member:
    seen = [each.seen_at for each in sessions.sessions_of(db, user.id, now)]
    return Member(user, {name: carrying.count(db, user.id, name) for name in COUNTED}, max(seen, default=None))


def set_role(database: Database, owner: User, user_id: str, role: Role, *, via: str, now: datetime) -> User:
    """Make somebody an owner or a member. Raises Refused where no owner would remain, and NotFound."""
    with tenants.everybodys(), database.write() as db:
        return given(db, must_own(db, owner, user_id), role, by=owner.id, via=via, now=now)


def given(db: Connection, user: User, role: Role, *, by: str, via: str, now: datetime) -> User:
    """The same within the caller's transaction, for whoever may."""
    if user.role is role:
        return user
    if role is Role.MEMBER:
        must_remain(db, user)
    accounts.set_role(db, user.id, role)
    deed = Deed.MADE_OWNER if role is Role.OWNER else Deed.MADE_MEMBER
    audit.note(db, user.id, deed, by=by, via=via, now=now)
    return user


def must_remain(db: Connection, user: User) -> None:
    """Refuses where the last owner would step down or go while others are here."""
    if accounts.owners(db) == (user.id,) and len(accounts.users(db)) > 1:
        raise Refused("Nobody else looks after this service. Make somebody else an owner first.")
