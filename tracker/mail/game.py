"""The weekly game in the words of a letter: last week's plan, this week's, and the run of weeks."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from tracker import tongue
from tracker.domain.digest import Digest
from tracker.domain.game import Game
from tracker.domain.people import Person, Persons
from tracker.domain.plan import Plan
from tracker.mail import words

ASKED = "This week: name 1 person, 1 value, 1 date."


class Played(NamedTuple):
    """What was said, one thing a line; `asks` is what is to be done now, empty when this week has its plan."""

    says: tuple[str, ...]
    asks: str


def played(digest: Digest) -> Played:
    """The game as a letter tells it."""
    if digest.game is None:
        return Played((), "")
    return Played(tuple(_said(digest.game, digest)), "" if digest.game.plan else ASKED)


def _said(game: Game, digest: Digest) -> Iterable[str]:
    if game.last and game.last.skipped:
        yield "You let last week go by."
    elif game.last:
        yield f"Last week, {_given(game.given_at, digest)}: {planned(game.last, digest.persons)}."
    if game.plan:
        skipped = "You let this week go by."
        yield skipped if game.plan.skipped else f"This week: {planned(game.plan, digest.persons)}."
    if game.run:
        yield f"Run: {words.count(game.run, 'week')} in a row with a plan."


def planned(plan: Plan, persons: Iterable[Person]) -> str:
    """A plan in words, as `careful reading, for Ama Owusu, by Fri 9 Jan`."""
    everybody = persons if isinstance(persons, Persons) else Persons(persons)
    person = everybody.turned_out(plan.person)
    name = words.clean(person.name) if person else "somebody whom you no longer name"
    return f"{words.clean(plan.value)}, for {name}, by {_day(plan.on)}"


def _day(on: date | None) -> str:
    return tongue.day(on) if on else "some day"


def _given(at: datetime | None, digest: Digest) -> str:
    return f"given {words.day(at, digest.user.zone, digest.at)}" if at else "not given yet"
