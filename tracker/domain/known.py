"""All that is known of one user's affairs at an instant, and each promise in it judged."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from heapq import merge
from typing import NamedTuple

from tracker.domain.account import Calendar, Connection, User
from tracker.domain.ideas import Idea, Stock
from tracker.domain.learning import NOTHING, Learned
from tracker.domain.people import Give, Meeting, Person, Persons
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise
from tracker.domain.reconcile import Question
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency, Verdict, judge


class Line(NamedTuple):
    """One promise with its verdict. `worth` is its credit if delivered now, and until when that holds (2.4)."""

    promise: Promise
    verdict: Verdict
    worth: tuple[float, datetime] | None


class Promises(tuple[Promise, ...]):
    """Promises, of which those that are over are judged once: no calendar and no day changes that any more."""

    def __init__(self, _: Iterable[Promise] = ()) -> None:
        self._over: dict[Leniency, tuple[Line, ...]] = {}

    @cached_property
    def open(self) -> tuple[Promise, ...]:
        """Those of which something is still owed."""
        return tuple(promise for promise in self if promise.open)

    def over(self, leniency: Leniency) -> tuple[Line, ...]:
        """The others, judged, soonest due first."""
        if leniency not in self._over:
            judged = (_line(promise, leniency, promise.made_at) for promise in self if not promise.open)
            self._over[leniency] = tuple(sorted(judged, key=_soonest))
        return self._over[leniency]


class Known(NamedTuple):
    """All that is known of one user's affairs at an instant: what was told, decided, and asked.

    `review` is what is asked from the tray today, beside the questions; `learned` what their answers taught;
    `dismissed` the signs of all to which they said no; `ideas` what was prepared to bring to meetings.
    """

    user: User
    calendars: tuple[Calendar, ...]
    promises: tuple[Promise, ...]
    questions: tuple[Question, ...]
    persons: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    gives: tuple[Give, ...]
    connections: tuple[Connection, ...] = ()
    review: tuple[Question, ...] = ()
    learned: Learned = NOTHING
    plans: tuple[Plan, ...] = ()
    dismissed: frozenset[str] = frozenset()
    ideas: tuple[Idea, ...] = ()

    @property
    def named(self) -> Persons:
        """The persons, who know whom a name means."""
        return self.persons if isinstance(self.persons, Persons) else Persons(self.persons)

    @property
    def stock(self) -> Stock:
        """What ideas are made of."""
        return Stock(self.user, self.named, self.promises, self.gives)


def lines(known: Known, now: datetime) -> tuple[Line, ...]:
    """Each promise judged as of its calendar's freshness, soonest due first."""
    calendars = {calendar.id: calendar for calendar in known.calendars}
    made, leniency = known.promises, known.user.leniency
    promises = made if isinstance(made, Promises) else Promises(made)
    judged = [_line(promise, leniency, _as_of(promise, calendars, now)) for promise in promises.open]
    return tuple(merge(promises.over(leniency), sorted(judged, key=_soonest), key=_soonest))


def _soonest(line: Line) -> tuple[datetime, str]:
    return line.verdict.term.due, line.promise.id


def _as_of(promise: Promise, calendars: Mapping[str, Calendar], now: datetime) -> datetime:
    calendar = calendars.get(promise.origin.event.calendar) if promise.origin else None
    return calendar.as_of(now) if calendar else now


def _line(promise: Promise, leniency: Leniency, as_of: datetime) -> Line:
    """One judged; as of when matters only while it is open."""
    verdict = judge(promise, leniency, as_of)
    return Line(promise, verdict, next_loss(verdict, leniency.limit(verdict.term)))


def counting(judged: Iterable[Line], user: User) -> tuple[Line, ...]:
    """Those that count: my own promises, and due since scoring began (requirement 34)."""
    return tuple(line for line in judged if line.promise.mine and line.verdict.term.due >= user.scored_from)


def scored(judged: Iterable[Line], user: User) -> tuple[Verdict, ...]:
    """The verdicts on those that count."""
    return tuple(line.verdict for line in counting(judged, user))
