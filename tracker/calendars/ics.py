"""iCalendar bytes to events: every occurrence in a window, each under its lasting name. One unreadable event never
loses the rest.

    bytes -> choice.chosen -> entries.entry, one by one -> occurrences.events, one UID at a time -> CalendarEvent
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO, Literal, NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars.choice import EVENTS as KINDS
from tracker.calendars.choice import Chosen, chosen
from tracker.calendars.entries import entry, original_start, uid
from tracker.calendars.lines import Component
from tracker.calendars.occurrences import EVENTS, Found, Note, events, nothing, speaks_of
from tracker.calendars.pieces import lines_before
from tracker.calendars.properties import Unread, duration, header
from tracker.calendars.trouble import Unreadable
from tracker.calendars.zones import Zones
from tracker.domain.event import CalendarEvent, Skipped, Span
from tracker.domain.saying import Words, literally
from tracker.tongue import N_

MESSAGES = 100
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
        return Reading("reject", (trouble.words,))
    found = nothing(Note(message) for message in choice.messages)
    for component in choice.calendars:
        _gather(component, zone, found)
    return _reading(stream, choice, found, events(found, calendar, window, zone, choice.only))


def _reading(stream: BinaryIO, choice: Chosen, found: Found, told: list[CalendarEvent]) -> Reading:
    messages, skipped = _told(stream, [note for note in found.notes if speaks_of(choice.only, note.uid)])
    full = len(told) >= EVENTS  # what is shown of such a feed hangs on all of it
    return Reading(
        status="partial" if messages or skipped else "accept",
        messages=_few(messages),
        events=tuple(told),
        skipped=tuple(skipped),
        name=_first(choice.calendars, "X-WR-CALNAME", "NAME"),
        uids=tuple(sorted({uid for _, uid in found.groups} | set(filter(None, choice.uids)))),
        whole=choice.whole and not found.cut,
        memory=b"" if full else choice.memory,
        only=choice.only,
        refresh=duration(_first(choice.calendars, "REFRESH-INTERVAL", "X-PUBLISHED-TTL")),
    )


def _told(stream: BinaryIO, notes: Sequence[Note]) -> tuple[list[str], list[Skipped]]:
    """All notes with the lines that they speak of."""
    lines = lines_before(stream, (note.place.offset for note in notes if note.place))
    messages = [note.said for note in notes if not note.place]
    skipped = []
    for note, place in sorted(((note, note.place) for note in notes if note.place), key=lambda each: each[1]):
        line, why = str(lines[place.offset] + place.line), literally(note.said)
        said = Words("%(event)s, line %(line)s: %(why)s.", event=note.named, line=line, why=why)
        skipped.append(Skipped(note.uid, said, note.kept))
        messages += [said] if note.kept else []
    return messages, skipped


def _few(messages: list[str]) -> tuple[str, ...]:
    """Each once, and not more than anyone would read."""
    different = list(dict.fromkeys(messages))
    more = (
        [Words("And %(more)s more of the kind.", more=len(different) - MESSAGES)] if len(different) > MESSAGES else []
    )
    return (*different[:MESSAGES], *more)


def _first(calendars: Iterable[Component], *names: str) -> str:
    """The first of these properties that a calendar has."""
    values = (header(calendar, name) for calendar in calendars for name in names)
    return next(filter(None, values), "")


def _gather(component: Component, home: ZoneInfo, found: Found) -> None:
    """Each VEVENT and VTODO of one VCALENDAR, parsed by itself, in its group."""
    if header(component, "CALSCALE").upper() not in ("", "GREGORIAN"):
        found.notes.append(Note(N_("This calendar does not count in Gregorian days; its dates may be wrong.")))
    definitions = [part for part in component.parts if part.kind == b"VTIMEZONE"]
    zones = Zones(definitions, header(component, "X-WR-TIMEZONE"), home, found.allowance)
    cancelled = header(component, "METHOD").upper() == "CANCEL"
    for part in component.parts:
        if part.kind in KINDS:
            _take(part, zones, cancelled, found)
    for name in sorted(zones.unknown):
        said = Words(
            "The time zone %(name)s is unknown; its times were read in %(zone)s and are not sure.",
            name=repr(name[:80]),
            zone=zones.hint.key,
        )
        found.notes.append(Note(said))


def _take(part: Component, zones: Zones, cancelled: bool, found: Found) -> None:
    try:
        read = entry(part, zones, cancelled=cancelled)
    except Unread as reason:
        _leave(part, reason.words, zones, found)
    except MemoryError:
        raise
    except Exception:  # nine kinds come out of parsers (reliability 1.3); none may lose the other events
        _leave(part, N_("it cannot be read"), zones, found)
    else:
        if read:
            found.take(read)


def _leave(part: Component, reason: str, zones: Zones, found: Found) -> None:
    note = Note(reason, part.place, uid(part), header(part, "SUMMARY"), kept=False)
    found.leave(note, original_start(part, zones))
