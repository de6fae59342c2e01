"""A feed's bytes cut into components: unfolded first and decoded after, so that one bad event stays one bad event.

RFC 5545, 3.1 and 3.4. The parser never sees a feed whole: one odd line would refuse it all (reliability 1.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.calendars.trouble import Unreadable

LINES = 300_000
COMPONENTS = 20_000
NESTING = 8
LINE_BYTES = 64 * 1024

_FOLD = re.compile(rb"\n[ \t]")
_TOP = frozenset({b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VTIMEZONE", b"VAVAILABILITY"})


@dataclass(slots=True)
class Component:
    """What stands between one BEGIN and its END: its own lines, and the components inside it.

    `place` is the number of its first line, counted after unfolding. `closed` is false if its END never came.
    """

    kind: bytes
    place: int
    lines: list[bytes] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)
    closed: bool = False


def components(body: bytes) -> list[Component]:
    """The calendars of a feed (there may be several), with all their components.

    Raises Unreadable for what is no calendar, is cut off, or is larger than we read (reliability D4).
    """
    root = Component(b"", 0)
    stack = [root]
    for place, line in enumerate(_unfolded(body), 1):
        if place > LINES:
            raise Unreadable(f"This calendar has more than {LINES:,} lines. Export a shorter stretch of time.")
        if line[:6].upper() == b"BEGIN:":
            _open(stack, line[6:].strip().upper(), place)
        elif line[:4].upper() == b"END:":
            kind = line[4:].strip().upper()
            _close(stack, b"VCALENDAR" if kind.startswith(b"VCALENDAR") else kind)
        else:
            stack[-1].lines.append(line)
    return _whole([part for part in root.parts if part.kind == b"VCALENDAR"], body)


def _unfolded(body: bytes) -> Iterator[bytes]:
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        body = body.decode("utf-16", "replace").encode()
    text = body.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return (_cut(line) for line in _FOLD.sub(b"", text).split(b"\n") if line.strip())


def _cut(line: bytes) -> bytes:
    """At most 64 KiB, and no half letter at its end."""
    if len(line) <= LINE_BYTES:
        return line
    end = LINE_BYTES
    while end and line[end] & 0xC0 == 0x80:
        end -= 1
    return line[:end]


def _open(stack: list[Component], kind: bytes, place: int) -> None:
    if kind == b"VCALENDAR":
        del stack[1:]
    elif kind in _TOP and len(stack) > 2:
        del stack[2:]  # the one before it was never closed: it is broken, this one is not
    part = Component(kind, place)
    if len(stack) <= NESTING:
        stack[-1].parts.append(part)
    stack.append(part)


def _close(stack: list[Component], kind: bytes) -> None:
    """An END closes the nearest of its kind and leaves open what is unclosed inside; a stray one is nothing."""
    if stack[-1].kind == kind and len(stack) > 1:
        stack.pop().closed = True
        return
    for depth in range(min(len(stack), NESTING + 1) - 1, 0, -1):
        if stack[depth].kind == kind:
            stack[depth].closed = True
            del stack[depth:]
            return


def _whole(calendars: list[Component], body: bytes) -> list[Component]:
    if not calendars:
        raise Unreadable(_not_a_calendar(body))
    if not all(calendar.closed for calendar in calendars):
        raise Unreadable("This calendar is cut off before its end. Nothing was changed; try again or export it anew.")
    if sum(len(calendar.parts) for calendar in calendars) > COMPONENTS:
        raise Unreadable(f"This calendar has more than {COMPONENTS:,} events. Export a shorter stretch of time.")
    return calendars


def _not_a_calendar(body: bytes) -> str:
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if not start:
        return "This calendar is empty. Check that the address or file is the one your calendar program gave you."
    if start.startswith(b"<"):
        return (
            "This is a web page, not a calendar. Copy the address that ends in .ics; in Google Calendar it is the "
            "secret address in iCal format, under Settings, Integrate calendar."
        )
    return "This is not a calendar file: it has no BEGIN:VCALENDAR line. Export it as iCalendar (.ics)."
