"""One VEVENT or VTODO read by itself: only the properties that we use, each time resolved to a date or an instant."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from icalendar import vDuration, vRecur
from icalendar.parser import Contentline

from tracker.calendars.lines import Component
from tracker.calendars.zones import Zones
from tracker.domain.event import Attendee, PartStat

PROPERTIES = 2_000
DATES = 5_000
DAY = timedelta(days=1)

_ESCAPE = re.compile(r"\\([nN,;\\])")
_COMMA = re.compile(r"(?<!\\),")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z?))?", re.IGNORECASE)
_KEPT = frozenset(
    b"UID DTSTART DTEND DURATION DUE COMPLETED RRULE RDATE EXDATE EXRULE RECURRENCE-ID SEQUENCE SUMMARY DESCRIPTION "
    b"LOCATION STATUS CLASS TRANSP CATEGORIES ORGANIZER ATTENDEE LAST-MODIFIED DTSTAMP".split()
)


class Unread(ValueError):
    """Why one event could not be read, in plain words."""


class Property(NamedTuple):
    """A content line: its parameters by upper-case name, and its value as it stands, escapes and all."""

    params: dict[str, str]
    value: str


class Moment(NamedTuple):
    """A date, or an aware instant on its own wall clock. What was `floating` was read in the user's zone."""

    at: date
    floating: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it is a date."""
        return not isinstance(self.at, datetime)

    def later(self, by: timedelta) -> "Moment":
        """After a DURATION: days on the wall clock, hours exactly (RFC 5545, 3.3.6); dates count whole days."""
        if not isinstance(self.at, datetime):
            return Moment(self.at + timedelta(days=-((-by) // timedelta(days=1))))
        zone = self.at.tzinfo
        return Moment(
            ((self.at + timedelta(days=by.days)).astimezone(UTC) + (by % DAY)).astimezone(zone), self.floating
        )

    def instant(self, home: ZoneInfo) -> datetime:
        """In UTC; a date is its first moment in the user's zone."""
        if isinstance(self.at, datetime):
            return self.at.astimezone(UTC)
        return datetime.combine(self.at, time(), home).astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT or VTODO as it stands: a single event, the master of a series, or one instance that differs.

    `end` has the form of `start`. `recurrence_id` names the instance that this one
    replaces; with `onwards` it replaces all that follow too (RANGE=THISANDFUTURE).
    """

    uid: str
    place: int
    todo: bool
    start: Moment
    end: Moment
    zone: str
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
    completed_at: datetime | None = None
    summary: str = ""
    description: str = ""
    location: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    categories: tuple[str, ...] = ()
    updated: datetime | None = None
    notes: tuple[str, ...] = ()


class Lines:
    """The content lines of one component, by name. Lines that we do not use are never parsed."""

    def __init__(self, component: Component) -> None:
        self._lines: dict[str, list[Property]] = {}
        for line in component.lines[: PROPERTIES * 2]:
            name = re.match(rb"[\w-]+", line)
            if name and name[0].upper() in _KEPT:
                self._keep(name[0].decode().upper(), decoded(line))

    def _keep(self, name: str, line: str) -> None:
        found = self._lines.setdefault(name, [])
        if len(found) >= PROPERTIES:
            return
        try:
            _, params, value = Contentline(_mended(line)).raw_parts()  # type: ignore[no-untyped-call]
        except ValueError:
            if name in ("ATTENDEE", "ORGANIZER", "CATEGORIES", "LOCATION", "LAST-MODIFIED", "DTSTAMP"):
                return
            raise Unread(f"its {name} line cannot be read") from None
        found.append(Property({key.upper(): _one(param) for key, param in params.items()}, str(value)))

    def all(self, name: str) -> list[Property]:
        """Every line of this name."""
        return self._lines.get(name, [])

    def first(self, name: str) -> Property | None:
        """The first line of this name."""
        return next(iter(self.all(name)), None)

    def text(self, name: str) -> str:
        """The first line of this name as text, or nothing."""
        found = self.first(name)
        return text(found.value) if found else ""

    def word(self, name: str) -> str:
        """The first line of this name as a word of the standard, in upper case."""
        return self.text(name).strip().upper()


def _mended(line: str) -> str:
    """Without the empty parameters that some programs write (`DTSTART;;VALUE=DATE:`)."""
    head, colon, value = line.partition(":")
    return re.sub(r";(?=;|$)", "", head) + colon + value if ";;" in head or head.endswith(";") else line


def decoded(line: bytes) -> str:
    """Text of a line. Feeds are UTF-8; what is not was written by an old Windows program."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def text(value: str) -> str:
    """A TEXT value without its escapes, and without characters that no text may hold (RFC 5545, 3.3.11)."""
    plain = _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return _CONTROL.sub("", plain).strip()


