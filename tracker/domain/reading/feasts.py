"""The days of feasts by which people promise, whose date another one or the moon decides."""
# ruff: noqa: E501  (a row of a table is one line)

import re
from collections.abc import Callable
from datetime import date, timedelta

FIXED = {
    "christmas eve": (12, 24), "christmas": (12, 25), "christmas day": (12, 25), "xmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new years eve": (12, 31), "new year's day": (1, 1), "new year's": (1, 1),
    "new years": (1, 1), "new year": (1, 1), "epiphany": (1, 6), "halloween": (10, 31), "valentine's day": (2, 14),
    "valentines day": (2, 14), "st patrick's day": (3, 17), "saint patrick's day": (3, 17), "april fools' day": (4, 1),
    "april fool's day": (4, 1), "earth day": (4, 22), "may day": (5, 1), "cinco de mayo": (5, 5), "juneteenth": (6, 19),
    "independence day": (7, 4), "bastille day": (7, 14), "all saints' day": (11, 1), "all saints day": (11, 1),
    "veterans day": (11, 11), "remembrance day": (11, 11), "groundhog day": (2, 2),
}  # fmt: skip
_NTH = {  # month, weekday from Monday 0, which one (-1: the last), and days after it
    "mlk day": (1, 0, 3, 0), "martin luther king day": (1, 0, 3, 0), "presidents' day": (2, 0, 3, 0),
    "presidents day": (2, 0, 3, 0), "mother's day": (5, 6, 2, 0), "mothers day": (5, 6, 2, 0),
    "memorial day": (5, 0, -1, 0), "father's day": (6, 6, 3, 0), "fathers day": (6, 6, 3, 0), "labor day": (9, 0, 1, 0),
    "labour day": (9, 0, 1, 0), "columbus day": (10, 0, 2, 0), "thanksgiving": (11, 3, 4, 0),
    "thanksgiving day": (11, 3, 4, 0), "black friday": (11, 3, 4, 1), "cyber monday": (11, 3, 4, 4),
}  # fmt: skip
_FROM_EASTER = {
    "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2, "easter": 0, "easter sunday": 0,
    "easter monday": 1, "ascension day": 39, "ascension": 39, "pentecost": 49, "whitsun": 49, "whit monday": 50,
    "pentecost monday": 50, "corpus christi": 60,
}  # fmt: skip
NAMES = "|".join(sorted(map(re.escape, (*FIXED, *_NTH, *_FROM_EASTER)), key=len, reverse=True))


def feast(name: str, today: date) -> date:
    """The coming day of a feast, today included. Names are in lower case."""
    of_year = _of_year(name)
    this = of_year(today.year)
    return this if this >= today else of_year(today.year + 1)


def _of_year(name: str) -> Callable[[int], date]:
    if name in FIXED:
        return lambda year: date(year, *FIXED[name])
    if name in _NTH:
        return lambda year: _nth(year, *_NTH[name])
    return lambda year: easter(year) + timedelta(days=_FROM_EASTER[name])


def _nth(year: int, month: int, weekday: int, which: int, after: int) -> date:
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1 if which > 0 else 4))
    return (day if day.month == month else day - timedelta(weeks=1)) + timedelta(days=after)


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    golden, century, rest = year % 19, *divmod(year, 100)
    leaps, odd = divmod(century, 4)
    moon = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    sunday = (32 + 2 * odd + 2 * quarter - moon - left) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
