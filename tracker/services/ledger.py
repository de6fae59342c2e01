"""What a person may do with promises. Each act leaves an entry; doing a thing twice is doing it once."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.detect import Candidate
from tracker.domain.due import Due
from tracker.domain.people import whose
from tracker.domain.promise import (
    ME,
    Act,
    Cause,
    Entry,
    Origin,
    Promise,
    Refused,
    Term,
    from_record,
    to_record,
)
from tracker.store import events, people
from tracker.store import ledger as store
from tracker.store.database import Database, new_id

Change = Callable[[Promise], Promise]


class NotFound(LookupError):
    """This user has no such thing."""


def accept(
    database: Database,
    user: User,
    sign: str,
    *,
    body: str | None = None,
    promisee: str | None = None,
    due: datetime | None = None,
    dated: bool = False,
    via: str,
    now: datetime,
) -> Promise:
    """Decide that a candidate is a promise, perhaps in other words. An unclear due must be given."""
    with database.write() as db:
        candidate = _candidate(db, user, sign)
        term = Term(due, now, dated) if due else None
        return open_promise(db, user, candidate, body=body, promisee=promisee, term=term, via=via, now=now)


def open_promise(
    db: Connection,
    user: User,
    candidate: Candidate,
    *,
    body: str | None = None,
    promisee: str | None = None,
    term: Term | None = None,
    via: str,
    now: datetime,
) -> Promise:
    """The promise of a candidate, opened within the caller's transaction; the one that is there, if there is one."""
    there = [one for one in store.promises(db, user.id) if one.origin and one.origin.sign == candidate.sign]
    if there:
        return there[0]
    promise = Promise(
        id=new_id(),
        body=_said(body, candidate.body),
        promisee=candidate_promisee(db, user, candidate) if promisee is None else promisee.strip(),
        promiser=candidate.promiser,
        terms=(term or _term(candidate, now),),
        made_at=now,
        origin=_origin(candidate),
    )
    store.keep(db, user.id, promise, _entry(Act.ACCEPTED, None, promise, user, via, now))
    return promise


def candidate_promisee(db: Connection, user: User, candidate: Candidate) -> str:
    """To whom a candidate's words promise: the person they mean, else the words themselves; empty when not said."""
    if not candidate.who:
        return ""
    person = whose(candidate.who[0], people.persons(db, user.id))
    return person.name if person else candidate.who[0]


def add(
    database: Database,
    user: User,
    *,
    body: str,
    promisee: str,
    due: datetime,
    dated: bool,
    promiser: str = ME,
    via: str,
    now: datetime,
) -> Promise:
    """A promise typed by hand."""
    promise = Promise(
        id=new_id(),
        body=_said(body, ""),
        promisee=promisee.strip(),
        promiser=promiser.strip() or ME,
        terms=(Term(due, now, dated),),
        made_at=now,
    )
    with database.write() as db:
        store.keep(db, user.id, promise, _entry(Act.ADDED, None, promise, user, via, now))
    return promise


def dismiss(database: Database, user: User, sign: str, *, series: bool = False, via: str, now: datetime) -> Candidate:
    """Decide that a candidate is no promise, or none in its whole series: never asked again."""
    with database.write() as db:
        candidate = _candidate(db, user, sign)
        name = candidate.series_sign if series else candidate.sign
        store.dismiss(db, user.id, name, body=candidate.body, at=now, via=via)
    return candidate


def undismiss(database: Database, user: User, sign: str) -> None:
    """Take a dismissal back: it will be asked again."""
    with database.write() as db:
        store.undismiss(db, user.id, sign)


def deliver(
    database: Database, user: User, promise_id: str, *, at: datetime | None = None, via: str, now: datetime
) -> Promise:
    """Delivered now, or at an instant that has passed. What is delivered already stays as it is."""
    if at and at > now:
        raise Refused("That time has not come yet. Mark it when it is delivered.")

    def change(promise: Promise) -> Promise:
        return promise if promise.delivered_at else promise.deliver(at or now)

    return _act(database, user, promise_id, Act.DELIVERED, change, via, now)


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
    agreed_at = now if told else None
    return _act(
        database,
        user,
        promise_id,
        Act.RENEGOTIATED,
        lambda promise: promise.renegotiate(due, agreed_at=agreed_at, dated=dated),
        via,
        now,
    )


