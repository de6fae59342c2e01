"""Our own reading of a body, in the words of the comparison."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.differential.stock import Endless, Name, Occurrence, shown, time_limit
from tracker.calendars.ics import Reading, read
from tracker.domain.event import CalendarEvent, Span

SECONDS = 20.0  # of processor time; nothing of ours may come near it


class Ours(NamedTuple):
    """What we made of a body; `endless` if we did not come back, which nothing explains."""

    status: str
    names: frozenset[str] = frozenset()
    occurrences: Mapping[Name, list[Occurrence]] = MappingProxyType({})
    skipped: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()
    reading: Reading = Reading("reject")


def ours(body: bytes, *, window: Span, zone: ZoneInfo) -> Ours:
    """The body read as the import reads it, without the cage."""
    try:
        with time_limit(SECONDS):
            return told(read(body, calendar="", window=window, zone=zone), window)
    except Endless:
        return Ours("endless")


def told(reading: Reading, window: Span) -> Ours:
    """A reading as the occurrences that start in the window."""
    found: dict[Name, list[Occurrence]] = {}
    for event in reading.events:
        if window.holds(event.start):
            name = ("VTODO" if event.todo else "VEVENT", plain(event.key.uid))
            found.setdefault(name, []).append(_times(event))
    return Ours(
        reading.status,
        frozenset(plain(uid) for uid in reading.uids),
        {name: sorted(times) for name, times in found.items()},
        tuple((plain(each.uid), each.reason) for each in reading.skipped),
        reading.messages,
        reading,
    )


def plain(uid: str) -> str:
    """What has no UID is given a name by us, and none by the pair."""
    return "" if uid.startswith("no-uid-") else uid


def _times(event: CalendarEvent) -> Occurrence:
    zone = ZoneInfo(event.zone)
    if event.all_day:
        return event.start.astimezone(zone).date().isoformat(), event.end.astimezone(zone).date().isoformat()
    return shown(event.start, zone), shown(event.end, zone)
