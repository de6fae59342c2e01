"""A feed's bytes cut where one event ends and the next begins, without looking inside; each piece has a key.

Every byte of a feed that changed goes through here, and only here; so nothing is done for each line, and what is
done for each piece is done by `bytes` itself. Nothing is decided but where to cut: a piece is read by
`lines.fragment`, and cuts at whole END and BEGIN lines give the same events as no cuts.
"""

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO

SEGMENT = 1024 * 1024
LONGEST = 10 * 1024 * 1024  # the most that is held without finding a place to cut
KEY = 16  # bytes

_SEAM = re.compile(rb"\r?\nEND:VEVENT[ \t]*(?:\r?\n)+BEGIN:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_BEGIN = re.compile(rb"\nBEGIN:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_END = re.compile(rb"\r?\nEND:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_STAMP = b"\nDTSTAMP:"
_VALUE, _AFTER = len(_STAMP), len(_STAMP) + len("20260310T150000Z")


class Uncut(Exception):
    """These bytes do not come apart at the lines between events: they must be read as a whole."""


class Pieces:
    """The pieces of a feed in order, and what stands round them. They can be gone through again.

    `head` is the header with its zones, `tail` what follows the last event. Each piece begins with the
    line end of its BEGIN:VEVENT and ends before its END:VEVENT. Raises Uncut.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        stream.seek(0)
        first = stream.read(SEGMENT)
        begin, seam = _BEGIN.search(first), _SEAM.search(first)
        if not begin or not seam:
            raise Uncut
        self.head, self._seam, self._start = first[: begin.start()], seam[0], begin.end()
        self.tail, self._end = self._last()

    def _last(self) -> tuple[bytes, int]:
        """What follows the last event, and where that one's own lines end."""
        size = self._stream.seek(0, os.SEEK_END)
        base = max(size - SEGMENT, self._start)
        last = self.piece(base, size - base)
        ends = list(_END.finditer(last))
        if not ends:
            raise Uncut
        return last[ends[-1].end() :], base + ends[-1].start()

    @property
    def frame(self) -> bytes:
        """A key of head and tail: as long as it is the same, every piece means the same."""
        return sha256(self.head + b"\0" + self.tail).digest()[:KEY]

    def batches(self) -> Iterator[list[bytes]]:
        """All pieces, some at a time: never more of the feed is held than two segments and its longest event."""
        self._stream.seek(self._start)
        rest, left = b"", self._end - self._start
        while left > 0 and (segment := self._stream.read(min(SEGMENT, left))):
            left -= len(segment)
            whole = (rest + segment).split(self._seam)
            rest = whole.pop()
            if len(rest) > LONGEST:
                raise Uncut
            yield whole
        yield [rest]

    def offsets(self, lengths: Iterable[int]) -> Iterator[int]:
        """Where pieces of these lengths begin."""
        at = self._start
        for length in lengths:
            yield at
            at += length + len(self._seam)

    def piece(self, offset: int, length: int) -> bytes:
        """One piece again."""
        self._stream.seek(offset)
        return self._stream.read(length)


def lines_before(stream: BinaryIO, offsets: Iterable[int]) -> dict[int, int]:
    """How many lines end before each of these offsets."""
    counted, lines, at = {}, 0, 0
    stream.seek(0)
    for offset in sorted(set(offsets)):
        while at < offset and (segment := stream.read(min(SEGMENT, offset - at))):
            lines, at = lines + segment.count(b"\n"), at + len(segment)
        counted[offset] = lines
    return counted


def key(piece: bytes) -> bytes:
    """What a piece is known by: a hash of all that it says but its DTSTAMP, into which many servers write the moment
    of asking (RFC 5545, 3.8.7.2).
    """
    at = piece.find(_STAMP)
    if at >= 0 and piece[at + _VALUE : at + _AFTER].isalnum() and piece[at + _AFTER : at + _AFTER + 1] in b"\r\n":
        piece = piece[:at] + piece[at + _AFTER :]
    return sha256(piece).digest()[:KEY]
