"""Whose turn it is to write to a SQLite file: first come, first served, within this process.

SQLite has each writer look again every so often, and whoever looks at the right moment is next: of ten who wait, one
may be told that the file is locked though nobody held it for long. So one thread at a time looks. The others stand in
a line behind it, and none of them waits longer, line and all, than it would alone.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic


class Line:
    """Threads in the order in which they came."""

    def __init__(self) -> None:
        self._moved, self._line = threading.Condition(), deque[object]()

    def __len__(self) -> int:
        """How many have their turn, or wait for it."""
        return len(self._line)

    @contextmanager
    def turn(self, patience: float) -> Iterator[float]:
        """Lasts as long as the block, from when it is this thread's turn, or its patience, in seconds, is over; what
        is left of it.
        """
        until, us = monotonic() + patience, object()
        with self._moved:
            self._line.append(us)
            self._moved.wait_for(lambda: self._line[0] is us, patience)
        try:
            yield max(0.0, until - monotonic())
        finally:
            with self._moved:
                self._line.remove(us)
                self._moved.notify_all()
