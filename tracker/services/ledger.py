"""What a person may do with promises, and how anything is written into the ledger. Each act leaves an entry; doing a
thing twice is doing it once.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.decided import Decided, from_record, thing_of, to_record
from tracker.domain.entry import Act, Entry, of_calendar
from tracker.domain.feedback import Answer
from tracker.domain.promise import ME, Cause, Promise, Refused, Term
from tracker.domain.saying import Worded
from tracker.domain.term import said as on_its_clock
from tracker.services import notices, remembering
from tracker.store import ledger as store
from tracker.store.database import Database, new_id

Change = Callable[[Promise], Promise]
Done = TypeVar("Done")
BY_ZONES = "zones"  # who and what way it was, where time zone data moved a due
FIRST_YEAR, LAST_YEAR = 1970, 2199  # in which something may be due
ANSWERS = {Act.ACCEPTED: {Answer.CONFIRMED, Answer.TAUGHT}, Act.VOIDED: {Answer.DISMISSED}}


class NotFound(Worded, LookupError):
    """This user has no such thing."""


def add(
    database: Database,
    user: User,
    *,
    body: str,
    promisee: str,
    due: datetime,
    dated: bool,
    promiser: str = ME,
    note: str = "",
    id: str = "",
    via: str,
    now: datetime,
) -> Promise:
    """A promise typed by hand. `id` is its own, where the same may be sent twice: it is written down once."""
    in_reach(due)
    promise = Promise(
        id=id or new_id(),
        body=said(body),
        promisee=promisee.strip(),
        promiser=promiser.strip() or ME,
        terms=(term_of(user, due, now, dated),),
        made_at=now,
        note=note.strip(),
    )

    def added(db: Connection) -> Promise:
        there = store.promise(db, user.id, id) if id else None
        if there is None:
            record(db, user, Act.ADDED, None, promise, via, now)
        return there or promise

    return settled(database, added)


def deliver(
    database: Database, user: User, promise_id: str, *, at: datetime | None = None, via: str, now: datetime
) -> Promise:
    """Delivered now, or at an instant that has passed. What is delivered already stays as it is."""
    if at and at > now:
        raise Refused("That time has not come yet. Mark it when it is delivered.")

    return settled(database, lambda db: delivered(db, user, promise_id, at or now, via, now))


def delivered(db: Connection, user: User, promise_id: str, at: datetime, via: str, now: datetime) -> Promise:
    """Delivered at an instant, within the caller's transaction. What is delivered already stays as it is."""

    def change(promise: Promise) -> Promise:
        return promise if promise.delivered_at else promise.deliver(at, marked_at=now, by_calendar=of_calendar(via))

    return do(db, user, promise_id, Act.DELIVERED, change, via, now)


def renegotiate(
    database: Database,
    user: User,
    promise_id: str,
    *,
    due: datetime,
    dated: bool,
    told: bool,
    via: str,
    now: datetime,
) -> Promise:
    """A new due. It binds only if its promisee was told, and before the old one ran out (requirements 2.4)."""
    in_reach(due)
    term = term_of(user, due, now if told else None, dated)

    def change(promise: Promise) -> Promise:
        return promise.renegotiate(**term._asdict())

    return _act(database, user, promise_id, Act.RENEGOTIATED, change, via, now)


