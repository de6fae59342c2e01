"""Repair after a miss: why it was, and a next promise in its place (requirement 30)."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Act
from tracker.domain.promise import Cause, Promise, Refused, Term
from tracker.domain.repair import repairable, repaired_by
from tracker.domain.verdict import judge
from tracker.services import ledger
from tracker.store import ledger as store
from tracker.store.database import Database, new_id


def explain(database: Database, user: User, promise_id: str, *, cause: Cause, via: str, now: datetime) -> Promise:
    """Say why it was late or broken. Refuses where there is nothing to explain."""

    def explained(db: Connection) -> Promise:
        _missed(db, user, promise_id, now)
        return ledger.do(db, user, promise_id, Act.EXPLAINED, lambda promise: promise.explain(cause), via, now)

    return ledger.settled(database, explained)


def repair(
    database: Database,
    user: User,
    promise_id: str,
    *,
    body: str,
    due: datetime,
    dated: bool,
    via: str,
    now: datetime,
) -> Promise:
    """The next promise, to the same promisee, because this one was missed. The same again is there already.

    The missed one stays as it is: neither its due nor its verdict changes.
    """
    if due <= now:
        raise Refused("The next promise needs a due that lies ahead. Choose a later one.")

    def given(db: Connection) -> Promise:
        missed, term = _missed(db, user, promise_id, now), ledger.term_of(user, due, now, dated)
        there = repaired_by(missed, store.promises(db, user.id))
        same = (one for one in there if one.open and (one.body, one.binding.due) == (ledger.said(body), term.due))
        return next(same, None) or _opened(db, user, missed, ledger.said(body), term, via, now)

    return ledger.settled(database, given)


def _opened(db: Connection, user: User, missed: Promise, body: str, term: Term, via: str, now: datetime) -> Promise:
    promise = Promise(id=new_id(), body=body, promisee=missed.promisee, terms=(term,), made_at=now, repairs=missed.id)
    ledger.record(db, user, Act.ADDED, None, promise, via, now)
    return promise


def _missed(db: Connection, user: User, promise_id: str, now: datetime) -> Promise:
    promise = ledger.the(db, user, promise_id)
    if not repairable(promise, judge(promise, user.leniency, now), now):
        raise Refused("There is nothing to repair: only what is past its due, late or broken can be.")
    return promise
