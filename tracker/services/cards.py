"""Cards of people in and out: looked at beside those who are named, then brought in; and written."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.calendars import cards as door
from tracker.calendars.cage import CageFull, CageTrouble
from tracker.domain.account import User
from tracker.domain.cards import Cards, Coming, beside
from tracker.domain.entry import Act, Entry
from tracker.domain.event import Skipped
from tracker.domain.people import Person
from tracker.domain.promise import Refused
from tracker.services import ledger
from tracker.services.people import part_with, tidied
from tracker.store import people as store
from tracker.store.database import Database, new_id
from tracker.store.ledger import entries


class Look(NamedTuple):
    """What a file would do, before anything is kept: each card that could be read, and what could not."""

    coming: tuple[Coming, ...]
    skipped: tuple[Skipped, ...] = ()


def read(told: bytes) -> Cards:
    """What a file of cards says. Raises Refused where that is nothing."""
    if len(told) > door.LARGEST:
        most = door.LARGEST // 2**20
        raise Refused("That file is larger than %(most)s MB. Export it without pictures, or in parts.", most=most)
    try:
        found = door.read(told)
    except CageFull:
        raise Refused(
            "No file can be read just now: this machine allows no new process or open file. Choose it again in a "
            "minute; if it stays so, tell whoever looks after this tracker."
        ) from None
    except CageTrouble:
        raise Refused("That file could not be read within bounds. Export fewer cards, without pictures.") from None
    if not (found.persons or found.skipped):
        raise Refused("There is no card in that file. Export your address book as vCard (.vcf), then choose it.")
    return found


def look(db: Connection, user: User, found: Cards) -> Look:
    """Those cards beside who is named now."""
    coming, unclear = beside(found.persons, store.persons(db, user.id))
    return Look(coming, (*found.skipped, *unclear))


def bring_in(
    database: Database, user: User, cards: Iterable[Person], *, via: str, now: datetime
) -> tuple[Person, ...]:
    """Name whoever is new, and say the rest of whom it means: all of it or nothing. Twice is once, for then nobody
    is new. Returns those whom it named or changed.
    """
    with database.write() as db:
        coming, _ = beside(cards, store.persons(db, user.id))
        return tuple(_brought(db, user, one, via, now) for one in coming if one.new or one.adds)


def _brought(db: Connection, user: User, one: Coming, via: str, now: datetime) -> Person:
    person = tidied(replace(one.after, id=one.after.id or new_id()))
    ledger.record(db, user, Act.EDITED if one.known else Act.NAMED, one.known, person, via, now)
    return person


def take_back(database: Database, user: User, at: datetime, *, via: str, now: datetime) -> int:
    """Undo what was brought in at an instant, save for those of whom something was said since; how many those were
    that it could.
    """
    with database.write() as db:
        acts: dict[str, list[Entry]] = {}
        for entry in entries(db, user.id):
            acts.setdefault(entry.subject, []).append(entry)
        last = {subject: ledger.standing_acts(tuple(each))[-1:] for subject, each in acts.items()}
        back = [one for one in store.persons(db, user.id) if _brought_at(at, last.get(one.id, []))]
        for person in back:
            if ledger.taken_back(db, user, person, 1, via, now) is None:
                part_with(db, user, person, via, now)
        return len(back)


def _brought_at(at: datetime, last: list[Entry]) -> bool:
    return any(entry.at == at and entry.act in (Act.NAMED, Act.EDITED) for entry in last)


def written(db: Connection, user: User, only: Collection[str] = ()) -> str:
    """A card of each person, or of those with these ids, with the names and addresses of those merged into them."""
    persons = store.persons(db, user.id)
    return door.write(_whole(one, persons.merged_into(one)) for one in persons if not only or one.id in only)


def _whole(person: Person, merged: Iterable[Person]) -> Person:
    for one in merged:
        names = (person.names | one.names | {one.name}) - {person.name}
        person = replace(person, names=names, addresses=person.addresses | one.addresses)
    return person
