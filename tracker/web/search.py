"""One field that finds promises, people, gives and letters by their words, among what is the user's own."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from flask import Blueprint, render_template, request
from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.decided import Decided
from tracker.domain.entry import Thing
from tracker.domain.people import Give, Person, Persons
from tracker.domain.promise import Promise
from tracker.domain.seeking import bears, sought
from tracker.mail.giving import passed
from tracker.mail.words import name_of
from tracker.services import digests
from tracker.store import people
from tracker.store import search as store
from tracker.store.search import Subject, Touched
from tracker.web import visit

page = Blueprint("search", __name__)

LONGEST = 80  # letters that are searched for
MOST = 20  # promises and gives on a page
AT_ONCE = 100  # of them read by one statement
FARTHEST = 1_000  # of them read for a page: then it ends, says so, and goes on from there if asked
PERSONS = 10
LETTERS = 200  # the subjects of nearly four years


class Found(NamedTuple):
    """What bears the words: by kind, and from which entry on to look further back; None: that was all."""

    people: tuple[Person, ...] = ()
    promises: tuple[Promise, ...] = ()
    gives: tuple[Give, ...] = ()
    letters: tuple[Subject, ...] = ()
    further: int | None = None

    @property
    def many(self) -> int:
        """How many on this page."""
        return len(self.people) + len(self.promises) + len(self.gives) + len(self.letters)


@page.get("/search")
def show() -> str:
    """What bears all of the words, what was changed last first."""
    typed, before = request.args.get("q", "").strip()[:LONGEST], _number(request.args.get("before", ""))
    words = sought(typed)
    with visit.tracker().database.read() as db:
        persons = people.persons(db, visit.user().id)
        found = _found(db, visit.user(), words, persons, before) if words else Found()
    by_id = {person.id: person for person in persons}
    return render_template("search.html", q=typed, found=found, persons=persons, by_id=by_id, before=before)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 16 else None


def _found(db: Connection, user: User, words: tuple[str, ...], persons: Persons, before: int | None) -> Found:
    """People and letters stand on the first page alone."""
    decided, further = looked_through(db, user, words, persons, before)
    found = Found(
        promises=tuple(one for one in decided if isinstance(one, Promise)),
        gives=tuple(one for one in decided if isinstance(one, Give)),
        further=further,
    )
    if before is not None:
        return found
    subjects = store.subjects(db, user.id, digests.KIND, limit=LETTERS)
    return found._replace(
        people=tuple(_people(words, persons))[:PERSONS],
        letters=tuple(one for one in subjects if bears(words, one.subject))[:PERSONS],
    )


def _people(words: tuple[str, ...], persons: Persons) -> Iterator[Person]:
    """Those whose name bears the words first, then those of whom something else does."""
    named = [one for one in persons if bears(words, one.name, *one.names)]
    yield from named
    yield from (one for one in persons if one not in named and bears(words, *_said(one)))


def _said(person: Person) -> tuple[str, ...]:
    said = (person.influence, person.value, person.learn, person.interests, person.goal, person.note)
    return (person.name, *person.names, *person.addresses, *person.tags, *said)


def looked_through(
    db: Connection,
    user: User,
    words: tuple[str, ...],
    persons: Persons,
    before: int | None = None,
    farthest: int = FARTHEST,
) -> tuple[list[Decided], int | None]:
    """Promises and gives that bear the words, as many as a page holds; and where the next page begins."""
    found: list[Decided] = []
    names = {person.id: person.name for person in persons}
    for read, (touched, one) in enumerate(_read(db, user, before), 1):
        if one is not None and bears(words, *_texts(one, persons, names)):
            found.append(one)
        if len(found) == MOST or read == farthest:
            return found, touched.number
    return found, None


def _read(db: Connection, user: User, before: int | None) -> Iterator[tuple[Touched, Decided | None]]:
    """Each promise and give, what was changed last first; None where it was taken back."""
    while some := store.touched(db, user.id, (Thing.PROMISE, Thing.GIVE), before=before, limit=AT_ONCE):
        standing = store.standing(db, user.id, some)
        yield from ((one, standing.get(one.id)) for one in some)
        if len(some) < AT_ONCE:
            return
        before = some[-1].number


def _texts(one: Decided, persons: Persons, names: dict[str, str]) -> Iterable[str]:
    if isinstance(one, Promise):
        quote = one.origin.quote if one.origin else ""
        return one.body, one.note, quote, name_of(one.promisee if one.mine else one.promiser, persons)
    return (one.note, passed(one), names.get(one.person, "")) if isinstance(one, Give) else ()
