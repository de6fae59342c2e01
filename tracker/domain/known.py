"""All that is known of one user's affairs at an instant, and each promise in it judged."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import NamedTuple

from tracker.domain.account import Calendar, Connection, User
from tracker.domain.ideas import Idea, Stock
from tracker.domain.lasting import Part, Parted, each, made, only
from tracker.domain.learning import NOTHING, Learned
from tracker.domain.people import Give, Meeting, Person, Persons
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise, by_id, find, still_open
from tracker.domain.reconcile import Question
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency, Verdict, judge


class Line(NamedTuple):
    """One promise with its verdict. `worth` is its credit if delivered now, and until when that holds (2.4)."""

    promise: Promise
    verdict: Verdict
    worth: tuple[float, datetime] | None


Month = tuple[int, int]


class Promises(Parted[Promise]):
    """Promises in the order in which they were made, in parts of one month each: those of which are over are judged
    and counted once, for no calendar and no day changes that any more.
    """

    def __init__(self, every: Iterable[Promise] = ()) -> None:
        by_month: dict[Month, list[Promise]] = {}
        for promise in every:
            by_month.setdefault(_month(promise), []).append(promise)
        self._hold({month: Part(sorted(made, key=_first_made)) for month, made in by_month.items()})

    def _hold(self, months: Mapping[Month, Part[Promise]]) -> None:
        self.months = dict(sorted(months.items()))
        super().__init__(self.months.values())

    def changed(self, to: Mapping[str, Promise | None]) -> "Promises":
        """The same with some of them as they are now, by id; None: no more. All other months stay as they are."""
        held = {id: month for month, made in self.months.items() for id in to.keys() & made.once(by_id).keys()}
        touched = {*held.values(), *(_month(one) for one in to.values() if one)}
        kept = {month: [one for one in self.months.get(month, ()) if one.id not in to] for month in touched}
        for promise in filter(None, to.values()):
            kept[_month(promise)].append(promise)
        anew = {month: Part(sorted(made, key=_first_made)) for month, made in kept.items()}
        after = Promises()
        after._hold({month: made for month, made in (self.months | anew).items() if made})
        return after

    def over(self, leniency: Leniency) -> tuple[Part[Line], ...]:
        """Those of which nothing is owed any more, judged, part by part, in each the soonest due first."""
        return tuple(month.made(_over, leniency) for month in self.parts)


def _month(promise: Promise) -> Month:
    made_at = promise.made_at.astimezone(UTC)
    return made_at.year, made_at.month


def _first_made(promise: Promise) -> tuple[datetime, str]:
    return promise.made_at, promise.id


def _over(promises: Sequence[Promise], leniency: Leniency) -> list[Line]:
    judged = (_line(promise, leniency, promise.made_at) for promise in promises if not promise.open)
    return sorted(judged, key=_soonest)


class Known(NamedTuple):
    """All that is known of one user's affairs at an instant: what was told, decided, and asked.

    `review` is what is asked from the tray today, beside the questions; `learned` what their answers taught;
    `dismissed` the signs of all to which they said no; `ideas` what was prepared to bring to meetings.
    """

    user: User
    calendars: tuple[Calendar, ...]
    promises: Sequence[Promise]
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


def lines(known: Known, now: datetime) -> Parted[Line]:
    """Each promise judged as of its calendar's freshness, soonest due first. Those of which something is owed are
    judged anew, and are the last part.
    """
    calendars = {calendar.id: calendar for calendar in known.calendars}
    made, leniency = known.promises, known.user.leniency
    promises = made if isinstance(made, Promises) else Promises(made)
    owed = (_line(promise, leniency, _as_of(promise, calendars, now)) for promise in still_open(promises))
    return Parted((*promises.over(leniency), Part(sorted(owed, key=_soonest))), _soonest)


def line_of(promise_id: str, known: Known, now: datetime) -> Line | None:
    """One promise judged; None when there is none of that id."""
    promise = find(known.promises, promise_id)
    return lines(known._replace(promises=(promise,)), now)[0] if promise else None


def owed(judged: Iterable[Line]) -> Sequence[Line]:
    """Those of which something is owed, as far as people have said."""
    return only(judged, _owed)


def _owed(judged: Sequence[Line]) -> list[Line]:
    return [line for line in judged if line.promise.open]


def delivered_since(judged: Iterable[Line], since: datetime) -> tuple[Line, ...]:
    """What I delivered since then, newest first."""
    ordered = each(judged, _delivered)
    lately = (delivered[bisect_left(delivered, since, key=_delivered_at) :] for delivered in ordered)
    return tuple(sorted(chain.from_iterable(lately), key=_delivered_at, reverse=True))


def _delivered(judged: Sequence[Line]) -> list[Line]:
    mine = (line for line in judged if line.promise.mine and line.promise.delivered_at)
    return sorted(mine, key=_delivered_at)


def _delivered_at(line: Line) -> datetime:
    assert line.promise.delivered_at, "only those are asked"
    return line.promise.delivered_at


def _soonest(line: Line) -> tuple[datetime, str]:
    return line.verdict.term.due, line.promise.id


def _as_of(promise: Promise, calendars: Mapping[str, Calendar], now: datetime) -> datetime:
    calendar = calendars.get(promise.origin.event.calendar) if promise.origin else None
    return calendar.as_of(now) if calendar else now


def _line(promise: Promise, leniency: Leniency, as_of: datetime) -> Line:
    """One judged; as of when matters only while it is open."""
    verdict = judge(promise, leniency, as_of)
    return Line(promise, verdict, next_loss(verdict, leniency.limit(verdict.term)))


def counting(judged: Iterable[Line], user: User) -> Parted[Line]:
    """Those that count: my own promises, and due since scoring began (requirement 34)."""
    return only(judged, _counting, user.scored_from)


def _counting(judged: Sequence[Line], since: datetime) -> Iterator[Line]:
    return (line for line in judged if line.promise.mine and line.verdict.term.due >= since)


def scored(judged: Iterable[Line], user: User) -> Parted[Verdict]:
    """The verdicts on those that count."""
    return made(counting(judged, user), _verdicts)


def _verdicts(judged: Sequence[Line]) -> Iterator[Verdict]:
    return (line.verdict for line in judged)
