"""A user put back out of a copy, wholly or not at all.

    copy -> head -> rows of each table -> chain of entries whole -> read back as pages do -> kept

Nothing is sent because of it: letters that waited come back given up, and the next one is planned from now on.
Where a secret did not come along, or was sealed with another key, its calendar asks to be connected again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple, TextIO

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tracker.domain.account import Role, User
from tracker.domain.digest import next_digest
from tracker.domain.entry import Act, Entry, Thing, sealed
from tracker.domain.promise import Refused
from tracker.domain.saying import Words, joined
from tracker.services.copied import OTHER, Copied, NotACopy
from tracker.services.exporting import VERSION
from tracker.services.gather import gather
from tracker.store import accounts, calendars, carrying, feedback, ledger, letters
from tracker.store.carrying import NotARow, Row
from tracker.store.database import Database
from tracker.store.letters import State
from tracker.store.records import to_event
from tracker.store.seal import CannotOpen, Seal
from tracker.tongue import N_

CONTENT = ("feedback", "dismissals", "promises", "decided")
WAITED = (State.DUE, State.CLAIMED, State.SENDING, State.FAILED)
NOT_SENT = N_("It waited when the copy was made, and was not sent after that was restored.")
AGAIN = {
    "ics": N_("Its address is not in the copy that it was restored from. Follow that address again, and it goes on."),
    "file": N_("Its file is not in the copy that it was restored from. Upload it again under the same name."),
    "google": N_(
        "Its leave is not in the copy that it was restored from. Connect the account again, choose this "
        "calendar again, and remove this one."
    ),
}


class Restored(NamedTuple):
    """Who is back, how many rows of each table, how many letters are not sent, and the calendars to connect again."""

    user: User
    rows: dict[str, int]
    not_sent: int
    unconnected: tuple[str, ...]


class _Trip(NamedTuple):
    """What is the same for all rows of one copy."""

    user_id: str
    secrets: bool
    seal: Seal
    now: datetime


def restore(database: Database, seal: Seal, copy: TextIO, *, into: User | None = None, now: datetime) -> Restored:
    """The user of a copy, with all that was theirs. Raises Refused, and then nothing was changed.

    Who is here already is never overwritten: `into` names an account with nothing in it, which makes way.
    """
    try:
        with database.write() as db:
            return _restored(db, seal, Copied(copy), into, now)
    except (NotARow, DBAPIError) as error:
        fault = Words("The database refuses it (%(fault)s).", fault=type(getattr(error, "orig", error)).__name__)
        raise _other(str(error) if isinstance(error, NotARow) else fault) from None


def empty(db: Connection, user: User) -> bool:
    """Whether an account has nothing in it but settings, and perhaps the example."""
    if any(carrying.count(db, user.id, name) for name in CONTENT):
        return False
    followed = (one for one in calendars.calendars(db, user.id) if not one.example)
    return not any(followed) and all(entry.thing is Thing.ACCOUNT for entry in ledger.entries(db, user.id))


def _restored(db: Connection, seal: Seal, copy: Copied, into: User | None, now: datetime) -> Restored:
    secrets = _head(copy)
    (row,) = _opened(copy, "users", first=True)
    _make_room(db, row, into)
    trip = _Trip(str(row.get("id")), secrets, seal, now)
    numbers: carrying.Numbers = {}
    counts = {"users": carrying.put(db, trip.user_id, "users", [row], numbers)}
    for name in carrying.CARRIED[1:]:
        rows = _ready(name, _opened(copy, name), trip)
        counts[name] = carrying.put(db, trip.user_id, name, rows, numbers)
    _foot(copy, counts)
    if not accounts.owners(db):  # what somebody may do here is not told by a copy
        accounts.set_role(db, trip.user_id, Role.OWNER)
    return _read_back(db, trip, counts)


def _other(why: str) -> NotACopy:
    return NotACopy(joined((OTHER, why)))


def _head(copy: Copied) -> bool:
    """Whether secrets came along. Refuses what is no copy of ours, and what a newer tracker wrote."""
    copy.expect("{")
    copy.expect_key("tracker")
    version = copy.value()
    if not isinstance(version, int) or version < 1:
        raise NotACopy(OTHER)
    if version > VERSION:
        raise NotACopy("This copy was made by a newer tracker. Install that one, then restore it.")
    if version < VERSION:
        raise NotACopy(
            "This copy was made by an older tracker, which kept back what a restore needs. "
            "Export it anew, by this one."
        )
    told = {}
    for name in ("secrets", "left_out"):
        copy.expect(",")
        copy.expect_key(name)
        told[name] = copy.value()
    copy.expect(",")
    copy.expect_key("tables")
    copy.expect("{")
    return told["secrets"] is True


def _opened(copy: Copied, name: str, *, first: bool = False) -> Iterator[Any]:
    if not first:
        copy.expect(",")
    copy.expect_key(name)
    yield from copy.rows()


def _foot(copy: Copied, counts: dict[str, int]) -> None:
    copy.expect("}")
    copy.expect(",")
    copy.expect_key("rows")
    told = copy.value()
    copy.expect("}")
    copy.end()
    if told != counts:
        raise _other(N_("Rows are missing from it, or there are too many."))


def _make_room(db: Connection, row: Any, into: User | None) -> None:
    """The place where the user comes to stand is free, or is freed of an account with nothing in it."""
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in ("id", "email")):
        raise NotACopy(OTHER)
    if into:
        _clear(db, into)
    there = accounts.user(db, row["id"]) or accounts.user_with(db, row["email"])
    if there is None:
        return
    if empty(db, there):
        raise Refused(
            "%(email)s is here already, with nothing in it. To put the copy there, say --into.", email=there.email
        )
    raise Refused(
        "%(email)s is here already, and a copy never overwrites anything. Restore it elsewhere.", email=there.email
    )


def _clear(db: Connection, into: User) -> None:
    if not empty(db, into):
        raise Refused(
            "%(email)s has promises, people or calendars. Restore it elsewhere: "
            "a copy goes into an empty account only.",
            email=into.email,
        )
    accounts.remove_user(db, into.id)


def _ready(name: str, rows: Iterable[Any], trip: _Trip) -> Iterator[Row]:
    """Rows that can be read, as they are to be here."""
    prepare = _PREPARE.get(name)
    for row in _chained(rows) if name == "entries" else rows:
        if not isinstance(row, dict):
            raise NotACopy(OTHER)
        yield prepare(row, trip) if prepare else row


def _chained(rows: Iterable[Any]) -> Iterator[Any]:
    """Entries, each seen to bear the hash that it should (reliability D7)."""
    before = ""
    for place, row in enumerate(rows, start=1):
        try:
            bears, entry = row["hash"], _entry(row)
            whole = bears == sealed(before, entry)
        except (KeyError, TypeError, ValueError):
            raise _other(Words("Entry %(place)s cannot be read.", place=str(place))) from None
        if not whole:
            raise NotACopy(
                "Entry %(place)s of this copy (%(entry)s) is not as it was written, or one before it is missing. "
                "Restore an earlier copy; nothing was changed.",
                place=str(place),
                entry=f"“{entry.act}” of {entry.at:%Y-%m-%d %H:%M} on {entry.thing} {entry.subject}",
            )
        before = bears
        yield row


def _entry(row: Row) -> Entry:
    told = {name: row[name] for name in Entry._fields}
    typed = {"at": datetime.fromisoformat(row["at"]), "act": Act(row["act"]), "thing": Thing(row["thing"])}
    return Entry(**(told | typed))


def _connection(row: Row, trip: _Trip) -> Row:
    return row if _opens(row, trip) else row | {"sealed": "", "lost_at": row.get("lost_at") or trip.now.isoformat()}


def _calendar(row: Row, trip: _Trip) -> Row:
    if _opens(row, trip):
        return row
    trouble = AGAIN.get(str(row.get("kind")), OTHER)
    return row | {"sealed": "", "cursor": "", "next_sync_at": None, "trouble": trouble}


def _opens(row: Row, trip: _Trip) -> bool:
    try:
        trip.seal.open(str(row.get("sealed", "")), owner=trip.user_id)
    except CannotOpen:
        return False
    return trip.secrets


def _letter(row: Row, trip: _Trip) -> Row:
    if row.get("state") not in WAITED:
        return row
    return row | {"state": State.GIVEN_UP.value, "next_try_at": None, "trouble": NOT_SENT}


def _event(row: Row, trip: _Trip) -> Row:
    if row.get("payload") is not None:
        try:
            to_event(row["payload"])
        except (KeyError, TypeError, ValueError, AttributeError):
            raise _other(N_("An event in it cannot be read.")) from None
    return row


_PREPARE: dict[str, Callable[[Row, _Trip], Row]] = {
    "connections": _connection,
    "calendars": _calendar,
    "event_versions": _event,
    "letters": _letter,
}


def _read_back(db: Connection, trip: _Trip, counts: dict[str, int]) -> Restored:
    """Everything once as the pages read it: what they would stumble over is refused now."""
    try:
        user = accounts.user(db, trip.user_id)
        assert user is not None, "it was put there"
        if user.next_digest_at and user.next_digest_at <= trip.now:
            accounts.plan_digest(db, user.id, next_digest(user, trip.now), was=user.next_digest_at)
        known = gather(db, user, trip.now)
        feedback.log(db, user.id), ledger.dismissals(db, user.id)
        kept = letters.letters(db, user.id)
    except (KeyError, TypeError, ValueError, AttributeError, LookupError) as error:
        fault = Words("Something in it cannot be read (%(fault)s).", fault=type(error).__name__)
        raise _other(fault) from error
    not_sent = sum(letter.trouble == NOT_SENT for letter in kept)
    unconnected = tuple(one.name for one in known.calendars if one.trouble in AGAIN.values())
    return Restored(user, counts, not_sent, unconnected)
