"""The grammar of due words: which days a phrase can mean, counted from a reference day.

Each function reads one row of the table in `due_rules` and gives the days that it can mean, the likeliest first;
more than one means that people disagree, and so the user is asked.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.due_rules import DAYS, FEASTS, MONTHS, SHIFTS, WEEKDAYS

FRIDAY, SUNDAY = 4, 6
HALF_A_YEAR = timedelta(days=183)


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
        return Days((*found.days, _coming(said, today)))
    return found


def _yearless(month: int, day: int, today: date) -> Days:
    """The one nearest ahead. One that lies just behind may have been meant as well, or may be a slip."""
    ahead = _next_on_or_after(month, day, today)
    try:
        behind = date(ahead.year - 1, month, day)
    except ValueError:
        return _one(ahead)
    return Days((ahead, behind)) if today - behind < HALF_A_YEAR else _one(ahead)


def _next_on_or_after(month: int, day: int, today: date) -> date:
    for year in range(today.year, today.year + 9):  # 29 February may be eight years off
        if day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError


def _nth_weekday(match: re.Match[str], today: date) -> Days:
    wanted, which = WEEKDAYS.index(match["wd"][:3]), match["nth"]
    if match["mon"]:
        year, month = int(match["y"] or 0), _month(match)
        if not year:
            years = (today.year, today.year + 1)
            return next(_one(day) for each in years if (day := _nth(each, month, wanted, which)) >= today)
    else:
        first = _months_on(today.replace(day=1), match["ahead"] == "next")
        year, month = first.year, first.month
    return _one(_nth(year, month, wanted, which))


def _nth(year: int, month: int, wanted: int, which: str) -> date:
    first = date(year, month, 1)
    all_of_them = [
        first + timedelta(days=n) for n in range(monthrange(year, month)[1]) if (first.weekday() + n) % 7 == wanted
    ]
    index = -1 if which in ("last", "final") else int(which[0]) - 1
    if index >= len(all_of_them):
        raise ValueError
    return all_of_them[index]


def _day_of_month(match: re.Match[str], today: date) -> Days:
    first = _months_on(today.replace(day=1), match["ahead"] in ("next", "coming", "following"))
    day = first.replace(day=int(match["d"]))
    return _one(day if day >= today or match["ahead"] else _months_on(day, 1))


def _bare_nth(match: re.Match[str], today: date) -> Days:
    number = int(match["d"])
    months = (_months_on(today.replace(day=1), n) for n in range(3))
    fitting = (each.replace(day=number) for each in months if number <= monthrange(each.year, each.month)[1])
    day = next((each for each in fitting if each >= today), None)
    if day is None:
        raise ValueError
    said = match.groupdict().get("wd")
    if said and day.weekday() != WEEKDAYS.index(said[:3]):
        return Days((day, _coming(said, today)))
    return _one(day)


def _weekday(match: re.Match[str], today: date) -> Days:
    """The coming one, today included. "Next" divides people, and "this" does when today is one."""
    coming, ahead = _coming(match["wd"], today), match["ahead"]
    if ahead in ("next", "following"):
        of_next_week = _monday(today) + timedelta(weeks=1, days=coming.weekday())
        return Days((of_next_week, coming if coming != of_next_week else coming + timedelta(weeks=1)))
    if ahead and coming == today:
        return Days((today + timedelta(weeks=1), today))
    return _one(coming)


def _weekday_of_week(match: re.Match[str], today: date) -> Days:
    on = _monday(today) + timedelta(days=WEEKDAYS.index(match["wd"][:3]))
    return _one(on if match["ahead"] in ("this", "current") else on + timedelta(weeks=1))


def _coming(weekday: str, today: date) -> date:
    return today + timedelta(days=(WEEKDAYS.index(weekday[:3]) - today.weekday()) % 7)


def _count(match: re.Match[str], today: date) -> Days:
    start = today + timedelta(days=1) if match.groupdict().get("base") == "tomorrow" else today
    return _one(_on(start, int(match["n"]), match["unit"]))


def _ago(match: re.Match[str], today: date) -> Days:
    n, unit = int(match["n"]), match["unit"]
    return _one(_months_on(today, -n) if unit[0] == "m" else today - timedelta(days=n * (7 if unit[0] == "w" else 1)))


def _weekday_gone(match: re.Match[str], today: date) -> Days:
    return _one(_coming(match["wd"], today - timedelta(weeks=1)))


def _on(start: date, n: int, unit: str) -> date:
    if unit.startswith(("business", "work")):
        return _working_days_on(start, n)
    months = {"m": 1, "q": 3, "y": 12}.get(unit[0])
    if months:
        return _months_on(start, n * months)
    return start + timedelta(days=n * {"d": 1, "w": 7, "f": 14}[unit[0]])


def _working_days_on(start: date, n: int) -> date:
    whole, rest = divmod(min(n, 1000), 5)
    day = start + timedelta(weeks=whole)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() <= FRIDAY
    return day


def _weekdays_on(match: re.Match[str], today: date) -> Days:
    after = _coming(match["wd"], today + timedelta(days=1))
    return _one(after + timedelta(weeks=int(match["n"]) - 1))


def _end_of(match: re.Match[str], today: date) -> Days:
    ahead = match["ahead"] in ("next", "coming", "following")
    unit = match["unit"]
    if unit == "week":
        friday = _monday(today) + timedelta(days=FRIDAY, weeks=ahead)
        return _one(friday if friday >= today else friday + timedelta(days=SUNDAY - FRIDAY))
    return _one(_last_of(unit, today, ahead))


def _last_of(unit: str, today: date, ahead: int) -> date:
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = today.replace(day=1, month=(today.month - 1) // size * size + 1)
    return _months_on(first, size * (1 + ahead)) - timedelta(days=1)


def _span(match: re.Match[str], today: date) -> Days:
    """A stretch of time: its last day; but by next week some mean its first."""
    ahead = match["ahead"] in ("next", "coming", "following")
    unit = match["unit"]
    if unit == "weekend":
        return Days((_monday(today) + timedelta(days=SUNDAY, weeks=ahead),), span=True)
    monday = _monday(today) + timedelta(weeks=ahead)
    last = monday + timedelta(days=SUNDAY) if unit == "week" else _last_of(unit, today, ahead)
    first = monday if unit == "week" else _last_of(unit, today, ahead - 1) + timedelta(days=1)
    return Days((last, first), span=True) if ahead else Days((last,), span=True)


def _end_of_month(match: re.Match[str], today: date) -> Days:
    return _one(_last_of("month", _first_of(match, today), 0))


def _month_alone(match: re.Match[str], today: date) -> Days:
    """ "By March" may mean before it begins or before it ends."""
    first = _first_of(match, today)
    return Days((_last_of("month", first, 0), first), span=True)


def _first_of(match: re.Match[str], today: date) -> date:
    month = _month(match)
    year = int(match["y"]) if match["y"] else today.year + (month < today.month)
    return date(year, month, 1)


def _quarter(match: re.Match[str], today: date) -> Days:
    year = int(match["y"] or today.year)
    last = _last_of("quarter", date(year, int(match["q"]) * 3, 1), 0)
    return _one(last if match["y"] or last >= today else last.replace(year=year + 1))


def _start_of(match: re.Match[str], today: date) -> Days:
    if match["mon"]:
        return _one(_first_of(match, today))
    if match["unit"] == "week":
        return _one(_monday(today) + timedelta(weeks=1))
    return _one(_last_of(match["unit"], today, 0) + timedelta(days=1))


def _feast(match: re.Match[str], today: date) -> Days:
    return _one(_next_on_or_after(*FEASTS[match[0]], today))


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(match["mon"][:3]) + 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


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
    "weekdays on": _weekdays_on,
    "end of": _end_of,
    "span": _span,
    "end of month": _end_of_month,
    "month alone": _month_alone,
    "quarter": _quarter,
    "start of": _start_of,
    "feast": _feast,
}
