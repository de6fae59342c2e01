"""A feed's bytes cut where one event ends and the next begins, without looking inside; each piece has a key.

Every byte of a feed that changed goes through here, and only here; so nothing is done for each line, and what is
done for each piece is done by `bytes` itself. Nothing is decided but where to cut: a piece is read by
`lines.fragment`, and cuts at whole END and BEGIN lines give the same events as no cuts.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import BinaryIO

HEAD = 1024 * 1024  # within which the first event begins, and the last one ends
SEGMENT = 128 * 1024  # what is cut at a time: so much stays in the processor's own memory
LONGEST = 10 * 1024 * 1024  # the most that is held without finding a place to cut
KEY = 32  # bytes

_SEAM = re.compile(rb"\r?\nEND:VEVENT[ \t]*(?:\r?\n)+BEGIN:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_BEGIN = re.compile(rb"\nBEGIN:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_END = re.compile(rb"\r?\nEND:VEVENT[ \t]*\r?(?=\n)", re.IGNORECASE)
_STAMP = b"\nDTSTAMP:"
_LENGTH = len("20260310T150000Z")


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
        first = stream.read(HEAD)
        begin, seam = _BEGIN.search(first), _SEAM.search(first)
        if not begin or not seam:
            raise Uncut
        self.head, self._seam, self._start = first[: begin.start()], seam[0], begin.end()
        self.tail, self._end = self._last()

    def _last(self) -> tuple[bytes, int]:
        """What follows the last event, and where that one's own lines end."""
        size = self._stream.seek(0, os.SEEK_END)
        for length in (HEAD // 256, HEAD):
            base = max(size - length, self._start)
            last = self._bytes(base, size - base)
            if ends := list(_END.finditer(last)):
                return last[ends[-1].end() :], base + ends[-1].start()
        raise Uncut

    @property
    def frame(self) -> bytes:
        """A key of head and tail: as long as it is the same, every piece means the same."""
        return sha256(self.head + b"\0" + self.tail).digest()

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

    def again(self, places: Iterable[int], lengths: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        """The pieces at these places in the row of all, which are this long: each with its place and its offset."""
        before = [0, *accumulate(lengths)]
        for place in places:
            offset = self._start + before[place] + place * len(self._seam)
            yield place, offset, self._bytes(offset, lengths[place])

    def _bytes(self, offset: int, length: int) -> bytes:
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
    before, stamp, after = piece.partition(_STAMP)
    if after[:_LENGTH].isalnum():
        piece = before + stamp + after[_LENGTH:]
    return sha256(piece).digest()
