"""Each row by the real command, in a process of its own: what it said, how long it took, how much memory it had."""

import gc
import json
import os
import sys
import time
from collections import deque
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from urllib.request import urlopen

from tests.calendars.lab.row import Row
from tracker.cli import main

AT_ONCE = 4
ROOT = Path(__file__).parents[3]


class Ran(NamedTuple):
    """How a row went. Instants are those of the monotonic clock, which the far end shares."""

    row: Row
    code: int
    out: str
    began: float
    ended: float
    megabytes: float

    @property
    def told(self) -> dict[str, Any]:
        """The one line it said; empty if that is not what it said."""
        try:
            told = json.loads(self.out) if self.out.count("\n") == 1 else {}
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def run(rows: tuple[Row, ...], folder: Path) -> list[Ran]:
    """All of them: the slow ones side by side from the start, the others a few at a time."""
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    gc.freeze()  # so that forks share what is here
    waiting = deque(sorted(rows, key=lambda row: not row.slow))
    under_way: dict[int, tuple[Row, int, float]] = {}
    done: list[Ran] = []
    while waiting or under_way:
        while waiting and (waiting[0].slow or sum(not row.slow for row, *_ in under_way.values()) < AT_ONCE):
            row = waiting.popleft()
            began = time.monotonic()
            pid, out = begin(row, empty)
            under_way[pid] = (row, out, began)
        pid, status, used = os.wait4(-1, 0)
        row, out, began = under_way.pop(pid)
        with open(out, errors="replace") as said:
            text = said.read()
        code = os.waitstatus_to_exitcode(status)
        done.append(Ran(row, code, text, began, time.monotonic(), used.ru_maxrss / 1024))
    return done


def begin(row: Row, folder: Path) -> tuple[int, int]:
    """Its process, and where to read what it says."""
    out, into = os.pipe()
    os.set_blocking(into, False)
    pid = os.fork()
    if pid:
        os.close(into)
        return pid, out
    os.dup2(into, 1)
    os.dup2(into, 2)
    words = ["feed", "fetch", "--json", "--", row.address]
    if row.cold:
        environ = os.environ | {"PYTHONPATH": str(ROOT)}
        os.chdir(folder)
        os.execve(sys.executable, [sys.executable, "-m", "tracker", *words], environ)
    os.chdir(folder)
    os._exit(naively(row.address) if row.naive else warm(words))


def naively(address: str) -> int:
    """As anyone would who thinks no evil."""
    with suppress(OSError, ValueError, HTTPException), urlopen(address, timeout=2) as answer:
        answer.read(1_000)
    return 0


def warm(words: list[str]) -> int:
    """The same command without starting Python anew."""
    try:
        main(args=words, prog_name="tracker")
    except SystemExit as ended:
        sys.stdout.flush()
        return int(ended.code or 0)
    except BaseException as error:
        print(f"uncaught: {error!r}", flush=True)
    return 99
