"""Resources to events, in the cage: every occurrence in a window, by the same code as a feed's."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.calendars import occurrences
from tracker.calendars.google.items import NOWHERE, Item, entry, original_start, title
from tracker.calendars.google.reach import Reach, reach
from tracker.calendars.google.told import Told, unpacked
from tracker.calendars.lines import COMPONENTS
from tracker.calendars.occurrences import EVENTS, Found, Note
from tracker.calendars.properties import Unread
from tracker.calendars.zones import Zones
from tracker.domain.event import CalendarEvent, Resource, Skipped, Span
from tracker.domain.saying import Words, literally
from tracker.tongue import N_

READER = "1"  # raised whenever the same items would be read otherwise

_NOT_ALL = Skipped(
    "", f"More than {COMPONENTS:,} events reach the time we look at; the rest was left out.", kept=True
)


class Unrolled(NamedTuple):
    """What was read of resources: the events in the window, what could not be read, and how far each one reaches, in
    the order in which they were given. Not `whole`: some were left out at a bound; what is missing is not gone.
    """

    events: tuple[CalendarEvent, ...]
    skipped: tuple[Skipped, ...]
    reaches: tuple[Reach, ...]
    whole: bool


def unrolled(resources: Sequence[Resource], *, calendar: str, window: Span, zone: ZoneInfo, hint: str) -> Unrolled:
    """All occurrences that overlap the window; of a UID all resources, or none (RFC 5545, 3.8.4.7: they are one).

    Days are read in the user's `zone`, a time that names no zone in that of the calendar, the `hint`.
    """
    reaches = tuple(reach(unpacked(one.told)) for one in resources)
    near = {one.uid for one, its in zip(resources, reaches, strict=True) if its.touches(window)}
    found = occurrences.nothing()
    zones = Zones((), hint, zone, found.allowance)
    read = [one for one in resources if one.uid in near]
    _gather(((one.uid, unpacked(one.told)) for one in read[:COMPONENTS]), zones, found)
    events = tuple(occurrences.events(found, calendar, window, zone))
    whole = len(read) <= COMPONENTS and len(events) < EVENTS
    return Unrolled(events, (*_skipped(found), *([] if whole else [_NOT_ALL])), reaches, whole)


def _gather(told: Iterable[tuple[str, Told]], zones: Zones, found: Found) -> None:
    for uid, one in told:
        gone = [item for item in one.exceptions.values() if item.get("status") == "cancelled"]
        for item in one.living:
            _take(item, uid, zones, gone if item is one.master else (), found)
    for name in sorted(zones.unknown):
        said = Words(
            "The time zone %(name)s is unknown; its times were read in %(zone)s and are not sure.",
            name=repr(name[:80]),
            zone=zones.hint.key,
        )
        found.notes.append(Note(said))


def _take(item: Item, uid: str, zones: Zones, gone: Iterable[Item], found: Found) -> None:
    """One that cannot be read is one less; never the rest."""
    try:
        read = entry(item, uid, zones, [each.get("originalStartTime") for each in gone])
    except Unread as reason:
        _leave(item, uid, reason.words, zones, found)
    except MemoryError:
        raise
    except Exception:  # nobody promises that what comes has the shape that is documented
        _leave(item, uid, N_("it cannot be read"), zones, found)
    else:
        if read:
            found.take(read)


def _leave(item: Item, uid: str, reason: str, zones: Zones, found: Found) -> None:
    found.leave(Note(reason, NOWHERE, uid, title(item), kept=False), original_start(item, zones))


def _skipped(found: Found) -> list[Skipped]:
    """What was left out, in words. Of a series that was cut nothing is gone: it stays as it was known."""
    return [Skipped(note.uid, _said(note), note.kept and note.uid not in found.cut) for note in found.notes]


def _said(note: Note) -> str:
    # Translators: what an event is called, and why it was left out.
    return Words("%(event)s: %(why)s.", event=note.named, why=literally(note.said)) if note.place else note.said
