"""The names of time zones in feeds, read as zones: IANA's, then the feed's own definitions, then Windows and others.

A definition counts only within its feed, and never under a name of IANA's, which means the same to all. The parser's
own cache of zones is never used: there one feed's definition would move another user's events (reliability 1.2).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from tracker.calendars.allowance import Allowance
from tracker.calendars.lines import Component
from tracker.calendars.vtimezone import FileZone, file_zone

ZONES = 200  # different names in one calendar that are worked out

_OFFSET = re.compile(r"^\(?(?:UTC|GMT)\s*(?:([+\-\u2212])(\d{1,2}):?(\d\d)?)?\)?(.*)$", re.IGNORECASE)
_REGIONS = {  # display names of Windows that name no city
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "coordinated universal time": "UTC",
}
_HALF_HOURS = ("Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Kabul", "Asia/Yangon", "Australia/Darwin")
_SAMPLES = tuple(datetime(year, month, 15, 12, tzinfo=UTC) for year in (2016, 2021, 2026) for month in (1, 4, 7, 10))


class Zones:
    """The zones of one VCALENDAR. `hint` is its X-WR-TIMEZONE, `home` the user's own zone.

    What no one knows is read in the hint, else at home, and remembered in `unknown`: it is never silently floating.
    """

    def __init__(
        self, definitions: Iterable[Component], hint: str, home: ZoneInfo, allowance: Allowance | None = None
    ) -> None:
        self.home = home
        self._allowance = allowance or Allowance()
        self.unknown: set[str] = set()
        self.hint = (known(hint, any_case=True) if hint else None) or home
        self._definitions = {_tzid(component): component for component in definitions}
        self._read: dict[str, tzinfo] = {}
        self._strange: set[str] = set()

    def zone(self, tzid: str) -> tzinfo:
        """The zone of a TZID parameter."""
        if tzid not in self._read:
            self._read[tzid] = iana(tzid) or self._worked_out(tzid)
        return self._read[tzid]

    def _worked_out(self, tzid: str) -> tzinfo:
        """The zone of a name that is not IANA's. What the feed defines counts (RFC 5545, 3.2.19), then what Windows,
        a careless writer or a person means by it. But a definition that has not one offset of the zone that Windows
        means by the name is a lie, or belongs to another.
        """
        meant = known(tzid, any_case=True)
        if _defines(tzid, self._definitions) and len(self._strange) < ZONES:
            self._strange.add(tzid)
            zone = self._defined(tzid)
            if zone and (meant is None or not zone.offsets.isdisjoint(_offsets(meant))):
                return zone
        return meant or guessed(tzid) or self._fallback(tzid)

    def _defined(self, tzid: str) -> FileZone | None:
        component = self._definitions.get(tzid.strip().lower())
        try:
            with self._allowance.for_one():
                return file_zone(component) if component else None
        except MemoryError:
            raise
        except Exception:  # many kinds come out of parsers (reliability 1.3); a broken definition is none
            return None

    def _fallback(self, tzid: str) -> ZoneInfo:
        self.unknown.add(tzid)
        return self.hint

    def name(self, zone: tzinfo | None, at: datetime) -> str:
        """The IANA name under which a wall clock of this zone can be shown again."""
        if isinstance(zone, FileZone):
            return _match(tuple(zone.utcoffset(moment.astimezone(zone)) for moment in _SAMPLES)) or _fixed(
                at.utcoffset() or timedelta()
            )
        if isinstance(zone, ZoneInfo) and zone.key not in ("UTC", "Etc/UTC"):
            return zone.key
        return self.hint.key  # an instant in UTC names no wall clock


def _offsets(zone: ZoneInfo) -> set[timedelta]:
    return {moment.astimezone(zone).utcoffset() or timedelta() for moment in _SAMPLES}


def _defines(tzid: str, definitions: dict[str, Component]) -> bool:
    return tzid.strip().lower() in definitions


def _tzid(component: Component) -> str:
    for line in component.lines:
        name, _, value = line.decode("utf-8", "replace").partition(":")
        if name.partition(";")[0].upper() == "TZID":
            return value.strip().lower()
    return ""


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def known(tzid: str, *, any_case: bool = False) -> ZoneInfo | None:
    """The zone of an IANA or Windows name, behind any vendor's prefix; None if it is neither."""
    windows = WINDOWS_TO_OLSON.get(tzid.strip().strip('"'))
    return iana(tzid, any_case=any_case) or (ZoneInfo(windows) if windows else None)


def iana(tzid: str, *, any_case: bool = False) -> ZoneInfo | None:
    """The zone of an IANA name, behind any vendor's prefix; None if it is none."""
    name = tzid.strip().strip('"')
    if name.upper() in ("Z", "TZONE://MICROSOFT/UTC"):
        return ZoneInfo("UTC")
    parts = name.strip("/").split("/")
    for start in range(max(len(parts) - 3, 0), len(parts)):
        ending = "/".join(parts[start:])
        found = _names().get(ending.lower())
        if found and (any_case or found == ending):
            return ZoneInfo(found)
    return None


def guessed(tzid: str) -> ZoneInfo | None:
    """The zone of a display name such as "(UTC+01:00) Amsterdam" or "GMT+0200"; None if it says too little."""
    match = _OFFSET.match(tzid.strip())
    if not match:
        return None
    sign, hours, minutes, words = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (1 if sign in (None, "+") else -1)
    for word in (part.strip() for part in words.split("(")[0].split(",")):
        if name := _REGIONS.get(word.lower()) or _city(word, offset):
            return ZoneInfo(name)
    return ZoneInfo(name) if (name := _fixed(offset, "")) else None


def _city(word: str, offset: timedelta) -> str | None:
    ending = "/" + word.replace(" ", "_").lower()
    for lower, name in sorted(_names().items()):
        if lower.endswith(ending) and len(ending) > 1 and _standard(name) == offset:
            return name
    return None


def _standard(name: str) -> timedelta:
    zone = ZoneInfo(name)
    return min(moment.astimezone(zone).utcoffset() or timedelta() for moment in _SAMPLES[-4:])


def _fixed(offset: timedelta, otherwise: str = "UTC") -> str:
    """A zone that always has this offset. The signs of Etc names are turned round (POSIX)."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if not rest and -12 <= hours <= 14:
        return f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return next((name for name in _HALF_HOURS if _standard(name) == offset), otherwise)


@lru_cache(maxsize=256)
def _match(offsets: tuple[timedelta | None, ...]) -> str | None:
    """The first well-known zone whose offsets are the same through a sample of years."""
    for name in _well_known():
        zone = ZoneInfo(name)
        if all(
            moment.astimezone(zone).utcoffset() == offset for moment, offset in zip(_SAMPLES, offsets, strict=True)
        ):
            return name
    return None


def _well_known() -> Iterator[str]:
    return (name for name in dict.fromkeys(WINDOWS_TO_OLSON.values()) if name.lower() in _names())
