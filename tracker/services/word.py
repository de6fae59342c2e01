"""The promisee's word: asked for by a link, withdrawn, and heard. Each is an entry; nothing is sent to anybody."""

from datetime import datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Act
from tracker.domain.promise import Promise, Refused
from tracker.domain.word import ACTS, PROMISEE, Heard, Saying, asked, heard, spoken
from tracker.mail.links import BadLink, Link
from tracker.services import ledger
from tracker.store import ledger as store
from tracker.store.database import Database

VIA = "link"


def ask(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """Ask by a new link: it names this instant, so that one made before is good no more."""
    return ledger.settled(
        database,
        lambda db: ledger.do(db, user, promise_id, Act.ASKED, lambda promise: promise.ask(now), via, now),
    )


def withdraw(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """The link is good no more. What was said by it stands."""
    return ledger.settled(
        database, lambda db: ledger.do(db, user, promise_id, Act.WITHDRAWN, Promise.unask, via, now)
    )


def reopen(database: Database, user: User, promise_id: str, *, via: str, now: datetime) -> Promise:
    """Not delivered after all, once its promisee said so: the promiser's own word is taken back, theirs stands."""
    return ledger.settled(
        database, lambda db: ledger.do(db, user, promise_id, Act.REOPENED, Promise.reopen, via, now)
    )


def behind(db: Connection, user: User, link: Link, now: datetime) -> Heard:
    """The one promise that a link shows. Raises BadLink when it was withdrawn, or its promise struck out or gone."""
    promise = store.promise(db, user.id, link.subject)
    if promise is None or not asked(promise, link.made_at):
        raise BadLink
    return heard(promise, ledger.standing_acts(store.entries(db, user.id, promise.id)), now)


def say(database: Database, user: User, link: Link, word: Saying, now: datetime) -> Heard:
    """A promisee's word, in place of their last one where that may be changed; twice is once.

    Raises BadLink as `behind` does, and Refused when it makes no sense any more.
    """

    def said(db: Connection) -> Heard:
        found = behind(db, user, link, now)
        if word is not found.last:
            _say(db, user, found, word, now)
        return behind(db, user, link, now)

    return ledger.settled(database, said)


def _say(db: Connection, user: User, found: Heard, word: Saying, now: datetime) -> None:
    if word not in found.may:
        raise Refused("This cannot be said of it any more. Tell the one who promised it instead.")
    promise = found.promise
    if found.changes:
        promise = ledger.taken_back(db, user, promise, 1, VIA, now, by=PROMISEE)
    after = spoken(promise, word, now)
    ledger.record(db, user, ACTS[word], promise, after, VIA, now, by=PROMISEE)
