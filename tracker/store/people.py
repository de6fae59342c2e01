"""The people a user has named, and what was given to and received from each."""

from sqlalchemy import Connection

from tracker.domain.entry import Thing
from tracker.domain.lasting import Part
from tracker.domain.people import Give, Person, Persons
from tracker.store import decided
from tracker.store.remembered import once


def persons(db: Connection, user_id: str) -> Persons:
    """All persons a user has named and who are somebody by themselves, by name; with them those merged into them."""

    def read() -> Persons:
        every = decided.every(db, user_id, Thing.PERSON)
        return Persons(sorted(every, key=lambda person: (person.name, person.id)))

    return once(db, user_id, (Thing.PERSON,), read)


def person(db: Connection, user_id: str, person_id: str) -> Person | None:
    """One of them, merged or not."""
    found: Person | None = decided.one(db, user_id, Thing.PERSON, person_id)
    return found


def gives(db: Connection, user_id: str, known: Persons | None = None) -> Part[Give]:
    """All that a user gave and received, oldest first; of those who were merged, under who they turned out to be.

    `known` are the persons, if they have been read already.
    """

    def read() -> Part[Give]:
        everybody = persons(db, user_id) if known is None else known
        found = (_under(give, everybody) for give in decided.every(db, user_id, Thing.GIVE))
        return Part(sorted(found, key=lambda give: (give.at, give.id)))

    return once(db, user_id, (Thing.GIVE, Thing.PERSON), read)


def _under(give: Give, everybody: Persons) -> Give:
    person = everybody.turned_out(give.person)
    return give._replace(person=person.id) if person else give
