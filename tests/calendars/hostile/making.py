"""What a hostile feed is, and the good events that stand round its bad part and must survive it exactly."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from tracker.domain.event import Span

Occurrence = tuple[str, str, str]  # uid, start, end, as `tracker feed check` tells them
Body = bytes | Callable[[float], Iterable[bytes]]  # as it stands; or pieces, at a share of the full size

WINDOW = Span(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))

ACCEPT, PARTIAL, REJECT = frozenset({"accept"}), frozenset({"partial"}), frozenset({"reject"})
READ = ACCEPT | PARTIAL
ANY = READ | REJECT

GOOD: tuple[Occurrence, ...] = (
    ("good-day@calendar.example", "2026-03-12", "2026-03-13"),
    ("good-hour@calendar.example", "2026-03-10T14:00:00Z", "2026-03-10T15:00:00Z"),
    ("good-week@calendar.example", "2026-03-02T14:00:00Z", "2026-03-02T14:30:00Z"),
    ("good-week@calendar.example", "2026-03-09T13:00:00Z", "2026-03-09T13:30:00Z"),
    ("good-week@calendar.example", "2026-03-16T13:00:00Z", "2026-03-16T13:30:00Z"),
    ("good-week@calendar.example", "2026-03-23T13:00:00Z", "2026-03-23T13:30:00Z"),
)
_HOUR = (
    *("BEGIN:VEVENT", "UID:good-hour@calendar.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Lunch with Nils"),
    *("DTSTART;TZID=Europe/Berlin:20260310T150000", "DTEND;TZID=Europe/Berlin:20260310T160000", "END:VEVENT"),
)
_DAY = (
    *("BEGIN:VEVENT", "UID:good-day@calendar.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Ines is here"),
    *("DTSTART;VALUE=DATE:20260312", "DTEND;VALUE=DATE:20260313", "END:VEVENT"),
)
_WEEK = (
    *("BEGIN:VEVENT", "UID:good-week@calendar.example", "DTSTAMP:20260101T000000Z", "SUMMARY:Review with Kofi"),
    *("DTSTART;TZID=America/New_York:20260302T090000", "DURATION:PT30M", "RRULE:FREQ=WEEKLY;COUNT=4", "END:VEVENT"),
)
HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracker tests//EN")
BEFORE, AFTER = (*_HOUR, *_DAY), _WEEK


class Hostile(NamedTuple):
    """One hostile feed, and what must become of it. Its kind is how its name begins (reliability 4.1).

    `status`: those it may have. `says`: a pattern that the messages and reasons must hold; `never`: words that the
    whole line must not. `good`: the good occurrences in it, all kept unless the feed is rejected as a whole. `also`:
    exactly what is told of other UIDs; without it, `most`: how many occurrences of those there may be.
    """

    name: str
    does: str
    body: Body
    status: frozenset[str]
    says: str = ""
    never: tuple[str, ...] = ()
    good: tuple[Occurrence, ...] = GOOD
    also: tuple[Occurrence, ...] | None = None
    most: int = 1_000

    def pieces(self, share: float = 1.0) -> Iterable[bytes]:
        """Its bytes; of a large one, at a share of its full size."""
        return self.body(share) if callable(self.body) else (self.body,)


def written(*lines: str | bytes, end: bytes = b"\r\n") -> bytes:
    """Content lines as bytes."""
    return b"".join((line.encode() if isinstance(line, str) else line) + end for line in lines)


def around(*bad: str | bytes, head: Iterable[str | bytes] = (), end: bytes = b"\r\n") -> bytes:
    """A feed with lines of its own in the header, two good events, the bad part, and the good series."""
    return written(*HEAD, *head, *BEFORE, *bad, *AFTER, "END:VCALENDAR", end=end)


def pieces_around(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same with a bad part that comes in pieces."""
    yield written(*HEAD, *BEFORE)
    yield from pieces
    yield written(*AFTER, "END:VCALENDAR")


def event(*lines: str | bytes, uid: str = "bad", kind: str = "VEVENT") -> tuple[str | bytes, ...]:
    """The lines of one event that is named bad."""
    named = (f"UID:{uid}@calendar.example", "DTSTAMP:20260101T000000Z", f"SUMMARY:The {uid} part")
    return (f"BEGIN:{kind}", *named, *lines, f"END:{kind}")


def bad(start: str, end: str = "", uid: str = "bad") -> Occurrence:
    """What is told of it: an instant, `0310T150000` of 2026 in UTC, or a day as it stands; without an end it lasts no
    time.
    """
    return (f"{uid}@calendar.example", _told(start), _told(end or start))


def _told(at: str) -> str:
    if "T" not in at:
        return at
    return datetime.strptime("2026" + at, "%Y%m%dT%H%M%S").replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def times(count: float, piece: bytes, *, at_once: int = 1_000) -> Iterator[bytes]:
    """The same bytes many times over."""
    block, rest = divmod(int(count), at_once)
    for _ in range(block):
        yield piece * at_once
    yield piece * rest
