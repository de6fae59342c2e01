"""The score over time and by person: twelve weeks of what was made and kept, and each promisee's own figures.

Only what is scored is counted here, by the formulas of `trust`: a week is Monday to Monday on the user's wall clock,
unless its reader's weeks begin on another day.
What stands outside the score is counted beside it, so that nothing is hidden (requirements 2.4).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from heapq import nlargest
from itertools import chain
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.account import User
from tracker.domain.known import Line, counting
from tracker.domain.lasting import each, made
from tracker.domain.people import Person, Persons, plain
from tracker.domain.promise import Cause
from tracker.domain.trust import (
    MISSES,
    Credit,
    Rate,
    Sums,
    TrustIndex,
    age_at,
    credit_for,
    rate,
    trust_index,
    weighed,
    weight_at,
)
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


def first_day(at: datetime, zone: ZoneInfo, begins: int = 0) -> date:
    """The first day of the week in which an instant lies, on the wall clock: weeks begin on a Monday, or as said."""
    day = at.astimezone(zone).date()
    return day - timedelta(days=(day.weekday() - begins) % 7)


def twelve(judged: Iterable[Line], user: User, at: datetime, begins: int = 0) -> tuple[Week, ...]:
    """The twelve weeks of which the last holds `at`, oldest first; each begins on a Monday, or as `begins` says.

    A promise is made once, and decided once: late and kept when it was delivered, broken when its patience ran out or
    its promiser said so. What was struck out was never made.
    """
    ways: Counter[tuple[date, str]] = Counter()
    for of_part in each(counting(judged, user), _by_week, user.zone, begins):
        ways.update(of_part)
    last = first_day(at, user.zone, begins)
    days = (last - WEEK * ago for ago in reversed(range(TWELVE)))
    return tuple(Week(day, *(ways[day, way] for way in WAYS)) for day in days)


MADE = "made"
WAYS = (MADE, Outcome.KEPT, Outcome.LATE, Outcome.BROKEN)


def _by_week(lines: Sequence[Line], zone: ZoneInfo, begins: int) -> Counter[tuple[date, str]]:
    """How many were made and decided, each way, by the first day of the week."""
    made_at = (one.promise.made_at for one in lines if not one.promise.void)
    found = Counter((first_day(at, zone, begins), MADE) for at in made_at)
    verdicts = (one.verdict for one in lines if one.verdict.outcome.decided)
    found.update((first_day(one.at, zone, begins), one.outcome) for one in verdicts)
    return found


def by_person(judged: Iterable[Line], user: User, persons: Persons, now: datetime) -> tuple[Theirs, ...]:
    """The figures of each person to whom I promised something: those first to whom I promised most."""
    named = promised_most(judged, user, persons)
    return tuple(person_figures(one, given_to(one, judged, persons), user, now) for one in named)


def promised_most(judged: Iterable[Line], user: User, persons: Persons) -> tuple[Person, ...]:
    """The persons to whom I promised something, in the same order."""
    given: dict[str, Tally] = {}
    for promisee, tally in _tallies(judged, user.scored_from).items():
        person = persons.whose(promisee)
        if person:
            given[person.id] = given.get(person.id, NONE).plus(tally)
    named = (one for one in persons if one.id in given)
    return tuple(sorted(named, key=lambda one: (*given[one.id].order, one.name.casefold())))


class Tally(NamedTuple):
    """How many of some promises of mine are decided and count, and how many are open, counted or not."""

    decided: int = 0
    open: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.decided + other.decided, self.open + other.open)

    @property
    def order(self) -> tuple[int, int]:
        """What they are sorted by: most decided first, then most open."""
        return -self.decided, -self.open


NONE = Tally()


def _tallies(judged: Iterable[Line], since: datetime) -> Mapping[str, Tally]:
    """Those of each promisee, as they were called."""
    found: dict[str, Tally] = {}
    for of_part in each(judged, _tallied, since):
        for promisee, tally in of_part.items():
            found[promisee] = found.get(promisee, NONE).plus(tally)
    return found


def _tallied(lines: Sequence[Line], since: datetime) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for one in lines:
        if one.promise.mine:
            counts = one.verdict.outcome.decided and one.verdict.term.due >= since
            tally = Tally(int(counts), int(one.verdict.outcome in OPEN))
            found[one.promise.promisee] = found.get(one.promise.promisee, NONE).plus(tally)
    return found


def person_figures(person: Person, lines: Iterable[Line], user: User, now: datetime) -> Theirs:
    """The figures of one person, out of the promises given to them."""
    verdicts = tuple(line.verdict for line in counting(lines, user))
    owed = sum(line.verdict.outcome in OPEN for line in lines)
    return Theirs(person, rate(verdicts), trust_index(verdicts, now), owed)


OPEN = (Outcome.PENDING, Outcome.OVERDUE)


def given_to(person: Person, judged: Iterable[Line], persons: Persons) -> tuple[Line, ...]:
    """My promises to one person."""
    names = [name for name in persons.answers_to(person) if persons.whose(name) == person]
    found = (by_name.get(name, ()) for by_name in each(judged, _by_promisee) for name in names)
    return tuple(sorted(chain.from_iterable(found), key=_due))


def _by_promisee(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.promise.mine:
            found.setdefault(plain(line.promise.promisee), []).append(line)
    return found


def excluded(judged: Iterable[Line], user: User) -> Excluded:
    """What of mine counts nowhere. What was not confirmed is no promise, and not among them."""
    mine = sum(each(judged, _mine))
    lines = counting(judged, user)
    outcomes: Counter[Outcome] = Counter()
    for of_part in each(lines, _outcomes):
        outcomes.update(of_part)
    left = mine - len(lines)
    return Excluded(left, outcomes[Outcome.VOID], outcomes[Outcome.RELEASED], outcomes[Outcome.PENDING])


def _mine(lines: Sequence[Line]) -> int:
    return sum(line.promise.mine for line in lines)


def _outcomes(lines: Sequence[Line]) -> Counter[Outcome]:
    return Counter(line.verdict.outcome for line in lines)


def causes(judged: Iterable[Line], user: User) -> tuple[tuple[Cause | None, int], ...]:
    """Why what was missed was missed, the most frequent first; None where nobody said."""
    missed: Counter[Cause | None] = Counter()
    for of_part in each(counting(judged, user), _missed):
        missed.update(of_part)
    order: tuple[Cause | None, ...] = (*Cause, None)
    return tuple(sorted(missed.items(), key=lambda item: (-item[1], order.index(item[0]))))


def _missed(lines: Sequence[Line]) -> Counter[Cause | None]:
    return Counter(line.promise.cause for line in lines if line.verdict.outcome in MISSES)


def worked(judged: Iterable[Line], user: User, now: datetime, most: int = 5) -> Worked:
    """The trust index as a sum that comes out: `most` of the newest one by one, the others summed up."""
    lines = counting(judged, user)
    newest = nlargest(most, chain.from_iterable(each(lines, _newest, most)), key=_due)
    total = weighed(made(lines, _credits), now)
    shown = tuple(one for line in newest if (one := _weighed(line, now)))
    before = total
    for one in shown:
        before = before.less(Sums.of(one.credit, one.age))
    return Worked(shown, sum(each(lines, _weighing)) - len(shown), *before.floats, total.trust)


def _newest(lines: Sequence[Line], most: int) -> list[Line]:
    return nlargest(most, (line for line in lines if credit_for(line.verdict)), key=_due)


def _due(line: Line) -> tuple[datetime, str]:
    return line.verdict.term.due, line.promise.id


def _credits(lines: Sequence[Line]) -> Iterator[Credit]:
    return (credit for line in lines if (credit := credit_for(line.verdict)))


def _weighing(lines: Sequence[Line]) -> int:
    return sum(1 for _ in _credits(lines))


def _weighed(line: Line, now: datetime) -> Weighed | None:
    credit = credit_for(line.verdict)
    if credit is None:
        return None
    age = age_at(credit.due, now)
    return Weighed(line, credit.value, age, weight_at(age))
