"""The people a user has named, and what was given to and received from each."""

from sqlalchemy import Connection

from tracker.domain.entry import Thing
from tracker.domain.people import Give, Person
from tracker.store import decided


def persons(db: Connection, user_id: str) -> tuple[Person, ...]:
    """All persons a user has named and who are somebody by themselves, by name."""
    found = (person for person in decided.every(db, user_id, Thing.PERSON) if person.merged_into is None)
    return tuple(sorted(found, key=lambda person: (person.name, person.id)))


def merged(db: Connection, user_id: str) -> tuple[Person, ...]:
    """Those who turned out to be somebody else."""
    return tuple(person for person in decided.every(db, user_id, Thing.PERSON) if person.merged_into)


def person(db: Connection, user_id: str, person_id: str) -> Person | None:
    """One of them, merged or not."""
    found: Person | None = decided.one(db, user_id, Thing.PERSON, person_id)
    return found


def gives(db: Connection, user_id: str) -> tuple[Give, ...]:
    """All that a user gave and received, oldest first; of those who were merged, under who they turned out to be."""
    heirs = {person.id: person.merged_into for person in merged(db, user_id)}
    found: list[Give] = list(decided.every(db, user_id, Thing.GIVE))
    mine = (give._replace(person=heirs.get(give.person) or give.person) for give in found)
    return tuple(sorted(mine, key=lambda give: (give.at, give.id)))
