"""Enrol a user, and change what they have set for themselves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from tzlocal import get_localzone_name

from tracker.domain.account import Account, Role, User, account_record
from tracker.domain.audit import Deed
from tracker.domain.digest import next_digest
from tracker.domain.entry import Act
from tracker.domain.event import Span
from tracker.domain.promise import Refused
from tracker.domain.reminding import next_reminder
from tracker.services import ledger, reminders
from tracker.store import accounts, audit, letters
from tracker.store.database import Database, new_id
from tracker.store.ledger import Overtaken, entries


def zone_here() -> str:
    """The name of this machine's time zone; UTC where it has none."""
    try:
        return get_localzone_name() or "UTC"
    except (LookupError, ValueError):  # a zone without a name, or two that contradict each other
        return "UTC"


def enrol(database: Database, email: str, *, zone: str, name: str = "", via: str = "command", now: datetime) -> User:
    """A new user, scored from now on, whose first letter is planned. Refuses an address that is taken or is none."""
    with database.write() as db:
        return enrolled(db, email, zone=zone, name=name, via=via, now=now)


def enrolled(
    db: Connection, email: str, *, zone: str, name: str = "", locale: str = "en", via: str, now: datetime
) -> User:
    """The same within the caller's transaction. Who comes where nobody is looks after the service."""
    email = address(email)
    user = User(
        id=new_id(),
        email=email,
        name=name.strip(),
        addresses=frozenset({email}),
        zone=_zone(zone),
        scored_from=now,
        locale=locale,
        role=Role.MEMBER if accounts.owners(db) else Role.OWNER,
    )
    user = replace(user, next_digest_at=next_digest(user, now))
    _must_be_free(db, email)
    accounts.add_user(db, user)
    ledger.record(db, user, Act.ADDED, None, user.account, via, now)
    audit.note(db, user.id, Deed.BEGAN, via=via, now=now)
    return user


def readdress(database: Database, user: User, email: str) -> User:
    """Another address for a user's letters, and to sign in with. The old one stays one of their own."""
    email = address(email)
    user = replace(user, email=email, addresses=user.addresses | {email})
    with database.write() as db:
        _must_be_free(db, email)
        accounts.save_user(db, user)
    return user


def settle(database: Database, user: User, now: datetime, *, via: str = "page") -> User:
    """Keep what a user has set; the next letters move with day, hour and zone. How it is judged is an entry."""
    reminded = next_reminder(user, now) if user.reminders else None
    user = replace(user, next_digest_at=next_digest(user, now), next_reminder_at=reminded)
    with database.write() as db:
        accounts.save_user(db, user)
        if not user.reminders:
            letters.hold_back(db, user.id, reminders.KIND)
        return _decided(db, user, {"leniency": user.leniency}, Act.EDITED, via, now)


def decide(
    database: Database,
    user: User,
    parts: Mapping[str, Any],
    *,
    act: Act = Act.EDITED,
    via: str,
    now: datetime,
) -> User:
    """Other values for parts of an account (see Account), with an entry; the user as they are then. Of nothing new
    there is none.
    """
    with database.write() as db:
        return _decided(db, user, parts, act, via, now)


def _decided(db: Connection, user: User, parts: Mapping[str, Any], act: Act, via: str, now: datetime) -> User:
    there = accounts.user(db, user.id)
    if there is None:
        raise ledger.NotFound("There is no such user.")
    after = there.account._replace(**parts)
    if account_record(after) != account_record(there.account):
        ledger.record(db, user, act, there.account, after, via, now)
    return there.with_account(after)


def go_away(database: Database, user: User, first: date, last: date, *, via: str, now: datetime) -> User:
    """No nudges and no weekly letter from the first day to the last, both among them (requirement 35)."""
    if last < first:
        raise Refused("The last day away cannot lie before the first. Choose them anew.")
    start, end = (_midnight(user, day) for day in (first, last + timedelta(days=1)))
    if end <= now:
        raise Refused("Those days are over. Say the days that you will be away.")
    return decide(database, user, {"away": Span(start, end)}, via=via, now=now)


def come_back(database: Database, user: User, *, via: str, now: datetime) -> User:
    """Here again, or not going away after all."""
    return decide(database, user, {"away": None}, via=via, now=now)


def begin_anew(database: Database, user: User, on: date, *, via: str, now: datetime) -> User:
    """Score only what is due from a day on. What was due before is history: it stays, and the entry says when this
    was decided (requirement 34).
    """
    at = _midnight(user, on)
    if at > now:
        raise Refused("That day has not come yet. Choose today, or a day that is past.")
    return decide(database, user, {"scored_from": at}, act=Act.RESET, via=via, now=now)


def _midnight(user: User, day: date) -> datetime:
    return datetime.combine(day, time.min, user.zone).astimezone(UTC)


def undo(database: Database, user: User, *, of: Account, via: str, now: datetime) -> User:
    """Take back the last change of an account that still stands, if it is as its user saw it; else Overtaken."""
    with database.write() as db:
        there = accounts.user(db, user.id)
        if there is None or account_record(there.account) != account_record(of):
            raise Overtaken
        acts = ledger.standing_acts(entries(db, user.id, user.id))
        if not acts or not acts[-1].before:
            raise Refused("There is nothing to take back.")
        return there.with_account(ledger.taken_back(db, user, there.account, 1, via, now))


def address(text: str) -> str:
    """A mail address as it is kept. Raises Refused."""
    email = text.strip().lower()
    if "@" not in email or any(letter.isspace() for letter in email):
        raise Refused("“%(email)s” is no mail address. It should look like efua@example.com.", email=email)
    return email


def _must_be_free(db: Connection, email: str) -> None:
    if accounts.user_with(db, email):
        raise Refused("Somebody with that address is here already. Give another one.")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Refused("“%(name)s” is no time zone. It should look like Africa/Accra.", name=name) from None
