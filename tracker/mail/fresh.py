"""How fresh a letter is: as of when each calendar was read, and what to do where that is long ago."""

from collections.abc import Iterable
from typing import NamedTuple

from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.digest import Digest, Lost
from tracker.mail import words
from tracker.tongue import gettext as _
from tracker.tongue import ngettext, worded

MOST_OF_A_TROUBLE = 500  # letters: it is our own text, and its end is the remedy
RECONNECT, NAMED = 2, 3  # said at the top; how fresh the rest are is said at the end
CALENDARS = 8
NAME = 60  # letters of a calendar's name


class Alarms(NamedTuple):
    """What is not up to date, one thing each. `tap` leads to `page`, where the remedy is."""

    says: tuple[str, ...]
    tap: str
    page: str


def alarms(digest: Digest) -> Alarms:
    """What is not up to date, and the remedy of one; of several, their names: what is owed must stand in sight."""
    alone = digest.troubled_alone
    said = tuple(_reconnect(lost, digest) for lost in digest.reminded[:RECONNECT])
    said += (_several(alone),) if len(alone) > 1 else tuple(_alarm(calendar, digest) for calendar in alone)
    return Alarms(said, _("Reconnect"), "/google") if digest.reminded else Alarms(said, _("See to it"), "/calendars")


def _several(calendars: tuple[Calendar, ...]) -> str:
    names, left = [words.clean(calendar.name, NAME) for calendar in calendars[:NAMED]], len(calendars) - NAMED
    if left > 0:
        names.append(ngettext("%(num)s more", "%(num)s more", left))
    listed = words.listed(names)
    return _("%(names)s: what changed there since they were read is not in this letter.", names=listed)


def fresh(digest: Digest) -> tuple[tuple[str, ...], str]:
    """As of when each calendar was read; and how many more there are, in words."""
    several = digest.troubled_alone if len(digest.troubled_alone) > 1 else ()
    lines = tuple(_fresh(one, digest, remedy=one in several) for one in digest.calendars[:CALENDARS])
    return lines, _more(len(digest.calendars) - CALENDARS)


def _more(left: int) -> str:
    return ngettext("and %(num)s more calendar", "and %(num)s more calendars", left) if left > 0 else ""


def _reconnect(lost: Lost, digest: Digest) -> str:
    account, trouble = words.clean(lost.connection.account), words.clean(worded(lost.trouble), MOST_OF_A_TROUBLE)
    said = _("Reconnect %(account)s, or its calendars stay unread.", account=account)
    return " ".join(filter(None, (said, *_since(lost, digest), trouble)))


def _since(lost: Lost, digest: Digest) -> Iterable[str]:
    """As of when those calendars are known; nothing is said where none is followed any more."""
    many = len(lost.calendars)
    names = words.listed([words.clean(calendar.name, NAME) for calendar in lost.calendars])
    if lost.synced_at is None:
        yield ngettext("%(names)s was never read.", "%(names)s were never read.", many, names=names)
    else:
        at = words.moment(lost.synced_at, digest.user.zone, digest.at)
        yield _("%(names)s as of %(at)s: what changed there since is not in this letter.", names=names, at=at)


def _alarm(calendar: Calendar, digest: Digest) -> str:
    name, trouble = words.clean(calendar.name, NAME), words.clean(worded(calendar.trouble))
    if not calendar.stale(digest.at):
        # Translators: a calendar, and what is wrong with it
        return _("%(name)s: %(trouble)s", name=name, trouble=trouble)
    if calendar.synced_at is None:
        said = _("%(name)s was never read. What changed there since is not in this letter.", name=name)
    else:
        at = words.moment(calendar.synced_at, digest.user.zone, digest.at)
        said = _("%(name)s was last read %(at)s. What changed there since is not in this letter.", name=name, at=at)
    return f"{said} {trouble}".strip()


def _fresh(calendar: Calendar, digest: Digest, *, remedy: bool) -> str:
    """As of when it was read; with the `remedy`, where that is not said at the top."""
    trouble = words.clean(worded(calendar.trouble)) if remedy else ""
    return ". ".join(filter(None, (_as_of(calendar, digest), trouble)))


def _as_of(calendar: Calendar, digest: Digest) -> str:
    name = words.clean(calendar.name, NAME)
    if calendar.synced_at is None:
        return _("%(name)s: never read yet", name=name)
    at = words.moment(calendar.synced_at, digest.user.zone, digest.at)
    if calendar in digest.troubled:
        return _("%(name)s: as of %(at)s (not up to date)", name=name, at=at)
    if calendar.kind is CalendarKind.FILE:
        return _("%(name)s: a file, read once on %(at)s", name=name, at=at)
    return _("%(name)s: as of %(at)s", name=name, at=at)
