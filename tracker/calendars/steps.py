"""A plain rule, asked of each day near the window whether it is one of its days: a series costs no more for its age.

Plain are the rules that people make: by hours, days, weeks, months or years, on weekdays or days of the month, at the
time of DTSTART or at some hours. For all others, and for series that were cut in two, recurring_ical_events steps
from the start on. Both give the same (tests/calendars/test_steps.py).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from tracker.calendars.moments import Moment
from tracker.calendars.rules import MOMENTS_A_DAY, OCCURRENCES
from tracker.domain.event import Span

MOST = 10_000  # days that are counted through from the start on, for the sake of a COUNT

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = rf"(?:-?[1-5])?(?:{'|'.join(_DAYS)})"
_DAY_OF_MONTH = r"-?(?:[1-9]|[12]\d|3[01])"
_MONTH = r"(?:[1-9]|1[0-2])"
_HOUR, _MINUTE = r"(?:1?\d|2[0-3])", r"[1-5]?\d"
_PART = re.compile(
    rf"FREQ=(?:HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)|(?:INTERVAL|COUNT)=[1-9]\d{{0,3}}|WKST=(?:{'|'.join(_DAYS)})"
    rf"|BYMONTH={_MONTH}(?:,{_MONTH})*|BYMONTHDAY={_DAY_OF_MONTH}(?:,{_DAY_OF_MONTH})*|BYDAY={_DAY}(?:,{_DAY})*"
    rf"|BYHOUR={_HOUR}(?:,{_HOUR})*|BYMINUTE={_MINUTE}(?:,{_MINUTE})*"
    r"|UNTIL=\d{8}(?:T\d{6}Z?)?|BYSETPOS=-?[1-9]\d?(?:,-?[1-9]\d?)*"
)


class _Day(NamedTuple):
    """A day, as rules count it. `number` is its ordinal; `in_month` and `in_year` count from both ends."""

    number: int
    year: int
    month: int
    weekday: int  # 0 for Monday
    in_month: tuple[int, int]
    in_year: tuple[int, int]


_Clock = Callable[[_Day], Sequence[time]]
_Test = Callable[[_Day], bool]
_Period = Callable[[_Day], int]  # the number of the day, week, month or year that holds a day


class Plan(NamedTuple):
    """A plain rule: which days are its own, at which times, how many, and until when (a date, or an instant in UTC).

    With `places` only the days count that stand there among all of their period, from its first or from its last.
    """

    tests: tuple[_Test, ...]
    clock: _Clock
    times: int | None
    until: date | None
    period: _Period
    places: frozenset[int]


def plan(value: str, start: Moment) -> Plan | None:
    """A rule as a plan; None if it is not plain."""
    written = value.strip().rstrip(";").upper().split(";")
    said = dict(part.partition("=")[::2] for part in written)
    if len(said) != len(written) or "FREQ" not in said or not all(map(_PART.fullmatch, written)):
        return None
    clock = _clock(said, start)
    period = _period(said["FREQ"], _DAYS.index(said.get("WKST", "MO")))
    tests = _tests(said, _day(start.at.toordinal()), period)
    if tests is None or clock is None or {"COUNT", "UNTIL"} <= said.keys():
        return None
    try:
        until = _until(said["UNTIL"], start) if "UNTIL" in said else None
    except (ValueError, OverflowError):
        return None
    count = int(said["COUNT"]) if "COUNT" in said else None
    return Plan(tests, clock, count, until, period, _numbers(said.get("BYSETPOS", "")))


def _clock(said: dict[str, str], start: Moment) -> _Clock | None:
    """At which times of a day. None for what is not plain: more of them than we show, days with times, places among
    times.
    """
    if not isinstance(start.at, datetime):
        return None if {"BYHOUR", "BYMINUTE"} & said.keys() or said["FREQ"] == "HOURLY" else lambda _: (time(),)
    base, hourly = start.at.timetz(), said["FREQ"] == "HOURLY"
    hours = sorted(_numbers(said.get("BYHOUR", "")) or (range(24) if hourly else {base.hour}))
    minutes = sorted(_numbers(said.get("BYMINUTE", "")) or {base.minute})
    if len(hours) * len(minutes) > MOMENTS_A_DAY or ("BYSETPOS" in said and len(hours) * len(minutes) > 1):
        return None
    clocks = [(hour, base.replace(hour=hour, minute=minute)) for hour in hours for minute in minutes]
    if not hourly:
        every = [clock for _, clock in clocks]
        return lambda _: every
    begin, interval = start.at.toordinal() * 24 + base.hour, int(said.get("INTERVAL", 1))
    return lambda day: [clock for hour, clock in clocks if (day.number * 24 + hour - begin) % interval == 0]


def _tests(said: dict[str, str], start: _Day, period: _Period) -> tuple[_Test, ...] | None:
    """What a day must pass (RFC 5545, 3.3.10): its period, the limits that are said, and those that DTSTART implies.
    None where the standard forbids a part, or no day could ever pass.
    """
    frequency = said["FREQ"]
    days, months, of_month = (said.get(name, "") for name in ("BYDAY", "BYMONTH", "BYMONTHDAY"))
    ordinals = any(character.isdigit() for character in days)
    if (frequency == "WEEKLY" and of_month) or (frequency in ("HOURLY", "DAILY", "WEEKLY") and ordinals):
        return None
    if not days and not of_month:
        if frequency == "WEEKLY":
            days = _DAYS[start.weekday]
        elif frequency in ("MONTHLY", "YEARLY"):
            of_month = str(start.in_month[0])
            months = months or (str(start.month) if frequency == "YEARLY" else "")
    tests = [] if frequency == "HOURLY" else [_every(int(said.get("INTERVAL", 1)), period, period(start))]
    if months:
        tests.append(_in_months(_numbers(months)))
    if of_month:
        tests.append(_on_days_of_month(_numbers(of_month)))
    if days:
        tests.append(_on_weekdays(days, of_year=frequency == "YEARLY" and not months))
    return None if months and of_month and _never(_numbers(months), _numbers(of_month)) else tuple(tests)


def _never(months: frozenset[int], days: frozenset[int]) -> bool:
    """Whether no month of these has such a day."""
    return all(abs(day) > monthrange(2024, month)[1] for month in months for day in days)


def _numbers(listed: str) -> frozenset[int]:
    return frozenset(int(number) for number in listed.split(",") if number)


def _period(frequency: str, week_starts: int) -> _Period:
    if frequency == "DAILY":
        return lambda day: day.number
    if frequency == "WEEKLY":
        return lambda day: (day.number - 1 - week_starts) // 7
    if frequency == "MONTHLY":
        return lambda day: day.year * 12 + day.month
    return lambda day: day.year


def _every(interval: int, period: _Period, first: int) -> _Test:
    return lambda day: (period(day) - first) % interval == 0


def _in_months(months: frozenset[int]) -> _Test:
    return lambda day: day.month in months


def _on_days_of_month(days: frozenset[int]) -> _Test:
    return lambda day: not days.isdisjoint(day.in_month)


def _on_weekdays(listed: str, *, of_year: bool) -> _Test:
    """On any of these weekdays, and on the first, the second last ... of those, of the month or of the year."""
    every = {_DAYS.index(day) for day in listed.split(",") if len(day) == 2}
    some = {(_DAYS.index(day[-2:]), int(day[:-2])) for day in listed.split(",") if len(day) > 2}

    def test(day: _Day) -> bool:
        if day.weekday in every:
            return True
        first, last = day.in_year if of_year else day.in_month
        return bool(some) and ((day.weekday, (first + 6) // 7) in some or (day.weekday, -((6 - last) // 7)) in some)

    return test


def _until(written: str, start: Moment) -> date:
    """As `rules` reads it: a date takes in all of that day, and a time without Z is on the series' own clock."""
    day = date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    if not isinstance(start.at, datetime):
        return day
    hour, minute, second = (written[9:11], written[11:13], written[13:15]) if "T" in written else (23, 59, 59)
    zone = UTC if written.endswith("Z") else start.at.tzinfo
    return datetime.combine(day, time(int(hour), int(minute), int(second)), zone).astimezone(UTC)


