"""A copy read piece by piece: plain JSON values out of a stream of text, of which one at a time is held."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

from tracker.domain.promise import Refused
from tracker.tongue import N_

PIECE = 1 << 16  # letters read at a time
LONGEST = 1 << 26  # letters of one value: a file of 10 MiB, sealed twice over, and then some
BEGINS = '{["-0123456789tfn'
_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


class NotACopy(Refused):
    """It is not as tracker writes copies, or not to its end; the text names the remedy."""


HALF = N_("This copy breaks off: it is only a part. Make it or fetch it again; nothing was changed.")
OTHER = N_(
    "This is no copy that tracker wrote, or it was changed since. Give the file of tracker export as it was written; "
    "nothing was changed."
)


class Copied:
    """A JSON document that is walked through from its beginning. Raises NotACopy where it is not as expected."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._text, self._at = stream, "", 0

    def expect(self, mark: str) -> None:
        """The next letter is this one."""
        if self._next() != mark:
            raise NotACopy(OTHER)
        self._at += 1

    def expect_key(self, name: str) -> None:
        """The next member of an object is called so."""
        if self.value() != name:
            raise NotACopy(OTHER)
        self.expect(":")

    def end(self) -> None:
        """Nothing comes any more."""
        self._skip()
        if self._at < len(self._text):
            raise NotACopy(OTHER)

    def rows(self) -> Iterator[Any]:
        """The values of an array, one by one."""
        self.expect("[")
        if self._next() == "]":
            self._at += 1
            return
        while True:
            yield self.value()
            if self._next() == "]":
                self._at += 1
                return
            self.expect(",")

    def value(self) -> Any:
        """The next value, whole."""
        if self._next() not in BEGINS:
            raise NotACopy(OTHER)
        piece = PIECE
        while (found := self._decoded()) is None:
            if len(self._text) - self._at > LONGEST:
                raise NotACopy(OTHER)
            if not self._read(piece):
                raise NotACopy(HALF)
            piece *= 2
        value, self._at = found
        return value

    def _decoded(self) -> tuple[Any, int] | None:
        """A value and where it ends; None where it is no JSON, or not all of it is here: a number may still go on."""
        try:
            value, end = _DECODER.raw_decode(self._text, self._at)
        except RecursionError:
            raise NotACopy(OTHER) from None
        except ValueError:
            return None
        return (value, end) if end < len(self._text) else None

    def _next(self) -> str:
        self._skip()
        if self._at == len(self._text):
            raise NotACopy(HALF)
        return self._text[self._at]

    def _skip(self) -> None:
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text) or not self._read(PIECE):
                return

    def _read(self, many: int) -> bool:
        try:
            more = self._stream.read(many)
        except UnicodeDecodeError:
            raise NotACopy(OTHER) from None
        self._text, self._at = self._text[self._at :] + more, 0
        return bool(more)
