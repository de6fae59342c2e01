"""Values put into the words of a letter: dates on a wall clock, counts, names; and text made harmless."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker import tongue
from tracker.domain.people import GiveKind, Person, whose
from tracker.domain.promise import Term
from tracker.tongue import N_, ngettext
from tracker.tongue import gettext as _

LONGEST = 200  # letters of text from outside that a letter shows of any one thing (reliability D10)
JOINERS = "\u200c\u200d"  # formatting marks that scripts and emoji cannot be spelled without

Plain = TypeVar("Plain")


def clean(text: str, longest: int = LONGEST) -> str:
    """Text from outside on one line, without control, direction or line marks, cut to a length."""
    if text.isascii() and text.isprintable() and "  " not in text:  # nothing in it to mend, as in most
        return cut(text.strip(), longest)
    return cut(" ".join(one_line(text).split()), longest)


def cut(line: str, longest: int = LONGEST) -> str:
    """A line cut to a length, and seen to be."""
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Text without anything that would break a line, turn its direction, or not survive the way. Spaces at which no
    line may break stay: French needs them.
    """
    return " ".join(filter(None, "".join(map(_harmless, text)).split(" ")))


def _harmless(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Zl", "Zp"):  # controls, line and paragraph separators: what they stood between stays apart
        return " "
    return "" if kind in ("Cf", "Cs") and letter not in JOINERS else letter


def day(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The day of an instant, as `Tue 6 Jan`; with its year when that is not plain."""
    return tongue.day(at.astimezone(zone), year=abs(at - now) > timedelta(days=300))


def moment(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """An instant on the wall clock, as `Tue 6 Jan, 17:00`."""
    # Translators: a day and a time of day, as "Tue 6 Jan, 17:00"
    return _("%(day)s, %(time)s", day=day(at, zone, now), time=tongue.clock(at.astimezone(zone)))


def soon(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """An instant ahead: within six days by its weekday alone, as `Wed 17:00`; else with its date."""
    local = at.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    if not 0 <= days < 7:
        return moment(at, zone, now)
    # Translators: a weekday and a time of day, as "Wed 17:00"
    return _("%(weekday)s %(time)s", weekday=tongue.weekday(local), time=tongue.clock(local))


def credit(value: float) -> str:
    """What a promise is worth, as its steps are published: `1`, `0.75`, `0`."""
    return tongue.decimal(value)


def due(term: Term, zone: ZoneInfo, now: datetime) -> str:
    """When a term is due: of a dated one only the day."""
    return (day if term.dated else moment)(term.due, zone, now)


def stretch(length: timedelta) -> str:
    """About how long, in its largest whole unit."""
    hours = int(length.total_seconds() // 3600)
    if hours < 1:
        return _("less than an hour")
    return ngettext("%(num)s hour", "%(num)s hours", hours) if hours < 24 else long(timedelta(hours=hours))


def long(length: timedelta) -> str:
    """About how many days; weeks where they come out even, or from the third on."""
    weeks, days = _weeks(length)
    return (
        ngettext("%(num)s week", "%(num)s weeks", weeks) if weeks else ngettext("%(num)s day", "%(num)s days", days)
    )


def every(length: timedelta) -> str:
    """How often, as `every 2 weeks`."""
    weeks, days = _weeks(length)
    if weeks:
        return ngettext("every %(num)s week", "every %(num)s weeks", weeks)
    return ngettext("every %(num)s day", "every %(num)s days", days)


def _weeks(length: timedelta) -> tuple[int, int]:
    """A length as whole weeks, or else as days."""
    weeks, left = divmod(length.days, 7)
    return (weeks, 0) if weeks > 2 or (weeks == 2 and not left) else (0, length.days)


def span(first: datetime, last: datetime, zone: ZoneInfo, now: datetime) -> str:
    """The days from one to another, as `Mon 29 Dec to Sun 4 Jan`."""
    # Translators: two days, as "Mon 29 Dec to Sun 4 Jan"
    return _("%(first)s to %(last)s", first=day(first, zone, now), last=day(last, zone, now))


def percent(share: float) -> int:
    """A share as whole percents."""
    return round(share * 100)


def name_of(who: str, persons: Iterable[Person]) -> str:
    """What a promisee is called: a person's name where one answers to it, else as written."""
    person = whose(who, persons)
    return clean(person.name if person else who)


def greeting(who: str, persons: Iterable[Person]) -> str:
    """The short word for a promisee in a subject."""
    person = whose(who, persons)
    return clean(person.first_name if person else who, 40)


def listed(names: Sequence[str]) -> str:
    """Names in a row, as `Ama, Kofi and Efua`."""
    return tongue.listed(names)


def sentence(text: str) -> str:
    """Text with a large first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """Text with a small first letter, to go on in a sentence."""
    return text[:1].lower() + text[1:]


GIFTS = {
    GiveKind.ARTICLE: N_("an article"),
    GiveKind.INTRODUCTION: N_("an introduction"),
    GiveKind.CERTIFICATE: N_("a certificate"),
    GiveKind.NOMINATION: N_("a nomination"),
    GiveKind.MEAL: N_("a meal"),
    GiveKind.SERVICE: N_("a service"),
    GiveKind.ADVICE: N_("advice"),
    GiveKind.QUESTION: N_("a question"),
    GiveKind.TALK: N_("a talk"),
}
KINDS = {
    GiveKind.ARTICLE: N_("article"),
    GiveKind.INTRODUCTION: N_("introduction"),
    GiveKind.CERTIFICATE: N_("certificate earned"),
    GiveKind.NOMINATION: N_("award or nomination"),
    GiveKind.MEAL: N_("lunch or coffee paid"),
    GiveKind.SERVICE: N_("committee or service work"),
    GiveKind.ADVICE: N_("expertise or advice"),
    GiveKind.QUESTION: N_("good question"),
    GiveKind.TALK: N_("talk"),
}
"""What each kind of give is called on a page: messages, to be translated where they are used."""
