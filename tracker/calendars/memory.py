"""What is kept of a feed between two readings: the key of each piece with its UID. No event's text."""

import struct
from typing import NamedTuple

from tracker.calendars.pieces import KEY

_FORM = b"pieces 1"
_HEAD = struct.Struct(f"<8s{KEY}sI")


class Memory(NamedTuple):
    """The pieces of a feed as they were read last. `uids` stand beside `keys`, empty where a piece told of several;
    `frame` is the key of what stood round them.
    """

    frame: bytes
    keys: list[bytes]
    uids: list[str]


def packed(memory: Memory) -> bytes:
    """As bytes to be kept."""
    head = _HEAD.pack(_FORM, memory.frame, len(memory.keys))
    return b"".join((head, *memory.keys, "\0".join(memory.uids).encode()))


def unpacked(kept: bytes) -> Memory | None:
    """As it was packed; None for anything else."""
    if len(kept) < _HEAD.size:
        return None
    form, frame, count = _HEAD.unpack_from(kept)
    ends = _HEAD.size + count * KEY
    if form != _FORM or len(kept) < ends:
        return None
    keys = [kept[at : at + KEY] for at in range(_HEAD.size, ends, KEY)]
    uids = kept[ends:].decode(errors="replace").split("\0")
    return Memory(frame, keys, uids) if len(uids) == len(keys) else None
