"""The same calendar told twice: an event as Google's feed writes it, and as Google's API tells it. Only what every
event has is filled in here; all else stands in the table, written by hand on both sides.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

ME = {"email": "efua@example.com", "self": True}
_HEAD = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Efua
X-WR-TIMEZONE:Europe/Berlin"""
_USUAL = {
    "DTSTAMP": "20260301T090000Z",
    "CREATED": "20260301T080000Z",
    "LAST-MODIFIED": "20260301T080000Z",
    "SEQUENCE": "0",
    "STATUS": "CONFIRMED",
    "TRANSP": "OPAQUE",
}


class Step(NamedTuple):
    """How a calendar stands: its whole feed, and the items that Google tells since the step before. `changes`: how
    many events are then new, changed and gone.
    """

    feed: Sequence[str]
    items: Sequence[dict[str, Any]]
    changes: tuple[int, int, int]


class Situation(NamedTuple):
    """Something that befalls a calendar, step by step. `differs`: fields in which the doors cannot tell the same, and
    why.
    """

    name: str
    steps: Sequence[Step]
    differs: dict[str, str]

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


def situation(name: str, *steps: Step, **differs: str) -> Situation:
    """One row of the table."""
    return Situation(name, steps, differs)


def step(feed: Sequence[str], items: Sequence[dict[str, Any]], new: int = 0, changed: int = 0, gone: int = 0) -> Step:
    """One step of it."""
    return Step(feed, items, (new, changed, gone))


def vevent(text: str) -> str:
    """A VEVENT of a feed with what each one has."""
    lines = [line.strip() for line in text.strip().splitlines()]
    said = {line.partition(":")[0].partition(";")[0] for line in lines}
    usual = [f"{name}:{value}" for name, value in _USUAL.items() if name not in said]
    return "\n".join(["BEGIN:VEVENT", *lines, *usual, "END:VEVENT"])


def feed(vevents: Sequence[str]) -> bytes:
    """A feed of these, in bytes."""
    return "\n".join([_HEAD, *vevents, "END:VCALENDAR", ""]).replace("\n", "\r\n").encode()


def item(id: str, start: dict, end: dict, **more: Any) -> dict[str, Any]:
    """An item of events.list with what each one has; None leaves it out."""
    usual = {
        "kind": "calendar#event",
        "etag": '"1"',
        "id": id,
        "iCalUID": f"{id}@google.com",
        "status": "confirmed",
        "htmlLink": "https://www.google.com/calendar/event?eid=1",
        "created": "2026-03-01T08:00:00.000Z",
        "updated": "2026-03-01T08:00:00.000Z",
        "creator": ME,
        "organizer": ME,
        "sequence": 0,
        "eventType": "default",
        "reminders": {"useDefault": True},
    }
    whole = usual | {"start": start, "end": end} | more
    return {name: value for name, value in whole.items() if value is not None}


def instance(series: str, original: dict, start: dict, end: dict, **more: Any) -> dict[str, Any]:
    """An exception of a series."""
    when = original.get("date") or original["dateTime"]
    named = {"iCalUID": f"{series}@google.com", "recurringEventId": series, "originalStartTime": original}
    return item(f"{series}_{''.join(filter(str.isalnum, when))}", start, end, **named | more)


def cancelled(series: str, original: dict) -> dict[str, Any]:
    """A cancelled instance, with the fields that are guaranteed and no others."""
    whole = instance(series, original, original, original, status="cancelled")
    return {name: whole[name] for name in ("id", "status", "recurringEventId", "originalStartTime")}


def tombstone(id: str) -> dict[str, Any]:
    """What is left of an event that was deleted."""
    return {"id": id, "status": "cancelled"}


def at(when: str, zone: str = "Europe/Berlin") -> dict[str, str]:
    """An instant, and the zone in which it was set."""
    return {"dateTime": when, "timeZone": zone}


def on(day: str) -> dict[str, str]:
    """A whole day."""
    return {"date": day}
