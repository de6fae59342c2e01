"""How far a resource reaches: instants before and after which nothing of it lies. Never too near: what is not plain
has no bound.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from tracker.calendars.google.told import Told
from tracker.domain.event import Span

SLACK = timedelta(days=2)  # dates are taken as they stand, whatever their zones
WEEK = timedelta(weeks=1)

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{6}Z?)?")
_UNTIL = re.compile(r"(?:^|[:;])UNTIL=([^;]*)")
_COUNTED = re.compile(
    r"RRULE:(?:(?:FREQ=(?:DAILY|WEEKLY)|COUNT=\d{1,4}|INTERVAL=\d{1,3}|WKST=..|BYDAY=[A-Z,]+)(?:;|$))+"
)
_NUMBERS = re.compile(r"(COUNT|INTERVAL)=(\d+)")


class Reach(NamedTuple):
    """From `begins` to before `ends`; None: without that bound."""

    begins: datetime | None = None
    ends: datetime | None = None

    def touches(self, span: Span) -> bool:
        """Whether something may lie in a span."""
        return (self.begins is None or self.begins < span.end) and (self.ends is None or self.ends > span.start)


def reach(told: Told) -> Reach:
    """From the first start to the last end of all that takes place, with two days of slack."""
    try:
        reaches = [_reach(item) for item in told.living]
        begins, ends = [each.begins for each in reaches], [each.ends for each in reaches]
        return Reach(
            None if None in begins else min(filter(None, begins)) - SLACK,
            None if None in ends else max(filter(None, ends)) + SLACK,
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return Reach()  # what cannot be read is looked at each time


def _reach(item: Mapping[str, Any]) -> Reach:
    start, end = _day(item["start"]), _day(item.get("end") or item["start"])
    begins, last = min(start, end), max(start, end)
    lines = [str(line).upper() for line in item.get("recurrence") or ()]
    dates = [day for line in lines if line.startswith("RDATE") for day in _dates(line)]
    ends = [_last(line, start) for line in lines if line.startswith("RRULE")]
    if None in ends:
        return Reach(min([begins, *dates]))
    latest = max([start, *dates, *filter(None, ends)])
    return Reach(min([begins, *dates]), latest + (last - begins))


def _day(when: Mapping[str, str]) -> datetime:
    """The midnight, in UTC, of the day that is written."""
    return _midnight(date.fromisoformat(str(when.get("date") or when["dateTime"])[:10]))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _dates(line: str) -> Iterator[datetime]:
    """The days of an RDATE line. Raises ValueError for a period: how long that lasts is not plain."""
    return (_written(value) for value in line.partition(":")[2].split(",") if value.strip())


def _written(value: str) -> datetime:
    match = _DAY.fullmatch(value.strip())
    if not match:
        raise ValueError
    return _midnight(date(*map(int, match.groups())))


def _last(rule: str, start: datetime) -> datetime | None:
    """The day of the last instance, or a later one; None where it goes on, or its COUNT does not plainly tell. A day
    or week that counts one comes at least once in each interval of weeks.
    """
    if until := _UNTIL.findall(rule):
        return max(start, max(map(_written, until)))
    numbers = dict(_NUMBERS.findall(rule))
    if "COUNT" not in numbers or not _COUNTED.fullmatch(rule):
        return None
    return start + WEEK * int(numbers["COUNT"]) * int(numbers.get("INTERVAL", 1))
