"""Steps from one day to another: by weekdays, working days, weeks, months, quarters and years."""

from calendar import monthrange
from datetime import date, timedelta

from tracker.domain.reading.due_rules import WEEKDAYS

FRIDAY, SUNDAY = 4, 6


def counted_on(start: date, n: int, unit: str) -> date:
    """So many days, working days, weeks, fortnights, months, quarters or years on."""
    if unit.startswith(("business", "work")):
        return working_days_on(start, n)
    months = {"m": 1, "q": 3, "y": 12}.get(unit[0])
    if months:
        return months_on(start, n * months)
    return start + timedelta(days=n * {"d": 1, "w": 7, "f": 14}[unit[0]])


def working_days_on(start: date, n: int) -> date:
    """So many working days on, Monday to Friday."""
    whole, rest = divmod(min(n, 1000), 5)
    day = start + timedelta(weeks=whole)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() <= FRIDAY
    return day


def last_of(unit: str, today: date, ahead: int) -> date:
    """The last day of this month, quarter or year, or of one so many ahead."""
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = today.replace(day=1, month=(today.month - 1) // size * size + 1)
    return months_on(first, size * (1 + ahead)) - timedelta(days=1)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def months_on(day: date, months: int) -> date:
    """The same day some months on, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nth_weekday(year: int, month: int, wanted: int, which: str) -> date:
    """The "2nd" or "last" of one weekday in a month; ValueError where there is none."""
    first = date(year, month, 1)
    all_of_them = [
        first + timedelta(days=n) for n in range(monthrange(year, month)[1]) if (first.weekday() + n) % 7 == wanted
    ]
    index = -1 if which in ("last", "final") else int(which[0]) - 1
    if index >= len(all_of_them):
        raise ValueError
    return all_of_them[index]


def next_on_or_after(month: int, day: int, today: date) -> date:
    """The coming day with this month and day, today included; ValueError where there is none."""
    for year in range(today.year, today.year + 9):  # 29 February may be eight years off
        if day <= monthrange(year, month)[1] and date(year, month, day) >= today:
            return date(year, month, day)
    raise ValueError


def coming(weekday: str, today: date) -> date:
    """The coming one of a weekday, by its first three letters; today included."""
    return today + timedelta(days=(WEEKDAYS.index(weekday[:3]) - today.weekday()) % 7)
