"""Workers in processes of their own, which are killed and started again."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENGINE = Path(__file__).with_name("engine.py")
PATIENCE = 90  # seconds


class Workers:
    """So many that run the same words."""

    def __init__(self, many: int, *words: str, seed: int = 1) -> None:
        self.words = [sys.executable, str(ENGINE), *words]
        self.running = [self._started() for _ in range(many)]
        self.draw = random.Random(seed)
        self.wait()

    def kill(self) -> None:
        """kill -9 of any one; it is gone when this returns."""
        one = self.draw.choice(self.running)
        one.send_signal(signal.SIGKILL)
        one.wait(PATIENCE)
        _close(one)
        self.running.remove(one)

    def again(self) -> None:
        """Another in its place."""
        self.running.append(self._started())
        self.wait()

    def wait(self) -> None:
        """Until each has begun."""
        for one in self.running:
            if one.stdout.readable() and not getattr(one, "ready", False):
                assert one.stdout.readline() == b"ready\n"
                one.ready = True

    def _started(self) -> subprocess.Popen:
        return subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _close(one: subprocess.Popen) -> None:
    one.stdin.close()
    one.stdout.close()


@contextmanager
def workers(many: int, *words: str) -> Iterator[Workers]:
    """Workers for this block; those that are left are told to stop, and must end well."""
    started = Workers(many, *words)
    try:
        yield started
    finally:
        for one in started.running:
            one.terminate()
        ended = [one.wait(PATIENCE) for one in started.running]
        for one in started.running:
            _close(one)
    assert set(ended) <= {0}, f"a worker did not end well: {ended}"
