"""What one's own history says of a promise about to be made: how late such ones came, and how full that week is.

People foretell their own times too early, even when they know that they were late before; the bias is gone once they
are made to link that past to the promise at hand (Buehler, Griffin and Ross, 1994; requirement 42).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.people import Person, Persons
from tracker.domain.promise import Promise
from tracker.domain.trend import monday_of

ENOUGH = 5  # fewer promises of a kind say nothing of the next one


class Like(StrEnum):
    """What makes promises similar to the one at hand, the closest first."""

    PERSON = "to the same person"
    VERB = "with the same verb"
    ALL = "of any kind"


class Lateness(NamedTuple):
    """How long after the due first given such promises came: the median of `of` of them; below zero is early."""

    median: timedelta
    of: int
    like: Like


class Hint(NamedTuple):
    """What to know before promising. `due_then` is how many promises are due that week already."""

    lateness: Lateness | None
    due_then: int
    monday: date

    @property
    def speaks(self) -> bool:
        """Whether there is anything to say."""
        return self.lateness is not None or self.due_then > 0


def hint(
    promises: Iterable[Promise],
    user: User,
    persons: Persons,
    *,
    body: str,
    promisee: str,
    due: datetime,
    now: datetime,
) -> Hint:
    """What the promises so far say of one more, with that due."""
    mine = [one for one in promises if one.mine and not one.void]
    monday = monday_of(due, user.zone)
    owed = sum(one.open and monday_of(one.binding.due, user.zone) == monday for one in mine)
    told = [one for one in mine if one.binding.due >= user.scored_from and _tells(one, now)]
    return Hint(_lateness(told, persons, body, promisee, now), owed, monday)


def _tells(promise: Promise, now: datetime) -> bool:
    """Whether it has come, or should have by now."""
    return bool(promise.delivered_at) or (not promise.released_at and promise.terms[0].due < now)


def _lateness(told: Sequence[Promise], persons: Persons, body: str, promisee: str, now: datetime) -> Lateness | None:
    whom, verb = _whom(promisee, persons), _verb(body)
    alike = {
        Like.PERSON: [one for one in told if whom and _whom(one.promisee, persons) == whom],
        Like.VERB: [one for one in told if verb and _verb(one.body) == verb],
        Like.ALL: told,
    }
    for like, ones in alike.items():
        if len(ones) >= ENOUGH:
            return Lateness(_median([_late(one, now) for one in ones]), len(ones), like)
    return None


def _median(spans: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans))


def _late(promise: Promise, now: datetime) -> timedelta:
    """Past the due that was given first, since that is what was foretold; what never came, as if it came now."""
    return (promise.delivered_at or now) - promise.terms[0].due


def _whom(promisee: str, persons: Persons) -> Person | str:
    return persons.whose(promisee) or " ".join(promisee.split()).casefold()


def _verb(body: str) -> str:
    """The word that a body begins with, which is its verb."""
    return next(iter(body.casefold().split()), "")