def moved(database: Database, user: User, promise_id: str, *, told: bool, via: str, now: datetime) -> Promise:
    """The answer to "it moved: were they told?": if so a new due, agreed now; in any case no longer a question."""
    with database.write() as db:
        before = _the(db, user, promise_id)
        due = _told_due(db, user, before)
        if before.origin and before.origin.told_due == due.at:
            return before
        after = before.settle(due.at)
        if told and due.at != before.binding.due:
            after = after.renegotiate(due.at, agreed_at=now, dated=due.dated)
        act = Act.RENEGOTIATED if told else Act.SETTLED
        store.keep(db, user.id, after, _entry(act, before, after, user, via, now))
        return after


def still_owed(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """The answer to "it is gone: what became of it?" that the promise stands whatever becomes of the event."""

    return _act(database, user, promise_id, Act.SETTLED, Promise.unfollow, via, now)


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
    """Struck out: it never was a promise."""
    return _act(database, user, promise_id, Act.VOIDED, Promise.strike, via, now)


def undo(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise | None:
    """Take back the last act that still stands. None when that was the opening: there is no such promise any more."""
    with database.write() as db:
        now_is = _the(db, user, promise_id)
        last = _standing_acts(store.entries(db, user.id, promise_id))[-1]
        after = from_record(last.before) if last.before else None
        entry = _entry(Act.UNDONE, now_is, after, user, via, now)
        if after:
            store.keep(db, user.id, after, entry)
        else:
            store.unkeep(db, user.id, promise_id, entry)
        return after


def _standing_acts(entries: tuple[Entry, ...]) -> list[Entry]:
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
    with database.write() as db:
        return record(db, user, promise_id, act, change, via, now)


def record(db: Connection, user: User, promise_id: str, act: Act, change: Change, via: str, now: datetime) -> Promise:
    """One act on one promise with its entry, within the caller's transaction; a change of nothing leaves none."""
    before = _the(db, user, promise_id)
    after = change(before)
    if after != before:
        store.keep(db, user.id, after, _entry(act, before, after, user, via, now))
    return after


def _the(db: Connection, user: User, promise_id: str) -> Promise:
    promise = store.promise(db, user.id, promise_id)
    if promise is None:
        raise NotFound("There is no such promise.")
    return promise


def _candidate(db: Connection, user: User, sign: str) -> Candidate:
    for candidate in events.candidates(db, user.id):
        if candidate.sign == sign:
            return candidate
    raise NotFound("The calendar does not tell this any more.")


def _told_due(db: Connection, user: User, promise: Promise) -> Due:
    origin = promise.origin
    told = [one for one in events.candidates(db, user.id) if origin and one.event == origin.event]
    told.sort(key=lambda candidate: not origin or candidate.sign != origin.sign)
    for candidate in told:
        if isinstance(candidate.due, Due):
            return candidate.due
    raise NotFound("The calendar tells no due for it any more.")


def _said(body: str | None, else_: str) -> str:
    words = (else_ if body is None else body).strip()
    if not words:
        raise Refused("Say what is promised, in a few words.")
    return words


def _term(candidate: Candidate, now: datetime) -> Term:
    if not isinstance(candidate.due, Due):
        raise Refused("Say when it is due: the calendar's words leave it open.")
    return Term(candidate.due.at, now, candidate.due.dated)


def _origin(candidate: Candidate) -> Origin:
    told_due = candidate.due.at if isinstance(candidate.due, Due) else None
    return Origin(candidate.event, candidate.quote, candidate.rule, candidate.sign, told_due)


def _entry(act: Act, before: Promise | None, after: Promise | None, user: User, via: str, now: datetime) -> Entry:
    promise = after or before
    assert promise is not None, "an entry speaks of a promise"
    return Entry(
        promise=promise.id,
        at=now,
        by=user.id,
        via=via,
        act=act,
        before=to_record(before) if before else {},
        after=to_record(after) if after else {},
    )
