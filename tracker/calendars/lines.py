"""A feed's bytes cut into components: unfolded first and decoded after, so that one bad event stays one bad event.

RFC 5545, 3.1 and 3.4. The parser never sees a feed whole: one odd line would refuse it all (reliability 1.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.calendars.trouble import Unreadable
from tracker.tongue import N_

LINES = 300_000
COMPONENTS = 20_000
NESTING = 8
LINE_BYTES = 64 * 1024

_FOLD = b"\0"  # stands for a fold while lines are cut; a NUL of the feed's own is taken out before
_BLANK = re.compile(b"\n+" + _FOLD)
_MARK = b"\xef\xbb\xbf"
_TOP = frozenset({b"VEVENT", b"VTODO", b"VJOURNAL", b"VFREEBUSY", b"VTIMEZONE", b"VAVAILABILITY"})
_FOLDED = (b" ", b"\t")
_FRAME = frozenset({b"VCALENDAR", b"VTIMEZONE"})


class Place(NamedTuple):
    """Where something stands in a feed: the line counted from 1, from an offset in bytes at which a line begins."""

    offset: int
    line: int


@dataclass(slots=True)
class Component:
    """What stands between one BEGIN and its END: its own lines, and the components inside it.

    `closed` is false if its END never came.
    """

    kind: bytes
    place: Place
    lines: list[bytes] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)
    closed: bool = False


def components(body: bytes) -> list[Component]:
    """The calendars of a feed (there may be several), with all their components.

    Raises Unreadable for what is no calendar, is cut off, or is larger than we read (reliability D4).
    """
    root = Component(b"", Place(0, 0))
    stack = [root]
    for count, (place, line) in enumerate(_unfolded(_plain(body), 0, 1), 1):
        if count > LINES:
            raise Unreadable(
                "This calendar has more than %(lines)s lines. Export a shorter stretch of time.", lines=LINES
            )
        _put(stack, place, line)
    return _whole([part for part in root.parts if part.kind == b"VCALENDAR"], body)


def head(text: bytes) -> Component | None:
    """The calendar whose header and zones these are, still open; None if they are not those of one calendar."""
    root = Component(b"", Place(0, 0))
    stack = [root]
    for place, line in _unfolded(_plain(text), 0, 1):
        _put(stack, place, line)
    calendars = [part for part in root.parts if part.kind == b"VCALENDAR"]
    return calendars[0] if len(calendars) == 1 and not calendars[0].closed else None


def fragment(piece: bytes, offset: int, kind: bytes = b"VEVENT") -> list[Component] | None:
    """The components of a piece of a calendar that begins with the line end of a BEGIN of this kind, and ends before
    its END; with no kind it begins between two.

    None if a calendar or a zone begins or ends in it: then it means nothing by itself.
    """
    if piece[1:2] in _FOLDED:
        return None
    calendar = Component(b"VCALENDAR", Place(offset, 1))
    stack = [Component(b"", Place(offset, 1)), calendar]
    if kind:
        _open(stack, kind, Place(offset, 1))
    for place, line in _unfolded(_plain(piece), offset, 1):
        if _framing(line):
            return None
        _put(stack, place, line)
    _close(stack, kind)
    return calendar.parts


def _framing(line: bytes) -> bool:
    """Whether a calendar or a zone begins or ends here."""
    return line[:4].upper() in (b"BEGI", b"END:") and line.partition(b":")[2].strip().upper()[:9] in _FRAME


def _plain(text: bytes) -> bytes:
    """With one kind of line end, and in UTF-8."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = text.decode("utf-16", "replace").encode()
    while text.startswith(_MARK):
        text = text.removeprefix(_MARK)
    text = text.replace(b"\0", b"")
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _unfolded(text: bytes, offset: int, number: int) -> Iterator[tuple[Place, bytes]]:
    """The content lines that hold anything, each with its place."""
    text = text.replace(b"\n ", _FOLD).replace(b"\n\t", _FOLD)
    if b"\n" + _FOLD in text:  # blank lines before a fold, as an old program writes them, are no lines
        text = _BLANK.sub(lambda blank: _FOLD * len(blank[0]), text)
    for line in text.split(b"\n"):
        first = number
        number += 1
        if _FOLD in line:
            number += line.count(_FOLD)
            line = line.replace(_FOLD, b"")
        if line and not line.isspace():
            yield Place(offset, first), line if len(line) <= LINE_BYTES else _cut(line)


def _cut(line: bytes) -> bytes:
    """At most 64 KiB, and no half letter at its end."""
    end = LINE_BYTES
    while end and line[end] & 0xC0 == 0x80:
        end -= 1
    return line[:end]


def _put(stack: list[Component], place: Place, line: bytes) -> None:
    """One more line, to the component that is open."""
    if line[:6].upper() == b"BEGIN:":
        _open(stack, line[6:].strip().upper(), place)
    elif line[:4].upper() == b"END:":
        kind = line[4:].strip().upper()
        _close(stack, b"VCALENDAR" if kind.startswith(b"VCALENDAR") else kind)
    else:
        stack[-1].lines.append(line)


def _open(stack: list[Component], kind: bytes, place: Place) -> None:
    if kind == b"VCALENDAR":
        del stack[1:]
    elif kind in _TOP and len(stack) == 1 and stack[0].parts and stack[0].parts[-1].kind == b"VCALENDAR":
        stack.append(stack[0].parts[-1])  # its calendar was ended too early
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
        raise Unreadable(not_a_calendar(body))
    if not all(calendar.closed for calendar in calendars):
        raise Unreadable(CUT_OFF)
    return calendars


CUT_OFF = N_("This calendar is cut off before its end. Nothing was changed; try again or export it anew.")


def not_a_calendar(body: bytes) -> str:
    """What these bytes are instead, as far as their beginning tells, and what to do."""
    start = body.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if not start:
        return N_("This calendar is empty. Check that the address or file is the one your calendar program gave you.")
    if start.startswith(b"<"):
        return N_(
            "This is a web page, not a calendar. Copy the address that ends in .ics; in Google Calendar it is the "
            "secret address in iCal format, under Settings, Integrate calendar."
        )
    return N_("This is not a calendar file: it has no BEGIN:VCALENDAR line. Export it as iCalendar (.ics).")
