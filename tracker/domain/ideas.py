"""What one could bring to a coming meeting: at most three ideas, each a line that its user wrote, promised or was
given; none for the same person again within eight weeks (requirement 41).

The choice is pure and always the same, so it can be worked out ahead of time and is only remembered, not computed, by
what shows it. A meeting keeps its ideas until it is over.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain, zip_longest
from typing import NamedTuple, TypeVar

from tracker.domain.account import User
from tracker.domain.event import EventKey
from tracker.domain.lasting import whole
from tracker.domain.people import Circle, Direction, Give, GiveKind, Meeting, Person, Persons
from tracker.domain.promise import Promise, still_open
from tracker.domain.shared import within
from tracker.domain.suggesting import LASTS

AHEAD = timedelta(days=7)
REST = timedelta(weeks=8)
REMEMBERED = timedelta(weeks=52)  # so that of many lines those come first that were not shown for longest
MOST = 3
ASKED_ABOUT = frozenset({GiveKind.ARTICLE, GiveKind.INTRODUCTION, GiveKind.ADVICE, GiveKind.QUESTION, GiveKind.TALK})

One = TypeVar("One")


class Source(StrEnum):
    """Where a line comes from, the weightiest first."""

    PROMISE = "promise"
    VALUE = "value"
    INTEREST = "interest"
    GIFT = "gift"
    OFFER = "offer"


class Idea(NamedTuple):
    """A line to bring to somebody at the meeting of an event. `shown_on` is the day of the meeting: the last on which
    it is shown.
    """

    person: str
    line: str
    shown_on: date
    event: EventKey
    source: Source


class Bring(NamedTuple):
    """A coming meeting with those named who will be there, and the ideas for it."""

    meeting: Meeting
    persons: tuple[Person, ...]
    ideas: tuple[Idea, ...]


@dataclass(frozen=True)
class Stock:
    """All that ideas are made of."""

    user: User
    persons: Persons
    promises: Sequence[Promise]
    gives: Sequence[Give]

    def lines(self, person: Person) -> dict[Source, tuple[str, ...]]:
        """What there is to bring to somebody, by where it stands."""
        return {
            Source.PROMISE: tuple(self._owed.get(person.id, ())),
            Source.VALUE: _split(person.value),
            Source.INTEREST: _split(person.interests),
            Source.GIFT: tuple(self._gifts.get(person.id, ())),
            Source.OFFER: self.user.offers,
        }

    def present(self, meeting: Meeting) -> tuple[Person, ...]:
        """The named persons at a meeting, the nearest first."""
        found = {person.id: person for who in meeting.who if (person := self.persons.whose(who))}
        near = {circle: place for place, circle in enumerate(Circle)}
        return tuple(sorted(found.values(), key=lambda person: (near[person.circle], person.name, person.id)))

    @cached_property
    def _owed(self) -> dict[str, list[str]]:
        """What I still owe to each, soonest due first."""
        owed: dict[str, list[str]] = {}
        mine = (one for one in still_open(self.promises) if one.mine and one.promisee)
        for one in sorted(mine, key=lambda one: (one.binding.due, one.id)):
            if person := self.persons.whose(one.promisee):
                owed.setdefault(person.id, []).append(one.body)
        return owed

    @cached_property
    def _gifts(self) -> dict[str, tuple[str]]:
        """What each gave last of which something can be asked, to come back with a good question about it."""
        return whole(self.gives).once(_asked_about)


def _asked_about(gives: Sequence[Give]) -> dict[str, tuple[str]]:
    theirs = (one for one in gives if one.direction is Direction.RECEIVED and one.kind in ASKED_ABOUT)
    return {one.person: (one.note or one.kind.value,) for one in sorted(theirs, key=lambda one: (one.at, one.id))}


def prepared(stock: Stock, meetings: Iterable[Meeting], shown: Iterable[Idea], now: datetime) -> tuple[Idea, ...]:
    """The ideas for all meetings of the next seven days: those that each has, and what fills them up to three.

    `shown` is what was ever shown; a line rests for eight weeks after the last day on which it was.
    """
    ahead = [(meeting, stock.present(meeting)) for meeting in _coming(stock, meetings, now)]
    memory = _Memory(stock, shown)
    held = {meeting.event: memory.move(meeting) for meeting, _ in ahead}
    today = now.astimezone(stock.user.zone).date()
    for meeting, persons in ahead:
        ideas = held[meeting.event]
        for person, source, line in _ranked(stock, persons, memory):
            here = {_folded(idea.line) for idea in ideas}
            if len(ideas) < MOST and _folded(line) not in here and memory.rested(person, line, today):
                ideas.append(memory.show(Idea(person.id, line, _day(stock, meeting), meeting.event, source)))
    return tuple(chain.from_iterable(held.values()))


def brought(stock: Stock, meetings: Iterable[Meeting], shown: Iterable[Idea], now: datetime) -> tuple[Bring, ...]:
    """The meetings of the next seven days with whom we will meet, and the ideas prepared for each. A line that stands
    nowhere any more is left out.
    """
    memory = _Memory(stock, shown)
    each = []
    for meeting in _coming(stock, meetings, now):
        persons = stock.present(meeting)
        standing = {(person.id, source): lines for person in persons for source, lines in stock.lines(person).items()}
        ideas = [idea for idea in memory.of(meeting) if idea.line in standing.get((idea.person, idea.source), ())]
        each.append(Bring(meeting, persons, tuple(ideas)))
    return tuple(each)


class _Memory:
    """What was shown, under whom each person turned out to be."""

    def __init__(self, stock: Stock, shown: Iterable[Idea]) -> None:
        self._stock, self._last = stock, dict[tuple[str, str], Idea]()
        for idea in sorted(shown, key=lambda idea: (idea.shown_on, idea.event)):
            heir = stock.persons.turned_out(idea.person)
            self.show(idea._replace(person=heir.id) if heir else idea)

    def show(self, idea: Idea) -> Idea:
        """It is shown: of one line for one person only the last time counts."""
        self._last[idea.person, _folded(idea.line)] = idea
        return idea

    def of(self, meeting: Meeting) -> list[Idea]:
        """What a meeting has, the weightiest first, save what was shown at another since."""
        order = list(Source)
        held = (idea for idea in self._last.values() if idea.event == meeting.event)
        return sorted(held, key=lambda idea: (order.index(idea.source), idea.person, idea.line))

    def move(self, meeting: Meeting) -> list[Idea]:
        """The same, now shown until the day of the meeting as it stands."""
        return [self.show(idea._replace(shown_on=_day(self._stock, meeting))) for idea in self.of(meeting)]

    def last(self, person: Person, line: str) -> date:
        """The last day on which a line is shown for somebody; long ago, where it never was."""
        idea = self._last.get((person.id, _folded(line)))
        return idea.shown_on if idea else date.min

    def rested(self, person: Person, line: str, today: date) -> bool:
        """Whether it may be shown again."""
        return today - self.last(person, line) >= REST


def _coming(stock: Stock, meetings: Iterable[Meeting], now: datetime) -> Iterator[Meeting]:
    """The meetings of the next days with somebody named, soonest first; told by two calendars it is one."""
    seen = set()
    ahead = (one for one in within(meetings, now - LASTS, now + AHEAD) if now - LASTS < one.at)
    for meeting in sorted(ahead, key=lambda one: (one.at, one.event)):
        whom = meeting.at, frozenset(person.id for person in stock.present(meeting))
        if whom[1] and whom not in seen:
            seen.add(whom)
            yield meeting


def _ranked(stock: Stock, persons: Iterable[Person], memory: _Memory) -> Iterator[tuple[Person, Source, str]]:
    """All that could be brought: each source in turn, each person in turn, what was not shown for longest first."""
    each = []
    for person in persons:
        by_source = [
            [(person, source, line) for line in sorted(lines, key=lambda line: memory.last(person, line))]
            for source, lines in stock.lines(person).items()
        ]
        each.append(list(_in_turn(by_source)))
    return _in_turn(each)


def _in_turn(rows: Iterable[Iterable[One]]) -> Iterator[One]:
    return (one for turn in zip_longest(*rows) for one in turn if one is not None)


def _split(text: str) -> tuple[str, ...]:
    """The lines of what was written, in a form with lines or parted by semicolons."""
    return tuple(line.strip() for line in text.replace(";", "\n").splitlines() if line.strip())


def _day(stock: Stock, meeting: Meeting) -> date:
    return meeting.at.astimezone(stock.user.zone).date()


def _folded(line: str) -> str:
    return " ".join(line.casefold().split())
