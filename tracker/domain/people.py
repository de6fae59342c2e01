"""Persons, their circle and cadence; the meetings and gives shared with them; who is growing cold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from tracker.domain.event import EventKey

_SETS = ("names", "addresses", "tags")
_SAID = ("id", "name", "circle", "influence", "reach", "value", "learn", "interests", "goal")


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


class Reach(StrEnum):
    """How much of what I aim at hangs on what somebody decides or opens."""

    UNSAID = "not said"
    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone I keep promises to or care for.

    `influence` is what this person decides or opens, and `reach` how much of what I aim at hangs on it; `value` what
    I can give, `learn` what I want to learn from them, `interests` what they care for, one in each line; `goal` what
    I aim at this year. `names` are others that they go by. `merged_into` is the id of the person that they turned out
    to be, who answers to all their names and addresses.
    """

    id: str
    name: str
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    circle: Circle = Circle.CLOSE
    cadence: Cadence = Circle.CLOSE.cadence
    tags: frozenset[str] = frozenset()
    influence: str = ""
    reach: Reach = Reach.UNSAID
    value: str = ""
    learn: str = ""
    interests: str = ""
    goal: str = ""
    review_on: date | None = None  # None: no review planned
    merged_into: str | None = None  # None: somebody by themselves

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
    TALK = "talk"


class Direction(StrEnum):
    """Which way it went."""

    GIVEN = "given"
    RECEIVED = "received"


class Give(NamedTuple):
    """Something of value passed on. `person` is a person's id. Never money, never a score to win.

    `sign` is that of the event which suggested it; empty when nobody did.
    """

    id: str
    person: str
    kind: GiveKind
    direction: Direction
    at: datetime
    note: str = ""
    sign: str = ""


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


Record = dict[str, Any]


def person_record(person: Person) -> Record:
    """A person as plain JSON values; `person_from` is its inverse."""
    sets = {name: sorted(getattr(person, name)) for name in _SETS}
    days = [part.days for part in person.cadence]
    plain = {name: str(getattr(person, name)) for name in _SAID}
    review_on = person.review_on.isoformat() if person.review_on else None
    return sets | plain | {"cadence": days, "review_on": review_on, "merged_into": person.merged_into}


def person_from(record: Mapping[str, Any]) -> Person:
    """The person that `person_record` wrote down."""
    told: dict[str, Any] = {name: frozenset(record[name]) for name in _SETS} | {name: record[name] for name in _SAID}
    told |= {"circle": Circle(record["circle"]), "reach": Reach(record["reach"])}
    ideal, longest = record["cadence"]
    return Person(
        **told,
        cadence=Cadence(timedelta(ideal), timedelta(longest)),
        review_on=date.fromisoformat(record["review_on"]) if record["review_on"] else None,
        merged_into=record["merged_into"],
    )


def give_record(give: Give) -> Record:
    """A give as plain JSON values; `give_from` is its inverse."""
    return give._asdict() | {
        "kind": give.kind.value,
        "direction": give.direction.value,
        "at": give.at.isoformat(),
    }


def give_from(record: Mapping[str, Any]) -> Give:
    """The give that `give_record` wrote down."""
    typed = {
        "kind": GiveKind(record["kind"]),
        "direction": Direction(record["direction"]),
        "at": datetime.fromisoformat(record["at"]),
    }
    return Give(**(dict(record) | typed))
