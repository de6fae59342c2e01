"""What a person may do with persons: name one, change one, remove one, take that back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TypedDict, Unpack

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.decided import from_record
from tracker.domain.entry import Act, Thing
from tracker.domain.people import Cadence, Circle, Person, Reach
from tracker.domain.promise import Refused
from tracker.services import ledger
from tracker.services.ledger import NotFound
from tracker.store import decided
from tracker.store import people as store
from tracker.store.database import Database, new_id
from tracker.store.ledger import Overtaken, entries

WEEK = timedelta(weeks=1)


class Said(TypedDict, total=False):
    """What may be said of a person; see `people.Person`."""

    names: frozenset[str]
    addresses: frozenset[str]
    circle: Circle
    cadence: Cadence | None
    tags: frozenset[str]
    influence: str
    reach: Reach
    value: str
    learn: str
    interests: str
    goal: str
    note: str
    review_on: date | None


def name_person(
    database: Database, user: User, *, name: str, id: str = "", via: str, now: datetime, **said: Unpack[Said]
) -> Person:
    """Name somebody who matters: why, what I can give, and what I aim at this year (requirement 16). `id` is their
    own, where the same may be sent twice: they are named once.
    """
    person = tidied(Person(id=id or new_id(), name=name, **said))

    def named(db: Connection) -> Person:
        there = store.person(db, user.id, id) if id else None
        if there is None:
            ledger.record(db, user, Act.NAMED, None, person, via, now)
        return there or person

    return ledger.settled(database, named)


def edit_person(database: Database, user: User, person: Person, *, via: str, now: datetime) -> Person:
    """Say something else about a person who is named already."""
    person = tidied(person)
    with database.write() as db:
        before = the(db, user, person.id)
        if before != person:
            ledger.record(db, user, Act.EDITED, before, person, via, now)
    return person


def leave_be(database: Database, user: User, person_id: str, *, via: str, now: datetime) -> Person:
    """Say nothing of how cold it grows, for a week (requirement 27)."""
    with database.write() as db:
        before = the(db, user, person_id)
        after = replace(before, quiet_until=now + WEEK)
        if before.quiet_until is None or before.quiet_until <= now:
            ledger.record(db, user, Act.EDITED, before, after, via, now)
    return after


def remove_person(database: Database, user: User, person_id: str, *, via: str, now: datetime) -> None:
    """Name somebody no longer, with those who turned out to be them; the gives shared with them go too. What there
    was stays in the ledger's log, from which `undo` brings all of it back.
    """
    with database.write() as db:
        person = store.person(db, user.id, person_id)
        if person:
            part_with(db, user, person, via, now)
            ledger.record(db, user, Act.REMOVED, person, None, via, now)


def part_with(db: Connection, user: User, person: Person, via: str, now: datetime) -> None:
    """Whatever stands only because somebody is named."""
    persons = store.persons(db, user.id)
    ids = {person.id} | {one.id for one in persons.merged_into(person)}
    gone = [one for one in decided.every(db, user.id, Thing.GIVE) if one.person in ids]
    for one in (*gone, *persons.merged_into(person)):
        ledger.record(db, user, Act.REMOVED, one, None, via, now)


def undo(
    database: Database, user: User, person_id: str, *, of: Person | None, via: str, now: datetime
) -> Person | None:
    """Take back the last act on a person that still stands: a removal too, with all that went with it.

    `of` is the person as its user saw them, None when they were no more; if something was done since, Overtaken is
    raised. None when the act was that they were named.
    """
    with database.write() as db:
        before = store.person(db, user.id, person_id)
        if before != of:
            raise Overtaken("This was just changed elsewhere. Look at it again.")
        if before is None:
            return _brought_back(db, user, person_id, via, now)
        left: Person | None = ledger.taken_back(db, user, before, 1, via, now)
        if left is None:
            part_with(db, user, before, via, now)
        return left


def _brought_back(db: Connection, user: User, person_id: str, via: str, now: datetime) -> Person:
    """Somebody removed, and whatever was removed with them: the removals that stand right before theirs."""
    log = entries(db, user.id)
    upto = [place for place, entry in enumerate(log) if entry.subject == person_id]
    if not upto or log[upto[-1]].act is not Act.REMOVED:
        raise NotFound("There is no such person.")
    last = log[upto[-1]]
    together = takewhile(lambda one: one.act is Act.REMOVED and one.at == last.at, reversed(log[: upto[-1] + 1]))
    for entry in together:
        ledger.record(db, user, Act.UNDONE, None, from_record(entry.thing, entry.before), via, now)
    return the(db, user, person_id)


def the(db: Connection, user: User, person_id: str) -> Person:
    """This user's person of that id. Raises NotFound."""
    person = store.person(db, user.id, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def tidied(person: Person) -> Person:
    """A person as they are kept: words with single spaces, addresses and tags in lower case. Raises Refused."""
    if not person.name.strip():
        raise Refused("Say what this person is called.")
    if person.cadence and person.cadence.longest < person.cadence.ideal:
        raise Refused(
            "The longest you want to go without meeting cannot be shorter than the ideal. "
            "Make it as long, or the ideal shorter."
        )
    name = _words(person.name)
    return replace(
        person,
        name=name,
        names=frozenset(map(_words, person.names)) - {"", name},
        addresses=frozenset(address.strip().lower() for address in person.addresses) - {""},
        tags=frozenset(_words(tag).casefold() for tag in person.tags) - {""},
        interests="\n".join(filter(None, map(_words, person.interests.splitlines()))),
        note=person.note.strip(),
        **{part: getattr(person, part).strip() for part in ("influence", "value", "learn", "goal")},
    )


def _words(text: str) -> str:
    return " ".join(text.split())
