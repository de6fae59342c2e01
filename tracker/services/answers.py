"""Answers to questions: what a calendar told and a person settles. Each is a decision, and leaves its entry."""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Act, by_calendar
from tracker.domain.feedback import Answer
from tracker.domain.promise import Origin, Promise, Refused, Term
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import told_of
from tracker.services import ledger, remembering
from tracker.services.ledger import NotFound
from tracker.store import events, people
from tracker.store import ledger as store
from tracker.store.database import Database, new_id


class Reply(NamedTuple):
    """The answer to a calendar's word that it was done: `sign` is that word's, `delivered` whether it is so."""

    sign: str
    delivered: bool


def accept(
    database: Database,
    user: User,
    sign: str,
    *,
    body: str | None = None,
    promisee: str | None = None,
    due: datetime | None = None,
    dated: bool = False,
    reply: Reply | None = None,
    place: int = 0,
    via: str,
    now: datetime,
) -> Promise:
    """Decide that a candidate is a promise, perhaps in other words. An unclear due must be given.

    A `reply` decides in the same breath whether it was delivered when its calendar says. `place` is where it stood in
    the list, from 1.
    """
    if due:
        ledger.in_reach(due)
    chosen = Due(due, dated) if due else None

    def opened(db: Connection) -> Promise:
        candidate = _candidate(db, user, sign)
        new = _there(db, user, candidate) is None
        promise = open_promise(db, user, candidate, body=body, promisee=promisee, due=chosen, via=via, now=now)
        if new:
            edited = _edited(db, user, candidate, promise)
            said = Answer.CONFIRMED
            remembering.remember(db, user, said, candidate, place=place, edited=edited, via=via, now=now)
        return _replied(db, user, candidate, promise, reply, via, now) if reply else promise

    return ledger.settled(database, opened)


def open_promise(
    db: Connection,
    user: User,
    candidate: Candidate,
    *,
    body: str | None = None,
    promisee: str | None = None,
    due: Due | None = None,
    via: str,
    now: datetime,
) -> Promise:
    """The promise of a candidate, opened within the caller's transaction; the one that is there, if there is one."""
    if there := _there(db, user, candidate):
        return there
    promise = Promise(
        id=new_id(),
        body=ledger.said(candidate.body if body is None else body),
        promisee=candidate.promisee(people.persons(db, user.id)) if promisee is None else promisee.strip(),
        promiser=candidate.promiser,
        terms=(_term(db, user, candidate, due or _clear(candidate), now),),
        made_at=now,
        origin=_origin(candidate),
    )
    ledger.record(db, user, Act.ACCEPTED, None, promise, via, now)
    return promise


def dismiss(
    database: Database, user: User, sign: str, *, series: bool = False, place: int = 0, via: str, now: datetime
) -> Candidate:
    """Decide that a candidate is none, or that none in its whole series is: never asked again."""
    with database.write() as db:
        candidate = _candidate(db, user, sign)
        name = candidate.series_sign if series else candidate.sign
        store.dismiss(db, user.id, name, body=candidate.body, at=now, via=via)
        said = Answer.DISMISSED
        remembering.remember(db, user, said, candidate, place=place, series=series, via=via, now=now)
    return candidate


def undismiss(database: Database, user: User, sign: str, *, via: str, now: datetime) -> None:
    """Take a dismissal back: it will be asked again."""
    with database.write() as db:
        store.undismiss(db, user.id, sign)
        remembering.forget(db, user, {sign}, {Answer.DISMISSED}, via=via, now=now)


def delivered_then(
    database: Database, user: User, promise_id: str, reply: Reply, *, via: str, now: datetime
) -> Promise:
    """The answer to "it was done there: delivered then?": a delivery at that instant, or never asked again of it."""

    def answered(db: Connection) -> Promise:
        promise = ledger.the(db, user, promise_id)
        return _replied(db, user, _saying(db, user, promise, reply.sign), promise, reply, via, now)

    return ledger.settled(database, answered)


