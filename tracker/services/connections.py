"""What may be done with a connection: choose among its calendars, and disconnect, which gives its tokens back.

Disconnecting deletes first, in one transaction, and then tells Google; what Google could not be told waits as a
revocation and is tried again for a week.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection as Db

from tracker.calendars.google import lists, oauth
from tracker.calendars.google.client import Client
from tracker.calendars.google.lists import Listed
from tracker.calendars.trouble import GoogleTrouble
from tracker.domain.account import Calendar, CalendarKind, Connection, User
from tracker.domain.promise import Refused
from tracker.services import following
from tracker.services.digests import Post
from tracker.services.ledger import NotFound
from tracker.services.renewing import Doors, access_of, access_to, opened
from tracker.store import calendars
from tracker.store import connections as store
from tracker.store.connections import Revocation
from tracker.store.database import Database, new_id
from tracker.store.seal import CannotOpen, Seal

__all__ = ["access_of"]  # its room is next door

log = logging.getLogger(__name__)

LONGEST = 100  # letters of a calendar's name
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
GIVE_UP_AFTER = timedelta(days=7)
_NO_SUCH = "There is no such connection."
_KEY_MISSING = (
    "Which calendar this is was sealed with a key that is not here. Put the key back first in the list of keys, or "
    "remove the calendar and choose it again."
)


def connections(database: Database, user: User) -> tuple[Connection, ...]:
    """A user's connections, by account."""
    with database.read() as db:
        return store.connections(db, user.id)


def listed(
    database: Database,
    seal: Seal,
    client: Client,
    post: Post,
    clock: Callable[[], datetime],
    user: User,
    connection_id: str,
) -> tuple[tuple[Listed, bool], ...]:
    """The calendars of a connection's account, each with whether it is followed. Raises NotFound, GoogleTrouble."""
    with database.read() as db:
        followed = _followed(db, seal, _the(db, user, connection_id))
    access = access_to(Doors(database, seal, client, post, clock), user.id, connection_id)
    return tuple((one, one.id in followed) for one in lists.calendars_of(client, access))


def choose(
    database: Database,
    seal: Seal,
    user: User,
    connection_id: str,
    chosen: Mapping[str, str],
    *,
    most: int = following.MOST,
    now: datetime,
) -> tuple[tuple[Calendar, ...], tuple[Calendar, ...]]:
    """Follow the chosen calendars of a connection, named by Google's id, each with what it is called.

    Tells those newly followed, due at once, and those that are followed but were not chosen: to let go of one has
    consequences for promises, so its user is asked first. Raises NotFound, and Refused when they would be too many.
    """
    with database.write() as db:
        connection = store.hold_connection(db, user.id, connection_id)
        if connection is None:
            raise NotFound(_NO_SUCH)
        followed = _followed(db, seal, connection)
        new = {one: name for one, name in chosen.items() if one not in followed}
        if len(calendars.calendars(db, user.id)) + len(new) > most:
            raise Refused(
                "That would be more than %(most)s calendars. Remove some that you no longer need.",
                most=most,
            )
        added = tuple(_new(connection, name, now) for name in new.values())
        for calendar, google_id in zip(added, new, strict=True):
            calendars.add_calendar(db, calendar, seal.seal(google_id, owner=user.id))
    return added, tuple(calendar for one, calendar in followed.items() if one not in chosen)


def id_of(database: Database, seal: Seal, calendar: Calendar) -> str:
    """Google's id of a followed calendar, unsealed. Raises GoogleTrouble when its key is not here."""
    with database.read() as db:
        return _id(db, seal, calendar)


def disconnect(
    database: Database,
    seal: Seal,
    client: Client,
    user: User,
    connection_id: str,
    *,
    keep_promises: bool,
    via: str,
    now: datetime,
) -> bool | None:
    """Forget a connection with its tokens and calendars, then give its leave back: whether Google was told at once,
    or is told later. None: the key to its tokens is not here, so that only its user can take the leave back there.

    Promises made from its calendars stand if their user says so, else are struck. Raises NotFound.
    """
    with database.write() as db:
        connection = store.hold_connection(db, user.id, connection_id)
        if connection is None:
            raise NotFound(_NO_SUCH)
        token = _refresh(db, seal, connection)
        for calendar in _calendars(db, connection):
            following.let_go(db, user, calendar.id, keep_promises=keep_promises, via=via, now=now)
        store.remove_connection(db, user.id, connection_id)
        queued = _queue(db, seal, user.id, connection.account, token, now) if token else None
    log.info("disconnected connection=%s", connection_id)
    return _revoked(database, client, queued, token) if queued else None


