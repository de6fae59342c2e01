"""The guard before the repeating: which rules are followed, and how far (reliability D4).

dateutil steps through every moment from DTSTART on and never gives up; so the steps are counted before they are made.
"""

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from math import prod
from typing import Any, cast

from icalendar import vRecur

from tracker.calendars.moments import Moment
from tracker.calendars.properties import Unread

STEPS = 300_000
INTERVAL = 10_000
MOMENTS_A_DAY = 24
OCCURRENCES = 1_000  # of one series and window
SLACK = timedelta(days=400)  # an instance may have been moved into the window from this far

_STEP = {
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(days=7),
    "MONTHLY": timedelta(days=28),
    "YEARLY": timedelta(days=365),
}
_A_YEAR = {"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 52, "DAILY": 365, "HOURLY": 8_760}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MANY = ("BYDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYYEARDAY", "BYWEEKNO")


def guarded(value: str, start: Moment, last: datetime) -> str:
    """The rule as dateutil may have it, ending at `last` if it has no COUNT. Raises Unread with what is wrong.

    An UNTIL of another type than DTSTART (RFC 5545, 3.3.10 forbids it) is read as the sensible one.
    """
    parts = _parts(value)
    _refuse(parts)
    until = _until(parts, start)
    end = min(until, last) if until else last
    if "COUNT" not in parts:
        parts["UNTIL"] = [end.date() if start.all_day else end]
    _count_steps(parts, start, end)
    _settle_week(parts, start)
    for extra in [name for name in parts if name.startswith("X-") or name in ("RSCALE", "SKIP")]:
        del parts[extra]
    return str(parts.to_ical(), "ascii")  # type: ignore[no-untyped-call]


def often(value: str) -> float:
    """How many instances of a rule there are, in a year or in all, roughly: enough to read small series first."""
    said = dict(part.partition("=")[::2] for part in value.split(";"))
    lists = [len(listed.split(",")) for name, listed in said.items() if name in _MANY]
    a_year = _A_YEAR.get(said.get("FREQ", ""), 10**9) * prod(lists)
    interval, count = (said.get(name, "") for name in ("INTERVAL", "COUNT"))
    each = a_year / (int(interval) if interval.isdecimal() and int(interval[:9]) else 1)
    return min(each, int(count[:9])) if count.isdecimal() else each


def _parts(value: str) -> vRecur:
    """An RRULE's parts. Raises Unread."""
    try:
        return cast(vRecur, vRecur.from_ical(value.strip()))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise Unread("its RRULE cannot be read") from None


def _refuse(parts: vRecur) -> None:
    frequency = str((parts.get("FREQ") or [""])[0]).upper()
    if frequency in ("SECONDLY", "MINUTELY"):
        raise Unread("it repeats every second or minute; it is shown once")
    if frequency not in _STEP:
        raise Unread("its RRULE says no frequency; it is shown once")
    if str((parts.get("RSCALE") or ["GREGORIAN"])[0]).upper() != "GREGORIAN":
        raise Unread("it repeats by another calendar than the Gregorian; it is shown once")
    interval, count = _int(parts, "INTERVAL"), _int(parts, "COUNT")
    if not 1 <= interval <= INTERVAL or count < 1:
        raise Unread("it repeats with an INTERVAL or COUNT that makes no sense; it is shown once")
    if _moments_a_day(parts, frequency) > MOMENTS_A_DAY or any(len(values) > 400 for values in parts.values()):
        raise Unread("it repeats more than %(times)s times a day; it is shown once", times=MOMENTS_A_DAY)
    if _never(parts):
        raise Unread("its RRULE names a day that no month has; it is shown once")


def _int(parts: vRecur, name: str) -> int:
    return int((parts.get(name) or [1])[0])


def _moments_a_day(parts: vRecur, frequency: str) -> int:
    hours = 24 if frequency == "HOURLY" else len(set(parts.get("BYHOUR") or [0]))
    return hours * prod(len(set(parts.get(name) or [0])) for name in ("BYMINUTE", "BYSECOND"))


def _never(parts: vRecur) -> bool:
    """Whether no day of many years has what the BY parts ask for together, or BYSETPOS asks for more moments than an
    hour or a day has; dateutil would look for such a day up to the year 9999.
    """
    if not any(_fits(date.fromordinal(day), parts) for day in _DAYS):
        return True
    frequency, positions = str(parts["FREQ"][0]).upper(), parts.get("BYSETPOS") or []
    moments = _moments_a_day(parts, "") // (len(set(parts.get("BYHOUR") or [0])) if frequency == "HOURLY" else 1)
    return frequency in ("HOURLY", "DAILY") and bool(positions) and all(abs(int(one)) > moments for one in positions)


def _fits(day: date, parts: vRecur) -> bool:
    """Whether it is a day as all of the parts ask, roughly: a week's number may be one more or less elsewhere."""
    return all(
        any(test(day, int(value) if name != "BYDAY" else str(value)) for value in parts[name])
        for name, test in _FITS.items()
        if name in parts
    )


def _from_either_end(place: int, size: int, value: int) -> bool:
    return value in (place, place - size - 1)


def _of_month(day: date, value: int) -> bool:
    return _from_either_end(day.day, monthrange(day.year, day.month)[1], value)


def _of_year(day: date, value: int) -> bool:
    return _from_either_end(day.timetuple().tm_yday, 366 if isleap(day.year) else 365, value)


def _of_week(day: date, value: int) -> bool:
    week = day.isocalendar().week
    return any(value in (near, near - 53, near - 54) for near in (week - 1, week, week + 1))


_FITS: dict[str, Callable[[date, Any], bool]] = {
    "BYMONTH": lambda day, value: day.month == value,
    "BYMONTHDAY": _of_month,
    "BYYEARDAY": _of_year,
    "BYWEEKNO": _of_week,
    "BYDAY": lambda day, value: _WEEKDAYS[day.weekday()] == value[-2:],
}
_DAYS = range(date(2000, 1, 1).toordinal(), date(2028, 1, 1).toordinal())  # all that the calendar has to offer


def _until(parts: vRecur, start: Moment) -> datetime | None:
    """The last moment, in UTC. A date as UNTIL of a timed series takes in all of that day on the series' clock."""
    until = (parts.get("UNTIL") or [None])[0]
    if until is None:
        return None
    if start.all_day:
        day = until.date() if isinstance(until, datetime) else until
        return datetime.combine(day, time(), UTC)
    zone = start.at.tzinfo if isinstance(start.at, datetime) else UTC
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return (until if until.tzinfo else until.replace(tzinfo=zone)).astimezone(UTC)


def _count_steps(parts: vRecur, start: Moment, end: datetime) -> None:
    frequency = str(parts["FREQ"][0]).upper()
    steps = (end - _counted_from(start)) / (_STEP[frequency] * _int(parts, "INTERVAL"))
    if "COUNT" in parts:
        steps = min(steps, _int(parts, "COUNT") * _sparse(parts))
    if steps > STEPS:
        raise Unread("it has repeated too often since its start; it is shown once")


def _sparse(parts: vRecur) -> int:
    """How many steps one counted instance may take at most, roughly: a rule that filters passes many by."""
    return 1_500 if any(name.startswith("BY") for name in parts) else 1


def _settle_week(parts: vRecur, start: Moment) -> None:
    """BYWEEKNO alone means DTSTART's weekday (RFC 5545, 3.3.10); dateutil would give all seven days."""
    if "BYWEEKNO" in parts and not any(name in parts for name in ("BYDAY", "BYMONTHDAY", "BYYEARDAY")):
        parts["BYDAY"] = [_WEEKDAYS[start.at.weekday()]]


def _counted_from(start: Moment) -> datetime:
    if isinstance(start.at, datetime):
        return start.at.astimezone(UTC)
    return datetime.combine(start.at, time(), UTC)
