"""Days, times and numbers as the locale writes them that is spoken just now. Zones are the asker's: what comes in
stands on the reader's wall clock already.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from tracker.tongue.locales import tongue
from tracker.tongue.speech import spoken


def day(on: date, *, year: bool = False) -> str:
    """A day, as `Tue 6 Jan` or `Tue 6 Jan 2026`."""
    speaks = spoken()
    return _dated(on.toordinal(), speaks.day_of_year if year else speaks.day, speaks.code)


def date_alone(on: date) -> str:
    """A day without its weekday, as `6 Jan`, where there is little room."""
    speaks = spoken()
    return _dated(on.toordinal(), speaks.day.removeprefix("EEE").lstrip(", "), speaks.code)


def weekday(on: date, *, whole: bool = False) -> str:
    """The name of its weekday, as `Tue` or `Tuesday`."""
    return _dated(on.toordinal(), "EEEE" if whole else "EEE", spoken().code)


def month(on: date) -> str:
    """Its month, as `January 2026`."""
    return _dated(on.toordinal(), "LLLL y", spoken().code)


def clock(at: datetime) -> str:
    """The time of day on the wall clock that it is given in, as `17:00`."""
    return _clock(at.hour, at.minute, spoken().code)


def number(value: int) -> str:
    """A whole number, with its thousands apart."""
    return format_decimal(value, locale=spoken().locale)


def decimal(value: float) -> str:
    """A number with two decimals at most, and none that says nothing: `0.75`, `1`."""
    return _decimal(value, spoken().code)


def fixed(value: float, places: int) -> str:
    """A number with so many decimals, as `0.750`."""
    return format_decimal(value, f"0.{'0' * places}", locale=spoken().locale)


def percent(share: float) -> str:
    """A share in whole percents, as `86%`; halves go to the even one, as everywhere here."""
    return format_percent(round(share * 100) / 100, locale=spoken().locale)


def listed(names: Sequence[str]) -> str:
    """Names in a row, as `Ama, Kofi and Efua`."""
    return format_list(list(names), locale=spoken().lists)


def either(names: Sequence[str]) -> str:
    """Names of which one is meant, as `Ama, Kofi or Efua`."""
    return format_list(list(names), style="or", locale=spoken().lists)


@lru_cache(maxsize=4096)
def _dated(ordinal: int, pattern: str, code: str) -> str:
    """Pages of hundreds of promises say the same few days again and again."""
    return format_date(date.fromordinal(ordinal), pattern, locale=tongue(code).locale)


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, code: str) -> str:
    speaks = tongue(code)
    return format_time(time(hour, minute), speaks.clock, locale=speaks.locale)


@lru_cache(maxsize=4096)
def _decimal(value: float, code: str) -> str:
    return format_decimal(value, "0.##", locale=tongue(code).locale)
