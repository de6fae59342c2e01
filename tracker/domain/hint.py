"""What one's own history says of a promise about to be made: how late such ones came, and how full that week is.

People foretell their own times too early, even when they know that they were late before; the bias is gone once they
are made to link that past to the promise at hand (Buehler, Griffin and Ross, 1994; requirement 42).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from statistics import median
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.lasting import each
from tracker.domain.people import Persons, plain
from tracker.domain.promise import Promise, still_open
from tracker.domain.trend import first_day

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
    """What to know before promising. `due_then` is how many promises are due that week already, which begins on
    `week`.
    """

    lateness: Lateness | None
    due_then: int
    week: date

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
    begins: int = 0,
) -> Hint:
    """What the promises so far say of one more, with that due. Weeks begin on a Monday, or as `begins` says."""
    week = first_day(due, user.zone, begins)
    mine = (one for one in still_open(promises) if one.mine)
    owed = sum(first_day(one.binding.due, user.zone, begins) == week for one in mine)
    names = {Like.PERSON: _names(promisee, persons), Like.VERB: _verb(body), Like.ALL: EVERYBODY}
    return Hint(_lateness(each(promises, _groups, user.scored_from), names, now), owed, week)


EVERYBODY = ("",)
Key = tuple["Like", str]


class Group(NamedTuple):
    """How late some promises came, in seconds after the due first given; and that due, of those that never came."""

    came: list[float]
    awaited: list[datetime]

    def late(self, now: datetime) -> list[float]:
        """How late all of them are: what never came and should have, as if it came now."""
        return self.came + [(now - due).total_seconds() for due in self.awaited if due < now]


def _groups(promises: Sequence[Promise], since: datetime) -> dict[Key, Group]:
    """Mine by promisee, by verb, and all. It is counted from the due first given, since that is what was foretold."""
    found: dict[Key, Group] = {}
    for one in promises:
        if one.mine and not one.void and one.binding.due >= since and (one.delivered_at or not one.released_at):
            for like, names in (
                (Like.PERSON, (plain(one.promisee),)),
                (Like.VERB, _verb(one.body)),
                (Like.ALL, EVERYBODY),
            ):
                for name in names:
                    _add(found.setdefault((like, name), Group([], [])), one)
    return {key: Group(sorted(group.came), group.awaited) for key, group in found.items()}


def _add(group: Group, promise: Promise) -> None:
    first = promise.terms[0].due
    if promise.delivered_at:
        group.came.append((promise.delivered_at - first).total_seconds())
    else:
        group.awaited.append(first)


def _lateness(
    told: Sequence[Mapping[Key, Group]], names: Mapping[Like, Iterable[str]], now: datetime
) -> Lateness | None:
    for like, called in names.items():
        groups = [group for month in told for name in called if (group := month.get((like, name)))]
        late = list(chain.from_iterable(group.late(now) for group in groups))
        if len(late) >= ENOUGH:
            return Lateness(timedelta(seconds=median(late)), len(late), like)
    return None


def _names(promisee: str, persons: Persons) -> tuple[str, ...]:
    """All that promises to the same person may call them; nothing, where nobody is named."""
    person = persons.whose(promisee)
    if person is None:
        return tuple(filter(None, (plain(promisee),)))
    return tuple(name for name in persons.answers_to(person) if persons.whose(name) == person)


def _verb(body: str) -> tuple[str, ...]:
    """The word that a body begins with, which is its verb; nothing, where it has no words."""
    return tuple(body.casefold().split()[:1])
