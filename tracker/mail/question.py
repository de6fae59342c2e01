"""The one question of a letter: the game's while it is open, else a good question, another one each week."""

from typing import NamedTuple

from tracker.domain.digest import Digest
from tracker.mail.game import played
from tracker.tongue import N_
from tracker.tongue import gettext as _


class Asked(NamedTuple):
    """What is asked. `tap` is what its button says, and `page` where that leads; both empty when it is to ponder."""

    says: str
    tap: str = ""
    page: str = ""


GOOD = (
    N_("Which promise would you rather move today than break on Friday?"),
    N_("Who waits for a word from you, and does not know it yet?"),
    N_("What could you give this week that costs you little and helps somebody much?"),
    N_("To what should you have said no last week?"),
    N_("Which of your promises would its promisee rather have sooner and smaller?"),
    N_("Whom did you thank last, and for what?"),
    N_("What do you owe to the person whom you would least like to disappoint?"),
    N_("Which two people you know should know each other?"),
    N_("What did somebody do for you that you have told nobody about?"),
    N_("If you could keep only one promise this week, which would it be?"),
    N_("Who once helped you when nobody else did, and when did you last speak?"),
    N_("What would you ask of somebody if you knew that they would say yes?"),
)


def question(digest: Digest) -> Asked:
    """The one question of this week."""
    if not digest.persons:
        says = _("Who should hear from you more? Say who, why, and what you can give.")
        return Asked(says, _("Name at least 1 person"), "/people/new")
    if asks := played(digest).asks:
        return Asked(asks, _("Name them"), "/week")
    week = digest.at.astimezone(digest.user.zone).isocalendar().week
    return Asked(_(GOOD[week % len(GOOD)]))
