"""The feed of a user's own promises, which calendars follow by an address: begun, changed, stopped and told."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.calendars.publishing import Published, calendar
from tracker.domain.account import User
from tracker.domain.people import Person
from tracker.domain.promise import Promise, Refused
from tracker.mail.links import BadLink, Link, Links
from tracker.mail.standing import between
from tracker.mail.words import clean, name_of, sentence
from tracker.store import accounts, ledger, outfeed, people
from tracker.store.database import Database, new_id

VERSION = 1  # raised when the same promises are told otherwise: then no copy of before is good
LATELY = timedelta(days=7)  # how long a delivered one is still told, marked so
MOST = 1_000  # promises told; a calendar with more is nobody's
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)  # of every such link: it is the key that makes it another
LONGEST_ALARM = timedelta(days=28)
MOST_ALARMS = 5


class Mark(NamedTuple):
    """What the feed goes by as long as it stays the same, and when it last changed."""

    etag: str
    changed_at: datetime


def begin(database: Database, user: User) -> str:
    """A new address: its key. One made before is good no more."""
    key = new_id()
    _set(database, user, key, user.feed_alarms)
    return key


def stop(database: Database, user: User) -> None:
    """No address is good any more."""
    _set(database, user, "", user.feed_alarms)


def back(database: Database, user: User, key: str) -> None:
    """The address that an act has just replaced or stopped is good again."""
    _set(database, user, key, user.feed_alarms)


def ring(database: Database, user: User, alarms: Iterable[int]) -> None:
    """When its alarms ring, in minutes before a due. Refuses more than anybody could want."""
    wanted = tuple(sorted(set(alarms), reverse=True))
    if len(wanted) > MOST_ALARMS or any(not 0 <= one <= LONGEST_ALARM // timedelta(minutes=1) for one in wanted):
        raise Refused(
            "Choose at most %(most)s alarms, each at most %(days)s days before.",
            most=MOST_ALARMS,
            days=LONGEST_ALARM.days,
        )
    _set(database, user, user.feed_key, wanted)


def _set(database: Database, user: User, key: str, alarms: tuple[int, ...]) -> None:
    with database.write() as db:
        accounts.set_feed(db, user.id, key=key, alarms=alarms)


def address(links: Links, user: User) -> str:
    """The full address, which whoever holds it may read; empty where there is none."""
    if not user.feed_key:
        return ""
    return links.make("feed", user=user.id, subject=user.feed_key, at=BEGINNING) + ".ics"


def reader(db: Connection, link: Link) -> User:
    """Whose feed a link names. Raises BadLink when that key is not theirs any more."""
    user = accounts.user(db, link.user)
    if user is None or not user.feed_key or user.feed_key != link.subject:
        raise BadLink
    return user


def mark(db: Connection, user: User, now: datetime) -> Mark:
    """Told from the end of the ledger alone, so that a calendar which asks each hour costs next to nothing.

    It changes with each day of the user too, at whose beginning what was delivered long ago is left out.
    """
    head = outfeed.head(db, user.id)
    today = now.astimezone(user.zone).date()
    midnight = datetime.combine(today, time(), user.zone).astimezone(UTC)
    parts = (VERSION, head and head.hash, today, user.zone.key, user.feed_alarms, user.name, user.feed_key)
    etag = blake2b(repr(parts).encode(), digest_size=12).hexdigest()
    return Mark(etag, max(midnight, head.at) if head else midnight)


def told(db: Connection, user: User, base_url: str, now: datetime) -> bytes:
    """The feed itself."""
    shown = _shown(ledger.promises(db, user.id), user, now)
    counted = outfeed.changes(db, user.id, [promise.id for promise in shown])
    persons = people.persons(db, user.id)
    published = [_published(promise, counted[promise.id], persons, base_url) for promise in shown]
    name = f"Promises of {clean(user.name)}" if user.name else "Promises"
    return calendar(published, name=name, zone=user.zone, alarms=user.feed_alarms)


def _shown(promises: Iterable[Promise], user: User, now: datetime) -> list[Promise]:
    """Those of the user's own that are owed, and those delivered in the last days, soonest due first."""
    since = now.astimezone(user.zone).date() - LATELY
    mine = [
        promise
        for promise in promises
        if promise.mine
        and not promise.void
        and (promise.open or (promise.delivered_at and promise.delivered_at.astimezone(user.zone).date() > since))
    ]
    return sorted(mine, key=lambda promise: (promise.delivered_at is not None, promise.binding.due, promise.id))[
        :MOST
    ]


def _published(promise: Promise, changes: outfeed.Changes, persons: Sequence[Person], base_url: str) -> Published:
    to, who = between(promise, persons), name_of(promise.promisee, persons)
    page = f"{base_url}/promises/{promise.id}"
    return Published(
        id=promise.id,
        summary=sentence(f"{clean(promise.body)} {to}".strip()),
        description="\n".join(filter(None, (f"Promised to {who}." if who else "", f"Delivered? Say so: {page}"))),
        address=page,
        due=promise.binding.due,
        dated=promise.binding.dated,
        made_at=promise.made_at,
        changed_at=changes.last_at,
        changes=changes.number,
        delivered_at=promise.delivered_at,
    )
