"""Feeds in pairs that claim the same names: whether what one says of a zone or a UID ever reaches the other (C13)."""

from collections.abc import Iterator
from random import Random
from zoneinfo import ZoneInfo

from tests.calendars.hostile.making import WINDOW, around, event
from tracker.calendars.cage import caged
from tracker.calendars.ics import Reading, read
from tracker.domain.event import CalendarEvent

HOME = ZoneInfo("Africa/Accra")
_NAMES = (
    *("Ours", "ours", "Customized Time Zone", "Pacific Standard Time", "W. Europe Standard Time", "Europe/Berlin"),
    *(
        "europe/berlin",
        "/calendar.example/1/Ours",
        "UTC",
        "GMT+0200",
        "(UTC+01:00) Amsterdam",
        "Local",
        "EST",
        "../x",
    ),
)
_RULES = (
    "",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU",
    "RRULE:FREQ=SECONDLY",
)
_UIDS = ("one", "two", "three", "")


def leaks(count: int, seed: int) -> Iterator[str]:
    """The pairs of which the second feed was read otherwise after the first than alone, each as its number."""
    for place in range(count):
        dice = Random(f"{seed}/{place}")
        first, second = clashing(dice), clashing(dice)
        if caged(read_after, first, second) != caged(read_after, b"", second):
            yield f"pair {place} of seed {seed}"


def read_after(first: bytes, second: bytes) -> tuple[tuple[CalendarEvent, ...], tuple[str, ...]]:
    """What the second feed tells after the first was read in the same process."""
    _read(first)
    reading = _read(second)
    return reading.events, reading.messages


def _read(body: bytes) -> Reading:
    return read(body, calendar="work", window=WINDOW, zone=HOME)


def clashing(dice: Random) -> bytes:
    """A feed whose names others have too: zones of its own making, and events in them."""
    names = dice.sample(_NAMES, 4)
    zones = [line for name in names[:3] for line in _zone(name, dice)]
    events = [line for _ in range(4) for line in _event(dice.choice(names), dice)]
    hint = [f"X-WR-TIMEZONE:{dice.choice(names)}"] if dice.random() < 0.3 else []
    return around(*events, head=[*hint, *zones])


def _zone(name: str, dice: Random) -> Iterator[str]:
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}")
    for kind in dice.sample(("STANDARD", "DAYLIGHT"), dice.choice((1, 2))):
        old, new = (f"{dice.choice('+-')}{dice.randrange(14):02}{dice.choice(('00', '30', '45'))}" for _ in range(2))
        yield from (f"BEGIN:{kind}", f"DTSTART:19{dice.randrange(70, 99)}0301T020000")
        yield from (f"TZOFFSETFROM:{old}", f"TZOFFSETTO:{new}")
        yield from filter(None, (dice.choice(_RULES),))
        yield f"END:{kind}"
    yield "END:VTIMEZONE"


def _event(name: str, dice: Random) -> tuple[str | bytes, ...]:
    at = f"202603{dice.randrange(1, 29):02}T{dice.randrange(24):02}0000"
    rule = dice.choice(((), ("RRULE:FREQ=DAILY;COUNT=3",), ("RRULE:FREQ=WEEKLY", f"EXDATE;TZID={name}:{at}")))
    moved = (f"RECURRENCE-ID;TZID={name}:{at}",) if dice.random() < 0.3 else ()
    return event(f"DTSTART;TZID={name}:{at}", *rule, *moved, uid=dice.choice(_UIDS))
