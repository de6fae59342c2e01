"""Google's events, as JSON, read as entries: each as the VEVENT that Google's own feed would make of it, so that both
doors tell the same (RFC 5545; https://developers.google.com/workspace/calendar/api/v3/reference/events).
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from tracker.calendars.entries import Entry, of_lines
from tracker.calendars.lines import Component, Place
from tracker.calendars.moments import Moment, moment
from tracker.calendars.properties import Lines, Property, Unread, escaped, text
from tracker.calendars.zones import Zones

Item = Mapping[str, Any]

NOWHERE = Place(0, 0)  # what comes as JSON has no lines
BUSY = "Busy"  # so Google's feed calls what it does not tell

_TEXTS = {"DESCRIPTION": "description", "LOCATION": "location", "LAST-MODIFIED": "updated"}
_ANSWERS = {"needsAction": "NEEDS-ACTION"}  # all others are the words of RFC 5545
_REPEATING = ("RRULE", "EXRULE", "RDATE", "EXDATE")


def entry(item: Item, uid: str, zones: Zones, cancelled: Iterable[object] = ()) -> Entry | None:
    """An event, a master without the instances that were `cancelled` at these original starts, or an exception.
    A time without a zone is one of the calendar's own zone, the hint. Raises Unread.
    """
    lines = Lines(Component(b"VEVENT", NOWHERE, list(_recurrence(item))))
    series = "recurrence" in item
    for name, when in _times(item):
        lines.add(name, _time(when, zones, _zone(item), exact=not series))
    for when in cancelled:
        with suppress(Unread):  # its series is more than one instance of it
            lines.add("EXDATE", _time(when, zones, _zone(item)))
    for name, value in (*_words(item), *_people(item)):
        lines.add(name, value)
    return of_lines(lines, zones, uid=uid, place=NOWHERE)


def original_start(item: Item, zones: Zones) -> Moment | None:
    """What an exception replaces, be it unreadable otherwise."""
    try:
        when = item.get("originalStartTime")
        return moment(_time(when, zones, _zone(item)), zones) if when else None
    except (Unread, TypeError):
        return None


def title(item: Item) -> str:
    """What it is called, clean; empty if it has no title."""
    return text(escaped(_said(item, "summary")))


def _recurrence(item: Item) -> Iterator[bytes]:
    """The lines of its repeating, and no others."""
    for line in item.get("recurrence") or ():
        if isinstance(line, str) and line.upper().startswith(_REPEATING):
            yield line.encode(errors="replace")


def _times(item: Item) -> Iterator[tuple[str, Any]]:
    """Its end is as if none were told where Google made one up (`endTimeUnspecified`)."""
    yield "DTSTART", item.get("start")
    if item.get("end") and not item.get("endTimeUnspecified"):
        yield "DTEND", item["end"]
    if item.get("originalStartTime"):
        yield "RECURRENCE-ID", item["originalStartTime"]


def _zone(item: Item) -> str:
    """The zone in which the event was set; empty if it does not say."""
    start = item.get("start")
    return str(start.get("timeZone") or "") if isinstance(start, Mapping) else ""


def _time(when: Any, zones: Zones, zone: str, *, exact: bool = True) -> Property:
    """A date, or the wall clock in its own zone. Google tells an instant, with the offset of whatever clock it likes,
    and beside it the zone. What must be `exact` is told in UTC where the wall clock shows that hour twice.
    """
    if not isinstance(when, Mapping):
        raise Unread("one of its times is missing")
    if "date" in when:
        return Property({"VALUE": "DATE"}, str(when["date"]))
    try:
        at = datetime.fromisoformat(str(when.get("dateTime")))
    except ValueError:
        raise Unread("one of its times cannot be read") from None
    name = str(when.get("timeZone") or zone or zones.hint.key)
    if at.tzinfo:
        at = at.astimezone(zones.zone(name))
        if exact and at.fold:
            return Property({}, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return Property({"TZID": name}, f"{at:%Y%m%dT%H%M%S}")


def _words(item: Item) -> Iterator[tuple[str, Property]]:
    withheld = not item.keys() & {"summary", "organizer", "creator"}  # to who may only see that time is taken
    yield "SUMMARY", Property({}, BUSY if withheld else escaped(_said(item, "summary")))
    for name, key in _TEXTS.items():
        yield name, Property({}, escaped(_said(item, key)))
    yield "SEQUENCE", Property({}, str(item.get("sequence", "")))
    yield "STATUS", Property({}, _said(item, "status"))
    yield "CLASS", Property({}, _said(item, "visibility"))
    yield "TRANSP", Property({}, _said(item, "transparency"))


def _people(item: Item) -> Iterator[tuple[str, Property]]:
    """Who invites whom. Every event of Google's has an organizer; where nobody is invited, that says nothing."""
    attendees = [one for one in item.get("attendees") or () if isinstance(one, Mapping)]
    for one in attendees:
        answer = _said(one, "responseStatus")
        kind = {"CUTYPE": "RESOURCE"} if one.get("resource") else {}
        yield "ATTENDEE", _person(one, {"PARTSTAT": _ANSWERS.get(answer, answer)} | kind)
    organizer = item.get("organizer")
    if attendees and isinstance(organizer, Mapping):
        yield "ORGANIZER", _person(_someone(organizer, item.get("creator")), {})


def _someone(organizer: Item, creator: Any) -> Item:
    """Of an event in a shared calendar the organizer is that calendar; whoever made it is told beside it."""
    made_by_one = isinstance(creator, Mapping) and creator.get("email")
    return creator if made_by_one and _said(organizer, "email").endswith("@group.calendar.google.com") else organizer


def _person(one: Item, params: dict[str, str]) -> Property:
    return Property({"CN": escaped(_said(one, "displayName"))} | params, f"mailto:{_said(one, 'email')}")


def _said(item: Item, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""
