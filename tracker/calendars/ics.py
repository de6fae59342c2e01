"""iCalendar bytes to events: every occurrence in a window, each under its lasting name. One unreadable event never
loses the rest.

    bytes -> lines.components -> entries.entry, one by one -> series.unroll, one UID at a time -> CalendarEvent
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars.entries import Entry, entry, uid
from tracker.calendars.lines import Component, components
from tracker.calendars.properties import Unread, decoded, text
from tracker.calendars.series import Occurrence, unroll
from tracker.calendars.trouble import Unreadable
from tracker.calendars.zones import Zones
from tracker.domain.event import CalendarEvent, EventKey, Skipped, Span

EVENTS = 20_000
MESSAGES = 100
Status = Literal["accept", "partial", "reject"]


class Reading(NamedTuple):
    """What was read of a feed. `accept`: all of it; `partial`: `messages` and `skipped` say
    what was not; `reject`: nothing.

    `uids` are all that were read, sorted, those outside the window too. Not `whole`: occurrences were left out at a
    bound, so that what is missing is not gone.
    """

    status: Status
    messages: tuple[str, ...] = ()
    events: tuple[CalendarEvent, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    name: str = ""
    uids: tuple[str, ...] = ()
    whole: bool = True


class _Found(NamedTuple):
    """What gathers while a feed is read."""

    groups: dict[tuple[bool, str], list[Entry]]
    skipped: list[Skipped]
    messages: list[str]
    cut: list[str]  # the UIDs that were cut at a bound


def read(body: bytes, *, calendar: str, window: Span, zone: ZoneInfo) -> Reading:
    """All occurrences that overlap the window, floating times and days read in the user's `zone`.

    Raises nothing: what is no calendar is rejected with a message that names the remedy.
    """
    try:
        calendars = components(body)
    except Unreadable as trouble:
        return Reading("reject", (str(trouble),))
    found = _Found({}, [], [], [])
    for component in calendars:
        _gather(component, zone, found)
    events = _events(found, calendar, window, zone)
    return Reading(
        status="partial" if found.messages or found.skipped else "accept",
        messages=_few(found.messages),
        events=tuple(events),
        skipped=tuple(found.skipped),
        name=next((name for component in calendars if (name := _name(component))), ""),
        uids=tuple(sorted({uid for _, uid in found.groups})),
        whole=not found.cut,
    )


def _few(messages: list[str]) -> tuple[str, ...]:
    """Each once, and not more than anyone would read."""
    different = list(dict.fromkeys(messages))
    more = [f"And {len(different) - MESSAGES} more of the kind."] if len(different) > MESSAGES else []
    return (*different[:MESSAGES], *more)


def _header(component: Component, name: bytes) -> str:
    """A property of the calendar itself."""
    for line in component.lines:
        head, _, value = line.partition(b":")
        if head.partition(b";")[0].strip().upper() == name:
            return text(decoded(value))
    return ""


def _name(component: Component) -> str:
    return _header(component, b"X-WR-CALNAME") or _header(component, b"NAME")


def _gather(component: Component, home: ZoneInfo, found: _Found) -> None:
    """Each VEVENT and VTODO of one VCALENDAR, parsed by itself, in its group."""
    scale = _header(component, b"CALSCALE").upper()
    if scale not in ("", "GREGORIAN"):
        found.messages.append("This calendar does not count in Gregorian days; its dates may be wrong.")
    zones = Zones(
        (part for part in component.parts if part.kind == b"VTIMEZONE"), _header(component, b"X-WR-TIMEZONE"), home
    )
    cancelled = _header(component, b"METHOD").upper() == "CANCEL"
    for part in component.parts:
        if part.kind in (b"VEVENT", b"VTODO"):
            _take(part, zones, cancelled, found)
    found.messages.extend(
        f"The time zone {name[:80]!r} is unknown; its times were read in {zones.hint.key}."
        for name in sorted(zones.unknown)
    )


def _take(part: Component, zones: Zones, cancelled: bool, found: _Found) -> None:
    try:
        read = entry(part, zones, cancelled=cancelled)
    except Unread as reason:
        found.skipped.append(Skipped(uid(part), f"Line {part.place}: {reason}."))
    except MemoryError:
        raise
    except Exception:  # nine kinds come out of parsers (reliability 1.3); none may lose the other events
        found.skipped.append(Skipped(uid(part), f"Line {part.place}: it cannot be read."))
    else:
        if read:
            found.groups.setdefault((read.todo, read.uid), []).append(read)


def _events(found: _Found, calendar: str, window: Span, home: ZoneInfo) -> list[CalendarEvent]:
    """Every group unrolled, the smallest first, so that one hostile series cannot starve the rest."""
    events: list[CalendarEvent] = []
    for (_, name), group in sorted(found.groups.items(), key=lambda each: any(one.rules for one in each[1])):
        for one in _unrolled(name, group, window, home, found):
            if len(events) >= EVENTS:
                found.messages.append(f"Only the first {EVENTS:,} occurrences are shown.")
                found.cut.append(name)
                return events
            events.append(_event(one, calendar, home))
    return sorted(events, key=lambda event: (event.start, event.key))


def _unrolled(name: str, group: list[Entry], window: Span, home: ZoneInfo, found: _Found) -> Iterable[Occurrence]:
    try:
        occurrences, notes, cut = unroll(group, window, home)
    except MemoryError:
        raise
    except Exception:  # as above: a series that breaks the machinery is one skipped series
        found.skipped.append(Skipped(name, f"Line {group[0].place}: its repeating cannot be worked out."))
        return ()
    title = group[0].summary[:80] or "without a title"
    found.cut.extend([name] if cut else [])
    found.messages.extend(f"Event {title!r}, line {group[0].place}: {note}." for note in notes)
    return occurrences


def _event(one: Occurrence, calendar: str, home: ZoneInfo) -> CalendarEvent:
    said = one.entry
    return CalendarEvent(
        key=EventKey(calendar, said.uid, one.recurrence_id),
        summary=said.summary,
        start=one.start.instant(home),
        end=one.end.instant(home),
        zone=said.zone,
        all_day=not isinstance(one.start.at, datetime),
        description=said.description,
        location=said.location,
        cancelled=said.cancelled,
        private=said.private,
        transparent=said.transparent,
        recurring=bool(one.recurrence_id),
        todo=said.todo,
        completed_at=said.completed_at,
        organizer=said.organizer,
        attendees=said.attendees,
        categories=said.categories,
        updated=said.updated,
    )
