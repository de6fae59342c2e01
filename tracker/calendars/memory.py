"""What is kept of a feed between two readings: the key of each piece with its UID. No event's text."""

import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.calendars.pieces import KEY

_FORM = b"pieces 3"
_HEAD = struct.Struct(f"<8s{KEY}sI")
_STRIDE = KEY * 1024


class Memory(NamedTuple):
    """The pieces of a feed as they were read last: their keys in a row, and beside each the UID that it told of, in
    UTF-8, empty where it told of several. `frame` is the key of what stood round them.
    """

    frame: bytes
    row: bytes
    names: bytes

    @property
    def uids(self) -> list[bytes]:
        """One for each key."""
        return self.names.split(b"\0")


def packed(frame: bytes, row: bytes, uids: Iterable[bytes]) -> bytes:
    """As bytes to be kept."""
    return b"".join((_HEAD.pack(_FORM, frame, len(row) // KEY), row, b"\0".join(uids)))


def unpacked(kept: bytes) -> Memory | None:
    """As it was packed; None for anything else."""
    if len(kept) < _HEAD.size:
        return None
    form, frame, count = _HEAD.unpack_from(kept)
    row, names = kept[_HEAD.size : _HEAD.size + count * KEY], kept[_HEAD.size + count * KEY :]
    sound = form == _FORM and len(row) == count * KEY and names.count(b"\0") == max(count - 1, 0)
    return Memory(frame, row, names) if sound else None


def keys(row: bytes, begin: int = 0, end: int = 0) -> Sequence[bytes]:
    """The keys in a row, one by one, without so many at its beginning and at its end."""
    return [row[at : at + KEY] for at in range(begin * KEY, len(row) - end * KEY, KEY)]


def unlike(one: bytes, other: bytes) -> tuple[int, int]:
    """How many keys two rows have in common at their beginning, and how many more at their end."""
    begin = _alike(one, other)
    most = min(len(one), len(other)) - begin * KEY
    end = _alike(one[len(one) - most :], other[len(other) - most :], backwards=True)
    return begin, end


def _alike(one: bytes, other: bytes, *, backwards: bool = False) -> int:
    """How many keys are the same from one side on. Long rows are compared by strides, since most of them are."""
    most, at = min(len(one), len(other)), 0
    for step in (_STRIDE, KEY):
        while at + step <= most and _part(one, at, step, backwards) == _part(other, at, step, backwards):
            at += step
    return at // KEY


def _part(row: bytes, at: int, length: int, backwards: bool) -> bytes:
    return row[len(row) - at - length : len(row) - at] if backwards else row[at : at + length]
