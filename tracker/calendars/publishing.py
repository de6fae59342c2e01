"""One's own open promises as a calendar that others may follow (RFC 5545; requirement 39).

Each is a VTODO, for programs that keep to-dos, and a short VEVENT at its due, since Google and Outlook show no VTODO.
All of it follows from what was decided: the same promises give the same bytes, so that asking again costs little.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Todo, vDuration

from tracker.domain.event import OURS

REFRESH = timedelta(hours=1)
LASTS = timedelta(minutes=15)  # of an event at a due with a clock time
MORNING = time(9)  # when the alarms of a day ring: at its midnight nobody wants them
DAY = timedelta(days=1)


class Published(NamedTuple):
    """A promise as calendars are told it. `changes` counts its entries; the last of these was at `changed_at`."""

    id: str
    summary: str
    description: str
    address: str
    due: datetime
    dated: bool
    made_at: datetime
    changed_at: datetime
    changes: int
    delivered_at: datetime | None = None  # None: it is owed


def calendar(promises: Iterable[Published], *, name: str, zone: ZoneInfo, alarms: Iterable[int]) -> bytes:
    """The whole feed. `alarms` are minutes before a due; days are those of the user's `zone`."""
    feed = Calendar()
    feed.add("prodid", "-//tracker//promises//EN")
    feed.add("version", "2.0")
    feed.add("method", "PUBLISH")
    feed.add("name", name)
    feed.add("x-wr-calname", name)
    feed.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    feed.add("x-published-ttl", vDuration(REFRESH))  # Outlook's name for it
    for promise in promises:
        for part in _parts(promise, zone, tuple(alarms)):
            feed.add_component(part)
    return bytes(feed.to_ical())


def _parts(promise: Published, zone: ZoneInfo, alarms: tuple[int, ...]) -> Iterator[Todo | Event]:
    """Of a delivered one the VTODO alone, marked so: an event at a due says that something is owed."""
    yield _to_do(promise, zone, alarms)
    if promise.delivered_at is None:
        yield _event(promise, zone, alarms)


def _to_do(promise: Published, zone: ZoneInfo, alarms: tuple[int, ...]) -> Todo:
    todo = Todo()
    _name(todo, promise, "todo")
    todo.add("due", _when(promise, zone))
    if promise.delivered_at:
        todo.add("status", "COMPLETED")
        todo.add("completed", _whole(promise.delivered_at))
        todo.add("percent-complete", 100)
        return todo
    todo.add("status", "NEEDS-ACTION")
    _ring(todo, promise, zone, alarms, related="END")
    return todo


def _event(promise: Published, zone: ZoneInfo, alarms: tuple[int, ...]) -> Event:
    event, at = Event(), _when(promise, zone)
    _name(event, promise, "due")
    event.add("dtstart", at)
    event.add("dtend", at + (LASTS if isinstance(at, datetime) else DAY))
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    _ring(event, promise, zone, alarms, related="START")
    return event


def _name(part: Todo | Event, promise: Published, kind: str) -> None:
    """What both say. DTSTAMP is the instant of the last entry, not of the asking: else nothing would stay equal."""
    part.add("uid", f"{promise.id}-{kind}{OURS}")
    part.add("dtstamp", _whole(promise.changed_at))
    part.add("created", _whole(promise.made_at))
    part.add("last-modified", _whole(promise.changed_at))
    part.add("sequence", promise.changes - 1)
    part.add("summary", promise.summary if kind == "todo" else f"Due: {promise.summary}")
    part.add("description", promise.description)
    part.add("url", promise.address)
    part.add("class", "PRIVATE")


def _when(promise: Published, zone: ZoneInfo) -> date:
    """The due: a day where only a day was named, else an instant in UTC, which needs no VTIMEZONE."""
    return promise.due.astimezone(zone).date() if promise.dated else _whole(promise.due)


def _whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _ring(part: Todo | Event, promise: Published, zone: ZoneInfo, alarms: tuple[int, ...], *, related: str) -> None:
    lengths = [timedelta(minutes=-before) for before in alarms]
    for at in dict.fromkeys(_morning(promise, zone, length) if promise.dated else length for length in lengths):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", promise.summary)
        said = {"VALUE": "DATE-TIME"} if isinstance(at, datetime) else {"RELATED": related}
        alarm.add("trigger", at, parameters=said)
        part.add_component(alarm)


def _morning(promise: Published, zone: ZoneInfo, length: timedelta) -> datetime:
    """On the morning of the day that it is due, or of as many whole days before as an alarm rings before a due."""
    on = promise.due.astimezone(zone).date() + timedelta(days=-(-length // DAY))
    return datetime.combine(on, MORNING, zone).astimezone(UTC)
