"""Load by wrk, and what it costs: answers, how long they took, and the processor time of those who answered."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).with_name("pages.lua")
TICKS = os.sysconf("SC_CLK_TCK")
MISSING = "wrk is not installed. On Debian: apt install wrk; or: make bench-load"


class Load(NamedTuple):
    """What came of one load: answers in a second, milliseconds at three percentiles, errors; and the processor
    milliseconds of one answer, of those who serve pages and of PostgreSQL.
    """

    rate: float
    p50: float
    p95: float
    p99: float
    errors: int
    web: float
    database: float

    @property
    def cost(self) -> float:
        """Processor milliseconds of one answer, both together."""
        return self.web + self.database


def request(path: str, cookie: str = "", body: str = "") -> str:
    """One request, as the script reads it."""
    return f"{'POST' if body else 'GET'}\t{path}\t{cookie}\t{body}"


def load(
    port: int,
    requests: Iterable[str],
    *,
    seconds: float,
    web: int,
    database: int,
    expect: int = 200,
    at_once: int = 16,
) -> Load:
    """These requests in turn, on so many connections. `web` and `database` are processes whose time, and whose
    children's, is counted.
    """
    if not shutil.which("wrk"):
        sys.exit(MISSING)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(requests) + "\n")
        file.flush()
        words = ["wrk", "-t1", f"-c{at_once}", f"-d{seconds:g}s", "--timeout", "15s", "-s", str(SCRIPT)]
        before = used(web), used(database)
        told = subprocess.run(
            [*words, f"http://127.0.0.1:{port}", "--", file.name, str(expect)],
            capture_output=True,
            text=True,
            check=True,
        )
        after = used(web), used(database)
    figures = json.loads(told.stdout.strip().splitlines()[-1])
    answers = figures["answers"] or 1
    spent = [(late - early) / answers * 1000 for early, late in zip(before, after, strict=True)]
    times = (figures[name] for name in ("p50", "p95", "p99"))
    return Load(figures["answers"] / figures["seconds"], *times, figures["errors"], *spent)


def used(pid: int) -> float:
    """Processor seconds of a process and of all that it started, also of those that ended and were waited for."""
    told = _told(pid)
    return (sum(told) / TICKS if told else 0.0) + sum(used(child) for child in children(pid))


def children(pid: int) -> list[int]:
    """Whom a process started, and who lives."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def memory(pid: int) -> float:
    """Mebibytes that a process and all that it started keep for themselves."""
    return _own(pid) + sum(memory(child) for child in children(pid))


def handles(pid: int) -> int:
    """How many files and connections they hold open."""
    try:
        mine = len(os.listdir(f"/proc/{pid}/fd"))
    except OSError:
        mine = 0
    return mine + sum(handles(child) for child in children(pid))


def _told(pid: int) -> list[int]:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [int(field) for field in fields[11:15]]


def _own(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))) / 1024
