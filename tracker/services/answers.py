"""Answers to questions: what a calendar told and a person settles. Each is a decision, and leaves its entry."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.detect import Candidate
from tracker.domain.due import Due
from tracker.domain.promise import Act, Origin, Promise, Refused, Term
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.store import events, people
from tracker.store import ledger as store
from tracker.store.database import Database, new_id


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
    term = Term(due, now, dated) if due else None

    def opened(db: Connection) -> Promise:
        candidate = _candidate(db, user, sign)
        return open_promise(db, user, candidate, body=body, promisee=promisee, term=term, via=via, now=now)

    return ledger.settled(database, opened)


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
        body=ledger.said(candidate.body if body is None else body),
        promisee=candidate.promisee(people.persons(db, user.id)) if promisee is None else promisee.strip(),
        promiser=candidate.promiser,
        terms=(term or _term(candidate, now),),
        made_at=now,
        origin=_origin(candidate),
    )
    ledger.record(db, user, Act.ACCEPTED, None, promise, via, now)
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


def moved(database: Database, user: User, promise_id: str, *, told: bool, via: str, now: datetime) -> Promise:
    """The answer to "it moved: were they told?": if so a new due, agreed now; in any case no longer a question."""
    with database.write() as db:
        before = ledger.the(db, user, promise_id)
        due = _told_due(db, user, before)
        if before.origin and before.origin.told_due == due.at:
            return before
        after = before.settle(due.at)
        if told and due.at != before.binding.due:
            after = after.renegotiate(due.at, agreed_at=now, dated=due.dated)
        act = Act.RENEGOTIATED if told else Act.SETTLED
        ledger.record(db, user, act, before, after, via, now)
        return after


def still_owed(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """The answer to "it is gone: what became of it?" that the promise stands whatever becomes of the event."""
    with database.write() as db:
        return ledger.do(db, user, promise_id, Act.SETTLED, Promise.unfollow, via, now)


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


def _term(candidate: Candidate, now: datetime) -> Term:
    if not isinstance(candidate.due, Due):
        raise Refused("Say when it is due: the calendar's words leave it open.")
    return Term(candidate.due.at, now, candidate.due.dated)


def _origin(candidate: Candidate) -> Origin:
    told_due = candidate.due.at if isinstance(candidate.due, Due) else None
    return Origin(candidate.event, candidate.quote, candidate.rule, candidate.sign, told_due)
