"""Calendars: listed, followed, read now, and followed no longer."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, WithJsonSchema

from tracker.domain.account import Calendar as Followed
from tracker.domain.account import CalendarKind, User
from tracker.domain.progress import State
from tracker.domain.token import Scope
from tracker.services import following, progress
from tracker.store import calendars as store
from tracker.tongue import worded
from tracker.web import limits, rooms, visit
from tracker.web.api import door, problems
from tracker.web.api.promises import VIA
from tracker.web.api.shapes import Moment, Name, Shape, maybe

READ, WRITE = Scope.CALENDARS_READ, Scope.CALENDARS_WRITE
_READING = Annotated[str, WithJsonSchema({"type": "string", "enum": list(State)})]
_ADDRESS = StringConstraints(strict=True, min_length=1, max_length=8192, pattern=r"^[!-~]+$")


class Calendar(Shape):
    """A followed calendar; of its address only as much as shows no secret."""

    id: str
    kind: CalendarKind
    name: str
    shown: str
    decides: bool = Field(description="Whether each promise found in it is accepted at once.")
    synced_at: Moment | None = Field(description="When it was read last; null: never yet.")
    stale: bool = Field(description="Whether it was not read for a day.")
    trouble: str = Field(description="What is wrong with it, and the remedy; empty: nothing is.")
    reading: _READING | None = Field(description="How far the reading is that somebody waits for; null: nobody.")


class Calendars(Shape):
    """All that are followed."""

    items: list[Calendar]
    zone: str


class NewCalendar(Shape):
    """An address to be followed."""

    address: Annotated[str, _ADDRESS] = Field(description="Private: it is sealed, and never told again.")
    name: Annotated[Name, Field(max_length=100)] = ""
    decides: bool = False


class Wish(Shape):
    """How it is to be read."""

    believe: bool = Field(False, description="Take it at its word, although most of what was coming is gone.")


class Fate(StrEnum):
    """What becomes of its promises."""

    KEEP = "keep"
    STRIKE = "strike"


class Leaving(Shape):
    """What becomes of the promises that were made from it."""

    promises: Fate = Fate.KEEP


@door.get("/calendars", scope=READ, answers=Calendars)
def listed() -> Calendars:
    """List the calendars that are followed, and how fresh each is."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        found = store.calendars(db, user.id)
    far = {
        one.calendar: one.state for one in progress.of(visit.tracker().database, user.id, [one.id for one in found])
    }
    return Calendars(items=[_shown(one, user, far.get(one.id)) for one in found], zone=user.zone.key)


def _shown(one: Followed, user: User, reading: State | None) -> Calendar:
    said = ("id", "kind", "name", "shown", "decides")
    return Calendar(
        **{name: getattr(one, name) for name in said},
        synced_at=maybe(one.synced_at, user),
        stale=one.stale(visit.now()),
        trouble=worded(one.trouble),
        reading=reading,
    )


@door.get("/calendars/<calendar_id>", scope=READ, answers=Calendar)
def read(calendar_id: str) -> Calendar:
    """Read how one stands."""
    user, database = visit.user(), visit.tracker().database
    with database.read() as db:
        one = store.calendar(db, user.id, calendar_id)
    if one is None:
        problems.missing()
    far = progress.of(database, user.id, [calendar_id])
    return _shown(one, user, far[0].state if far else None)


@door.post(
    "/calendars",
    scope=WRITE,
    body=NewCalendar,
    answers=Calendar,
    status=201,
    refuses=("refused",),
    often=limits.FOLLOWED,
)
def follow(asked: NewCalendar) -> Calendar:
    """Follow an address, once however often it is sent; it is read soon."""
    tracker, user = visit.tracker(), visit.user()
    one = following.follow_once(
        tracker.database,
        tracker.seal,
        user,
        asked.address,
        name=asked.name,
        decides=asked.decides,
        most=rooms.of_user().calendars,
        now=visit.now(),
    )
    return _soon(one.id, believe=False)


@door.post("/calendars/<calendar_id>/read", scope=WRITE, body=Wish, answers=Calendar, status=202)
def read_now(calendar_id: str, asked: Wish) -> Calendar:
    """Have it read as soon as somebody can; once a minute, however often it is asked."""
    return _soon(calendar_id, believe=asked.believe)


def _soon(calendar_id: str, *, believe: bool) -> Calendar:
    tracker, user = visit.tracker(), visit.user()
    progress.ask(tracker.database, user.id, calendar_id, believe=believe, now=visit.now())
    if tracker.hurry:
        tracker.hurry(user.id)
    return read(calendar_id)


@door.delete("/calendars/<calendar_id>", scope=WRITE, query=Leaving)
def leave(calendar_id: str, asked: Leaving) -> None:
    """Stop following it and forget its events; the promises made from it stand, unless they are to be struck out."""
    keep = asked.promises is Fate.KEEP
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    following.remove(database, user, calendar_id, keep_promises=keep, via=VIA, now=now)
