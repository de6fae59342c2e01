"""The people a user has named, and what was given to and received from each."""

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.engine import RowMapping

from tracker.domain.people import Cadence, Circle, Direction, Give, GiveKind, Person
from tracker.store.database import insert
from tracker.store.tables import gives as gives_table
from tracker.store.tables import persons as table

KEY = ("user_id", "id")


def persons(db: Connection, user_id: str) -> tuple[Person, ...]:
    """All persons a user has named, by name."""
    query = select(table).where(table.c.user_id == user_id).order_by(table.c.name, table.c.id)
    return tuple(_person(row) for row in db.execute(query).mappings())


def person(db: Connection, user_id: str, person_id: str) -> Person | None:
    """One of them."""
    query = select(table).where(table.c.user_id == user_id, table.c.id == person_id)
    row = db.execute(query).mappings().one_or_none()
    return _person(row) if row else None


def keep_person(db: Connection, user_id: str, person: Person) -> None:
    """Keeps a person, new or changed."""
    values = _person_row(person)
    row = insert(db, table).values(user_id=user_id, id=person.id, **values)
    db.execute(row.on_conflict_do_update(index_elements=KEY, set_=values))


def remove_person(db: Connection, user_id: str, person_id: str) -> None:
    """Removes a person, with what was given and received."""
    db.execute(delete(table).where(table.c.user_id == user_id, table.c.id == person_id))


def gives(db: Connection, user_id: str) -> tuple[Give, ...]:
    """All that a user gave and received, oldest first."""
    query = select(gives_table).where(gives_table.c.user_id == user_id).order_by(gives_table.c.at, gives_table.c.id)
    return tuple(_give(row) for row in db.execute(query).mappings())


def keep_give(db: Connection, user_id: str, give: Give) -> None:
    """Keeps a give, new or changed; its person must be the user's own, else IntegrityError."""
    values = _give_row(give)
    row = insert(db, gives_table).values(user_id=user_id, id=give.id, **values)
    db.execute(row.on_conflict_do_update(index_elements=KEY, set_=values))


def remove_give(db: Connection, user_id: str, give_id: str) -> None:
    """Removes a give."""
    db.execute(delete(gives_table).where(gives_table.c.user_id == user_id, gives_table.c.id == give_id))


def _person_row(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "addresses": sorted(person.addresses),
        "circle": person.circle.value,
        "cadence_ideal": person.cadence.ideal,
        "cadence_longest": person.cadence.longest,
        "influence": person.influence,
        "value": person.value,
        "goal": person.goal,
        "review_on": person.review_on,
    }


def _person(row: RowMapping) -> Person:
    return Person(
        id=row["id"],
        name=row["name"],
        addresses=frozenset(row["addresses"]),
        circle=Circle(row["circle"]),
        cadence=Cadence(row["cadence_ideal"], row["cadence_longest"]),
        influence=row["influence"],
        value=row["value"],
        goal=row["goal"],
        review_on=row["review_on"],
    )


def _give_row(give: Give) -> dict[str, Any]:
    return {
        "person_id": give.person,
        "kind": give.kind.value,
        "direction": give.direction.value,
        "at": give.at,
        "note": give.note,
    }


def _give(row: RowMapping) -> Give:
    return Give(
        id=row["id"],
        person=row["person_id"],
        kind=GiveKind(row["kind"]),
        direction=Direction(row["direction"]),
        at=row["at"],
        note=row["note"],
    )
