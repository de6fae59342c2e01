"""What a person may do with persons and gives: name one, change one, record what was passed on."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.entry import Act, Thing
from tracker.domain.people import Circle, Direction, Give, GiveKind, Person
from tracker.domain.promise import Refused
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.store import decided
from tracker.store import people as store
from tracker.store.database import Database, new_id


def name_person(
    database: Database,
    user: User,
    *,
    name: str,
    addresses: frozenset[str] = frozenset(),
    circle: Circle = Circle.CLOSE,
    influence: str = "",
    value: str = "",
    goal: str = "",
    review_on: date | None = None,
    via: str,
    now: datetime,
) -> Person:
    """Name somebody who matters: why, what I can give, and what I aim at this year (requirement 16)."""
    person = Person(
        id=new_id(),
        name=_name(name),
        addresses=_tidy(addresses),
        circle=circle,
        cadence=circle.cadence,
        influence=influence.strip(),
        value=value.strip(),
        goal=goal.strip(),
        review_on=review_on,
    )
    with database.write() as db:
        ledger.record(db, user, Act.NAMED, None, person, via, now)
    return person


def edit_person(database: Database, user: User, person: Person, *, via: str, now: datetime) -> Person:
    """Say something else about a person who is named already."""
    person = replace(
        person, name=_name(person.name), addresses=_tidy(person.addresses), cadence=person.circle.cadence
    )
    with database.write() as db:
        before = the(db, user, person.id)
        if before != person:
            ledger.record(db, user, Act.EDITED, before, person, via, now)
    return person


def remove_person(database: Database, user: User, person_id: str, *, via: str, now: datetime) -> None:
    """Name somebody no longer; the gives shared with them go too. What there was stays in the ledger's log."""
    with database.write() as db:
        person = store.person(db, user.id, person_id)
        if person is None:
            return
        for give in store.gives(db, user.id):
            if give.person == person_id:
                ledger.record(db, user, Act.REMOVED, give, None, via, now)
        ledger.record(db, user, Act.REMOVED, person, None, via, now)


def the(db: Connection, user: User, person_id: str) -> Person:
    """This user's person of that id. Raises NotFound."""
    person = store.person(db, user.id, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def give(
    database: Database,
    user: User,
    *,
    person: str,
    kind: GiveKind,
    direction: Direction,
    at: datetime,
    note: str = "",
    via: str,
    now: datetime,
) -> Give:
    """Record what was passed on, to or from a person."""
    if at > now:
        raise Refused("That time has not come yet. Record it when it is given.")
    one = Give(new_id(), person, kind, direction, at, note.strip())
    with database.write() as db:
        the(db, user, person)
        ledger.record(db, user, Act.RECORDED, None, one, via, now)
    return one


def take_back(database: Database, user: User, give_id: str, *, via: str, now: datetime) -> None:
    """A give that was none."""
    with database.write() as db:
        one = decided.one(db, user.id, Thing.GIVE, give_id)
        if one:
            ledger.record(db, user, Act.REMOVED, one, None, via, now)


def _name(name: str) -> str:
    if not name.strip():
        raise Refused("Say what this person is called.")
    return " ".join(name.split())


def _tidy(addresses: frozenset[str]) -> frozenset[str]:
    return frozenset(address.strip().lower() for address in addresses if address.strip())
