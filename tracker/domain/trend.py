"""The score over time and by person: twelve weeks of what was made and kept, and each promisee's own figures.

Only what is scored is counted here, by the formulas of `trust`: a week is Monday to Monday on the user's wall clock.
What stands outside the score is counted beside it, so that nothing is hidden (requirements 2.4).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.account import User
from tracker.domain.known import Line, counting
from tracker.domain.people import Person, Persons
from tracker.domain.promise import Cause
from tracker.domain.trust import MISSES, Rate, TrustIndex, credit_for, rate, trust_index
from tracker.domain.verdict import Outcome

TWELVE = 12
WEEK = timedelta(weeks=1)


class Week(NamedTuple):
    """One week from its first day on: how many promises were made in it, and how many were decided, each way."""

    first: date
    made: int = 0
    kept: int = 0
    late: int = 0
    broken: int = 0

    @property
    def rate(self) -> Rate:
        """The on-time rate of what was decided in it: mostly of few, and its interval says how little that shows."""
        return Rate(self.kept, self.kept + self.late + self.broken)


class Theirs(NamedTuple):
    """How my promises to one person went. `open` is how many I owe them now, scored or not."""

    person: Person
    rate: Rate
    trust: TrustIndex
    open: int


class Excluded(NamedTuple):
    """How many of my promises count nowhere, each by the first reason that holds."""

    imported: int
    void: int
    released: int
    pending: int


class Weighed(NamedTuple):
    """One promise as it stands in the index: its credit, its age in whole days, and what that weighs."""

    line: Line
    credit: float
    age: int
    weight: float


class Worked(NamedTuple):
    """The index worked out: the newest of what it weighs, the sums over those before, and what comes out."""

    newest: tuple[Weighed, ...]
    before: int
    gained_before: float
    weight_before: float
    trust: TrustIndex

    @property
    def gained(self) -> float:
        """The sum of weight times credit over all."""
        return self.gained_before + sum(one.weight * one.credit for one in self.newest)


def monday_of(at: datetime, zone: ZoneInfo) -> date:
    """The Monday of the week in which an instant lies, on the wall clock."""
    return _first_day(at, zone, 0)


def _first_day(at: datetime, zone: ZoneInfo, begins: int) -> date:
    day = at.astimezone(zone).date()
    return day - timedelta(days=(day.weekday() - begins) % 7)


def twelve(judged: Iterable[Line], user: User, at: datetime, begins: int = 0) -> tuple[Week, ...]:
    """The twelve weeks of which the last holds `at`, oldest first; each begins on a Monday, or as `begins` says.

    A promise is made once, and decided once: late and kept when it was delivered, broken when its patience ran out or
    its promiser said so. What was struck out was never made.
    """
    lines = counting(judged, user)
    made = Counter(_first_day(one.promise.made_at, user.zone, begins) for one in lines if not one.promise.void)
    verdicts = (one.verdict for one in lines if one.verdict.outcome.decided)
    decided = Counter((_first_day(one.at, user.zone, begins), one.outcome) for one in verdicts)
    last = _first_day(at, user.zone, begins)
    days = (last - WEEK * ago for ago in reversed(range(TWELVE)))
    return tuple(
        Week(day, made[day], *(decided[day, way] for way in (Outcome.KEPT, Outcome.LATE, Outcome.BROKEN)))
        for day in days
    )


def by_person(judged: Iterable[Line], user: User, persons: Persons, now: datetime) -> tuple[Theirs, ...]:
    """The figures of each person to whom I promised something: those first to whom I promised most."""
    given: dict[str, list[Line]] = {}
    for line in judged:
        person = persons.whose(line.promise.promisee) if line.promise.mine else None
        if person:
            given.setdefault(person.id, []).append(line)
    found = (person_figures(person, given[person.id], user, now) for person in persons if person.id in given)
    return tuple(sorted(found, key=lambda one: (-one.rate.decided, -one.open, one.person.name.casefold())))


def person_figures(person: Person, lines: Iterable[Line], user: User, now: datetime) -> Theirs:
    """The figures of one person, out of the promises given to them."""
    theirs = tuple(lines)
    verdicts = tuple(line.verdict for line in counting(theirs, user))
    owed = sum(line.verdict.outcome in (Outcome.PENDING, Outcome.OVERDUE) for line in theirs)
    return Theirs(person, rate(verdicts), trust_index(verdicts, now), owed)


def given_to(person: Person, judged: Iterable[Line], persons: Persons) -> tuple[Line, ...]:
    """My promises to one person."""
    mine = (line for line in judged if line.promise.mine)
    return tuple(line for line in mine if persons.whose(line.promise.promisee) == person)


def excluded(judged: Iterable[Line], user: User) -> Excluded:
    """What of mine counts nowhere. What was not confirmed is no promise, and not among them."""
    mine = tuple(line for line in judged if line.promise.mine)
    lines = counting(mine, user)
    outcomes = Counter(line.verdict.outcome for line in lines)
    left = len(mine) - len(lines)
    return Excluded(left, outcomes[Outcome.VOID], outcomes[Outcome.RELEASED], outcomes[Outcome.PENDING])


def causes(judged: Iterable[Line], user: User) -> tuple[tuple[Cause | None, int], ...]:
    """Why what was missed was missed, the most frequent first; None where nobody said."""
    missed = Counter(line.promise.cause for line in counting(judged, user) if line.verdict.outcome in MISSES)
    order: tuple[Cause | None, ...] = (*Cause, None)
    return tuple(sorted(missed.items(), key=lambda item: (-item[1], order.index(item[0]))))


def worked(judged: Iterable[Line], user: User, now: datetime, most: int = 5) -> Worked:
    """The trust index as a sum that comes out: `most` of the newest one by one, the others summed up."""
    lines = counting(judged, user)
    each = [weighed for line in lines if (weighed := _weighed(line, now))]
    each.sort(key=lambda one: (one.line.verdict.term.due, one.line.promise.id), reverse=True)
    newest, others = tuple(each[:most]), each[most:]
    return Worked(
        newest,
        len(others),
        sum(one.weight * one.credit for one in others),
        sum(one.weight for one in others),
        trust_index((line.verdict for line in lines), now),
    )


def _weighed(line: Line, now: datetime) -> Weighed | None:
    credit = credit_for(line.verdict)
    if credit is None:
        return None
    age = max((now - credit.due).days, 0)
    return Weighed(line, credit.value, age, trust_index((line.verdict,), now).weight)
