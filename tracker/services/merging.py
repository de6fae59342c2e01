"""What a person says of who is who: two who are one, parted again; and who is not to be asked about."""

from dataclasses import replace
from datetime import datetime

from tracker.domain.account import User
from tracker.domain.entry import Act
from tracker.domain.people import Person, Persons
from tracker.domain.promise import Promise, Refused
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.services.people import the
from tracker.store import ledger as log
from tracker.store import people as store
from tracker.store.database import Database


def merge(database: Database, user: User, person_id: str, into: str, *, via: str, now: datetime) -> Person:
    """Somebody turned out to be another, who from now on answers to all their names and addresses; what was promised
    and given shows there. They keep their own, so that the two can be parted. Returns the one they are (requirement
    26).
    """
    with database.write() as db:
        persons, before = store.persons(db, user.id), the(db, user, person_id)
        heir = persons.turned_out(into)
        if heir is None:
            raise NotFound("There is no such person.")
        if persons.turned_out(person_id) == heir != before:
            return heir
        if heir == before or before.merged_into:
            raise Refused("These two cannot be made one. Part them from whom they were merged with first.")
        ledger.record(db, user, Act.MERGED, before, replace(before, merged_into=heir.id), via, now)
        return heir


def part(database: Database, user: User, person_id: str, *, via: str, now: datetime) -> Person:
    """The two are two after all: each is again exactly who they were."""
    with database.write() as db:
        before = the(db, user, person_id)
        after = replace(before, merged_into=None)
        if before != after:
            ledger.record(db, user, Act.PARTED, before, after, via, now)
        return after


def promised(database: Database, user: User, promise_id: str, person_id: str, *, via: str, now: datetime) -> Promise:
    """The answer to "which of the two?": a promise is with this one, and says so by a name that is theirs alone."""
    with database.write() as db:
        sure = _handle(the(db, user, person_id), store.persons(db, user.id))

        def change(promise: Promise) -> Promise:
            return replace(promise, promisee=sure) if promise.mine else replace(promise, promiser=sure)

        return ledger.do(db, user, promise_id, Act.EDITED, change, via, now)


def _handle(person: Person, persons: Persons) -> str:
    """What means this person and nobody else. Raises Refused where nothing does."""
    known_by = (person.name, *sorted(person.addresses), *sorted(person.names))
    found = next((handle for handle in known_by if persons.meant(handle) == (person,)), None)
    if found is None:
        raise Refused("Nothing tells the two apart. Give one of them an address or another name; or merge them.")
    return found


def set_aside(database: Database, user: User, sign: str, *, about: str, via: str, now: datetime) -> None:
    """Not to be asked again: who was met and is not to be named, or two who are two (see `domain.acquaintance`)."""
    with database.write() as db:
        log.dismiss(db, user.id, sign, body=about, at=now, via=via)


def ask_again(database: Database, user: User, sign: str) -> None:
    """Take that back."""
    with database.write() as db:
        log.undismiss(db, user.id, sign)
