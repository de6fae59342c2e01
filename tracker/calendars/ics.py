"""iCalendar bytes to events: every occurrence in a window, each under its lasting name. One unreadable event never
loses the rest.

    bytes -> choice.chosen -> entries.entry, one by one -> series.unroll, one UID at a time -> CalendarEvent
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import BinaryIO, Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars.allowance import Allowance
from tracker.calendars.choice import EVENTS as KINDS
from tracker.calendars.choice import Chosen, chosen
from tracker.calendars.entries import Entry, entry, original_start, uid
from tracker.calendars.lines import Component, Place
from tracker.calendars.moments import Moment
from tracker.calendars.pieces import lines_before
from tracker.calendars.properties import Unread, duration, header
from tracker.calendars.rules import often
from tracker.calendars.series import Occurrence, unroll
from tracker.calendars.trouble import Unreadable
from tracker.calendars.zones import Zones
from tracker.domain.event import CalendarEvent, EventKey, Skipped, Span

EVENTS = 20_000
MESSAGES = 100
TITLE = 80  # characters of it that are said
Status = Literal["accept", "partial", "reject"]


class Reading(NamedTuple):
    """What was read of a feed. `accept`: all of it; `partial`: `messages` and `skipped` say
    what was not; `reject`: nothing.

    `only`: the UIDs that were read, since all others told the same as in the reading that gave the `memory`; None if
    all were. Not `whole`: occurrences were left out at a bound, so that what is missing is not gone. `uids` are all
    that were seen, those outside the window too. `refresh`: how long its publisher asks us to wait (RFC 7986, 5.7).
    """

    status: Status
    messages: tuple[str, ...] = ()
    events: tuple[CalendarEvent, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    name: str = ""
    uids: tuple[str, ...] = ()
    whole: bool = True
    memory: bytes = b""
    only: frozenset[str] | None = None
    refresh: timedelta | None = None


class _Note(NamedTuple):
    """Something that was left out: of one event at a place, which was `kept` but for that; or of the calendar."""

    said: str
    place: Place | None = None
    uid: str = ""
    title: str = ""
    kept: bool = True


class _Found(NamedTuple):
    """What gathers while a feed is read, and what it may still cost."""

    groups: dict[tuple[bool, str], list[Entry]]
    unread: dict[str, list[Moment]]  # by UID, the instances that cannot be read
    notes: list[_Note]
    cut: list[str]  # the UIDs that were cut at a bound
    allowance: Allowance


def read(
    body: bytes | BinaryIO,
    *,
    calendar: str,
    window: Span,
    zone: ZoneInfo,
    known: bytes = b"",
    thorough: bool = False,
) -> Reading:
    """All occurrences that overlap the window, floating times and days read in the user's `zone`.

    `known` is the memory of an earlier reading in the same zone and of the same days: only what changed is read.
    If `thorough`, events that cannot reach the window are parsed too, to tell what is wrong with them.

    Raises nothing: what is no calendar is rejected with a message that names the remedy.
    """
    stream = BytesIO(body) if isinstance(body, bytes) else body
    try:
        choice = chosen(stream, window, known, thorough=thorough)
    except Unreadable as trouble:
        return Reading("reject", (str(trouble),))
    found = _Found({}, {}, [_Note(message) for message in choice.messages], [], Allowance())
    for component in choice.calendars:
        _gather(component, zone, found)
    events = _events(found, choice, calendar, window, zone)
    return _reading(stream, choice, found, events)


def _reading(stream: BinaryIO, choice: Chosen, found: _Found, events: list[CalendarEvent]) -> Reading:
    messages, skipped = _told(stream, [note for note in found.notes if _speaks_of(choice, note.uid)])
    full = len(events) >= EVENTS  # what is shown of such a feed hangs on all of it
    return Reading(
        status="partial" if messages or skipped else "accept",
        messages=_few(messages),
        events=tuple(events),
        skipped=tuple(skipped),
        name=_first(choice.calendars, "X-WR-CALNAME", "NAME"),
        uids=tuple(sorted({uid for _, uid in found.groups} | set(filter(None, choice.uids)))),
        whole=choice.whole and not found.cut,
        memory=b"" if full else choice.memory,
        only=choice.only,
        refresh=duration(_first(choice.calendars, "REFRESH-INTERVAL", "X-PUBLISHED-TTL")),
    )


def _speaks_of(choice: Chosen, uid: str) -> bool:
    """Whether this reading is about a UID; what is read beside a change only to be there was said before."""
    return choice.only is None or not uid or uid in choice.only


def _told(stream: BinaryIO, notes: Sequence[_Note]) -> tuple[list[str], list[Skipped]]:
    """All notes with the lines that they speak of."""
    lines = lines_before(stream, (note.place.offset for note in notes if note.place))
    messages = [note.said for note in notes if not note.place]
    skipped = []
    for note, place in sorted(((note, note.place) for note in notes if note.place), key=lambda each: each[1]):
        named = f"“{' '.join(note.title.split())[:TITLE]}”" if note.title else "An event without a title"
        said = f"{named}, line {lines[place.offset] + place.line}: {note.said}."
        skipped.append(Skipped(note.uid, said, note.kept))
        messages += [said] if note.kept else []
    return messages, skipped


def _few(messages: list[str]) -> tuple[str, ...]:
    """Each once, and not more than anyone would read."""
    different = list(dict.fromkeys(messages))
    more = [f"And {len(different) - MESSAGES} more of the kind."] if len(different) > MESSAGES else []
    return (*different[:MESSAGES], *more)


def _first(calendars: Iterable[Component], *names: str) -> str:
    """The first of these properties that a calendar has."""
    values = (header(calendar, name) for calendar in calendars for name in names)
    return next(filter(None, values), "")


def _gather(component: Component, home: ZoneInfo, found: _Found) -> None:
    """Each VEVENT and VTODO of one VCALENDAR, parsed by itself, in its group."""
    if header(component, "CALSCALE").upper() not in ("", "GREGORIAN"):
        found.notes.append(_Note("This calendar does not count in Gregorian days; its dates may be wrong."))
    definitions = [part for part in component.parts if part.kind == b"VTIMEZONE"]
    zones = Zones(definitions, header(component, "X-WR-TIMEZONE"), home, found.allowance)
    cancelled = header(component, "METHOD").upper() == "CANCEL"
    for part in component.parts:
        if part.kind in KINDS:
            _take(part, zones, cancelled, found)
    for name in sorted(zones.unknown):
        said = f"The time zone {name[:80]!r} is unknown; its times were read in {zones.hint.key} and are not sure."
        found.notes.append(_Note(said))


def _take(part: Component, zones: Zones, cancelled: bool, found: _Found) -> None:
    try:
        read = entry(part, zones, cancelled=cancelled)
    except Unread as reason:
        _leave(part, str(reason), zones, found)
    except MemoryError:
        raise
    except Exception:  # nine kinds come out of parsers (reliability 1.3); none may lose the other events
        _leave(part, "it cannot be read", zones, found)
    else:
        if read:
            found.groups.setdefault((read.todo, read.uid), []).append(read)


def _leave(part: Component, reason: str, zones: Zones, found: _Found) -> None:
    """Leave one out. An instance of a series is then not as the series says: it stays as it was known."""
    found.notes.append(_Note(reason, part.place, uid(part), header(part, "SUMMARY"), kept=False))
    if original := original_start(part, zones):
        found.unread.setdefault(uid(part), []).append(original)


def _events(found: _Found, choice: Chosen, calendar: str, window: Span, home: ZoneInfo) -> list[CalendarEvent]:
    """Every group unrolled, the smallest first, so that one hostile series cannot starve the rest."""
    events: list[CalendarEvent] = []
    for (_, name), group in sorted(found.groups.items(), key=_size):
        if not _speaks_of(choice, name):
            continue
        for one in _unrolled(name, group, window, home, found):
            if len(events) >= EVENTS:
                found.notes.append(_Note(f"Only the first {EVENTS:,} occurrences are shown."))
                found.cut.append(name)
                return events
            events.append(_event(one, calendar, home))
    return sorted(events, key=lambda event: (event.start, event.key))


def _size(named: tuple[tuple[bool, str], list[Entry]]) -> float:
    """How many occurrences a group may have, roughly."""
    return sum(len(one.dates) + sum(map(often, one.rules)) for one in named[1])


def _unrolled(name: str, group: list[Entry], window: Span, home: ZoneInfo, found: _Found) -> Iterable[Occurrence]:
    place = group[0].place
    try:
        occurrences, notes, cut = unroll(group, window, home, found.allowance, found.unread.get(name, ()))
    except MemoryError:
        raise
    except Exception:  # as above: a series that breaks the machinery is one skipped series
        found.notes.append(_Note("its repeating cannot be worked out", place, name, group[0].summary, kept=False))
        return ()
    found.cut.extend([name] if cut else [])
    found.notes.extend(_Note(note, place, name, group[0].summary) for note in notes)
    return occurrences


def _completed(one: Occurrence) -> datetime | None:
    """When it was done; of a series none of whose instances speaks for itself, nobody can say which."""
    return one.entry.completed_at if one.entry.recurrence_id or not one.recurrence_id else None


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
        completed_at=_completed(one),
        unsure=said.unsure,
        organizer=said.organizer,
        attendees=said.attendees,
        categories=said.categories,
        updated=said.updated,
    )
