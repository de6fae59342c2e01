"""Nothing is done at the first word: an act is offered with a code, and done when that very act comes with it."""

from collections.abc import Hashable
from secrets import token_hex
from threading import Lock
from time import monotonic

SECONDS = 600  # for which a code is good
MOST = 100  # codes that wait at a time


class Confirming:
    """Codes that were given for acts; each is good once, for its own act, for ten minutes."""

    def __init__(self) -> None:
        self._waits: dict[str, tuple[Hashable, float]] = {}
        self._lock = Lock()

    def offer(self, act: Hashable) -> str:
        """A code for an act."""
        code = token_hex(4)
        with self._lock:
            while len(self._waits) >= MOST:
                self._waits.pop(next(iter(self._waits)))
            self._waits[code] = act, monotonic() + SECONDS
        return code

    def takes(self, code: str, act: Hashable) -> bool:
        """Whether a code is good for this act; from then on it is good for none."""
        with self._lock:
            offered, until = self._waits.pop(code.strip(), (None, 0.0))
        return offered == act and monotonic() < until
