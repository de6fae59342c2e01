"""Gives: what of value was passed on, listed and recorded."""

from pydantic import Field

from tracker.domain.account import User
from tracker.domain.people import Direction, GiveKind
from tracker.domain.people import Give as Kept
from tracker.domain.token import Scope
from tracker.services import giving as services
from tracker.store import people as store
from tracker.web import visit
from tracker.web.api import answering, door, paging
from tracker.web.api.paging import Cursor, Place, Stretch
from tracker.web.api.promises import VIA
from tracker.web.api.shapes import Instant, Limit, Moment, Name, Shape, Words, here


class Give(Shape):
    """Something of value passed on, to or from a person."""

    id: str
    person: str = Field(description="A person's id.")
    kind: GiveKind
    direction: Direction
    at: Moment
    note: str


class Gives(Shape):
    """A page of gives, newest first."""

    items: list[Give]
    next: str | None
    zone: str


class Which(Shape):
    """Which gives are asked for."""

    person: Name = Field("", description="A person's id; left out: with everybody.")
    limit: Limit = 50
    cursor: Cursor | None = None


class NewGive(Shape):
    """A give to be recorded."""

    person: Name = Field(description="A person's id.")
    kind: GiveKind
    direction: Direction = Direction.GIVEN
    at: Instant | None = Field(None, description="An instant that has passed; now, where it is left out.")
    note: Words = ""


@door.get("/gives", scope=Scope.PEOPLE_READ, query=Which, answers=Gives)
def listed(asked: Which) -> Gives:
    """List what was given and received, newest first."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        every = store.gives(db, user.id)
    walked = paging.walked([every], _place, Stretch(backwards=True).going_on(asked.cursor))
    theirs = (give for give in walked if asked.person in ("", give.person))
    some, onward = paging.cut(theirs, asked.limit, _place)
    return Gives(items=[_shown(give, user) for give in some], next=onward, zone=user.zone.key)


def _place(give: Kept) -> Place:
    return Place(give.at, give.id)


def _shown(give: Kept, user: User) -> Give:
    said = ("id", "person", "kind", "direction", "note")
    return Give(**{name: getattr(give, name) for name in said}, at=here(give.at, user))


@door.post(
    "/gives", scope=Scope.PEOPLE_WRITE, body=NewGive, answers=Give, status=201, refuses=("refused", "not-found")
)
def make(asked: NewGive) -> Give:
    """Record what was passed on."""
    user, now = visit.user(), visit.now()
    one = services.give(
        visit.tracker().database,
        user,
        person=asked.person,
        kind=asked.kind,
        direction=asked.direction,
        at=asked.at or now,
        note=asked.note,
        id=answering.id_of_made(),
        via=VIA,
        now=now,
    )
    return _shown(one, user)
