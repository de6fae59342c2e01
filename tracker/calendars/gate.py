"""How many fetches of one host may be under way at a time (reliability D3)."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tracker.calendars.trouble import HostBusy

FEW = 2
# Houses that serve millions of calendars, each named by the end of its hosts, and how many of theirs a hosted service
# may ask for at a time. Two would be far fewer than all their customers' phones ask for, and would never get round;
# who wants fewer says so by 429 and Retry-After, which is heeded. What is not here is somebody's own server.
HOUSES = {
    "calendar.google.com": 128,
    "outlook.office365.com": 64,
    "outlook.live.com": 64,
    ".icloud.com": 32,
    ".yahoo.com": 16,
    ".fastmail.com": 8,
    "calendar.proton.me": 8,
    "calendar.zoho.com": 8,
}


def lanes_of(host: str) -> int:
    """How many calendars of a host a hosted service asks for at a time, over all its workers."""
    return next((lanes for end, lanes in HOUSES.items() if f".{host}".endswith(f".{end.lstrip('.')}")), FEW)


class Gate:
    """Lets so many in for one host, and turns away whoever comes while they are there. For many threads at once.

    `most` is how many, or says it for a host.
    """

    def __init__(self, most: int | Callable[[str], int] = FEW) -> None:
        self._most = most if callable(most) else lambda _: most
        self._inside: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def hosts(self) -> frozenset[str]:
        """Where somebody is inside."""
        return frozenset(self._inside)

    @contextmanager
    def through(self, host: str) -> Iterator[None]:
        """A place for this host while the block runs. Raises HostBusy."""
        with self._lock:
            if self._inside[host] >= self._most(host):
                raise HostBusy
            self._inside[host] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[host] -= 1
                self._inside += Counter()  # forgets hosts where nobody is
