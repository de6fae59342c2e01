"""sh: events of long ago that reach the window all the same, written so that one could overlook it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.calendars.hostile.making import READ, Hostile, around, bad, event

START, RULE = "DTSTART:20200107T150000Z", "RRULE:FREQ=WEEKLY"
_FIRST = datetime(2026, 2, 3, 15, tzinfo=UTC)
WEEKLY = tuple(bad((_FIRST + timedelta(weeks=week)).strftime("%m%dT%H%M%S")) for week in range(13))

# Lines of an event that began in 2020 and is told on each Tuesday of the window.
TUESDAYS: dict[str, tuple[str | bytes, ...]] = {
    "plain": (START, RULE),
    "rule-first": (RULE, START),
    "fold-in-the-name": (START, "RR", " ULE:FREQ=WEEKLY"),
    "fold-behind-the-name": (START, "RRULE", " :FREQ=WEEKLY"),
    "fold-before-the-value": (START, "RRULE:", " FREQ=WEEKLY"),
    "fold-in-until": (START, "RRULE:FREQ=WEEKLY;UNTIL=20", " 270101T000000Z"),
    "lower-case": (START, "rrule:FREQ=WEEKLY"),
    "mixed-case": (START, "Rrule:Freq=Weekly"),
    "parameter": (START, "RRULE;X-A=1:FREQ=WEEKLY"),
    "quoted-parameter": (START, 'RRULE;X-A="a:UNTIL=20210101":FREQ=WEEKLY'),
    "nul-in-the-name": (START, b"RR\0ULE:FREQ=WEEKLY"),
    "nul-before-the-name": (START, b"\0RRULE:FREQ=WEEKLY"),
    "until-in-another-part": (START, "RRULE:FREQ=WEEKLY;X-UNTIL=20210101"),
    "behind-an-alarm": (START, "BEGIN:VALARM", "TRIGGER:-PT5M", "END:VALARM", RULE),
    "behind-a-false-alarm": (START, "BEGIN:VALARM", "RRULE:FREQ=DAILY;UNTIL=20210101", "END:VALARM", RULE),
    "behind-a-description": (START, "DESCRIPTION:ends\\nUNTIL=20210101", " RRULE:FREQ=YEARLY", RULE),
    "behind-blank-lines": (START, "", "", RULE),
    "no-end-of-count": (START, "RRULE:FREQ=WEEKLY;COUNT=5000"),
}


def _once() -> Iterator[tuple[str, str, tuple[str | bytes, ...], tuple[str, str]]]:
    """Events of 2020 of which one instant or day reaches the window."""
    yield "date", "a date far later", (START, "RDATE:20260310T150000Z"), ("0310T150000", "")
    yield "date-in-lower-case", "a date far later", (START, "rdate:20260310T150000Z"), ("0310T150000", "")
    yield (
        "date-in-a-list",
        "a date far later",
        (START, "RDATE:20200108T150000Z,", " 20260310T150000Z"),
        ("0310T150000", ""),
    )
    moved = ("RECURRENCE-ID:20200107T150000Z", "DTSTART:20260310T150000Z")
    yield "moved", "an instance moved into the window", moved, ("0310T150000", "")
    yield "moved-in-lower-case", "the same", ("recurrence-id:20200107T150000Z", moved[1]), ("0310T150000", "")


PAST = (
    *(
        Hostile(f"sh-past-{name}", f"past: {str(lines[-1])[:60]}", around(*event(*lines)), READ, also=WEEKLY)
        for name, lines in TUESDAYS.items()
    ),
    *(
        Hostile(f"sh-past-{name}", f"past: {does}", around(*event(*lines)), READ, also=(bad(*told),))
        for name, does, lines, told in _once()
    ),
    Hostile(
        "sh-past-behind-a-bare-return",
        "past: a rule behind a bare CR in a title",
        around(*event(START, b"COMMENT:x\rRRULE:FREQ=WEEKLY")),
        READ,
    ),
    Hostile(
        "sh-past-start-twice",
        "past: two starts, the second one later",
        around(*event(START, "DTSTART:20260310T150000Z")),
        READ,
        most=1,
    ),
    Hostile(
        "sh-past-end-twice",
        "past: two ends, the second one later",
        around(*event(START, "DTEND:20200107T160000Z", "DTEND:20260310T150000Z")),
        READ,
        most=1,
    ),
    Hostile(
        "sh-past-moved-by-another",
        "past: an override far away in the feed",
        around(
            *event(START, "RRULE:FREQ=DAILY;COUNT=2"),
            *event("DTSTART:20200101T000000Z", uid="other"),
            *event("RECURRENCE-ID:20200108T150000Z", "DTSTART:20260310T150000Z"),
        ),
        READ,
        also=(bad("0310T150000"),),
    ),
    Hostile(
        "sh-past-split-later",
        "past: a series that is moved with all that follow",
        around(
            *event(START, "RRULE:FREQ=WEEKLY;COUNT=500"),
            *event("RECURRENCE-ID;RANGE=THISANDFUTURE:20200114T150000Z", "DTSTART:20200114T160000Z"),
        ),
        READ,
        also=tuple((uid, a.replace("T15:", "T16:"), b.replace("T15:", "T16:")) for uid, a, b in WEEKLY),
    ),
    Hostile(
        "sh-past-long",
        "past: a day that ends in the window",
        around(*event("DTSTART;VALUE=DATE:20251230", "DTEND;VALUE=DATE:20260310")),
        READ,
        also=(("bad@calendar.example", "2025-12-30", "2026-03-10"),),
    ),
    Hostile(
        "sh-past-length",
        "past: a length that ends in the window",
        around(*event("DTSTART:20251230T150000Z", "DURATION:P70D")),
        READ,
        also=(("bad@calendar.example", "2025-12-30T15:00:00Z", "2026-03-10T15:00:00Z"),),
    ),
    Hostile(
        "sh-past-last-of-a-long-series",
        "past: the last instance ends far behind UNTIL",
        around(
            *event("DTSTART;VALUE=DATE:20260101", "DTEND;VALUE=DATE:20260310", "RRULE:FREQ=YEARLY;UNTIL=20260102")
        ),
        READ,
        also=(("bad@calendar.example", "2026-01-01", "2026-03-10"),),
    ),
)
