"""The year's plan: the persons named with goal, value and review, and what passed between us this year (the brief's
"1 person, 1 value, 1 date", seen over a year; requirement 16).
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from tracker.domain.known import Known, lines
from tracker.domain.people import Direction, Person, Persons
from tracker.domain.promise import Promise
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
    """The year in which `now` lies for its user, as of now. One pass each over gives, meetings and promises."""
    zone, persons = known.user.zone, known.named
    today = now.astimezone(zone).date()
    begins = datetime.combine(date(today.year, 1, 1), time.min, zone)
    gives = Counter((give.person, give.direction) for give in known.gives if begins <= give.at <= now)
    met, coming = _meetings(known, persons, begins, now)
    kept, still = _kept(known, persons, begins, now), _open(known, persons)

    def row(person: Person) -> Row:
        return Row(
            person,
            gives[person.id, Direction.GIVEN],
            gives[person.id, Direction.RECEIVED],
            met[person.id],
            kept[person.id],
            still[person.id],
            coming.get(person.id),
            person.review_on is not None and person.review_on <= today,
        )

    rows = sorted((row(person) for person in persons if _planned(person)), key=_first)
    return Year(today.year, tuple(rows), tuple(person for person in persons if not _planned(person)))


def _planned(person: Person) -> bool:
    return bool(person.goal.strip() or person.value.strip() or person.review_on)


def _first(row: Row) -> tuple[bool, date, str]:
    """Due before all else, then by review; those without one last."""
    return not row.due, row.person.review_on or date.max, row.person.name.casefold()


def _meetings(
    known: Known, persons: Persons, begins: datetime, now: datetime
) -> tuple[Counter[str], dict[str, datetime]]:
    met: Counter[str] = Counter()
    coming: dict[str, datetime] = {}
    for meeting in known.meetings:
        for id in _ids(persons, meeting.who):
            if begins <= meeting.at <= now:
                met[id] += 1
            elif meeting.at > now:
                coming[id] = min(meeting.at, coming.get(id, meeting.at))
    return met, coming


def _ids(persons: Persons, who: Iterable[str]) -> set[str]:
    return {person.id for person in map(persons.whose, who) if person}


def _kept(known: Known, persons: Persons, begins: datetime, now: datetime) -> Counter[str]:
    """Promises of mine that were kept this year, to each; only what was delivered this year is judged."""
    mine = (promise for promise in known.promises if promise.mine)
    delivered = tuple(promise for promise in mine if promise.delivered_at and promise.delivered_at >= begins)
    judged = lines(known._replace(promises=delivered), now)
    return _counted((line.promise for line in judged if line.verdict.outcome is Outcome.KEPT), persons)


def _open(known: Known, persons: Persons) -> Counter[str]:
    """Promises of mine that are open, to each."""
    return _counted((promise for promise in known.promises if promise.mine and promise.open), persons)


def _counted(promises: Iterable[Promise], persons: Persons) -> Counter[str]:
    found = (persons.whose(promise.promisee) for promise in promises)
    return Counter(person.id for person in found if person)


def look_again(on: date, months: int = AGAIN) -> date:
    """The same day so many months on, or the last of that month where it has no such day."""
    years, month = divmod(on.month - 1 + months, 12)
    number = on.year + years
    return date(number, month + 1, min(on.day, monthrange(number, month + 1)[1]))