def moments(plan: Plan, start: Moment, span: Span, length: timedelta) -> list[date] | None:
    """The starts of all instances that can overlap a span, in the form of `start`; None if there are too many days to
    count. DTSTART itself is among them only if the rule gives it.
    """
    begin = start.at.toordinal()
    first = max(begin, span.start.toordinal() - length.days - 2)
    last = span.end.toordinal() + 2
    if plan.times and last - begin > MOST:
        return None
    days = (day for day in _matching(plan, begin if plan.times else first, last) if day.number >= begin)
    own = (
        _timed(plan, start.at, days)
        if isinstance(start.at, datetime)
        else (date.fromordinal(one.number) for one in days)
    )
    counted = islice(own, plan.times)
    near = (
        at for at in counted if first <= at.toordinal() <= last and (plan.until is None or sign(at) <= plan.until)
    )
    return list(islice(near, OCCURRENCES + 1 + MOMENTS_A_DAY * (length.days + 4)))


def _timed(plan: Plan, start: datetime, days: Iterable[_Day]) -> Iterator[datetime]:
    for day in days:
        on = date.fromordinal(day.number)
        for clock in plan.clock(day):
            at = datetime.combine(on, clock)
            if day.number > start.toordinal() or at.replace(tzinfo=None) >= start.replace(tzinfo=None):
                yield at


def sign(at: date) -> date:
    """By which two moments are the same, whatever their clocks."""
    return at.astimezone(UTC) if isinstance(at, datetime) else at


def _matching(plan: Plan, first: int, last: int) -> Iterator[_Day]:
    """The rule's days in a stretch; with places, in all periods that this touches: a place counts from where its
    period begins, even before DTSTART (RFC 5545, 3.3.10), where dateutil begins to count at DTSTART.
    """
    around = 366 if plan.places else 0
    days = (day for day in _days(max(first - around, 1), last + around) if all(test(day) for test in plan.tests))
    if not plan.places:
        yield from days
        return
    for _, group in groupby(days, plan.period):
        alike = list(group)
        for place, day in enumerate(alike):
            if not plan.places.isdisjoint((place + 1, place - len(alike))):
                yield day


def _days(first: int, last: int) -> Iterator[_Day]:
    """All days from one to another, both among them."""
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1 if first <= last else 0):
        yield from (day for day in _year(year) if first <= day.number <= last)


def _day(number: int) -> _Day:
    return next(_days(number, number))


@lru_cache(maxsize=64)
def _year(year: int) -> tuple[_Day, ...]:
    new_year = date(year, 1, 1).toordinal()
    length = date(year, 12, 31).toordinal() - new_year + 1
    days: list[_Day] = []
    for month in range(1, 13):
        size = monthrange(year, month)[1]
        for day in range(1, size + 1):
            passed = len(days)
            in_year = (passed + 1, passed - length)
            weekday = (new_year + passed + 6) % 7
            days.append(_Day(new_year + passed, year, month, weekday, (day, day - size - 1), in_year))
    return tuple(days)