def give_back(
    database: Database, seal: Seal, client: Client, user_id: str, token: str, *, account: str = "", now: datetime
) -> bool:
    """Give back leave that is not kept, at once or as soon as Google can be told. Its account may be unknown."""
    try:
        oauth.revoke(client, token)
        return True
    except GoogleTrouble:
        with database.write() as db:
            _queue(db, seal, user_id, account, token, now)
        return False


def queue_all(db: Db, seal: Seal, user: User, now: datetime) -> int:
    """All leave that a user gave waits to be given back, whatever becomes of them; how many. What no key opens stays
    for its user to take back at Google. Within the caller's transaction.
    """
    count = 0
    for connection in store.connections(db, user.id):
        if token := _refresh(db, seal, connection):
            _queue(db, seal, user.id, connection.account, token, now, wait=timedelta(0))
            count += 1
    return count


def keep_leave(db: Db, seal: Seal, user_id: str, account: str) -> None:
    """An account was connected anew: to give back a former token of it now would end its new leave too."""
    for one in store.revocations_of(db, user_id):
        if (told := _told(seal, one)) and told[0] in (account, ""):
            store.remove_revocation(db, user_id, one.id)


def revoke_due(database: Database, seal: Seal, client: Client, now: datetime) -> int:
    """Tell Google of the tokens that it could not be told of before: after 1, 5 and 30 minutes, 2 hours, then each
    6; given up after a week. How many it took.
    """
    with database.read() as db:
        due = store.revocations_due(db, now)
    return sum(_tried(database, client, one, _told(seal, one), now) for one in due)


def _tried(database: Database, client: Client, one: Revocation, told: tuple[str, str] | None, now: datetime) -> bool:
    with database.write() as db:
        if now - one.made_at >= GIVE_UP_AFTER:
            store.remove_revocation(db, one.user, one.id)
            log.warning("revocation given up id=%s attempts=%d", one.id, one.attempts)
            return False
        wait = WAITS[min(one.attempts + 1, len(WAITS) - 1)]
        if not store.put_off_revocation(db, one.user, one, now + wait):
            return False
    return told is not None and _revoked(database, client, one, told[1])


def _queue(
    db: Db, seal: Seal, user_id: str, account: str, token: str, now: datetime, wait: timedelta = WAITS[0]
) -> Revocation:
    kept = seal.seal(json.dumps([account, token]), owner=user_id)
    one = Revocation(id=new_id(), user=user_id, sealed=kept, made_at=now, next_try_at=now + wait)
    store.add_revocation(db, user_id, one)
    return one


def _revoked(database: Database, client: Client, one: Revocation, token: str) -> bool:
    try:
        oauth.revoke(client, token)
    except GoogleTrouble:
        return False
    with database.write() as db:
        store.remove_revocation(db, one.user, one.id)
    return True


def _told(seal: Seal, one: Revocation) -> tuple[str, str] | None:
    """Its account and token; None when their key is not here."""
    try:
        account, token = json.loads(seal.open(one.sealed, owner=one.user))
    except CannotOpen:
        return None
    return account, token


def _refresh(db: Db, seal: Seal, connection: Connection) -> str:
    """What leave is given back by; empty when its key is not here: to disconnect must work all the same."""
    try:
        return opened(seal, connection.user, store.sealed_tokens(db, connection.user, connection.id)).refresh
    except GoogleTrouble:
        return ""


def _the(db: Db, user: User, connection_id: str) -> Connection:
    connection = store.connection(db, user.id, connection_id)
    if connection is None:
        raise NotFound(_NO_SUCH)
    return connection


def _calendars(db: Db, connection: Connection) -> tuple[Calendar, ...]:
    return tuple(one for one in calendars.calendars(db, connection.user) if one.connection == connection.id)


def _followed(db: Db, seal: Seal, connection: Connection) -> dict[str, Calendar]:
    return {_id(db, seal, one): one for one in _calendars(db, connection)}


def _id(db: Db, seal: Seal, calendar: Calendar) -> str:
    try:
        return seal.open(calendars.sealed_of(db, calendar.user, calendar.id), owner=calendar.user)
    except CannotOpen:
        raise GoogleTrouble(_KEY_MISSING) from None


def _new(connection: Connection, name: str, now: datetime) -> Calendar:
    return Calendar(
        id=new_id(),
        user=connection.user,
        kind=CalendarKind.GOOGLE,
        name=" ".join(name.split())[:LONGEST] or connection.account,
        shown=connection.account,
        connection=connection.id,
        next_sync_at=now,
    )
