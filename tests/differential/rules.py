"""Recurrence rules made up at random: every part of RFC 5545, 3.3.10, in every combination that it allows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from tests.differential.clocks import Clock

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = {
    "YEARLY": 365,
    "MONTHLY": 30,
    "WEEKLY": 7,
    "DAILY": 1,
    "HOURLY": 1 / 24,
    "MINUTELY": 1 / 1440,
    "SECONDLY": 1e-5,
}
_INTERVALS = (1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 10, 12, 13)


def rule(random: Random, start: datetime, clock: Clock) -> str:
    """A rule for a series that starts then. Three in four hold its start."""
    frequency = random.choices(tuple(_STEP), weights=(16, 22, 28, 26, 5, 0.4, 0.4))[0]
    fits = random.random() < 0.75
    parts = [f"FREQ={frequency}"]
    interval = random.choice(_INTERVALS)
    if interval > 1 or random.random() < 0.2:
        parts.append(f"INTERVAL={interval}")
    by = _MAKERS[frequency](random, start, fits)
    if clock.form != "DATE":
        by += _times(random, start, fits)
    if by and random.random() < 0.16:
        many = frequency in (
            "YEARLY",
            "MONTHLY",
            "WEEKLY",
        )  # of a day there is no second: the pair would seek it for ever
        by.append("BYSETPOS=" + (_numbers(random, [-1, -1, 1, 2, -2, 3, 5]) if many else random.choice(["1", "-1"])))
    parts += by
    if random.random() < 0.3:
        parts.append(f"WKST={random.choice(['MO', 'SU', 'SU', 'WE'])}")
    parts += end(random, start, clock, _STEP[frequency] * interval)
    if random.random() < 0.3:
        parts[1:] = random.sample(parts[1:], len(parts) - 1)
    return ";".join(parts)


def end(random: Random, start: datetime, clock: Clock, step: float) -> list[str]:
    """COUNT, UNTIL in the form that DTSTART asks for, or no end."""
    kind = random.random()
    if kind < 0.3:
        return []
    if kind < 0.6:
        return [f"COUNT={random.choice([1, 2, 3, 5, 8, 10, 20, 52, 100, 365])}"]
    last = start + timedelta(
        days=min(step * random.choice([0, 1, 2, 5, 20, 60, 200]) + random.choice([0, 0, 1]), 4000)
    )
    return [f"UNTIL={until(random, last, clock)}"]


def until(random: Random, last: datetime, clock: Clock) -> str:
    """The last moment as RFC 5545 asks for it: a date for dates, local for floating times, else UTC."""
    return clock.in_utc(last) if clock.form == "TZID" else clock.value(last)


def _numbers(random: Random, among: list[int], most: int = 3) -> str:
    return ",".join(map(str, random.sample(among, random.choice(range(1, most + 1)))))


def _weekdays(random: Random, start: datetime, fits: bool) -> str:
    chosen = set(random.sample(DAYS, random.choice([1, 1, 2, 3, 5])))
    return "BYDAY=" + ",".join(day for day in DAYS if day in chosen | ({DAYS[start.weekday()]} if fits else set()))


def _ordinals(random: Random, start: datetime, fits: bool) -> str:
    """Such as 2TU,-1FR."""
    own = [f"{(start.day - 1) // 7 + 1}{DAYS[start.weekday()]}"] if fits else []
    return "BYDAY=" + ",".join(
        dict.fromkeys([*own, *(f"{random.choice([1, 2, 3, 4, 5, -1, -2])}{day}" for day in _few(random))])
    )


def _few(random: Random) -> list[str]:
    return random.sample(DAYS, random.choice([1, 1, 2]))


def _month_days(random: Random, start: datetime, fits: bool) -> str:
    own = f"{start.day}," if fits and random.random() < 0.7 else ""
    return "BYMONTHDAY=" + own + _numbers(random, [1, 2, 10, 13, 15, 28, 29, 30, 31, -1, -2, -31])


def _months(random: Random, start: datetime, fits: bool) -> str:
    chosen = set(random.sample(range(1, 13), random.choice([1, 2, 3, 6]))) | ({start.month} if fits else set())
    return "BYMONTH=" + ",".join(map(str, sorted(chosen)))


def _times(random: Random, start: datetime, fits: bool) -> list[str]:
    """BYHOUR, BYMINUTE and BYSECOND now and then."""
    parts = []
    if random.random() < 0.1:
        parts.append("BYHOUR=" + (f"{start.hour}," if fits else "") + _numbers(random, [0, 2, 6, 9, 12, 18, 23]))
    if random.random() < 0.07:
        parts.append("BYMINUTE=" + (f"{start.minute}," if fits else "") + _numbers(random, [0, 10, 20, 40, 59], 2))
    if random.random() < 0.03:
        parts.append("BYSECOND=" + _numbers(random, [0, 15, 30, 59], 1))
    return parts


Maker = Callable[[Random, datetime, bool], list[str]]


def _yearly(random: Random, start: datetime, fits: bool) -> list[str]:
    choices: tuple[Callable[[], list[str]], ...] = (
        list,
        lambda: [_months(random, start, fits)],
        lambda: [_months(random, start, fits), _month_days(random, start, fits)],
        lambda: [_months(random, start, fits), _ordinals(random, start, fits)],
        lambda: [_months(random, start, fits), _weekdays(random, start, fits)],
        lambda: [f"BYDAY={random.choice([1, 20, 53, -1, -10])}{random.choice(DAYS)}"],
        lambda: [_weekdays(random, start, fits)],
        lambda: [_weeks(random, start, fits), _weekdays(random, start, fits)],
        lambda: [_weeks(random, start, fits)],
        lambda: ["BYYEARDAY=" + _numbers(random, [1, 60, 100, 200, 366, -1, -100, -366])],
        lambda: ["BYYEARDAY=" + _numbers(random, [1, 100, 200, 365, -1, -100]), _weekdays(random, start, fits)],
        lambda: ["BYMONTHDAY=13", "BYDAY=FR"],
        lambda: [_month_days(random, start, fits)],
    )
    return random.choice(choices)()


def _weeks(random: Random, start: datetime, fits: bool) -> str:
    return "BYWEEKNO=" + (f"{start.isocalendar().week}," if fits else "") + _numbers(random, [1, 20, 52, 53, -1, -53])


def _monthly(random: Random, start: datetime, fits: bool) -> list[str]:
    choices: tuple[Callable[[], list[str]], ...] = (
        list,
        lambda: [_month_days(random, start, fits)],
        lambda: [_ordinals(random, start, fits)],
        lambda: [_ordinals(random, start, fits)],
        lambda: [_weekdays(random, start, fits)],
        lambda: [_months(random, start, fits), _month_days(random, start, fits)],
        lambda: [_month_days(random, start, fits), _weekdays(random, start, fits)],
        lambda: [_months(random, start, fits), _ordinals(random, start, fits)],
    )
    return random.choice(choices)()


def _weekly(random: Random, start: datetime, fits: bool) -> list[str]:
    parts = [_weekdays(random, start, fits)] if random.random() < 0.75 else []
    return [*parts, _months(random, start, fits)] if random.random() < 0.15 else parts


def _daily(random: Random, start: datetime, fits: bool) -> list[str]:
    parts = [_weekdays(random, start, fits)] if random.random() < 0.25 else []
    parts += [_months(random, start, fits)] if random.random() < 0.2 else []
    return [*parts, _month_days(random, start, fits)] if random.random() < 0.15 else parts


def _hourly(random: Random, start: datetime, fits: bool) -> list[str]:
    """One filter at most: what two exclude, the pair seeks hour by hour to the year 9999."""
    if random.random() < 0.1:
        return ["BYYEARDAY=1,100,-1"]
    return random.choice((list, lambda: [_weekdays(random, start, fits)], lambda: [_months(random, start, fits)]))()


def _often(random: Random, start: datetime, fits: bool) -> list[str]:
    return []


_MAKERS: dict[str, Maker] = {
    "YEARLY": _yearly,
    "MONTHLY": _monthly,
    "WEEKLY": _weekly,
    "DAILY": _daily,
    "HOURLY": _hourly,
    "MINUTELY": _often,
    "SECONDLY": _often,
}
