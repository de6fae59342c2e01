"""What a person may do with persons and gives: name one, change one, record what was passed on."""

from dataclasses import replace
from datetime import date, datetime

from tracker.domain.account import User
from tracker.domain.people import Circle, Direction, Give, GiveKind, Person
from tracker.domain.promise import Refused
from tracker.services.ledger import NotFound
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
        store.keep_person(db, user.id, person)
    return person


def edit_person(database: Database, user: User, person: Person) -> Person:
    """Say something else about a person who is named already."""
    person = replace(
        person, name=_name(person.name), addresses=_tidy(person.addresses), cadence=person.circle.cadence
    )
    with database.write() as db:
        if store.person(db, user.id, person.id) is None:
            raise NotFound("There is no such person.")
        store.keep_person(db, user.id, person)
    return person


def remove_person(database: Database, user: User, person_id: str) -> None:
    """Name somebody no longer; the gives shared with them go too."""
    with database.write() as db:
        store.remove_person(db, user.id, person_id)


def give(
    database: Database,
    user: User,
    *,
    person: str,
    kind: GiveKind,
    direction: Direction,
    at: datetime,
    note: str = "",
    now: datetime,
) -> Give:
    """Record what was passed on, to or from a person."""
    if at > now:
        raise Refused("That time has not come yet. Record it when it is given.")
    one = Give(new_id(), person, kind, direction, at, note.strip())
    with database.write() as db:
        if store.person(db, user.id, person) is None:
            raise NotFound("There is no such person.")
        store.keep_give(db, user.id, one)
    return one


def take_back(database: Database, user: User, give_id: str) -> None:
    """A give that was none."""
    with database.write() as db:
        store.remove_give(db, user.id, give_id)


def _name(name: str) -> str:
    if not name.strip():
        raise Refused("Say what this person is called.")
    return " ".join(name.split())


def _tidy(addresses: frozenset[str]) -> frozenset[str]:
    return frozenset(address.strip().lower() for address in addresses if address.strip())
