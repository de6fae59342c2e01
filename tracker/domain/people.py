"""Persons, their circle and cadence; whom a name means; the meetings and gives shared with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, Self

from tracker.domain.event import EventKey
from tracker.domain.lasting import Part

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
    I aim at this year; `note` is anything else. `names` are others that they go by, `addresses` in lower case.
    `cadence` is one of their own (see `warmth.wanted`). `merged_into` is the id of the person that they turned out to
    be, who answers to all their names and addresses; they keep their own, so that the two can be parted again.
    """

    id: str
    name: str
    names: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    circle: Circle = Circle.CLOSE
    cadence: Cadence | None = None  # None: that of a tag of theirs, else of their circle
    tags: frozenset[str] = frozenset()
    influence: str = ""
    reach: Reach = Reach.UNSAID
    value: str = ""
    learn: str = ""
    interests: str = ""
    goal: str = ""
    note: str = ""
    review_on: date | None = None  # None: no review planned
    quiet_until: datetime | None = None  # None: it is said whenever they grow cold
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
    """A past or coming event that counts as contact. `who` holds addresses where known, else names; `called` what the
    event calls each, in the same order.
    """

    kind: MeetingKind
    at: datetime
    who: tuple[str, ...]
    event: EventKey
    called: tuple[str, ...] = ()
    title: str = ""


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


class Persons(Part[Person]):
    """All who are somebody by themselves, in the order given; it knows whom a name means, also of those merged.

    A name is sought in an index that is made once, so that thousands of names cost one look each.
    """

    merged: tuple[Person, ...]

    def __new__(cls, every: Iterable[Person] = ()) -> Self:
        """Out of all who were ever named, merged or not."""
        every = tuple(every)
        self = super().__new__(cls, (person for person in every if person.merged_into is None))
        self.merged = tuple(person for person in every if person.merged_into)
        return self

    def meant(self, who: str) -> tuple[Person, ...]:
        """All whom an address or a name may mean, by the best of what it can be: an address, a name or another name,
        a first name (requirement 26).
        """
        wanted = plain(who)
        return next((tuple(found.values()) for index in self._index if (found := index.get(wanted))), ())

    def answers_to(self, person: Person) -> tuple[str, ...]:
        """All plain words that may mean this one, also where they mean others as well."""
        return self._words.get(person.id, ())

    def whose(self, who: str) -> Person | None:
        """The one whom it means; None when nobody, or when several answer to it."""
        found = self.meant(who)
        return found[0] if len(found) == 1 else None

    def turned_out(self, person_id: str) -> Person | None:
        """The person of that id, or who they turned out to be."""
        return self._heirs.get(person_id)

    def merged_into(self, person: Person) -> tuple[Person, ...]:
        """Those who turned out to be this one."""
        return tuple(one for one in self.merged if self.turned_out(one.id) == person)

    @cached_property
    def _heirs(self) -> dict[str, Person]:
        """Everybody by id; who was merged is followed to whoever they are, be it by several steps."""
        onward = {one.id: one.merged_into for one in self.merged}
        found = {person.id: person for person in self}
        for one in self.merged:
            last, steps = one.id, 0
            while (then := onward.get(last)) and steps < len(onward):  # a circle of them cannot hold us
                last, steps = then, steps + 1
            if last in found:
                found[one.id] = found[last]
        return found

    @cached_property
    def _index(self) -> tuple[dict[str, dict[str, Person]], ...]:
        """Who answers to each address, name and first name, by id."""
        levels: tuple[dict[str, dict[str, Person]], ...] = ({}, {}, {})
        for one in (*self, *self.merged):
            person = self.turned_out(one.id)
            called = one.addresses, (one.name, *one.names), (one.first_name,)
            for level, words in zip(levels, called, strict=True):
                for word in filter(None, words if person else ()):
                    level.setdefault(word.casefold(), {})[person.id] = person  # type: ignore[union-attr, assignment]
        return levels

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        words: dict[str, dict[str, None]] = {}
        for level in self._index:
            for word, meant in level.items():
                for id in meant:
                    words.setdefault(id, {})[word] = None
        return {id: tuple(theirs) for id, theirs in words.items()}


def plain(who: str) -> str:
    """An address or a name as it is compared: in any case, with single spaces."""
    return " ".join(who.split()).casefold()


def whose(who: str, persons: Iterable[Person]) -> Person | None:
    """The person that an address or a name means; None when nobody, or when two answer to it (requirement 26).

    Whoever asks often asks one `Persons`, whose index lasts.
    """
    return (persons if isinstance(persons, Persons) else Persons(persons)).whose(who)


Record = dict[str, Any]


def person_record(person: Person) -> Record:
    """A person as plain JSON values; `person_from` is its inverse."""
    sets = {name: sorted(getattr(person, name)) for name in _SETS}
    days = [part.days for part in person.cadence] if person.cadence else None
    plain = {name: str(getattr(person, name)) for name in _SAID}
    review_on = person.review_on.isoformat() if person.review_on else None
    late = {"note": person.note} if person.note else {}  # a record says neither this
    if person.quiet_until:  # nor this, unless there is some: older ones do not know it
        late["quiet_until"] = person.quiet_until.isoformat()
    return sets | plain | {"cadence": days, "review_on": review_on, "merged_into": person.merged_into} | late


def person_from(record: Mapping[str, Any]) -> Person:
    """The person that `person_record` wrote down."""
    told: dict[str, Any] = {name: frozenset(record[name]) for name in _SETS} | {name: record[name] for name in _SAID}
    told |= {"circle": Circle(record["circle"]), "reach": Reach(record["reach"])}
    quiet_until = record.get("quiet_until")
    return Person(
        **told,
        cadence=Cadence(*(timedelta(days) for days in record["cadence"])) if record["cadence"] else None,
        note=record.get("note", ""),
        review_on=date.fromisoformat(record["review_on"]) if record["review_on"] else None,
        quiet_until=datetime.fromisoformat(quiet_until) if quiet_until else None,
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