def moved(
    database: Database, user: User, promise_id: str, *, told: bool, due: Due | None = None, via: str, now: datetime
) -> Promise:
    """The answer to "it moved: were they told?": if so a new due, agreed now; in any case no longer a question.

    Where the calendar's own due is a guess, `due` must say what they were told.
    """
    if due:
        ledger.in_reach(due.at)
    with database.write() as db:
        before = ledger.the(db, user, promise_id)
        candidate, guess = _told_due(db, user, before)
        if before.origin and before.origin.told_due == guess.at:
            return before
        after = before.settle(guess.at)
        new = (due or _clear(candidate)) if told else None
        if new and new.at != before.binding.due:
            after = after.renegotiate(**_term(db, user, candidate, new, now)._asdict())
        act = Act.RENEGOTIATED if after.terms != before.terms else Act.SETTLED
        ledger.record(db, user, act, before, after, via, now)
        return after


def still_owed(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """The answer to "it is gone: what became of it?" that the promise stands whatever becomes of the event."""
    with database.write() as db:
        return ledger.do(db, user, promise_id, Act.SETTLED, Promise.unfollow, via, now)


def _there(db: Connection, user: User, candidate: Candidate) -> Promise | None:
    signed = (one for one in store.promises(db, user.id) if one.origin and one.origin.sign == candidate.sign)
    return next(signed, None)


def _edited(db: Connection, user: User, candidate: Candidate, promise: Promise) -> frozenset[str]:
    """What its user changed before they accepted it."""
    due = candidate.told_due
    changes = {
        "what": promise.body != candidate.body.strip(),
        "who": promise.promisee != candidate.promisee(people.persons(db, user.id)),
        "due": due is None or promise.binding.due != due.at,
    }
    return frozenset(name for name, changed in changes.items() if changed)


def _candidate(db: Connection, user: User, sign: str) -> Candidate:
    for candidate in events.candidates(db, user.id):
        if candidate.sign == sign:
            return candidate
    raise NotFound("The calendar does not tell this any more, so there is nothing to answer.")


def _told_due(db: Connection, user: User, promise: Promise) -> tuple[Candidate, Due]:
    for candidate in _told(db, user, promise):
        if candidate.told_due:
            return candidate, candidate.told_due
    raise NotFound("The calendar tells no due for it any more. Say it yourself.")


def _saying(db: Connection, user: User, promise: Promise, sign: str) -> Candidate | None:
    return next((one for one in _told(db, user, promise) if one.delivery_sign == sign), None)


def _told(db: Connection, user: User, promise: Promise) -> tuple[Candidate, ...]:
    return told_of(promise, events.candidates(db, user.id))


def _replied(
    db: Connection, user: User, candidate: Candidate | None, promise: Promise, reply: Reply, via: str, now: datetime
) -> Promise:
    """A promise as the reply leaves it. What its calendar calls done in the future is delivered now at the latest."""
    if candidate is None or candidate.delivered_at is None or candidate.delivery_sign != reply.sign:
        raise Refused("The calendar says something else by now. Look at it again.")
    if not reply.delivered:
        store.dismiss(db, user.id, reply.sign, body=promise.body, at=now, via=via)
        return promise
    return ledger.delivered(db, user, promise.id, min(candidate.delivered_at, now), by_calendar(via), now)


def _term(db: Connection, user: User, candidate: Candidate, due: Due, now: datetime) -> Term:
    """A due, agreed now, on the clock of the event that told it, or else on the user's."""
    told = events.named(db, user.id, candidate.event.calendar, [candidate.event])
    zones = [ZoneInfo(event.zone) for event in told.values()]
    return ledger.term_of(user, due.at, now, due.dated, zones)


def _clear(candidate: Candidate) -> Due:
    if isinstance(candidate.due, Due):
        return candidate.due
    if candidate.unsure:
        raise Refused("Say when it is due: its calendar names a time zone that nobody knows.")
    raise Refused("Say when it is due: the calendar's words leave it open.")


def _origin(candidate: Candidate) -> Origin:
    told_due = candidate.told_due.at if candidate.told_due else None
    return Origin(candidate.event, candidate.quote, candidate.rule, candidate.sign, told_due)
