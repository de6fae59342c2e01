"""Values put into the words of a letter: dates on a wall clock, counts, names; and text made harmless."""

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker import tongue
from tracker.domain.people import GiveKind, Person, whose
from tracker.domain.promise import Term

LONGEST = 200  # letters of text from outside that a letter shows of any one thing (reliability D10)
JOINERS = "\u200c\u200d"  # formatting marks that scripts and emoji cannot be spelled without

Plain = TypeVar("Plain")


def clean(text: str, longest: int = LONGEST) -> str:
    """Text from outside on one line, without control, direction or line marks, cut to a length."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Text without anything that would break a line, turn its direction, or not survive the way."""
    return " ".join("".join(map(_harmless, text)).split())


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
    return f"{day(at, zone, now)}, {tongue.clock(at.astimezone(zone))}"


def soon(at: datetime, zone: ZoneInfo, now: datetime) -> str:
    """An instant ahead: within six days by its weekday alone, as `Wed 17:00`; else with its date."""
    local = at.astimezone(zone)
    days = (local.date() - now.astimezone(zone).date()).days
    return f"{tongue.weekday(local)} {tongue.clock(local)}" if 0 <= days < 7 else moment(at, zone, now)


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
        return "less than an hour"
    return count(hours, "hour") if hours < 24 else long(timedelta(hours=hours))


def long(length: timedelta) -> str:
    """About how many days; weeks where they come out even, or from the third on."""
    weeks, left = divmod(length.days, 7)
    return count(weeks, "week") if weeks > 2 or (weeks == 2 and not left) else count(length.days, "day")


def count(number: int, thing: str) -> str:
    """A number with its noun."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


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
    GiveKind.ARTICLE: "an article",
    GiveKind.INTRODUCTION: "an introduction",
    GiveKind.CERTIFICATE: "a certificate",
    GiveKind.NOMINATION: "a nomination",
    GiveKind.MEAL: "a meal",
    GiveKind.SERVICE: "a service",
    GiveKind.ADVICE: "advice",
    GiveKind.QUESTION: "a question",
    GiveKind.TALK: "a talk",
}
KINDS = {
    GiveKind.ARTICLE: "article",
    GiveKind.INTRODUCTION: "introduction",
    GiveKind.CERTIFICATE: "certificate earned",
    GiveKind.NOMINATION: "award or nomination",
    GiveKind.MEAL: "lunch or coffee paid",
    GiveKind.SERVICE: "committee or service work",
    GiveKind.ADVICE: "expertise or advice",
    GiveKind.QUESTION: "good question",
    GiveKind.TALK: "talk",
}
"""What each kind of give is called on a page."""
