"""The accountability game played (requirement 40): each week 1 person, 1 value, 1 date; and the run of such weeks."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from tracker.domain.people import Direction, Give, Person
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise, find

WEEK = timedelta(days=7)


class Game(NamedTuple):
    """How it stands in the ISO week `week`. `plan` and `last` are this week's and last week's, None: left empty.

    `given_at` is when last week's was given, None: not yet. `run` counts the weeks in a row with a plan.
    """

    week: str
    plan: Plan | None
    last: Plan | None
    given_at: datetime | None
    run: int


def game(plans: Iterable[Plan], promises: Iterable[Promise], today: date) -> Game:
    """The game as it stands on a day of its user's."""
    by_week = {plan.week: plan for plan in plans}
    week, last = week_of(today), by_week.get(week_of(today - WEEK))
    return Game(
        week, by_week.get(week), last, given_at(last, promises) if last else None, run(by_week.values(), week)
    )


def week_of(on: date) -> str:
    """The ISO week in which a day lies, as `2026-W47`."""
    year, week, _ = on.isocalendar()
    return f"{year}-W{week:02}"


def monday(week: str) -> date:
    """The day on which an ISO week begins. Raises ValueError when it is none."""
    return date.fromisoformat(f"{week}-1")


def run(plans: Iterable[Plan], week: str) -> int:
    """How many weeks in a row have a plan, up to `week`, which is not over and may be empty still.

    A skipped week neither adds nor ends the run; an empty one ends it.
    """
    by_week = {plan.week: plan for plan in plans}
    on, count = monday(week), 0
    if week not in by_week:
        on -= WEEK
    while plan := by_week.get(week_of(on)):
        count += not plan.skipped
        on -= WEEK
    return count


def given_at(plan: Plan, promises: Iterable[Promise]) -> datetime | None:
    """When it was given: as its user said, or when the promise that it became was delivered. None: not yet."""
    if plan.given_at or not plan.promise:
        return plan.given_at
    promise = find(promises, plan.promise)
    return promise.delivered_at if promise else None


def weeks_behind(plans: Iterable[Plan], week: str, most: int) -> tuple[tuple[str, Plan | None], ...]:
    """The weeks before `week` back to the first one with a plan, newest first, `most` of them; None: left empty."""
    by_week = {plan.week: plan for plan in plans}
    first, on = min(by_week, default=week), monday(week) - WEEK
    behind: list[tuple[str, Plan | None]] = []
    while len(behind) < most and week_of(on) >= first:
        behind.append((week_of(on), by_week.get(week_of(on))))
        on -= WEEK
    return tuple(behind)


def waiting(persons: Sequence[Person], gives: Iterable[Give], most: int) -> tuple[Person, ...]:
    """Persons for whom I know a value, those first to whom I gave nothing yet, or nothing for longest."""
    latest: dict[str, datetime] = {}
    for give in gives:
        if give.direction is Direction.GIVEN:
            latest[give.person] = max(give.at, latest.get(give.person, give.at))
    able = [person for person in persons if values(person)]
    return tuple(sorted(able, key=lambda person: _last(latest.get(person.id)))[:most])


def _last(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def values(person: Person) -> tuple[str, ...]:
    """What I can give them, one in each line."""
    return tuple(line.strip() for line in person.value.splitlines() if line.strip())
