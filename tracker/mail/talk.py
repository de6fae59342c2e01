"""A talk with a mail server that ends in time, however slowly it speaks: smtplib bounds each piece of it alone."""

import re
import smtplib
from contextlib import suppress
from socket import SHUT_RDWR
from threading import Timer
from typing import Any


class _Bounded:
    """Ends a talk when its time is up, wherever it stands: then it looks as if the server had broken off.

    The time begins before the connection, for who holds us up does so from the first line on.
    """

    sock: Any = None

    def __init__(self, within: float, host: str, port: int, mine: str, **more: Any) -> None:
        self._end = Timer(within, self._cut)
        self._end.daemon = True
        self._end.start()
        try:
            # Without a name of our own smtplib would look one up, which can hang and tells the machine's name.
            super().__init__(host, port, mine or "localhost", **more)  # type: ignore[call-arg]
        except BaseException:
            self._end.cancel()
            raise

    def _cut(self) -> None:
        with suppress(OSError):
            if self.sock:
                self.sock.shutdown(SHUT_RDWR)

    def close(self) -> None:
        """Leave."""
        self._end.cancel()
        super().close()  # type: ignore[misc]  # smtplib's


class Talk(_Bounded, smtplib.SMTP):
    """One that begins in the clear."""


class SealedTalk(_Bounded, smtplib.SMTP_SSL):
    """One by TLS from the first byte."""


def on_the_wire(raw: bytes) -> bytes:
    """Lines end in CRLF, a dot that begins one is doubled, and a dot alone is the end (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    ending = b"" if lines.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + ending + b".\r\n"
