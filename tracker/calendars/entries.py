"""One VEVENT or VTODO read by itself: only the properties that we use, each time resolved to a date or an instant."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import vDuration

from tracker.calendars.lines import Component, Place
from tracker.calendars.markup import plain
from tracker.calendars.moments import Moment, alike, dates, moment
from tracker.calendars.properties import CONTROL, Lines, Property, Unread, text, tight
from tracker.calendars.zones import Zones
from tracker.domain.event import Attendee, PartStat
from tracker.tongue import N_

LONGEST_UID = 500  # longer ones exist only to break indexes; they are known by their hash

_COMMA = re.compile(r"(?<!\\),")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT or VTODO as it stands: a single event, the master of a series, or one instance that differs.

    `end` has the form of `start`; where a DURATION gave it, that is `lasts`, and where it stands on
    another clock `exactly` is how long it takes. Of a VTODO `start` is its DTSTART, if it
    has one, and `end` when it is due. `recurrence_id` names the instance that this one
    replaces; with `onwards` it replaces all that follow too (RANGE=THISANDFUTURE). `stamp` is LAST-MODIFIED as
    written: a DTSTAMP is often the moment of asking and tells revisions apart only by chance.
    """

    uid: str
    place: Place
    todo: bool
    start: Moment
    end: Moment
    zone: str
    lasts: timedelta | None = None
    exactly: timedelta | None = None
    sequence: int = -1
    stamp: str = ""
    rules: tuple[str, ...] = ()
    dates: tuple[tuple[Moment, timedelta | None], ...] = ()
    except_dates: tuple[Moment, ...] = ()
    recurrence_id: Moment | None = None
    onwards: bool = False
    cancelled: bool = False
    private: bool = False
    transparent: bool = False
    unsure: bool = False
    completed_at: datetime | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    categories: tuple[str, ...] = ()
    updated: datetime | None = None
    notes: tuple[str, ...] = ()


def entry(component: Component, zones: Zones, *, cancelled: bool = False) -> Entry | None:
    """A VEVENT or VTODO read; None for a VTODO that is never due. Raises Unread."""
    if not component.closed:
        raise Unread("its end is missing")
    lines = Lines(component)
    return of_lines(
        lines,
        zones,
        uid=uid(component, lines),
        place=component.place,
        todo=component.kind == b"VTODO",
        cancelled=cancelled,
    )


def of_lines(
    lines: Lines, zones: Zones, *, uid: str, place: Place, todo: bool = False, cancelled: bool = False
) -> Entry | None:
    """An entry of these lines, whoever wrote them; None for a VTODO that is never due. Raises Unread."""
    times = _times(lines, zones, todo)
    if times is None:
        return None
    start, end, notes = times
    identity = lines.first("RECURRENCE-ID")
    more_dates, date_notes = dates(lines, "RDATE", zones)
    except_dates, except_notes = dates(lines, "EXDATE", zones)
    exrule = (N_("its EXRULE was ignored: no program writes these any more"),) if lines.first("EXRULE") else ()
    status = lines.word("STATUS")
    completed = lines.first("COMPLETED")
    return Entry(
        uid=uid,
        place=place,
        todo=todo,
        start=start,
        end=end,
        zone=zones.home.key if start.all_day or start.floating else _zone_name(start.at, zones),
        sequence=_number(lines.text("SEQUENCE")),
        stamp=lines.text("LAST-MODIFIED"),
        lasts=None if todo else _lasting(lines, start, end),
        exactly=None if todo else _exactly(lines, start, end, zones),
        rules=tuple(tight(line.value) for line in lines.all("RRULE") if line.value.strip()),
        dates=more_dates,
        except_dates=tuple(moment for moment, _ in except_dates),
        recurrence_id=moment(identity, zones) if identity else None,
        onwards=identity is not None and identity.params.get("RANGE", "").upper() == "THISANDFUTURE",
        cancelled=cancelled or status == "CANCELLED",
        private=lines.word("CLASS") in ("PRIVATE", "CONFIDENTIAL"),
        transparent=lines.word("TRANSP") == "TRANSPARENT",
        unsure=_unsure(lines, start, zones, todo=todo),
        completed_at=_hint(completed, zones) if todo and completed else None,
        summary=lines.text("SUMMARY"),
        description=plain(lines.text("DESCRIPTION")),
        location=lines.text("LOCATION"),
        organizer=_organizer(lines),
        attendees=tuple(_attendee(line) for line in lines.all("ATTENDEE") if not _is_room(line)),
        categories=tuple(
            text(part) for line in lines.all("CATEGORIES") for part in _COMMA.split(line.value) if part.strip()
        ),
        updated=_hint(lines.first("LAST-MODIFIED"), zones),
        notes=(*notes, *date_notes, *except_notes, *exrule, *dict.fromkeys(lines.left_out)),
    )


def uid(component: Component, lines: Lines | None = None) -> str:
    """The UID; for an event without one (RFC 5545, 3.8.4.7 requires it) a name made of what it says."""
    try:
        if found := (lines or Lines(_only_uid(component))).text("UID"):
            return bounded(found)
    except Unread:
        pass  # a UID that cannot be read is none
    what = b"\n".join(sorted(line for line in component.lines if line[:7].upper() in (b"DTSTART", b"SUMMARY")))
    return "no-uid-" + _shortened(what)


def bounded(uid: str) -> str:
    """A UID as we keep it."""
    return uid if len(uid) <= LONGEST_UID else _shortened(uid.encode())


