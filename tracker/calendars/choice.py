"""Which events of a feed must be parsed: all that can reach the window; or, with a memory of the last reading, those
whose UID told something else then.

A UID's events are read together or not at all: a change to an override is a change of its series (RFC 5545, 3.8.4.4).
"""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO, NamedTuple

from tracker.calendars.entries import uid
from tracker.calendars.glance import Days, glance
from tracker.calendars.lines import COMPONENTS, LINES, Component, components, fragment, head, not_a_calendar
from tracker.calendars.memory import Memory, keys, packed, unlike, unpacked
from tracker.calendars.pieces import LONGEST, Pieces, Uncut, key
from tracker.calendars.trouble import Unreadable
from tracker.domain.event import Span
from tracker.domain.saying import Words
from tracker.tongue import N_

EVENTS = (b"VEVENT", b"VTODO")

_TAIL = re.compile(rb"(.*?)\r?\nEND:VCALENDAR\s*", re.IGNORECASE | re.DOTALL)
_TOO_MANY = Words(
    "This calendar has more than %(events)s events, or %(lines)s lines, that reach the time we look at; the "
    "rest was left out. Export a shorter stretch of time.",
    events=COMPONENTS,
    lines=LINES,
)
_NOT_ALL = N_("This calendar is so large that events which cannot reach the time we look at were not looked into.")


class Chosen(NamedTuple):
    """Calendars with the components to be parsed. `only`: the UIDs that these stand for; None if for all. What stands
    beside the pieces is among them always, whether or not it is one of those.

    `uids` are those of the pieces that were not parsed. Not `whole`: some were left out at a bound.
    """

    calendars: list[Component]
    memory: bytes = b""
    only: frozenset[str] | None = None
    uids: Sequence[str] = ()
    messages: tuple[str, ...] = ()
    whole: bool = True


class _Forgotten(Exception):
    """The memory does not say enough: everything is read."""


def chosen(stream: BinaryIO, window: Span, known: bytes, *, thorough: bool) -> Chosen:
    """What must be parsed of a feed; if `thorough`, all of it. Raises Unreadable."""
    try:
        pieces = Pieces(stream)
        frame, memory = _frame(pieces), unpacked(known)
        if memory and memory.frame == pieces.frame:
            try:
                return _changed(pieces, frame, memory, known)
            except _Forgotten:
                pass
        return _reaching(pieces, frame, Days.of(window), thorough=thorough)
    except Uncut:
        return _as_a_whole(stream)


def _as_a_whole(stream: BinaryIO) -> Chosen:
    stream.seek(0)
    body = stream.read(LONGEST + 1)
    if len(body) > LONGEST:
        start = body[: 64 * 1024]
        if b"BEGIN:VCALENDAR" not in start.upper():
            raise Unreadable(not_a_calendar(start))
        raise Unreadable("This calendar is larger than 10 MB. Export or publish a shorter stretch of time.")
    calendars = components(body)
    events = [part for calendar in calendars for part in calendar.parts if part.kind in EVENTS]
    if len(events) <= COMPONENTS:
        return Chosen(calendars)
    last = events[COMPONENTS].place
    for calendar in calendars:
        calendar.parts = [part for part in calendar.parts if part.kind not in EVENTS or part.place < last]
    return Chosen(calendars, messages=(_TOO_MANY,), whole=False)


def _frame(pieces: Pieces) -> Component:
    """The calendar round the pieces, with all that stands in it outside of them."""
    calendar, tail = head(pieces.head), _TAIL.fullmatch(pieces.tail)
    after = fragment(tail[1], 0, b"") if tail else None
    if calendar is None or after is None:
        raise Uncut
    calendar.parts += after
    calendar.closed = True
    return calendar


def _parts(piece: bytes, offset: int) -> tuple[list[Component], set[str]]:
    """The components of a piece, and the UIDs that it tells of."""
    parts = fragment(piece, offset)
    if parts is None:
        raise Uncut
    return parts, {uid(part) for part in parts if part.kind in EVENTS}


def _only(uids: set[str]) -> str:
    """The one that there is; nothing if there are several."""
    return next(iter(uids)) if len(uids) == 1 else ""


def _with(frame: Component, parts: Iterable[Component]) -> list[Component]:
    """The calendar with these in it too, in their order in the feed: of equal revisions the first counts."""
    frame.parts += sorted(parts, key=lambda part: part.place)
    return [frame]


# --- what changed


