"""Processor time for what others' rules make a library do: it may step towards a day that never comes.

dateutil looks for the next moment up to the year 9999, without a word. No look at a rule tells all that never come,
so whoever asks is stopped. Only in a process's main thread, as that of a cage's child is; elsewhere nothing is.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

ONE, ALL = 2.5, 4.0  # seconds for one series or zone, and for all of a feed together


class TooLong(Exception):
    """The allowance is used up."""


class Allowance:
    """What is left of a feed's processor time."""

    def __init__(self, seconds: float = ALL) -> None:
        self._left = seconds

    @contextmanager
    def for_one(self) -> Iterator[None]:
        """Ends the block with TooLong when it has used its share, or when nothing is left."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        if self._left <= 0:
            raise TooLong
        before, started = signal.signal(signal.SIGVTALRM, _stop), process_time()
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, min(ONE, self._left), 0.1)  # again, should a library swallow it
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)
            self._left -= process_time() - started


def _stop(*_: object) -> None:
    raise TooLong
