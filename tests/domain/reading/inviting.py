"""Efua's calendar, and the people she meets: what the tests of reading whole events share."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.making import event, user
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.reading.candidate import Band, Candidate, Kind
from tracker.domain.reading.detect import detect

EFUA = user(name="Efua Mensah", email="efua@ourschool.example", addresses=frozenset({"efua@ourschool.example"}))
HERSELF = Attendee("efua@ourschool.example", "Efua Mensah", PartStat.ACCEPTED)
AMA = Attendee("ama@ourschool.example", "Ama Owusu", PartStat.ACCEPTED)
KOFI = Attendee("kofi@acme.example", "Kofi Danso-Boateng", PartStat.ACCEPTED)
NILS = Attendee("nils@acme.example", "Nils Lindqvast", PartStat.ACCEPTED)
TUESDAY = datetime(2026, 1, 6, 10, tzinfo=UTC)


def invited(
    summary: str, *others: Attendee, minutes: float = 60, by: Attendee = HERSELF, **but: Any
) -> CalendarEvent:
    """An event to which Efua and others are invited, by her unless said otherwise."""
    values = {"at": TUESDAY, "end": TUESDAY + timedelta(minutes=minutes)}
    people = {"organizer": by, "attendees": (HERSELF, *others)} if others or by != HERSELF else {}
    return event(summary, **(values | people | but))


def whole_day(summary: str, *others: Attendee, **but: Any) -> CalendarEvent:
    """The same on a whole day."""
    midnight = TUESDAY.replace(hour=0)
    values = {"at": midnight, "end": midnight + timedelta(days=1), "all_day": True}
    return invited(summary, *others, **(values | but))


def crowd(many: int) -> tuple[Attendee, ...]:
    """So many colleagues without a name."""
    return tuple(Attendee(f"p{n}@ourschool.example", "") for n in range(many))


def read(told: CalendarEvent, kind: Kind) -> Candidate | None:
    """What was found of a kind and is not to be ignored."""
    found = [one for one in detect(told, EFUA) if one.kind is kind and one.band is not Band.IGNORE]
    assert len(found) < 2, found
    return found[0] if found else None


def meeting(told: CalendarEvent) -> Candidate | None:
    """The meeting that an event is, if it is one."""
    return read(told, Kind.MEETING)


def promise(told: CalendarEvent) -> Candidate | None:
    """The promise that an event is, if it is one."""
    return read(told, Kind.PROMISE)