def _one(param: str | list[str]) -> str:
    return param if isinstance(param, str) else ",".join(param)


def entry(component: Component, zones: Zones, *, cancelled: bool = False) -> Entry | None:
    """A VEVENT or VTODO read; None for a VTODO that is never due. Raises Unread."""
    if not component.closed:
        raise Unread("its end is missing")
    lines, todo = Lines(component), component.kind == b"VTODO"
    times = _times(lines, zones, todo)
    if times is None:
        return None
    start, end, notes = times
    identity = lines.first("RECURRENCE-ID")
    dates, date_notes = _dates(lines, "RDATE", zones)
    except_dates, except_notes = _dates(lines, "EXDATE", zones)
    exrule = ("its EXRULE was ignored: no program writes these any more",) if lines.first("EXRULE") else ()
    status = lines.word("STATUS")
    completed = lines.first("COMPLETED")
    return Entry(
        uid=uid(component, lines),
        place=component.place,
        todo=todo,
        start=start,
        end=end,
        zone=zones.home.key if start.all_day or start.floating else _zone_name(start.at, zones),
        sequence=_number(lines.text("SEQUENCE")),
        stamp=lines.text("LAST-MODIFIED") or lines.text("DTSTAMP"),
        rules=tuple(line.value for line in lines.all("RRULE") if line.value.strip()),
        dates=dates,
        except_dates=tuple(moment for moment, _ in except_dates),
        recurrence_id=moment(identity, zones) if identity else None,
        onwards=identity is not None and identity.params.get("RANGE", "").upper() == "THISANDFUTURE",
        cancelled=cancelled or status == "CANCELLED",
        private=lines.word("CLASS") in ("PRIVATE", "CONFIDENTIAL"),
        transparent=lines.word("TRANSP") == "TRANSPARENT",
        completed_at=_hint(completed, zones) if todo and completed else None,
        summary=lines.text("SUMMARY"),
        description=lines.text("DESCRIPTION"),
        location=lines.text("LOCATION"),
        organizer=next((_attendee(line) for line in lines.all("ORGANIZER")), None),
        attendees=tuple(_attendee(line) for line in lines.all("ATTENDEE")),
        categories=tuple(
            text(part) for line in lines.all("CATEGORIES") for part in _COMMA.split(line.value) if part.strip()
        ),
        updated=_hint(lines.first("LAST-MODIFIED"), zones),
        notes=(*notes, *date_notes, *except_notes, *exrule),
    )


def uid(component: Component, lines: Lines | None = None) -> str:
    """The UID; for an event without one (RFC 5545, 3.8.4.7 requires it) a name made of what it says."""
    found = (lines or Lines(_only_uid(component))).text("UID")
    if found:
        return found
    what = b"\n".join(sorted(line for line in component.lines if line[:7].upper() in (b"DTSTART", b"SUMMARY")))
    return "no-uid-" + hashlib.blake2b(what, digest_size=8).hexdigest()


def _only_uid(component: Component) -> Component:
    lines = [line for line in component.lines if line[:3].upper() == b"UID" and b":" in line]
    return Component(component.kind, component.place, lines)


def _times(lines: Lines, zones: Zones, todo: bool) -> tuple[Moment, Moment, tuple[str, ...]] | None:
    """Start and end. A VTODO starts when it is due; without that it is no event."""
    begin = lines.first("DTSTART")
    if todo:
        return _due(lines, begin, zones)
    if not begin:
        raise Unread("it has no DTSTART")
    start = moment(begin, zones)
    end = _end(lines, start, zones)
    shortest = _shortest(start)
    if end.instant(zones.home) < start.instant(zones.home):
        return start, shortest, ("it ends before it starts; its end was ignored",)
    return start, max(end, shortest, key=lambda each: each.instant(zones.home)), ()


def _due(lines: Lines, begin: Property | None, zones: Zones) -> tuple[Moment, Moment, tuple[str, ...]] | None:
    if due := lines.first("DUE"):
        start = moment(due, zones)
    elif begin and lines.first("DURATION"):
        start = moment(begin, zones).later(_duration(lines))
    else:
        return None
    return start, _shortest(start), ()


def _shortest(start: Moment) -> Moment:
    """Without an end a date lasts its day, and an instant no time (RFC 5545, 3.6.1)."""
    return start.later(timedelta(days=1)) if start.all_day else start


