"""What the invented calendar tells: events that promise something, what becomes of each, and two thousand in all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from tests.services.year.facts import DAY, HOUR, NAMES, PEOPLE, WEEKS, Clock, Fact, Tale

EVENTS = 2_000
PROMISING = 120
OUTAGE = range(30, 32)  # weeks in which nobody answers at the calendar's address
SECOND = timedelta(seconds=1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OF_NO_PROMISE = (
    "Coffee with {who}",
    "Lunch with {who}",
    "Stand-up",
    "Dentist",
    "Library committee",
    "Swimming",
    "Call {who}",
    "Concert",
    "Train to Ghent",
    "Mentoring {who}",
)


class Told(NamedTuple):
    """How an event stands from an instant on: where it lies, None: it is told no more."""

    since: datetime
    start: datetime | None
    cancelled: bool = False


class Event(NamedTuple):
    """One event with all its versions, the first of which stands from the first day."""

    uid: str
    title: str
    who: str
    versions: tuple[Told, ...]

    def at(self, now: datetime) -> Told | None:
        """As it is told at an instant; None when it is not told yet, or no more."""
        told = [version for version in self.versions if version.since <= now]
        return told[-1] if told and told[-1].start else None


Fate = Callable[[Tale, Clock, datetime], tuple[Told, ...]]


def delivered(after: timedelta) -> Fate:
    """Delivered so long after its limit, or the moment after it was accepted; its event stays as it is."""

    def fate(tale: Tale, clock: Clock, monday: datetime) -> tuple[Told, ...]:
        tale.then(max(tale.limit + after, tale.made_at + SECOND), "delivered")
        return ()

    return fate


def never(tale: Tale, clock: Clock, monday: datetime) -> tuple[Told, ...]:
    """Nothing more is heard of it."""
    return ()


def postponed(*, told: bool) -> Fate:
    """Its event moves a week on. When the calendar is read next, its user says whether its promisee was told."""

    def fate(tale: Tale, clock: Clock, monday: datetime) -> tuple[Told, ...]:
        assert tale.event
        due = clock.later(tale.due, 7)
        tale.then(monday + HOUR / 2, "event moved", due=due, told=told)
        tale.then(due - HOUR, "delivered")
        return (Told(monday, clock.later(tale.event, 7)),)

    return fate


def gone(answer: str, *, cancelled: bool = False) -> Fate:
    """Its event is told no more, or called off; and its user says what became of the promise."""

    def fate(tale: Tale, clock: Clock, monday: datetime) -> tuple[Told, ...]:
        tale.then(monday + HOUR / 2, answer)
        if answer == "still owed" and not cancelled:
            tale.then(tale.limit + 9 * DAY, "delivered")
        return (Told(monday, tale.event if cancelled else None, cancelled),)

    return fate


def gone_later(tale: Tale, clock: Clock, monday: datetime) -> tuple[Told, ...]:
    """Delivered; after that its event is taken out of the calendar, and then put a month on."""
    tale.then(tale.made_at + SECOND, "delivered")
    return (Told(monday, None), Told(monday + 7 * DAY, clock.later(monday, 30)))


FATES: tuple[Fate, ...] = (
    delivered(-2 * HOUR),
    postponed(told=True),
    delivered(DAY + SECOND),
    postponed(told=False),
    delivered(-DAY),
    gone("released"),
    gone_later,
    gone("still owed"),
    delivered(timedelta()),
    gone("still owed", cancelled=True),
    never,
    delivered(6 * DAY),
)


def promising(clock: Clock, chance: Random) -> tuple[list[Tale], list[Event]]:
    """Promises that events tell, each accepted on a Thursday when the calendar was read, with their events."""
    weeks = [week for week in range(1, WEEKS - 3) if week not in (OUTAGE[0] - 1, *OUTAGE)]
    pairs = [_promising(number, weeks[number % len(weeks)], clock, chance) for number in range(PROMISING)]
    return [tale for tale, _ in pairs], [event for _, event in pairs]


def _promising(number: int, week: int, clock: Clock, chance: Random) -> tuple[Tale, Event]:
    event_day = 7 * week + chance.randrange(4, 9)
    due_day, hour = event_day + chance.randrange(1, 6), chance.randrange(8, 19)
    accepted, event = clock.at(7 * week + 3, 12, 1 + number % 50), clock.at(event_day, 9)
    to = NAMES[number % len(NAMES)]
    tale = Tale(f"chapter {number}", to, accepted, clock.at(due_day, hour), event=event)
    monday = clock.at(7 * week + 7, 8)
    later = FATES[number % len(FATES)](tale, clock, monday)
    title = f"Send chapter {number} to {to} by {WEEKDAYS[due_day % 7]} {hour:02}:00"
    return tale, Event(f"chapter-{number}", title, "", (Told(clock.at(7 * week), event), *later))


def all_else(clock: Clock, chance: Random) -> list[Event]:
    """The others: meetings and what else fills days, some of them moved and some called off."""
    return [_other(number, clock, chance) for number in range(EVENTS - PROMISING)]


def _other(number: int, clock: Clock, chance: Random) -> Event:
    day, who = chance.randrange(-20, WEEKS * 7 + 20), chance.choice(PEOPLE)
    start = clock.at(day, chance.randrange(8, 20), chance.choice((0, 15, 30)))
    title = OF_NO_PROMISE[number % len(OF_NO_PROMISE)]
    versions = [Told(clock.at(0), start)]
    if number % 7 == 0:
        versions.append(Told(clock.at(chance.randrange(WEEKS * 7), 5), clock.later(start, chance.randrange(1, 20))))
    if number % 11 == 0:
        cancelled = number % 2 == 0
        versions.append(Told(versions[-1].since + 3 * DAY, start if cancelled else None, cancelled))
    return Event(f"other-{number}", title.format(who=who), who if "{who}" in title else "", tuple(versions))


def feed(events: list[Event], clock: Clock, now: datetime) -> bytes:
    """All that the calendar tells at an instant, as its server writes it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//EN"]
    for event in events:
        if told := event.at(now):
            lines += _written(event, told, clock)
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _written(event: Event, told: Told, clock: Clock) -> list[str]:
    assert told.start
    start = told.start.astimezone(clock.zone)
    wall, later = f"{start:%Y%m%dT%H%M%S}", f"{start.replace(tzinfo=None) + HOUR:%Y%m%dT%H%M%S}"
    with_whom = [f"ATTENDEE;CN={event.who};PARTSTAT=ACCEPTED:mailto:{mail(event.who)}"] if event.who else []
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        "DTSTAMP:20260101T000000Z",
        f"DTSTART;TZID={clock.zone.key}:{wall}",
        f"DTEND;TZID={clock.zone.key}:{later}",
        f"SUMMARY:{event.title}",
        *(["STATUS:CANCELLED"] if told.cancelled else []),
        *with_whom,
        "END:VEVENT",
    ]


def mail(who: str) -> str:
    """Somebody's address."""
    return f"{who.replace(' ', '.').lower()}@example.com"


def instants(tales: list[Tale]) -> list[tuple[datetime, Tale, Fact]]:
    """Each thing that is done, in the order in which it is: at one instant, as they are told."""
    made = [(tale.made_at, tale, Fact(tale.made_at, "made")) for tale in tales]
    return sorted(
        [*made, *((fact.at, tale, fact) for tale in tales for fact in tale.facts)], key=lambda each: each[0]
    )
