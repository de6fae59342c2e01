"""A zone as a feed defines it: the observances of one VTIMEZONE, as a tzinfo (RFC 5545, 3.6.5)."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from tracker.calendars.lines import Component

LAST_YEAR = 2100  # rules without end are followed to here
ONSETS = 2_000

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(\d\d)?")
_PART = re.compile(
    r"FREQ=YEARLY|INTERVAL=1|COUNT=\d{1,4}|BY(HOUR|MINUTE|SECOND)=\d\d?|(BYMONTH|BYMONTHDAY|BYDAY|WKST|UNTIL)=[\w,+-]{1,60}",
    re.IGNORECASE,
)
_UNTIL = re.compile(r";?UNTIL=(\d{8}(?:T\d{6})?)(Z?)", re.IGNORECASE)


class Onset(NamedTuple):
    """A change of the clock: at this wall time, read before the change, one offset gives way to another."""

    at: datetime
    before: timedelta
    after: timedelta


class FileZone(tzinfo):
    """A zone of onsets. In a gap the offset before it holds, in a fold the first pass (reliability D8)."""

    def __init__(self, name: str, onsets: list[Onset]) -> None:
        self._name = name
        self._offsets = [onsets[0].before, *(onset.after for onset in onsets)]
        self._utc = [onset.at - onset.before for onset in onsets]
        steps = [(onset.at, onset.after - onset.before) for onset in onsets]
        self._walls = (
            [at + max(step, timedelta()) for at, step in steps],  # fold 0
            [at + min(step, timedelta()) for at, step in steps],  # fold 1
        )

    @property
    def offsets(self) -> frozenset[timedelta]:
        """All that it ever has."""
        return frozenset(self._offsets)

    def utcoffset(self, at: datetime | None) -> timedelta:
        """The offset at a wall time."""
        if at is None:
            return self._offsets[-1]
        return self._offsets[bisect_right(self._walls[at.fold], at.replace(tzinfo=None))]

    def dst(self, at: datetime | None) -> timedelta:
        """Nothing: what part of an offset is summer time is not ours to know."""
        return timedelta()

    def tzname(self, at: datetime | None) -> str:
        """The TZID."""
        return self._name

    def fromutc(self, at: datetime) -> datetime:
        """The wall time of an instant."""
        offset = self._offsets[bisect_right(self._utc, at.replace(tzinfo=None))]
        wall = at + offset
        return wall if self.utcoffset(wall) == offset else wall.replace(fold=1)


def file_zone(component: Component) -> FileZone:
    """The zone that a VTIMEZONE defines. Raises ValueError if it cannot be read."""
    onsets = sorted({onset for part in component.parts for onset in _onsets(_first_values(part), part)})
    if not onsets:
        raise ValueError("a zone without observances")
    return FileZone(f"feed zone at line {component.place.line}", onsets)


def _first_values(part: Component) -> dict[str, str]:
    values: dict[str, str] = {}
    for line in part.lines:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        values.setdefault(name.partition(";")[0].upper(), value.strip())
    return values


def _onsets(values: dict[str, str], part: Component) -> Iterator[Onset]:
    if part.kind not in (b"STANDARD", b"DAYLIGHT"):
        return
    before, after = _offset(values["TZOFFSETFROM"]), _offset(values["TZOFFSETTO"])
    start = _wall(values["DTSTART"])
    yield Onset(start, before, after)
    if rule := values.get("RRULE"):
        yield from (Onset(at, before, after) for at in _repeated(rule, start, before))
    for value in values.get("RDATE", "").split(",")[:ONSETS]:
        if value:
            yield Onset(_wall(value.partition("/")[0]), before, after)


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text)
    if not match:
        raise ValueError("an offset that cannot be read")
    sign, hours, minutes, seconds = match.groups()
    offset = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if offset >= timedelta(hours=24):
        raise ValueError("an offset of a day or more")
    return offset if sign == "+" else -offset


def _wall(text: str) -> datetime:
    text = text.removesuffix("Z")
    return datetime.strptime(text if "T" in text else text + "T000000", "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time


def _repeated(rule: str, start: datetime, before: timedelta) -> Iterator[datetime]:
    """The onsets of a yearly rule. UNTIL is in UTC, the onsets are wall times."""
    if not all(_PART.fullmatch(part) for part in rule.strip().rstrip(";").split(";")):
        raise ValueError("a zone that changes as no zone does")
    last = datetime(LAST_YEAR, 1, 1)  # noqa: DTZ001 - a wall time
    if until := _UNTIL.search(rule):
        last = _wall(until[1]) + (before if until[2] else timedelta())
        rule = _UNTIL.sub("", rule)
    for count, at in enumerate(rrulestr(rule, dtstart=start)):
        if at > last or count > ONSETS:
            return
        yield at
