"""How warm it is with whom: when we met, how often we want to, and when it is time to say so (requirement 27)."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.people import Cadence, Meeting, Person, Persons
from tracker.domain.shared import met_at

Cadences = Iterable[tuple[str, Cadence]]


class Shade(StrEnum):
    """How warm it is: met within the ideal, past it, or past the longest."""

    WARM = "warm"
    COOLING = "cooling"
    COLD = "cold"


class Wanted(NamedTuple):
    """How often we want to meet, and what says so: weeks of their `own`, a `tag` of theirs, else their circle."""

    cadence: Cadence
    own: bool = False
    tag: str = ""


class Warmth(NamedTuple):
    """When we last met, when we next do, and how warm that leaves it. None: not that we know of."""

    person: Person
    last_met: datetime | None
    next_meeting: datetime | None
    shade: Shade
    wanted: Wanted
    at: datetime

    @property
    def meet_by(self) -> datetime | None:
        """When the ideal runs out; None for somebody never met, with whom it is time whenever."""
        return self.last_met + self.wanted.cadence.ideal if self.last_met else None

    @property
    def quiet(self) -> bool:
        """Whether its user said: not this week."""
        return self.person.quiet_until is not None and self.at < self.person.quiet_until

    @property
    def nudges(self) -> bool:
        """Whether it is time to say so: no longer warm, no meeting to come within the longest, and not quiet."""
        planned = self.next_meeting is not None and self.next_meeting - self.at <= self.wanted.cadence.longest
        return self.shade is not Shade.WARM and not planned and not self.quiet


def wanted(person: Person, by_tag: Mapping[str, Cadence]) -> Wanted:
    """How often to meet somebody: their own cadence, else the most frequent of their tags', else their circle's."""
    if person.cadence:
        return Wanted(person.cadence, own=True)
    tagged = sorted((by_tag[tag], tag) for tag in person.tags if tag in by_tag)
    if tagged:
        return Wanted(tagged[0][0], tag=tagged[0][1])
    return Wanted(person.circle.cadence)


def warmths(
    persons: Iterable[Person], meetings: Iterable[Meeting], now: datetime, cadences: Cadences = ()
) -> tuple[Warmth, ...]:
    """How warm it is with each, in their order. Meetings count for whom they mean; `cadences` are those of tags.

    One pass over the meetings and one over the persons: a thousand of them among ten thousand meetings is nothing.
    """
    everybody = persons if isinstance(persons, Persons) else Persons(persons)
    shared, wants = met_at(meetings, everybody), everybody.once(_wants, tuple(cadences))
    return tuple(_warmth(one, shared.get(one.id, []), want, now) for one, want in zip(everybody, wants, strict=True))


def _wants(persons: Sequence[Person], cadences: tuple[tuple[str, Cadence], ...]) -> list[Wanted]:
    by_tag = dict(cadences)
    return [wanted(one, by_tag) for one in persons]


def warmth(
    person: Person, persons: Iterable[Person], meetings: Iterable[Meeting], now: datetime, cadences: Cadences = ()
) -> Warmth:
    """The same with one of `persons`."""
    everybody = persons if isinstance(persons, Persons) else Persons(persons)
    return _warmth(person, met_at(meetings, everybody).get(person.id, []), wanted(person, dict(cadences)), now)


def _warmth(person: Person, shared: list[datetime], want: Wanted, now: datetime) -> Warmth:
    past = bisect_right(shared, now)
    last_met = shared[past - 1] if past else None
    next_meeting = shared[past] if past < len(shared) else None
    return Warmth(person, last_met, next_meeting, _shade(want.cadence, last_met, next_meeting, now), want, now)


def _shade(cadence: Cadence, last_met: datetime | None, next_meeting: datetime | None, now: datetime) -> Shade:
    """A meeting to come within the ideal makes it warm already."""
    if next_meeting and next_meeting - now <= cadence.ideal:
        return Shade.WARM
    if last_met is None or now - last_met > cadence.longest:
        return Shade.COLD
    return Shade.WARM if now - last_met <= cadence.ideal else Shade.COOLING
