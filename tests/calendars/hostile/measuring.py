"""The check of one feed, with its time, and the memory of all its processes together.

A large one is checked by a command of its own; a small one here, where only the cage's processes count.

The reading is done in a grandchild that the command's warden forks, so no one process's peak tells enough: every
10 ms the memory of the command and of all that descend from it is added up (each shared page once, Pss), and the
highest sum counts, or the highest peak of any one process (VmHWM) if that is more. What grows and dies within 10 ms
is not seen. Time is processor time, so that a busy machine makes no feed slower than it is.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from tests.calendars.hostile.making import WINDOW
from tracker.calendars.check import check

SECONDS, MEGABYTES = 25.0, 300.0  # what no feed may take (issue: hostile feeds)
EVERY = 0.01
PATIENCE = 120
_PROC = Path("/proc")


class Measured(NamedTuple):
    """What a check told of a feed, its seconds of processor time, and its megabytes at their peak."""

    told: dict[str, Any]
    seconds: float
    megabytes: float


def measured(path: Path, *, zone: str = "UTC") -> Measured:
    """`tracker feed check --json` of a file, in the window of the hostile feeds."""
    bounds = ["--window-start", WINDOW.start.isoformat(), "--window-end", WINDOW.end.isoformat()]
    words = [sys.executable, "-m", "tracker", "feed", "check", "--json", *bounds, "--zone", zone, str(path)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        watch = _Watch(lambda: _family(process.pid))
        out, err = process.communicate(timeout=PATIENCE)
    return Measured(_line(out, err), *watch.told())


def measured_here(body: bytes | BinaryIO, *, zone: str = "UTC") -> Measured:
    """The same without a command: only what the cage's processes use counts."""
    watch = _Watch(lambda: (pid for child in _children(os.getpid()) for pid in _family(child)))
    try:
        told = check(body, window=WINDOW, zone=ZoneInfo(zone))
    finally:
        used = watch.told()
    return Measured(told, *used)


def _line(out: bytes, err: bytes) -> dict[str, Any]:
    lines = out.splitlines()
    assert len(lines) == 1, f"one line was expected: {out[-300:]!r} {err[-2_000:].decode('utf-8', 'replace')}"
    assert not err, err[-2_000:].decode("utf-8", "replace")
    line: dict[str, Any] = json.loads(lines[0])
    return line


class _Watch:
    """Looks at some processes from another thread, from now on until it is told to tell."""

    def __init__(self, family: Callable[[], Iterable[int]]) -> None:
        self._family, self._over = family, threading.Event()
        self._most = 0.0
        self._seconds: dict[int, tuple[float, float]] = {}  # of each process, when first and when last seen
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def told(self) -> tuple[float, float]:
        """Seconds of processor time, and megabytes."""
        self._over.set()
        self._thread.join()
        return sum(last - first for first, last in self._seconds.values()), self._most / 1024

    def _watch(self) -> None:
        self._look(first=True)
        while not self._over.wait(EVERY):
            self._look()
        self._look()

    def _look(self, *, first: bool = False) -> None:
        family = list(self._family())
        sums = sum(_kilobytes(pid, "smaps_rollup", "Pss:") for pid in family)
        peaks = (_kilobytes(pid, "status", "VmHWM:") for pid in family)
        self._most = max(self._most, sums, *peaks, 0.0)
        for pid in family:
            seconds = _processor(pid)
            began, before = self._seconds.get(pid, (seconds if first else 0.0, 0.0))
            self._seconds[pid] = (began, max(before, seconds))


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in _children(pid):
        yield from _family(child)


def _children(pid: int) -> Iterable[int]:
    try:
        return [
            int(one)
            for task in (_PROC / str(pid) / "task").iterdir()
            for one in (task / "children").read_text().split()
        ]
    except OSError:  # it has ended meanwhile
        return []


def _kilobytes(pid: int, file: str, name: str) -> float:
    try:
        lines = (_PROC / str(pid) / file).read_text().splitlines()
    except OSError:
        return 0.0
    return next((float(line.split()[1]) for line in lines if line.startswith(name)), 0.0)


def _processor(pid: int) -> float:
    """The seconds that a process has worked; 0 if it has ended."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
