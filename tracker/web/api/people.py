"""People: listed with how warm it is, read, named and changed; and the gives shared with them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import Field

from tracker.domain.account import User
from tracker.domain.known import Known
from tracker.domain.people import Cadence, Circle, Reach
from tracker.domain.people import Person as Named
from tracker.domain.seeking import bears, sought
from tracker.domain.token import Scope
from tracker.domain.warmth import Shade, Warmth, warmth, warmths
from tracker.services import people as services
from tracker.services.gather import gather
from tracker.web import visit
from tracker.web.api import answering, door, paging, problems
from tracker.web.api.paging import Cursor, Place, Stretch
from tracker.web.api.promises import VIA
from tracker.web.api.shapes import WHOLE, Body, Day, Limit, Moment, Name, Shape, Words, maybe

READ, WRITE = Scope.PEOPLE_READ, Scope.PEOPLE_WRITE
LETTERS = 40  # of a name, by which people are listed
Days = Annotated[int, Field(ge=1, le=3650, strict=True), WHOLE]
Names = Annotated[list[Name], Field(max_length=50)]


class Often(Shape):
    """How often to meet, and how long it may be at the most, in days."""

    ideal: Days
    longest: Days


class Person(Shape):
    """Someone the user keeps promises to or cares for, and how warm it is."""

    id: str
    name: str
    names: list[str] = Field(description="Others that they go by.")
    addresses: list[str]
    circle: Circle
    cadence: Often | None = Field(description="Their own; null: that of a tag, or of their circle.")
    tags: list[str]
    influence: str
    reach: Reach
    value: str = Field(description="What the user can give them.")
    learn: str
    interests: str
    goal: str
    note: str
    review_on: Day | None
    shade: Shade
    last_met: Moment | None
    next_meeting: Moment | None
    meet_by: Moment | None
    page: str


class People(Shape):
    """A page of people, by name."""

    items: list[Person]
    next: str | None
    zone: str


class Which(Shape):
    """Which people are asked for."""

    nudges: bool = Field(False, description="Only those whom it is time to meet.")
    q: Words = Field("", description="Words that each stand in what is said of them.")
    limit: Limit = 50
    cursor: Cursor | None = None


class Changes(Shape):
    """What is said of a person now; what is left out stays as it was."""

    name: Body | None = None
    names: Names | None = None
    addresses: Names | None = None
    circle: Circle | None = None
    cadence: Often | None = None
    tags: Names | None = None
    influence: Words | None = None
    reach: Reach | None = None
    value: Words | None = None
    learn: Words | None = None
    interests: Words | None = None
    goal: Words | None = None
    note: Words | None = None
    review_on: Day | None = None


class NewPerson(Changes):
    """Somebody to be named."""

    name: Body


@door.get("/people", scope=READ, query=Which, answers=People)
def listed(asked: Which) -> People:
    """List people by name, each with how warm it is."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    each = sorted(warmths(known.persons, known.meetings, now, user.cadences), key=_place)
    each = [one for one in each if one.nudges or not asked.nudges]
    walked = paging.walked([each], _place, Stretch().going_on(asked.cursor))
    some, onward = paging.cut(_bearing(walked, asked.q), asked.limit, _place)
    return People(items=[_shown(one, user) for one in some], next=onward, zone=user.zone.key)


def _place(one: Warmth) -> Place:
    return Place(paging.BEGINNING, f"{one.person.name[:LETTERS]}\n{one.person.id}")


def _bearing(each: Iterator[Warmth], typed: str) -> Iterator[Warmth]:
    words = sought(typed)
    return (one for one in each if not words or bears(words, *_texts(one.person)))


def _texts(one: Named) -> tuple[str, ...]:
    said = (one.influence, one.value, one.learn, one.interests, one.goal, one.note)
    return (one.name, *one.names, *one.addresses, *one.tags, *said)


@door.get("/people/<person_id>", scope=READ, answers=Person)
def read(person_id: str) -> Person:
    """Read what is said of one person, and how warm it is."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    person = next((one for one in known.persons if one.id == person_id), None)
    return _shown(_warmth(person, known, now), user) if person else problems.missing()


def _warmth(person: Named, known: Known, now: datetime) -> Warmth:
    return warmth(person, known.persons, known.meetings, now, known.user.cadences)


def _shown(one: Warmth, user: User) -> Person:
    person = one.person
    said = ("id", "name", "circle", "influence", "reach", "value", "learn", "interests", "goal", "note", "review_on")
    return Person(
        **{name: getattr(person, name) for name in said},
        names=sorted(person.names),
        addresses=sorted(person.addresses),
        tags=sorted(person.tags),
        cadence=Often(ideal=person.cadence.ideal.days, longest=person.cadence.longest.days)
        if person.cadence
        else None,
        shade=one.shade,
        last_met=maybe(one.last_met, user),
        next_meeting=maybe(one.next_meeting, user),
        meet_by=maybe(one.meet_by, user),
        page=f"{visit.tracker().base_url}/people/{person.id}",
    )


@door.post("/people", scope=WRITE, body=NewPerson, answers=Person, status=201, refuses=("refused",))
def make(asked: NewPerson) -> Person:
    """Name somebody who matters."""
    said = _said(asked)
    doors = visit.tracker().database, visit.user()
    one = services.name_person(*doors, **said, id=answering.id_of_made(), via=VIA, now=visit.now())
    return read(one.id)


@door.patch("/people/<person_id>", scope=WRITE, body=Changes, answers=Person, refuses=("refused", "overtaken"))
def change(person_id: str, asked: Changes) -> Person:
    """Say something else about a person; what is left out stays as it was."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    with database.read() as db:
        before = services.the(db, user, person_id)
    services.edit_person(database, user, replace(before, **_said(asked)), via=VIA, now=now)
    return read(person_id)


def _said(asked: Changes) -> dict[str, Any]:
    """What was sent, as the domain says it. null takes a cadence or a review away; of all else it says nothing."""
    sent = asked.model_dump(exclude_unset=True)
    said = {name: value for name, value in sent.items() if value is not None or name in ("cadence", "review_on")}
    for name in said.keys() & {"names", "addresses", "tags"}:
        said[name] = frozenset(said[name])
    if said.get("cadence"):
        said["cadence"] = Cadence(*(timedelta(days=said["cadence"][part]) for part in ("ideal", "longest")))
    return said
