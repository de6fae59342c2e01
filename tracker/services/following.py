"""Follow a calendar by its address or a file, and stop following it."""

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from tracker.calendars.feed import masked, tidy
from tracker.calendars.source import CalendarTrouble
from tracker.domain.account import Calendar, CalendarKind, User
from tracker.domain.entry import Act
from tracker.domain.promise import Promise, Refused
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.store import calendars
from tracker.store import ledger as ledger_store
from tracker.store.database import Database, new_id
from tracker.store.seal import CannotOpen, Seal

MOST = 20  # calendars per user (reliability C44), where nobody said otherwise


def follow(
    database: Database,
    seal: Seal,
    user: User,
    address: str,
    *,
    name: str = "",
    decides: bool = False,
    most: int = MOST,
    now: datetime,
) -> Calendar:
    """Follow an address from now on; its first sync is due at once. Refuses an address that cannot be a feed's.

    A calendar that came out of a copy without its address goes on by it, if it looks the same masked.
    """
    address = tidy(address)
    if again := _resumed(database, seal, user, address, now):
        return again
    calendar = Calendar(
        id=new_id(),
        user=user.id,
        kind=CalendarKind.ICS,
        name=name.strip() or masked(address),
        shown=masked(address),
        decides=decides,
        next_sync_at=now,
    )
    return _add(database, seal, user, calendar, address, most)


def _resumed(database: Database, seal: Seal, user: User, address: str, now: datetime) -> Calendar | None:
    with database.write() as db:
        for one in calendars.calendars(db, user.id):
            same = one.kind is CalendarKind.ICS and one.shown == masked(address)
            if same and not calendars.sealed_of(db, user.id, one.id):
                again = replace(one, next_sync_at=now, trouble="")
                calendars.replace_sealed(db, user.id, one.id, seal.seal(address, owner=user.id))
                calendars.save_calendar(db, again)
                return again
    return None


def follow_once(
    database: Database,
    seal: Seal,
    user: User,
    address: str,
    *,
    name: str = "",
    decides: bool = False,
    most: int = MOST,
    now: datetime,
) -> Calendar:
    """Follow an address, or find it, as it is, among those followed already."""
    with database.read() as db:
        followed = calendars.calendars(db, user.id)
    same = (calendar for calendar in followed if _is_at(database, seal, calendar, tidy(address)))
    found = next(same, None)
    return found or follow(database, seal, user, address, name=name, decides=decides, most=most, now=now)


def _is_at(database: Database, seal: Seal, calendar: Calendar, address: str) -> bool:
    try:
        return calendar.kind is CalendarKind.ICS and address_of(database, seal, calendar) == address
    except CalendarTrouble:
        return False


def upload(
    database: Database,
    seal: Seal,
    user: User,
    body: bytes,
    *,
    name: str,
    decides: bool = False,
    example: bool = False,
    most: int = MOST,
    now: datetime,
) -> Calendar:
    """Keep a file's bytes as a calendar; the same name again replaces what it told."""
    name = name.strip() or "Uploaded file"
    text = b64encode(body).decode()
    with database.read() as db:
        same = [one for one in calendars.calendars(db, user.id) if one.kind is CalendarKind.FILE and one.name == name]
    if same:
        with database.write() as db:
            calendars.replace_sealed(db, user.id, same[0].id, seal.seal(text, owner=user.id))
        return same[0]
    calendar = Calendar(
        id=new_id(),
        user=user.id,
        kind=CalendarKind.FILE,
        name=name,
        shown="a file",
        decides=decides,
        example=example,
        next_sync_at=now,
    )
    return _add(database, seal, user, calendar, text, most)


def _add(database: Database, seal: Seal, user: User, calendar: Calendar, secret: str, most: int) -> Calendar:
    with database.write() as db:
        if len(calendars.calendars(db, user.id)) >= most:
            raise Refused(
                "That would be more than %(most)s calendars. Remove one that you no longer need.", most=most
            )
        calendars.add_calendar(db, calendar, seal.seal(secret, owner=user.id))
    return calendar


def address_of(database: Database, seal: Seal, calendar: Calendar) -> str:
    """The address of a followed feed, unsealed. Raises CalendarTrouble when its key is not here."""
    with database.read() as db:
        sealed = calendars.sealed_of(db, calendar.user, calendar.id)
    try:
        return seal.open(sealed, owner=calendar.user)
    except CannotOpen as trouble:
        raise CalendarTrouble(trouble.words) from None


def body_of(database: Database, seal: Seal, calendar: Calendar) -> bytes:
    """The bytes of an uploaded file, unsealed."""
    return b64decode(address_of(database, seal, calendar))


def remove(database: Database, user: User, calendar_id: str, *, keep_promises: bool, via: str, now: datetime) -> None:
    """Stop following it and forget its events. Promises made from it stand if its user says so, else are struck."""
    with database.write() as db:
        if calendars.calendar(db, user.id, calendar_id) is None:
            raise NotFound("There is no such calendar.")
        let_go(db, user, calendar_id, keep_promises=keep_promises, via=via, now=now)


def let_go(db: Connection, user: User, calendar_id: str, *, keep_promises: bool, via: str, now: datetime) -> None:
    """The same, as part of a larger act."""
    act, change = (Act.SETTLED, Promise.unfollow) if keep_promises else (Act.VOIDED, Promise.strike)
    for promise in ledger_store.promises(db, user.id):
        if promise.origin and promise.origin.event.calendar == calendar_id:
            ledger.do(db, user, promise.id, act, change, via, now)
    calendars.remove_calendar(db, user.id, calendar_id)
