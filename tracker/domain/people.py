"""Persons, their circle and cadence; the meetings and gives shared with them; who is growing cold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.event import EventKey


class Cadence(NamedTuple):
    """How often we should meet, and how long it may be at the most."""

    ideal: timedelta
    longest: timedelta


class Circle(StrEnum):
    """How near somebody is (Dunbar's layers of about 5, 15, 50 and 150)."""

    INNER = "inner"
    CLOSE = "close"
    FRIENDS = "friends"
    WIDER = "wider"

    @property
    def cadence(self) -> Cadence:
        """The cadence of a person in this circle who has none of their own."""
        weeks = {"inner": (2, 4), "close": (4, 6), "friends": (8, 13), "wider": (26, 39)}
        ideal, longest = weeks[self.value]
        return Cadence(timedelta(weeks=ideal), timedelta(weeks=longest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone I keep promises to or care for.

    `influence` is why this person matters, `value` what I can give, `goal` what I aim at this year.
    """

    id: str
    name: str
    addresses: frozenset[str] = frozenset()
    circle: Circle = Circle.CLOSE
    cadence: Cadence = Circle.CLOSE.cadence
    influence: str = ""
    value: str = ""
    goal: str = ""
    review_on: date | None = None  # None: no review planned

    @property
    def first_name(self) -> str:
        """The word one would greet them with."""
        return self.name.split()[0] if self.name.split() else ""


class MeetingKind(StrEnum):
    """What kind of time is spent together."""

    ONE_TO_ONE = "one-to-one"
    MEAL = "meal"
    MENTORING = "mentoring"
    COMMITTEE = "committee"
    NETWORKING = "networking"
    OTHER = "other"


class Meeting(NamedTuple):
    """A past or coming event that counts as contact. `who` holds addresses where known, else names."""

    kind: MeetingKind
    at: datetime
    who: tuple[str, ...]
    event: EventKey


class GiveKind(StrEnum):
    """What of value was passed on."""

    ARTICLE = "article"
    INTRODUCTION = "introduction"
    CERTIFICATE = "certificate"
    NOMINATION = "nomination"
    MEAL = "meal"
    SERVICE = "service"
    ADVICE = "advice"
    QUESTION = "question"


class Direction(StrEnum):
    """Which way it went."""

    GIVEN = "given"
    RECEIVED = "received"


class Give(NamedTuple):
    """Something of value passed on. `person` is a person's id. Never money, never a score to win."""

    id: str
    person: str
    kind: GiveKind
    direction: Direction
    at: datetime
    note: str = ""


class Shade(StrEnum):
    """How warm it is: met within the ideal, past it, or past the longest."""

    WARM = "warm"
    COOLING = "cooling"
    COLD = "cold"


class Warmth(NamedTuple):
    """When we last met, when we next do, and how warm that leaves it. None: not that we know of."""

    person: Person
    last_met: datetime | None
    next_meeting: datetime | None
    shade: Shade


def whose(who: str, persons: Iterable[Person]) -> Person | None:
    """The person that an address or a name means; None when nobody, or when two answer to it (requirement 26)."""
    wanted = who.strip().casefold()
    persons = tuple(persons)
    for answers in (
        lambda person: wanted in person.addresses,
        lambda person: wanted == person.name.casefold(),
        lambda person: wanted == person.first_name.casefold(),
    ):
        found = [person for person in persons if answers(person)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def warmth(person: Person, persons: Sequence[Person], meetings: Iterable[Meeting], now: datetime) -> Warmth:
    """How warm it is with one of `persons`. A coming meeting within the longest keeps it from growing cold."""
    shared = [meeting.at for meeting in meetings if any(whose(who, persons) == person for who in meeting.who)]
    last_met = max((at for at in shared if at <= now), default=None)
    next_meeting = min((at for at in shared if at > now), default=None)
    return Warmth(person, last_met, next_meeting, _shade(person.cadence, last_met, next_meeting, now))


def _shade(cadence: Cadence, last_met: datetime | None, next_meeting: datetime | None, now: datetime) -> Shade:
    if next_meeting and next_meeting - now <= cadence.ideal:
        return Shade.WARM
    if last_met is None or now - last_met > cadence.longest:
        return Shade.COLD
    return Shade.WARM if now - last_met <= cadence.ideal else Shade.COOLING
