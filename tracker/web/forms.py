"""What was typed into a form, as values. What cannot be read is refused in words that say what to type."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from tracker.domain.people import Cadence
from tracker.domain.reading.due import Due
from tracker.tongue import gettext as _

LONGEST = 500
MOST_WEEKS = 520
LAST_SECOND = time(23, 59, 59)
Word = TypeVar("Word", bound=StrEnum)


class Unreadable(ValueError):
    """A field that cannot be read; the text says what to type."""


def text(form: Mapping[str, str], name: str, asked: str = "", longest: int = LONGEST) -> str:
    """One field, trimmed; `asked` is what to say when it must not be empty."""
    typed = " ".join(form.get(name, "").split())
    if asked and not typed:
        raise Unreadable(asked)
    if len(typed) > longest:
        raise Unreadable(_("That is longer than %(most)s letters. Say it shorter.", most=longest))
    return typed


def addresses(form: Mapping[str, str], name: str) -> frozenset[str]:
    """Mail addresses, one a line or parted by commas, in lower case."""
    typed = form.get(name, "").replace(",", " ").split()
    for address in typed:
        before, at, after = address.partition("@")
        if not (before and at and "." in after) or len(address) > 254:
            raise Unreadable(
                _("%(typed)s is not a mail address. Type one a line, like ama@example.com.", typed=repr(address[:60]))
            )
    return frozenset(address.casefold() for address in typed)


def rows(form: Mapping[str, str], name: str, most: int = 50, parted_by: str = "\n") -> tuple[str, ...]:
    """Words or lines, one a line or also parted by what is said; none twice."""
    typed = (" ".join(row.split()) for row in form.get(name, "").replace(parted_by, "\n").splitlines())
    found = tuple(dict.fromkeys(row for row in typed if row))
    if len(found) > most:
        raise Unreadable(_("That is more than %(most)s lines. Leave out what matters least.", most=most))
    if any(len(row) > LONGEST for row in found):
        raise Unreadable(_("One line is longer than %(most)s letters. Say it shorter.", most=LONGEST))
    return found


def word(form: Mapping[str, str], name: str, kind: type[Word], asked: str) -> Word:
    """One of a fixed set of words."""
    try:
        return kind(form.get(name, ""))
    except ValueError:
        raise Unreadable(asked) from None


def number(form: Mapping[str, str], name: str, least: int, most: int, what: str) -> int:
    """A whole number within bounds."""
    typed = form.get(name, "").strip()
    if not typed.isascii() or not typed.isdecimal() or not least <= int(typed[:9]) <= most:
        raise Unreadable(
            _("%(what)s must be a whole number from %(least)s to %(most)s.", what=what, least=least, most=most)
        )
    return int(typed)


def weeks(form: Mapping[str, str], ideal: str, longest: str) -> Cadence | None:
    """How often to meet, in weeks; None when neither was typed."""
    if not form.get(ideal, "").strip() and not form.get(longest, "").strip():
        return None
    often = number(form, ideal, 1, MOST_WEEKS, _("How often to meet, in weeks,"))
    at_most = number(form, longest, often, MOST_WEEKS, _("The longest without meeting, in weeks,"))
    return Cadence(timedelta(weeks=often), timedelta(weeks=at_most))


def day(form: Mapping[str, str], name: str) -> date | None:
    """A day, or None when none was typed."""
    typed = form.get(name, "").strip()
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Unreadable(_("That day cannot be read. Type it as 2026-01-06.")) from None


def clock(form: Mapping[str, str], name: str) -> time | None:
    """A time of day, or None when none was typed."""
    typed = form.get(name, "").strip()
    try:
        return time.fromisoformat(typed).replace(tzinfo=None) if typed else None
    except ValueError:
        raise Unreadable(_("That time cannot be read. Type it as 17:00.")) from None


def due(form: Mapping[str, str], zone: ZoneInfo) -> Due:
    """The due that was chosen: one of the readings offered, or a day with or without a time. Never a default."""
    offered = form.get("reading", "")
    if offered and offered != "other":
        return _reading(offered)
    on, at = day(form, "due_on"), clock(form, "due_at")
    if on is None:
        raise Unreadable(_("Choose the day by which it is due. There is no default: a promise needs its own."))
    return Due(datetime.combine(on, at or LAST_SECOND, zone), dated=at is None)


def _reading(offered: str) -> Due:
    kind, _between, at = offered.partition(" ")
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None or kind not in ("day", "time"):
        raise Unreadable(_("Choose one of the readings, or another day."))
    return Due(read, dated=kind == "day")


def reading(due: Due) -> str:
    """The value of a choice that `due` reads back."""
    return f"{'day' if due.dated else 'time'} {due.at.isoformat()}"


def instant(form: Mapping[str, str], zone: ZoneInfo, now: datetime) -> datetime | None:
    """When something happened: a day with or without a time; None when none was typed. Never in the future.

    A day alone means noon on it; today alone means now.
    """
    on, at = day(form, "at_on"), clock(form, "at_at")
    if on is None:
        return None
    if at is None and on == now.astimezone(zone).date():
        return now
    happened = datetime.combine(on, at or time(12), zone)
    if happened > now:
        raise Unreadable(_("That lies in the future. Mark it once it has happened."))
    return happened