def _end(lines: Lines, start: Moment, zones: Zones) -> Moment:
    """In the start's own form: a date if that is a date, else an instant."""
    if end := lines.first("DTEND"):
        return alike(moment(end, zones), start, midnight=True)
    if lines.first("DURATION"):
        return start.later(_duration(lines))
    return _shortest(start)


def alike(at: Moment, model: Moment, *, midnight: bool = False) -> Moment:
    """A moment in the form of another, as feeds should write it: a date, or an instant on the same clock.

    A date becomes the model's time on that day, or its midnight.
    """
    if not isinstance(model.at, datetime):
        return Moment(at.at.date() if isinstance(at.at, datetime) else at.at)
    if not isinstance(at.at, datetime):
        wall = time() if midnight else model.at.time()
        return Moment(datetime.combine(at.at, wall, model.at.tzinfo), model.floating)
    if at.floating and not model.floating:
        return Moment(at.at.replace(tzinfo=model.at.tzinfo))
    return Moment(at.at.astimezone(model.at.tzinfo), model.floating)


def _duration(lines: Lines) -> timedelta:
    found = lines.first("DURATION")
    try:
        length = vDuration.from_ical(found.value.strip()) if found else timedelta()  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, OverflowError):
        raise Unread("its DURATION cannot be read") from None
    return length if isinstance(length, timedelta) else timedelta()


def moment(line: Property, zones: Zones) -> Moment:
    """A DATE or DATE-TIME (RFC 5545, 3.3.4, 3.3.5). Raises Unread.

    VALUE=DATE is a date whatever its TZID says; eight digits are a date even if VALUE does not say so.
    """
    match = _TIME.fullmatch(line.value.strip())
    if not match:
        raise Unread("one of its times cannot be read")
    year, month, day, hour, minute, second, utc = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None or line.params.get("VALUE", "").upper() == "DATE":
            return Moment(on)
        wall = datetime.combine(on, time(int(hour), int(minute), min(int(second or 0), 59)))  # 60 is a leap second
    except ValueError:
        raise Unread("one of its times does not exist") from None
    if utc:
        return Moment(wall.replace(tzinfo=UTC))
    if tzid := line.params.get("TZID", "").strip():
        return Moment(wall.replace(tzinfo=zones.zone(tzid)))
    return Moment(wall.replace(tzinfo=zones.home), floating=True)


def _zone_name(at: date, zones: Zones) -> str:
    return zones.name(at.tzinfo, at) if isinstance(at, datetime) else zones.home.key


def _dates(
    lines: Lines, name: str, zones: Zones
) -> tuple[tuple[tuple[Moment, timedelta | None], ...], tuple[str, ...]]:
    """RDATE or EXDATE values; of a period its start and length. What cannot be read is left out and said."""
    found: list[tuple[Moment, timedelta | None]] = []
    bad = False
    for line in lines.all(name):
        for value in line.value.split(","):
            if len(found) >= DATES:
                return tuple(found), (f"only the first {DATES:,} of its {name} values were read",)
            try:
                found.extend(_date(Property(line.params, value), zones) if value.strip() else ())
            except (Unread, ValueError, OverflowError):
                bad = True
    return tuple(found), (f"an {name} value of it cannot be read",) if bad else ()


def _date(line: Property, zones: Zones) -> list[tuple[Moment, timedelta | None]]:
    begin, slash, rest = line.value.strip().partition("/")
    start = moment(Property(line.params, begin), zones)
    if not slash:
        return [(start, None)]
    if rest.lstrip("+-").upper().startswith("P"):
        return [(start, vDuration.from_ical(rest))]  # type: ignore[no-untyped-call]
    end = alike(moment(Property(line.params, rest), zones), start)
    return [(start, end.at - start.at)]


def _hint(line: Property | None, zones: Zones) -> datetime | None:
    try:
        return moment(line, zones).instant(zones.home) if line else None
    except (Unread, OverflowError):
        return None


def _number(value: str) -> int:
    return int(value) if re.fullmatch(r"\d{1,9}", value) else -1


def _attendee(line: Property) -> Attendee:
    address = _CONTROL.sub("", line.value).strip()
    address = address[7:] if address[:7].lower() == "mailto:" else line.params.get("EMAIL", "")
    try:
        answer = PartStat(line.params.get("PARTSTAT", "NEEDS-ACTION").upper())
    except ValueError:
        answer = PartStat.NEEDS_ACTION
    return Attendee(address.strip().lower(), text(line.params.get("CN", "")), answer)


def rule(value: str) -> vRecur:
    """An RRULE's parts. Raises Unread."""
    try:
        return cast(vRecur, vRecur.from_ical(value.strip()))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        raise Unread("its RRULE cannot be read") from None
