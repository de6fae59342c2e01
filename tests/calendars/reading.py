"""Feeds of `tests/feeds/`, read in a window, and what tests say of the occurrences."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.calendars.ics import Reading, read
from tracker.domain.event import Span

FEEDS = Path(__file__).parents[1] / "feeds"
YEAR = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))


def feed(name: str) -> bytes:
    """The bytes of a feed in `tests/feeds/`."""
    return (FEEDS / f"{name}.ics").read_bytes()


def read_feed(name: str, *, window: Span = YEAR, zone: str = "Africa/Accra") -> Reading:
    """A feed, read for someone in this zone."""
    return read(feed(name), calendar="work", window=window, zone=ZoneInfo(zone))


def told(reading: Reading) -> list[tuple[str, str, str]]:
    """Each occurrence by its lasting name, its start in UTC, and its summary."""
    return [(event.key.recurrence_id, event.start.strftime("%m-%d %H:%M"), event.summary) for event in reading.events]


def calendar(*lines: str) -> bytes:
    """A feed of one event of these lines."""
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()
