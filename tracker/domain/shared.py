"""Meetings and gives by when they were, and promises, by whom they are with: worked out once for all who ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from tracker.domain.lasting import each, whole
from tracker.domain.people import Direction, Give, Meeting, Person, Persons, plain
from tracker.domain.promise import Promise

Shared = TypeVar("Shared", Meeting, Give)


def within(shared: Iterable[Shared], first: datetime, last: datetime) -> list[Shared]:
    """The meetings or gives from one instant to another, both included, in the order given."""
    listed = whole(shared)
    order, instants = listed.once(_by_time)
    found = sorted(order[bisect_left(instants, first) : bisect_right(instants, last)])
    return [listed[place] for place in found]


def _by_time(shared: Sequence[Shared]) -> tuple[list[int], list[datetime]]:
    """The places of them by their instants, and those instants."""
    order = sorted(range(len(shared)), key=lambda place: shared[place].at)
    return order, [shared[place].at for place in order]


def given_at(gives: Iterable[Give]) -> dict[tuple[str, Direction], list[datetime]]:
    """When something was given to each person, by id, and received from them, in order."""
    return whole(gives).once(_given_at)


def _given_at(gives: Sequence[Give]) -> dict[tuple[str, Direction], list[datetime]]:
    found: dict[tuple[str, Direction], list[datetime]] = {}
    for give in gives:
        found.setdefault((give.person, give.direction), []).append(give.at)
    return {key: sorted(instants) for key, instants in found.items()}


def count(instants: Sequence[datetime], first: datetime, last: datetime) -> int:
    """How many of these, which are in order, lie from one instant to another, both included."""
    return max(0, bisect_right(instants, last) - bisect_left(instants, first))


def after(instants: Sequence[datetime], now: datetime) -> datetime | None:
    """The first of these, which are in order, that is yet to come; None: none is."""
    place = bisect_right(instants, now)
    return instants[place] if place < len(instants) else None


def met_at(meetings: Iterable[Meeting], persons: Persons) -> dict[str, list[datetime]]:
    """When each person was or will be met, by id, in order."""
    return whole(meetings).once(_met_at, persons)


def _met_at(meetings: Sequence[Meeting], persons: Persons) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for meeting in meetings:
        for id in {person.id for person in map(persons.whose, meeting.who) if person}:
            found.setdefault(id, []).append(meeting.at)
    return {id: sorted(instants) for id, instants in found.items()}


def perhaps_with(person: Person, promises: Iterable[Promise], persons: Persons) -> list[Promise]:
    """The promises, either way, whose other party this person may be: surely or perhaps, as `persons.meant` says."""
    names = persons.answers_to(person)
    return [one for by_name in each(promises, _by_other) for name in names for one in by_name.get(name, ())]


def _by_other(promises: Sequence[Promise]) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        found.setdefault(plain(other(promise)), []).append(promise)
    return found


def other(promise: Promise) -> str:
    """With whom it is, in the words in which it was given."""
    return promise.promisee if promise.mine else promise.promiser
