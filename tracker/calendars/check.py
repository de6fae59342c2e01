"""What the import would make of a feed, as one plain record: the line of `tracker feed check --json`."""

from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from tracker.calendars.cage import CageTrouble, caged
from tracker.calendars.ics import Reading, read
from tracker.domain.event import CalendarEvent, Span


def check(body: bytes | BinaryIO, *, window: Span, zone: ZoneInfo) -> dict[str, Any]:
    """Status, messages, the uids read, the occurrences that overlap the window, and what was skipped.

    Instants in UTC as `2026-03-10T15:00:00Z`, days as dates in `zone`. A cancelled occurrence is one all the same, as
    every other reader has it: its STATUS says what became of it (RFC 5545, 3.8.1.11). A VTODO has a due instead.
    """
    try:
        reading = caged(read, body, calendar="", window=window, zone=zone, thorough=True)
    except CageTrouble as trouble:
        reading = Reading("reject", (trouble.words,))
    return {
        "status": reading.status,
        "messages": list(reading.messages),
        "events": list(reading.uids),
        "occurrences": sorted(_occurrence(event) for event in reading.events if not event.todo),
        "skipped": [[skipped.uid, skipped.reason] for skipped in reading.skipped if not skipped.kept],
    }


def _occurrence(event: CalendarEvent) -> list[str]:
    if event.all_day:
        zone = ZoneInfo(event.zone)
        return [event.key.uid, *(at.astimezone(zone).date().isoformat() for at in (event.start, event.end))]
    return [event.key.uid, *(at.strftime("%Y-%m-%dT%H:%M:%SZ") for at in (event.start, event.end))]