def release(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """Its promisee let me off, or the matter fell away for both."""

    def change(promise: Promise) -> Promise:
        return promise if promise.released_at else promise.release(now)

    return _act(database, user, promise_id, Act.RELEASED, change, via, now)


def renege(
    database: Database, user: User, promise_id: str, *, cause: Cause | None = None, via: str, now: datetime
) -> Promise:
    """Broken by own word."""

    def change(promise: Promise) -> Promise:
        return promise if promise.reneged_at else promise.renege(now, cause)

    return _act(database, user, promise_id, Act.RENEGED, change, via, now)


def strike(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """Struck out: it never was a promise. Where a calendar told it, that is a dismissal too."""

    def struck(db: Connection) -> Promise:
        promise = do(db, user, promise_id, Act.VOIDED, Promise.strike, via, now)
        if promise.origin:
            remembering.struck(db, user, promise.origin.sign, via=via, now=now)
        return promise

    return settled(database, struck)


def undo(
    database: Database,
    user: User,
    promise_id: str,
    *,
    of: Promise | None = None,
    acts: int = 1,
    via: str,
    now: datetime,
) -> Promise | None:
    """Take back the last acts that still stand. None when the opening was one: there is no such promise any more.

    `of` is the promise as its user saw it: if something was done since, Overtaken is raised, and nothing taken back.
    `acts` is how many one answer did. Each is taken back by an entry of its own.
    """
    with database.write() as db:
        before = the(db, user, promise_id)
        if of is not None and of != before:
            raise store.Overtaken
        _must_be_own(db, user, promise_id, acts)
        left: Promise | None = taken_back(db, user, before, acts, via, now)
        return left


def _must_be_own(db: Connection, user: User, promise_id: str, acts: int) -> None:
    """A promisee's word is theirs: nobody else takes it back."""
    doers = {act.by for act in standing_acts(store.entries(db, user.id, promise_id))[-acts:]}
    if BY_ZONES in doers:
        raise Refused("Time zone data moved its due since. Renegotiate it if another due was agreed.")
    if doers - {user.id}:
        raise Refused("That is your promisee's own word. Only they can take it back, by their link.")


def taken_back(db: Connection, user: User, one: Decided, acts: int, via: str, now: datetime, *, by: str = "") -> Any:
    """A thing as it was before its last acts that still stand; None when there was no such thing."""
    before: Any = one
    for last in reversed(standing_acts(store.entries(db, user.id, one.id))[-acts:]):
        after = from_record(last.thing, last.before) if last.before else None
        record(db, user, Act.UNDONE, before, after, via, now, by=by)
        if isinstance(before, Promise):
            _unlearn(db, user, before, last.act, via, now)
        before = after
    return before


def _unlearn(db: Connection, user: User, promise: Promise, act: Act, via: str, now: datetime) -> None:
    """Take back the answer that an act was, too, where it was one to what a calendar told."""
    if promise.origin and act in ANSWERS:
        remembering.forget(db, user, {promise.origin.sign}, ANSWERS[act], via=via, now=now)


def standing_acts(entries: tuple[Entry, ...]) -> list[Entry]:
    """The acts that no later undo has taken back."""
    acts: list[Entry] = []
    for entry in entries:
        if entry.act is Act.UNDONE:
            acts.pop()
        else:
            acts.append(entry)
    return acts


def _act(
    database: Database, user: User, promise_id: str, act: Act, change: Change, via: str, now: datetime
) -> Promise:
    return settled(database, lambda db: do(db, user, promise_id, act, change, via, now))


def settled(database: Database, work: Callable[[Connection], Done]) -> Done:
    """Work done in one transaction, and once more if somebody else was first: then it sees what they did."""
    try:
        with database.write() as db:
            return work(db)
    except store.Overtaken:
        with database.write() as db:
            return work(db)


def do(
    db: Connection,
    user: User,
    promise_id: str,
    act: Act,
    change: Change,
    via: str,
    now: datetime,
    *,
    by: str = "",
) -> Promise:
    """One act on one promise with its entry, within the caller's transaction; a change of nothing leaves none."""
    before = the(db, user, promise_id)
    after = change(before)
    if after != before:
        record(db, user, act, before, after, via, now, by=by)
    return after


def record(
    db: Connection,
    user: User,
    act: Act,
    before: Decided | None,
    after: Decided | None,
    via: str,
    now: datetime,
    *,
    by: str = "",
) -> None:
    """A thing as an act left it, and the entry of that act: the one place where the ledger is written.

    `by` is who did it, empty for the user. Raises Overtaken when it is not as `before` says any more.
    """
    one = after or before
    assert one is not None, "an entry speaks of something"
    was, is_ = (to_record(each) if each else {} for each in (before, after))
    entry = Entry(one.id, now, by or user.id, via, act, was, is_, thing_of(one))
    if after:
        store.keep(db, user.id, after, entry)
    else:
        store.unkeep(db, user.id, entry)
    notices.of_act(db, user, act, before, after, now)


def the(db: Connection, user: User, promise_id: str) -> Promise:
    """This user's promise of that id. Raises NotFound."""
    promise = store.promise(db, user.id, promise_id)
    if promise is None:
        raise NotFound("There is no such promise.")
    return promise


def term_of(
    user: User, due: datetime, agreed_at: datetime | None, dated: bool, zones: Iterable[ZoneInfo] = ()
) -> Term:
    """A due as it was said: on its own clock, on that of one of these zones, or on the user's."""
    return on_its_clock(due, agreed_at, dated, zones=(*zones, user.zone))


def in_reach(due: datetime) -> None:
    """Refuses a due that is a slip of the pen: what lies at the end of all dates cannot be reckoned with."""
    if not FIRST_YEAR <= due.year <= LAST_YEAR:
        raise Refused("Choose a day between %(first)s and %(last)s.", first=str(FIRST_YEAR), last=str(LAST_YEAR))


def said(body: str) -> str:
    """What is promised, in words. Raises Refused when there are none."""
    if not body.strip():
        raise Refused("Say what is promised, in a few words.")
    return body.strip()
