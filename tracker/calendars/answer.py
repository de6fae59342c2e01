"""An answer read within bounds: so many bytes off the wire, a head in good order, one layer of packing at most.

The libraries bound each line, but not how many there are, and would read a chunk of negative size to the very end.
"""

import zlib
from collections.abc import Iterator
from datetime import timedelta
from email.errors import MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from socket import SocketIO, socket
from typing import Any

from urllib3 import BaseHTTPResponse

from tracker.calendars.trouble import FeedTooLarge, FeedUnreachable
from tracker.tongue import N_

LARGEST = 10 * 1024 * 1024  # after unpacking
LONGEST_WAIT = timedelta(days=1)
_WIRE = LARGEST * 5 // 4  # before unpacking, with heads and the seams between chunks
_INTERIM = 10
_CHUNK = 64 * 1024

CUT = N_("The calendar did not arrive whole. Nothing was changed; we try again later.")
PACKED = N_("The calendar's server packs it in a way that we do not read. Upload it as a file.")
TOO_LARGE = N_("This calendar is larger than 10 MB. Export or publish a shorter stretch of time.")


class _Counted(RawIOBase):
    """What comes off a socket, up to a number of bytes."""

    def __init__(self, raw: SocketIO) -> None:
        self._raw, self._left = raw, _WIRE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        count = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise FeedTooLarge(TOO_LARGE)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Wire(BufferedReader):
    """The same, never read to its end at one go: a chunk of negative size would ask for that."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            raise HTTPException("size")
        return super().read(size)


class Answer(HTTPResponse):
    """An answer that is an error if its head is not in good order, and that never grows beyond our bound."""

    def __init__(self, sock: socket, debuglevel: int = 0, method: str | None = None, url: str | None = None) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp.close()
        self.fp = _Wire(_Counted(sock.makefile("rb", buffering=0)))

    def begin(self) -> None:
        """Reads the head, past any that only say that more will come (RFC 9110 15.2)."""
        super().begin()
        for _ in range(_INTERIM):
            if not 101 < self.status < 200:
                break
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()
        if not self._in_order():
            raise HTTPException("head")

    def _in_order(self) -> bool:
        """Each line a header (urllib3 would log our secret address with others), no control character, one length."""
        usual = (StartBoundaryNotFoundDefect, MultipartInvariantViolationDefect)
        if any(not isinstance(each, usual) for each in self.msg.defects) or self.msg.get_payload():
            return False
        if any(letter < " " and letter not in "\t\r\n" for value in self.msg.values() for letter in value):
            return False
        lengths = {part.strip() for line in self.msg.get_all("Content-Length", []) for part in line.split(",")}
        return len(lengths) <= 1 and all(each.isascii() and each.isdigit() and len(each) < 19 for each in lengths)


def unpacked(response: BaseHTTPResponse) -> Iterator[bytes]:
    """The body in pieces, unpacked once at most. Raises FeedTooLarge before more than that has come."""
    left = LARGEST
    for part in _parts(response):
        left -= len(part)
        if left < 0:
            raise FeedTooLarge(TOO_LARGE)
        yield part


def _parts(response: BaseHTTPResponse) -> Iterator[bytes]:
    packing = response.headers.get("Content-Encoding", "").strip().lower()
    chunks = response.stream(_CHUNK, decode_content=False)
    if packing in ("", "identity"):
        return chunks
    if packing in ("gzip", "x-gzip"):
        return _gunzipped(chunks)
    raise FeedUnreachable(PACKED)


def _gunzipped(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """No more than a chunk at a time comes out, however much was packed into one."""
    unpack = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        while chunk:
            if unpack.eof:
                raise FeedUnreachable(PACKED)
            yield unpack.decompress(chunk, _CHUNK)
            chunk = unpack.unconsumed_tail or unpack.unused_data
    if not unpack.eof:
        raise FeedUnreachable(CUT)


def retry_after(response: BaseHTTPResponse) -> timedelta | None:
    """How long we are asked to wait (RFC 9110 10.2.3), from no time to a day; a date is held against their clock."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(response.headers.get("Date", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)