def original_start(component: Component, zones: Zones) -> Moment | None:
    """Its RECURRENCE-ID, of one that may be unreadable otherwise."""
    try:
        lines = [line for line in component.lines if line[:13].upper() == b"RECURRENCE-ID"]
        identity = Lines(Component(component.kind, component.place, lines)).first("RECURRENCE-ID")
        return moment(identity, zones) if identity else None
    except MemoryError:
        raise
    except Exception:  # whatever broke its event may break this line too
        return None


def _shortened(what: bytes) -> str:
    return hashlib.blake2b(what, digest_size=16).hexdigest()


def _only_uid(component: Component) -> Component:
    lines = [line for line in component.lines if line[:3].upper() == b"UID" and b":" in line]
    return Component(component.kind, component.place, lines)


def _times(lines: Lines, zones: Zones, todo: bool) -> tuple[Moment, Moment, tuple[str, ...]] | None:
    """Start and end. A VTODO that is never due is no event."""
    begin = lines.first("DTSTART")
    if todo:
        return _due(lines, begin, zones)
    if not begin:
        raise Unread("it has no DTSTART")
    start = moment(begin, zones)
    end = _end(lines, start, zones)
    least = shortest(start)
    if end.instant(zones.home) < start.instant(zones.home):
        return start, least, (N_("it ends before it starts; its end was ignored"),)
    return start, max(end, least, key=lambda each: each.instant(zones.home)), ()


def _due(lines: Lines, begin: Property | None, zones: Zones) -> tuple[Moment, Moment, tuple[str, ...]] | None:
    """From its DTSTART, at which a series of them hangs (RFC 5545, 3.8.5.3), to when it is due."""
    start, length = moment(begin, zones) if begin else None, _duration(lines)
    if due := lines.first("DUE"):
        end = moment(due, zones)
    elif start and length is not None:
        end = start.later(length)
    else:
        return None
    alike_in_form = start is not None and (start.all_day, start.floating) == (end.all_day, end.floating)
    if start is None or not alike_in_form or start.instant(zones.home) > end.instant(zones.home):
        return end, end, ()
    return start, alike(end, start), ()


def shortest(start: Moment) -> Moment:
    """Without an end a date lasts its day, and an instant no time (RFC 5545, 3.6.1)."""
    return start.later(timedelta(days=1)) if start.all_day else start


def _end(lines: Lines, start: Moment, zones: Zones) -> Moment:
    """In the start's own form: a date if that is a date, else an instant."""
    if end := lines.first("DTEND"):
        return alike(moment(end, zones), start, midnight=True)
    length = _duration(lines)
    return shortest(start) if length is None else start.later(length)


def _lasting(lines: Lines, start: Moment, end: Moment) -> timedelta | None:
    length = None if lines.first("DTEND") else _duration(lines)
    return None if length is None or start.later(length) != end else length


def _exactly(lines: Lines, start: Moment, end: Moment, zones: Zones) -> timedelta | None:
    """From start to end, if the clock of the start cannot tell: the end is on another, or in an hour that repeats."""
    written = lines.first("DTEND")
    if not written or not isinstance(start.at, datetime) or not isinstance(end.at, datetime) or start.at > end.at:
        return None
    other = moment(written, zones).at
    elsewhere = isinstance(other, datetime) and other.tzinfo is not start.at.tzinfo
    return end.at.astimezone(UTC) - start.at.astimezone(UTC) if elsewhere or end.at.fold else None


def _duration(lines: Lines) -> timedelta | None:
    """How long it lasts, if it says so by a DURATION. Raises Unread."""
    found = lines.first("DURATION")
    try:
        length = vDuration.from_ical(tight(found.value)) if found else None  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError):
        raise Unread("its DURATION cannot be read") from None
    return length if isinstance(length, timedelta) else None


def _unsure(lines: Lines, start: Moment, zones: Zones, *, todo: bool) -> bool:
    """Whether its time hangs on a zone that nobody knows (reliability D8)."""
    line = (lines.first("DUE") if todo else None) or lines.first("DTSTART")
    named = line.params.get("TZID", "").strip() if line else ""
    return named in zones.unknown and not start.all_day


def _zone_name(at: date, zones: Zones) -> str:
    return zones.name(at.tzinfo, at) if isinstance(at, datetime) else zones.home.key


def _hint(line: Property | None, zones: Zones) -> datetime | None:
    try:
        return moment(line, zones).instant(zones.home) if line else None
    except (Unread, OverflowError):
        return None


def _number(value: str) -> int:
    return int(value) if re.fullmatch(r"\d{1,9}", value) else -1


def _organizer(lines: Lines) -> Attendee | None:
    """Who invites; nobody, where Google writes that it does not know."""
    line = lines.first("ORGANIZER")
    found = _attendee(line) if line else None
    return None if found and found.address == "unknownorganizer@calendar.google.com" else found


def _is_room(line: Property) -> bool:
    """Whether something is invited, not someone: a room, a projector (RFC 5545, 3.2.3), one of Google's calendars."""
    if line.params.get("CUTYPE", "").upper() in ("ROOM", "RESOURCE"):
        return True
    return line.value.strip().lower().endswith(("@resource.calendar.google.com", "@group.calendar.google.com"))


def _attendee(line: Property) -> Attendee:
    """Someone, without a name where that is only the address again, as Google writes it."""
    address = CONTROL.sub("", line.value).strip()
    address = (address[7:] if address[:7].lower() == "mailto:" else line.params.get("EMAIL", "")).strip().lower()
    name = text(line.params.get("CN", ""))
    try:
        answer = PartStat(line.params.get("PARTSTAT", "NEEDS-ACTION").upper())
    except ValueError:
        answer = PartStat.NEEDS_ACTION
    return Attendee(address, "" if name.lower() == address else name, answer)
