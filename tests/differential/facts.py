"""What can be read off a group: its zones, its lines of one name, and instants to compare."""

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from icalendar import Timezone

from tests.differential.compare import Group
from tests.differential.lines import Line, Part
from tracker.calendars.zones import guessed, known


def tzids(group: Group) -> set[str]:
    """The zones that it names."""
    return {line.params["TZID"] for line in group.times if line.params.get("TZID") and not line.date}


def defined(group: Group, tzid: str) -> bool:
    """Whether the body defines it."""
    return tzid.lower() in group.definitions


def holds_events(part: Part) -> bool:
    """Whether an event stands within it."""
    return any(inner.kind in ("VEVENT", "VTODO", "VCALENDAR") for inner in part.parts)


def calendar_zone(group: Group) -> bool:
    """Whether its calendar has an X-WR-TIMEZONE."""
    return any(calendar.first("X-WR-TIMEZONE") for calendar in group.calendars)


def repeats(group: Group) -> bool:
    """Whether anything of it repeats."""
    return any(part.first(name) for part in group.parts for name in ("RRULE", "RDATE"))


def listed(group: Group, name: str) -> list[Line]:
    """All lines of this name."""
    return [line for part in group.parts for line in part.all(name)]


def moments(line: Line) -> list[str]:
    """Its values, without Z."""
    return [value.strip().rstrip("Zz") for value in line.value.split(",")]


def digits(shown: str) -> str:
    """An occurrence as a feed writes it."""
    return re.sub("[-:Z]", "", shown)


def instants(line: Line, group: Group) -> list[str]:
    """Its values in UTC, as digits; what is a date, or cannot be read, as it stands."""
    return [instant(value, line, group) for value in moments(line)]


def instant(value: str, line: Line, group: Group) -> str:
    try:
        wall = datetime.strptime(value[:15].upper(), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time
    except ValueError:
        return value
    if line.form == "UTC":
        return value
    return wall.replace(tzinfo=zone_of(line, group)).astimezone(UTC).strftime("%Y%m%dT%H%M%S")


def zone_of(line: Line, group: Group) -> tzinfo:
    """The zone of a line: by its name, by its definition as the pair reads that, or the reader's."""
    tzid = line.params.get("TZID", "")
    if zone := known(tzid):
        return zone
    for definition in group.definitions.get(tzid.lower(), ()):
        return defined_zone(definition) or group.zone
    return known(tzid, any_case=True) or guessed(tzid) or group.zone


def wall(digits: str, zone: tzinfo) -> str:
    """An instant as digits, on another clock."""
    try:
        return datetime.strptime(digits + "+0000", "%Y%m%dT%H%M%S%z").astimezone(zone).strftime("%Y%m%dT%H%M%S")
    except ValueError:
        return digits


@lru_cache(maxsize=64)
def defined_zone(definition: str) -> tzinfo | None:
    """A VTIMEZONE as a zone."""
    try:
        read = Timezone.from_ical(definition.replace("\n", "\r\n"))
        return read.to_tz(lookup_tzid=False) if isinstance(read, Timezone) else None
    except (ValueError, KeyError, TypeError):
        return None
