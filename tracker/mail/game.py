"""The weekly game in the words of a letter: last week's plan, this week's, and the run of weeks."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tracker import tongue
from tracker.domain.digest import Digest
from tracker.domain.game import Game
from tracker.domain.people import Person, Persons
from tracker.domain.plan import Plan
from tracker.mail import words
from tracker.tongue import N_, ngettext
from tracker.tongue import gettext as _

ASKED = N_("This week: name 1 person, 1 value, 1 date.")


class Played(NamedTuple):
    """What was said, one thing a line; `asks` is what is to be done now, empty when this week has its plan."""

    says: tuple[str, ...]
    asks: str


def played(digest: Digest) -> Played:
    """The game as a letter tells it."""
    if digest.game is None:
        return Played((), "")
    return Played(tuple(_said(digest.game, digest)), "" if digest.game.plan else _(ASKED))


def _said(game: Game, digest: Digest) -> Iterable[str]:
    if game.last and game.last.skipped:
        yield _("You let last week go by.")
    elif game.last:
        yield _last(game.last, game.given_at, digest)
    if game.plan and game.plan.skipped:
        yield _("You let this week go by.")
    elif game.plan:
        yield _("This week: %(plan)s.", plan=planned(game.plan, digest.persons))
    if game.run:
        yield ngettext(
            "Run: %(num)s week in a row with a plan.", "Run: %(num)s weeks in a row with a plan.", game.run
        )


def _last(plan: Plan, given_at: datetime | None, digest: Digest) -> str:
    told = planned(plan, digest.persons)
    if given_at is None:
        return _("Last week, not given yet: %(plan)s.", plan=told)
    return _("Last week, given %(day)s: %(plan)s.", day=words.day(given_at, digest.user.zone, digest.at), plan=told)


def planned(plan: Plan, persons: Iterable[Person]) -> str:
    """A plan in words, as `careful reading, for Ama Owusu, by Fri 9 Jan`."""
    everybody = persons if isinstance(persons, Persons) else Persons(persons)
    person = everybody.turned_out(plan.person)
    name = words.clean(person.name) if person else _("somebody whom you no longer name")
    by = tongue.day(plan.on) if plan.on else _("some day")
    # Translators: a plan, as "careful reading, for Ama Owusu, by Fri 9 Jan"
    return _("%(value)s, for %(who)s, by %(day)s", value=words.clean(plan.value), who=name, day=by)
