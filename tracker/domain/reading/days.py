"""The grammar of due words: which days a phrase can mean, counted from a reference day.

Each function reads one row of the table in `due_rules` and gives the days that it can mean, the likeliest first;
more than one means that people disagree, and so the user is asked.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.reading.day_steps import (
    FRIDAY,
    SUNDAY,
    coming,
    counted_on,
    last_of,
    monday,
    months_on,
    next_on_or_after,
    nth_weekday,
)
from tracker.domain.reading.due_rules import DAYS, MONTHS, SHIFTS, WEEKDAYS
from tracker.domain.reading.feasts import feast

HALF_A_YEAR = timedelta(days=183)
_NEXT = ("next", "coming", "following")


class Days(NamedTuple):
    """The days a phrase can mean, the likeliest first. `span`: it named a stretch of time, and they are its last."""

    days: tuple[date, ...]
    span: bool = False


def days(phrase: str, today: date) -> Days | None:
    """Which days a phrase means, in lower case and without clock or filler words; None when it names none."""
    for name, pattern in DAYS:
        if match := pattern.fullmatch(phrase):
            try:
                return _MEANINGS[name](match, today)
            except (ValueError, OverflowError):  # the 31st of a month that has 30; a day after the last year
                return None
    return None


def _one(day: date) -> Days:
    return Days((day,))


def _shift(match: re.Match[str], today: date) -> Days:
    return _one(today + timedelta(days=SHIFTS.get(match["word"], 1)))


def _iso(match: re.Match[str], today: date) -> Days:
    return _one(date(int(match[1]), int(match[2]), int(match[3])))


def _numeric(match: re.Match[str], today: date) -> Days:
    """`6/1` is a day in June to some and in January to others; `13/9` leaves no choice."""
    first, second, year = int(match["a"]), int(match["b"] or match["b2"]), match["y"] or match["y2"]
    both = [(month, day) for month, day in ((first, second), (second, first)) if month <= 12 and day <= 31]
    if not both:
        raise ValueError
    if year:
        full = int(year) + (2000 if len(year) == 2 else 0)
        return Days(tuple(dict.fromkeys(date(full, month, day) for month, day in both)))
    return Days(tuple(dict.fromkeys(day for pair in both for day in _yearless(*pair, today).days)))


def _dotted(match: re.Match[str], today: date) -> Days:
    year = match[3]
    if year:
        return _one(date(int(year) + (2000 if len(year) == 2 else 0), int(match[2]), int(match[1])))
    return _yearless(int(match[2]), int(match[1]), today)


def _month_day(match: re.Match[str], today: date) -> Days:
    """A day of a named month; a weekday said beside it must agree, or its reader is asked which was meant."""
    month, day = _month(match), int(match["d"])
    found = _one(date(int(match["y"]), month, day)) if match["y"] else _yearless(month, day, today)
    said = match.groupdict().get("wd")
    if said and found.days[0].weekday() != WEEKDAYS.index(said[:3]):
        return Days((*found.days, coming(said, today)))
    return found


def _yearless(month: int, day: int, today: date) -> Days:
    """The one nearest ahead. One that lies just behind may have been meant as well, or may be a slip."""
    ahead = next_on_or_after(month, day, today)
    try:
        behind = date(ahead.year - 1, month, day)
    except ValueError:
        return _one(ahead)
    return Days((ahead, behind)) if today - behind < HALF_A_YEAR else _one(ahead)


def _nth_weekday(match: re.Match[str], today: date) -> Days:
    wanted, which = WEEKDAYS.index(match["wd"][:3]), match["nth"]
    if match["mon"]:
        year, month = int(match["y"] or 0), _month(match)
        if not year:
            years = (today.year, today.year + 1)
            return next(_one(day) for each in years if (day := nth_weekday(each, month, wanted, which)) >= today)
    else:
        first = months_on(today.replace(day=1), match["ahead"] == "next")
        year, month = first.year, first.month
    return _one(nth_weekday(year, month, wanted, which))


def _day_of_month(match: re.Match[str], today: date) -> Days:
    first = months_on(today.replace(day=1), match["ahead"] in _NEXT)
    day = first.replace(day=int(match["d"]))
    return _one(day if day >= today or match["ahead"] else months_on(day, 1))


def _bare_nth(match: re.Match[str], today: date) -> Days:
    number = int(match["d"])
    months = (months_on(today.replace(day=1), n) for n in range(3))
    fitting = (each.replace(day=number) for each in months if number <= monthrange(each.year, each.month)[1])
    day = next((each for each in fitting if each >= today), None)
    if day is None:
        raise ValueError
    said = match.groupdict().get("wd")
    if said and day.weekday() != WEEKDAYS.index(said[:3]):
        return Days((day, coming(said, today)))
    return _one(day)


def _weekday(match: re.Match[str], today: date) -> Days:
    """The coming one, today included. "Next" divides people, and "this" does when today is one."""
    first, ahead = coming(match["wd"], today), match["ahead"]
    if ahead in ("next", "following"):
        of_next_week = monday(today) + timedelta(weeks=1, days=first.weekday())
        return Days((of_next_week, first if first != of_next_week else first + timedelta(weeks=1)))
    if ahead and first == today:
        return Days((today + timedelta(weeks=1), today))
    return _one(first)


def _weekday_of_week(match: re.Match[str], today: date) -> Days:
    on = monday(today) + timedelta(days=WEEKDAYS.index(match["wd"][:3]))
    return _one(on if match["ahead"] in ("this", "current") else on + timedelta(weeks=1))


def _count(match: re.Match[str], today: date) -> Days:
    start = today + timedelta(days=1) if match.groupdict().get("base") == "tomorrow" else today
    return _one(counted_on(start, int(match["n"]), match["unit"]))


def _ago(match: re.Match[str], today: date) -> Days:
    n, unit = int(match["n"]), match["unit"]
    return _one(months_on(today, -n) if unit[0] == "m" else today - timedelta(days=n * (7 if unit[0] == "w" else 1)))


def _weekday_gone(match: re.Match[str], today: date) -> Days:
    return _one(coming(match["wd"], today - timedelta(weeks=1)))


def _weekday_on(match: re.Match[str], today: date) -> Days:
    """ "A week from Friday", and "Friday week"."""
    return _one(coming(match["wd"], today) + timedelta(weeks=int(match.groupdict().get("n") or 1)))


def _nth_week(match: re.Match[str], today: date) -> Days:
    return Days((_first_of(match, today) + timedelta(days=7 * int(match["nth"]) - 1),), span=True)


def _middle_of(match: re.Match[str], today: date) -> Days:
    """The 15th of a month; of a week, its Wednesday."""
    if match["mon"]:
        day = _first_of(match, today).replace(day=15)
        return _one(day if match["y"] or day >= today else day.replace(year=day.year + 1))
    ahead, unit = match["ahead"] in _NEXT, match["unit"]
    if unit == "week":
        return _one(monday(today) + timedelta(days=2, weeks=ahead))
    last = last_of(unit, today, ahead)
    return _one(last.replace(day=15) if unit == "month" else months_on(last, -6 if unit == "year" else -1))


def _iso_week(match: re.Match[str], today: date) -> Days:
    """The Friday of a week by its number (ISO 8601), which is how Central Europe counts."""
    week = int(match["week"])
    friday = date.fromisocalendar(today.year, week, 5)
    return Days((friday if friday >= today else date.fromisocalendar(today.year + 1, week, 5),), span=True)


def _weekdays_on(match: re.Match[str], today: date) -> Days:
    after = coming(match["wd"], today + timedelta(days=1))
    return _one(after + timedelta(weeks=int(match["n"]) - 1))


def _end_of(match: re.Match[str], today: date) -> Days:
    ahead = match["ahead"] in _NEXT
    unit = match["unit"]
    if unit == "week":
        friday = monday(today) + timedelta(days=FRIDAY, weeks=ahead)
        return _one(friday if friday >= today else friday + timedelta(days=SUNDAY - FRIDAY))
    return _one(last_of(unit, today, ahead))


def _span(match: re.Match[str], today: date) -> Days:
    """A stretch of time: its last day; but by next week some mean its first."""
    ahead = match["ahead"] in _NEXT
    unit = match["unit"]
    if unit == "weekend":
        return Days((monday(today) + timedelta(days=SUNDAY, weeks=ahead),), span=True)
    begins = monday(today) + timedelta(weeks=ahead)
    last = begins + timedelta(days=SUNDAY) if unit == "week" else last_of(unit, today, ahead)
    first = begins if unit == "week" else last_of(unit, today, ahead - 1) + timedelta(days=1)
    return Days((last, first), span=True) if ahead else Days((last,), span=True)


def _end_of_month(match: re.Match[str], today: date) -> Days:
    return _one(last_of("month", _first_of(match, today), 0))


def _month_alone(match: re.Match[str], today: date) -> Days:
    """ "By March" may mean before it begins or before it ends."""
    first = _first_of(match, today)
    return Days((last_of("month", first, 0), first), span=True)


def _first_of(match: re.Match[str], today: date) -> date:
    month = _month(match)
    year = int(match["y"]) if match["y"] else today.year + (month < today.month)
    return date(year, month, 1)


def _quarter(match: re.Match[str], today: date) -> Days:
    year = int(match["y"] or today.year)
    last = last_of("quarter", date(year, int(match["q"]) * 3, 1), 0)
    return _one(last if match["y"] or last >= today else last.replace(year=year + 1))


def _start_of(match: re.Match[str], today: date) -> Days:
    if match["mon"]:
        return _one(_first_of(match, today))
    if match["unit"] == "week":
        return _one(monday(today) + timedelta(weeks=1))
    return _one(last_of(match["unit"], today, 0) + timedelta(days=1))


def _feast(match: re.Match[str], today: date) -> Days:
    return _one(feast(match[0], today))


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(match["mon"][:3]) + 1


_MEANINGS: dict[str, Callable[[re.Match[str], date], Days]] = {
    "shift": _shift,
    "weekday": _weekday,
    "weekday of week": _weekday_of_week,
    "iso": _iso,
    "month day": _month_day,
    "numeric": _numeric,
    "dotted": _dotted,
    "nth weekday": _nth_weekday,
    "day of month": _day_of_month,
    "bare nth": _bare_nth,
    "count": _count,
    "ago": _ago,
    "weekday gone": _weekday_gone,
    "weekday on": _weekday_on,
    "nth week": _nth_week,
    "middle of": _middle_of,
    "iso week": _iso_week,
    "weekdays on": _weekdays_on,
    "end of": _end_of,
    "span": _span,
    "end of month": _end_of_month,
    "end of year": lambda match, _: _one(date(int(match["y"]), 12, 31)),
    "month alone": _month_alone,
    "quarter": _quarter,
    "start of": _start_of,
    "feast": _feast,
}
