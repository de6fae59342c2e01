"""A connection to an address that was checked, ended from outside when its time is up.

No read time-out bounds a fetch: a far end that sends a byte every few seconds never runs into it (reliability 1.6).
So a timer shuts the socket, on a second handle of it, since TLS hides the first one while it shakes hands.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from queue import Empty, SimpleQueue
from time import monotonic

from urllib3.connection import HTTPConnection, HTTPSConnection

from tracker.calendars.address import Address, allowed, inside
from tracker.calendars.answer import Answer
from tracker.calendars.trouble import FeedRefused, FeedTimedOut, FeedUnreachable
from tracker.tongue import N_

CONNECT = 5.0
BETWEEN_BYTES = 10.0


class TimeLimit:
    """A moment on the monotonic clock at which the sockets under its watch are shut."""

    def __init__(self, seconds: float) -> None:
        self._at = monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self.passed = False

    @property
    def left(self) -> float:
        """Seconds until then. Raises FeedTimedOut if there are none."""
        seconds = self._at - monotonic()
        if self.passed or seconds <= 0:
            raise FeedTimedOut(TOO_SLOW)
        return seconds

    def watch(self, sock: socket.socket) -> None:
        """Shut this socket too."""
        with self._lock:
            self._watched.append(sock.dup())
        if self.passed:
            self._shut()

    def _shut(self) -> None:
        self.passed = True
        with self._lock:
            for sock in self._watched:
                try:
                    sock.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it ended by itself

    def __enter__(self) -> "TimeLimit":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for sock in self._watched:
            sock.close()


TOO_SLOW = N_("The calendar's server is too slow. We try again later; if it stays so, upload the calendar as a file.")


def resolved(address: Address, limit: TimeLimit, *, allow_private: bool) -> Sequence[str]:
    """All addresses of a host, looked up once. Raises FeedRefused if a single one of them is not allowed."""
    if inside(address.host) and not allow_private:
        raise FeedRefused(PRIVATE)
    found = _looked_up(address, limit.left)
    if not all(allowed(each, allow_private=allow_private) for each in found):
        raise FeedRefused(PRIVATE)
    return found


PRIVATE = N_(
    "This address leads into a private network, where we do not go. Upload the calendar as a file, or, on your own "
    "server, allow private addresses in the settings."
)


def _looked_up(address: Address, seconds: float) -> Sequence[str]:
    """Asked in a thread of its own: the system's look-up takes no time limit."""
    answers: SimpleQueue[list[str] | OSError] = SimpleQueue()

    def look_up() -> None:
        try:
            rows = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(row[4][0]) for row in rows)))
        except (OSError, UnicodeError) as error:
            answers.put(OSError(str(error)))

    threading.Thread(target=look_up, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except Empty:
        raise FeedTimedOut(TOO_SLOW) from None
    if isinstance(answer, OSError) or not answer:
        raise FeedUnreachable("The name of the calendar's server is not known. Check the address for typing slips.")
    return answer


class _Pinned:
    """Connects to the addresses that were checked, whatever its name would give if it were looked up again."""

    def __init__(self, addresses: Sequence[str], port: int, limit: TimeLimit) -> None:
        self._addresses, self._port, self._limit = addresses, port, limit

    def connect(self) -> socket.socket:
        error: OSError = OSError("no address")
        for address in self._addresses:
            try:
                sock = socket.create_connection((address, self._port), min(CONNECT, self._limit.left))
            except OSError as failed:
                error = failed
                continue
            self._limit.watch(sock)
            sock.settimeout(BETWEEN_BYTES)
            return sock
        raise error


@cache
def _usual_trust() -> ssl.SSLContext:
    """Whom the system believes. Reading that takes longer than most fetches, so it is done once."""
    return ssl.create_default_context()


class _Plain(HTTPConnection):
    response_class = Answer
    pinned: _Pinned

    def _new_conn(self) -> socket.socket:
        return self.pinned.connect()


class _Secure(HTTPSConnection):
    response_class = Answer
    pinned: _Pinned

    def _new_conn(self) -> socket.socket:
        return self.pinned.connect()


@contextmanager
def connection(
    address: Address, addresses: Sequence[str], limit: TimeLimit, trust: ssl.SSLContext | None
) -> Iterator[HTTPConnection]:
    """A connection to the checked addresses, that keeps the name for TLS and for the Host line."""
    opened: _Plain | _Secure
    if address.scheme == "https":
        opened = _Secure(address.host, address.port, ssl_context=trust or _usual_trust())
    else:
        opened = _Plain(address.host, address.port)
    opened.timeout = BETWEEN_BYTES
    opened.pinned = _Pinned(addresses, address.port, limit)
    try:
        yield opened
    finally:
        opened.close()
