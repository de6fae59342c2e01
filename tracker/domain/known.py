"""All that is known of one user's affairs at an instant, and each promise in it judged."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from tracker.domain.account import Calendar, Connection, User
from tracker.domain.ideas import Idea, Stock
from tracker.domain.learning import NOTHING, Learned
from tracker.domain.people import Give, Meeting, Person, Persons
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise
from tracker.domain.reconcile import Question
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Verdict, judge


class Line(NamedTuple):
    """One promise with its verdict. `worth` is its credit if delivered now, and until when that holds (2.4)."""

    promise: Promise
    verdict: Verdict
    worth: tuple[float, datetime] | None


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
    judged = (_line(promise, known.user, _as_of(promise, calendars, now)) for promise in known.promises)
    return tuple(sorted(judged, key=lambda line: (line.verdict.term.due, line.promise.id)))


def _as_of(promise: Promise, calendars: Mapping[str, Calendar], now: datetime) -> datetime:
    calendar = calendars.get(promise.origin.event.calendar) if promise.origin else None
    return calendar.as_of(now) if calendar else now


def _line(promise: Promise, user: User, as_of: datetime) -> Line:
    verdict = judge(promise, user.leniency, as_of)
    return Line(promise, verdict, next_loss(verdict, user.leniency.limit(verdict.term)))


def counting(judged: Iterable[Line], user: User) -> tuple[Line, ...]:
    """Those that count: my own promises, and due since scoring began (requirement 34)."""
    return tuple(line for line in judged if line.promise.mine and line.verdict.term.due >= user.scored_from)


def scored(judged: Iterable[Line], user: User) -> tuple[Verdict, ...]:
    """The verdicts on those that count."""
    return tuple(line.verdict for line in counting(judged, user))
