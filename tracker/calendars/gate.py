"""How many fetches of one host may be under way at a time, in one process (reliability D3)."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.calendars.trouble import HostBusy


class Gate:
    """Lets so many in for one host, and turns away whoever comes while they are there. For many threads at once."""

    def __init__(self, most: int = 2) -> None:
        self._most = most
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
            if self._inside[host] >= self._most:
                raise HostBusy
            self._inside[host] += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside[host] -= 1
                self._inside += Counter()  # forgets hosts where nobody is
