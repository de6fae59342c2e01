"""What a person may do with gives: record, change, take back; say yes or no to one that a meeting suggests."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.decided import from_record
from tracker.domain.entry import Act, Thing
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.promise import Refused
from tracker.domain.suggesting import Suggestion, suggested
from tracker.services import ledger, people
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import decided
from tracker.store import ledger as store
from tracker.store.database import Database, new_id


def give(
    database: Database,
    user: User,
    *,
    person: str,
    kind: GiveKind,
    direction: Direction,
    at: datetime,
    note: str = "",
    id: str = "",
    via: str,
    now: datetime,
) -> Give:
    """Record what was passed on, to or from a person. `id` is its own, where the same may be sent twice."""
    one = Give(id or new_id(), person, kind, direction, _past(at, now), note.strip())

    def recorded(db: Connection) -> Give:
        people.the(db, user, person)
        there: Give | None = decided.one(db, user.id, Thing.GIVE, id) if id else None
        if there is None:
            ledger.record(db, user, Act.RECORDED, None, one, via, now)
        return there or one

    return ledger.settled(database, recorded)


def edit(
    database: Database,
    user: User,
    give_id: str,
    *,
    kind: GiveKind,
    direction: Direction,
    at: datetime,
    note: str,
    via: str,
    now: datetime,
) -> Give:
    """Say something else about a give."""
    with database.write() as db:
        before = the(db, user, give_id)
        after = before._replace(kind=kind, direction=direction, at=_past(at, now), note=note.strip())
        if after != before:
            ledger.record(db, user, Act.EDITED, before, after, via, now)
    return after


def take_back(database: Database, user: User, give_id: str, *, via: str, now: datetime) -> None:
    """A give that was none. A meeting that suggested it does not suggest it again."""
    with database.write() as db:
        one = decided.one(db, user.id, Thing.GIVE, give_id)
        if one:
            ledger.record(db, user, Act.REMOVED, one, None, via, now)
            _decline(db, user, one.sign, one.note, via, now)


def undo(database: Database, user: User, give_id: str, *, of: Give | None, via: str, now: datetime) -> Give | None:
    """Take back the last act on a give that still stands, a taking back too. None when it was recorded by that act.

    `of` is the give as its user saw it, None when it was no more; if something was done since, Overtaken is raised.
    """
    with database.write() as db:
        before: Give | None = decided.one(db, user.id, Thing.GIVE, give_id)
        if before != of:
            raise store.Overtaken("This was just changed elsewhere. Look at it again.")
        if before is None:
            return _brought_back(db, user, give_id, via, now)
        left: Give | None = ledger.taken_back(db, user, before, 1, via, now)
        return left


def _brought_back(db: Connection, user: User, give_id: str, via: str, now: datetime) -> Give:
    log = store.entries(db, user.id, give_id)
    if not log or log[-1].act is not Act.REMOVED:
        raise NotFound("There is no such give.")
    one: Give = from_record(Thing.GIVE, log[-1].before)
    people.the(db, user, one.person)
    ledger.record(db, user, Act.UNDONE, None, one, via, now)
    if one.sign:
        store.undismiss(db, user.id, one.sign)
    return one


def the(db: Connection, user: User, give_id: str) -> Give:
    """This user's give of that id. Raises NotFound."""
    found: Give | None = decided.one(db, user.id, Thing.GIVE, give_id)
    if found is None:
        raise NotFound("There is no such give.")
    return found


def accept(
    database: Database,
    user: User,
    sign: str,
    direction: Direction,
    person: str = "",
    *,
    via: str,
    now: datetime,
) -> Give:
    """It was a give, and went that way (R28). `person` says with whom, where the meeting does not."""

    def accepted(db: Connection) -> Give:
        there = next((one for one in decided.every(db, user.id, Thing.GIVE) if one.sign == sign), None)
        if there:
            return there  # type: ignore[no-any-return]
        told = _suggestion(db, user, sign, now)
        if not (told.person or person):
            raise Refused("Choose with whom.")
        whose = people.the(db, user, told.person or person)
        one = Give(
            sign, whose.id, told.kind, direction, told.at, told.title.strip(), sign
        )  # of two taps one is first
        ledger.record(db, user, Act.ACCEPTED, None, one, via, now)
        return one

    return ledger.settled(database, accepted)


def decline(database: Database, user: User, sign: str, *, via: str, now: datetime) -> None:
    """It was no give: never asked again."""
    with database.write() as db:
        if sign not in store.dismissed(db, user.id):
            _decline(db, user, sign, _suggestion(db, user, sign, now).title, via, now)


def _decline(db: Connection, user: User, sign: str, title: str, via: str, now: datetime) -> None:
    if sign:
        store.dismiss(db, user.id, sign, body=title, at=now, via=via)


def ask_again(database: Database, user: User, sign: str, *, now: datetime) -> None:
    """Take a "no" back: it is suggested again."""
    with database.write() as db:
        _suggestion(db, user, sign, now, answered=True)
        store.undismiss(db, user.id, sign)


def _suggestion(db: Connection, user: User, sign: str, now: datetime, *, answered: bool = False) -> Suggestion:
    known = gather(db, user, now)
    dismissed = known.dismissed - {sign} if answered else known.dismissed
    for one in suggested(known.meetings, known.named, known.gives, dismissed, now):
        if one.sign == sign:
            return one
    raise NotFound("That is not asked any more.")


def _past(at: datetime, now: datetime) -> datetime:
    if at > now:
        raise Refused("That time has not come yet. Record it when it is given.")
    return at