def _changed(pieces: Pieces, frame: Component, memory: Memory, known: bytes) -> Chosen:
    """What begins and ends as it did is not looked at again; between these, pieces are new, gone or only moved."""
    found: list[bytes] = []
    lengths: list[int] = []
    for batch in pieces.batches():
        found += map(key, batch)
        lengths += map(len, batch)
    row = b"".join(found)
    if row == memory.row:
        return Chosen([frame], known, only=frozenset())
    begin, end = unlike(row, memory.row)
    before, between = keys(memory.row, begin, end), found[begin : len(found) - end]
    if set(before) == set(between):  # they stand in another order
        return Chosen([frame], known, only=frozenset())
    names = memory.uids
    told = dict(zip(before, names[begin : len(names) - end], strict=True))
    uids = [*names[:begin], *map(told.get, between), *names[len(names) - end :]]
    gone = {told[each] for each in told.keys() - set(between)}
    new = [place for place, each in enumerate(between, begin) if each not in told]
    if b"" in gone or len(new) > COMPONENTS:
        raise _Forgotten
    return _groups(pieces, frame, _Row(row, uids, lengths), new, gone)


class _Row(NamedTuple):
    """The pieces of a feed: their keys, the UID of each as far as it is known, and their lengths."""

    keys: bytes
    uids: list[bytes | None]
    lengths: list[int]


def _groups(pieces: Pieces, frame: Component, row: _Row, new: list[int], gone: set[bytes]) -> Chosen:
    """The new pieces, and all others of their UIDs and of those that have lost one."""
    parts: list[Component] = []
    only = {name.decode() for name in gone}
    for place, offset, piece in pieces.again(new, row.lengths):
        some, uids = _parts(piece, offset)
        row.uids[place] = _only(uids).encode()
        parts += some
        only |= uids
    wanted, read = {b"", *(name.encode() for name in only)}, set(new)
    others = [place for place, name in enumerate(row.uids) if name in wanted and place not in read]
    for _, offset, piece in pieces.again(others, row.lengths):
        parts += _parts(piece, offset)[0]
    remembered = packed(pieces.frame, row.keys, [name or b"" for name in row.uids])
    return Chosen(_with(frame, parts), remembered, only=frozenset(only))


# --- what can reach the window


class _Looked:
    """What gathers while all pieces are looked at."""

    def __init__(self) -> None:
        self.keys: list[bytes] = []
        self.lengths: list[int] = []
        self.uids: list[str] = []
        self.near: list[int] = []  # the places of those to be read
        self.lines = 0
        self.full = False

    def keep(self, piece: bytes) -> None:
        """This one, the last that was looked at, is to be read; unless the bounds of D4 are reached."""
        self.lines += piece.count(b"\n") - piece.count(b"\n ")
        self.full = self.full or len(self.near) >= COMPONENTS or self.lines > LINES
        if not self.full:
            self.near.append(len(self.keys) - 1)


def _reaching(pieces: Pieces, frame: Component, days: Days, *, thorough: bool) -> Chosen:
    looked = _look(pieces, days, thorough=thorough)
    notes: tuple[str, ...] = ()
    if thorough and looked.full:
        looked, notes = _look(pieces, days, thorough=False), (_NOT_ALL,)
    parts: list[Component] = []
    near: set[str] = set()
    for place, offset, piece in pieces.again(looked.near, looked.lengths):
        found, uids = _parts(piece, offset)
        looked.uids[place] = _only(uids)
        parts += found
        near |= uids
    read = set(looked.near)
    shared = [place for place, name in enumerate(looked.uids) if name in near and place not in read]
    for _, offset, piece in pieces.again(shared, looked.lengths):
        parts += _parts(piece, offset)[0]
    calendars = _with(frame, parts)
    far = [name for place, name in enumerate(looked.uids) if place not in read]
    if looked.full:
        return Chosen(calendars, uids=far, messages=(*notes, _TOO_MANY), whole=False)
    names = (name.encode() for name in looked.uids)
    memory = packed(pieces.frame, b"".join(looked.keys), names)
    return Chosen(calendars, memory, uids=far, messages=notes)


def _look(pieces: Pieces, days: Days, *, thorough: bool) -> _Looked:
    looked = _Looked()
    for batch in pieces.batches():
        looked.lengths += map(len, batch)
        for piece in batch:
            seen = glance(piece, days)
            looked.keys.append(key(piece))
            looked.uids.append(seen.uid)
            if thorough or seen.reaches or not seen.uid:
                looked.keep(piece)
    return looked
