"""The year's plan: the persons named with goal, value and review, and what passed between us this year (the brief's
"1 person, 1 value, 1 date", seen over a year; requirement 16).
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from tracker.domain.known import Known, Line, lines
from tracker.domain.lasting import each
from tracker.domain.people import Direction, Person, Persons
from tracker.domain.promise import still_open
from tracker.domain.shared import after, count, given_at, met_at
from tracker.domain.verdict import Outcome

AGAIN = 3  # months until the next review


class Row(NamedTuple):
    """One person's year so far: gives both ways, times met, promises to them kept, and open now.

    `next_meeting` is None where none is known of; `due`: their review is today, or was.
    """

    person: Person
    given: int
    received: int
    met: int
    kept: int
    open: int
    next_meeting: datetime | None
    due: bool


class Year(NamedTuple):
    """`rows` are those of whom a goal, a value or a review is said, reviews due first; `others` all the rest."""

    number: int
    rows: tuple[Row, ...]
    others: tuple[Person, ...]

    @property
    def due(self) -> int:
        """How many reviews are due."""
        return sum(row.due for row in self.rows)


def year(known: Known, now: datetime) -> Year:
    """The year in which `now` lies for its user, as of now."""
    zone, persons = known.user.zone, known.named
    today = now.astimezone(zone).date()
    begins = datetime.combine(date(today.year, 1, 1), time.min, zone)
    given, met = given_at(known.gives), met_at(known.meetings, persons)
    kept, still = _kept(known, begins, now), _open(known, persons)

    def row(person: Person) -> Row:
        return Row(
            person,
            count(given.get((person.id, Direction.GIVEN), ()), begins, now),
            count(given.get((person.id, Direction.RECEIVED), ()), begins, now),
            count(met.get(person.id, ()), begins, now),
            kept.get(person.id, 0),
            still[person.id],
            after(met.get(person.id, ()), now),
            person.review_on is not None and person.review_on <= today,
        )

    rows = sorted((row(person) for person in persons if _planned(person)), key=_first)
    return Year(today.year, tuple(rows), tuple(person for person in persons if not _planned(person)))


def _planned(person: Person) -> bool:
    return bool(person.goal.strip() or person.value.strip() or person.review_on)


def _first(row: Row) -> tuple[bool, date, str]:
    """Due before all else, then by review; those without one last."""
    return not row.due, row.person.review_on or date.max, row.person.name.casefold()


def _kept(known: Known, begins: datetime, now: datetime) -> Counter[str]:
    """Promises of mine that were kept this year, to each."""
    kept: Counter[str] = Counter()
    for of_month in each(lines(known, now), _kept_since, begins):
        for promisee, number in of_month.items():
            person = known.named.whose(promisee)
            kept.update({person.id: number} if person else {})
    return kept


def _kept_since(judged: Sequence[Line], begins: datetime) -> Counter[str]:
    mine = (line.promise for line in judged if line.promise.mine and line.verdict.outcome is Outcome.KEPT)
    return Counter(one.promisee for one in mine if one.delivered_at and one.delivered_at >= begins)


def _open(known: Known, persons: Persons) -> Counter[str]:
    """Promises of mine that are open, to each."""
    found = (persons.whose(one.promisee) for one in still_open(known.promises) if one.mine)
    return Counter(person.id for person in found if person)


def look_again(on: date, months: int = AGAIN) -> date:
    """The same day so many months on, or the last of that month where it has no such day."""
    years, month = divmod(on.month - 1 + months, 12)
    number = on.year + years
    return date(number, month + 1, min(on.day, monthrange(number, month + 1)[1]))
