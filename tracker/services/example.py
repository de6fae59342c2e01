"""An invented calendar whose days lie round today, so that the first page already shows what tracker does."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Todo, vCalAddress, vRecur

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PEOPLE = {
    "Ama": "Ama Owusu",
    "Efua": "Efua Mensah",
    "Ines": "Ines Moreau",
    "Kofi": "Kofi Boateng",
    "Nils": "Nils Lindgren",
    "Tomas": "Tomas Novak",
}


class Row(NamedTuple):
    """One event: the day counted from today, its hour (empty: all day), minutes, and words.

    `{by}` in the words becomes the weekday of `by`, counted from today too, at most six days after the event.
    """

    day: int
    hour: str
    minutes: int
    title: str
    who: tuple[str, ...] = ()
    by: int = 0
    notes: str = ""
    repeats: str = ""


PROMISES = (
    # Marked by hand, so they count at once: two overdue, the others coming.
    Row(-6, "11:00", 30, "!p Send Ama the seminar outline by {by}", by=-2),
    Row(-4, "17:30", 15, "!p Return the atlas to Nils by {by}", by=-1),
    Row(-1, "14:00", 60, "!p Send Efua comments on the grant draft by {by} 17:00", by=2),
    Row(0, "08:30", 15, "!p Introduce Kofi to Ines by {by}", by=4),
    Row(-2, "10:30", 30, "!p Send Tomas the letter of reference by {by}", by=3),
    # Found by their words, so they are asked about first.
    Row(-1, "16:00", 30, "Send Kofi the budget figures by {by}", by=1),
    Row(0, "13:30", 30, "Get back to Efua about the panel by {by}", by=5),
    Row(-3, "09:30", 30, "I'll send Ines the reading list by {by}", by=2),
    Row(5, "", 0, "Deadline: conference abstract for Nils"),
    Row(
        day=-2,
        hour="15:00",
        minutes=45,
        title="Call about the summer school",
        who=("Ines", "Tomas"),
        by=3,
        notes="Action items:\n- I will share the draft programme with Ines by {by}\n- Tomas to book the hall by {by}",
    ),
)
MEETINGS = (
    Row(-40, "15:00", 60, "Coffee with Tomas", ("Tomas",)),
    Row(-19, "19:00", 150, "Dinner with Ines", ("Ines",)),
    Row(-12, "13:00", 120, "Thesis committee: Tomas", ("Tomas", "Efua", "Nils")),
    Row(-8, "15:30", 45, "Coffee with Ama", ("Ama",)),
    Row(1, "12:30", 60, "Lunch with Kofi", ("Kofi",)),
    Row(2, "16:00", 60, "Mentoring: Efua", ("Efua",)),
    Row(6, "10:00", 90, "Programme committee meeting", ("Ama", "Ines", "Nils")),
    Row(9, "17:00", 60, "Walk with Ines", ("Ines",)),
    Row(-34, "09:30", 30, "1:1 with Nils", ("Nils",), repeats="FREQ=WEEKLY;COUNT=12"),
)
NOISE = (
    Row(-28, "09:00", 15, "Stand-up", repeats="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=40"),
    Row(-9, "", 0, "Bank holiday"),
    Row(-3, "08:00", 45, "Dentist"),
    Row(-1, "18:30", 90, "Choir rehearsal"),
    Row(0, "10:00", 120, "Focus time"),
    Row(3, "07:40", 170, "Train to Lund"),
    Row(4, "18:00", 60, "Swimming"),
)
TODO = Row(3, "17:00", 0, "Send Ama the photographs from the workshop")


def example_feed(today: date, zone: ZoneInfo) -> bytes:
    """The calendar as an ICS file (RFC 5545), the same bytes for the same day and zone."""
    feed = Calendar()
    feed.add("prodid", "-//tracker//example calendar//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "Example calendar (invented)")
    feed.add("x-wr-timezone", zone.key)
    for number, row in enumerate((*PROMISES, *MEETINGS, *NOISE)):
        feed.add_component(_event(row, number, today, zone))
    feed.add_component(_todo(TODO, today, zone))
    feed.add_missing_timezones(today - timedelta(days=365), today + timedelta(days=365))
    return bytes(feed.to_ical())


def _event(row: Row, number: int, today: date, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", f"{today:%Y%m%d}-{number}@example.invalid")
    event.add("dtstamp", _stamp(today))
    start, end = _when(row, today, zone)
    event.add("dtstart", start)
    event.add("dtend", end)
    by = DAYS[(today + timedelta(days=row.by)).weekday()]
    event.add("summary", row.title.format(by=by))
    if row.notes:
        event.add("description", row.notes.format(by=by))
    if row.repeats:
        event.add("rrule", vRecur.from_ical(row.repeats))
    for name in row.who:
        event.add("attendee", _attendee(name), encode=False)
    return event


def _when(row: Row, today: date, zone: ZoneInfo) -> tuple[date, date]:
    day = today + timedelta(days=row.day)
    if not row.hour:
        return day, day + timedelta(days=1)
    start = datetime.combine(day, time.fromisoformat(row.hour), zone)
    return start, start + timedelta(minutes=row.minutes)


def _attendee(name: str) -> vCalAddress:
    attendee = vCalAddress(f"mailto:{name.lower()}@example.com")
    attendee.params["CN"] = PEOPLE[name]
    attendee.params["PARTSTAT"] = "ACCEPTED"
    return attendee


def _todo(row: Row, today: date, zone: ZoneInfo) -> Todo:
    todo = Todo()
    todo.add("uid", f"{today:%Y%m%d}-todo@example.invalid")
    todo.add("dtstamp", _stamp(today))
    todo.add("summary", row.title)
    todo.add("due", _when(row, today, zone)[0])
    return todo


def _stamp(today: date) -> datetime:
    return datetime.combine(today, time(), UTC)
