"""A contestant in a process of its own: what it told, and how much memory it took at most."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import monotonic
from typing import IO, NamedTuple

ROOT = Path(__file__).parents[2]
SLOW = 4  # how many times its processor limit a contestant may take on the wall, on a busy machine


class Outcome(NamedTuple):
    """One run. Seconds of processor and wall for the job alone, mebibytes at the peak of its process; `trouble` if it
    gave no result. `counted` is None for who counts nothing.
    """

    cpu: float = 0.0
    wall: float = 0.0
    peak: float = 0.0
    counted: int | None = None
    said: str = ""
    trouble: str = ""


def run(command: list[str], *, limit: float, folder: Path = ROOT) -> Outcome:
    """Run to its end, or to its limit in processor seconds. The last line it prints is its result."""
    with TemporaryFile() as out, TemporaryFile() as err:
        status, peak = _ended(command, limit, folder, out, err)
        told, complaint = _read(out), _read(err)
    try:
        result = json.loads(told.splitlines()[-1])
        return Outcome(result["cpu"], result["wall"], peak, result.get("count"), result.get("said", ""))
    except (ValueError, LookupError):
        return Outcome(peak=peak, trouble=_trouble(status, limit, complaint))


def _ended(command: list[str], limit: float, folder: Path, out: IO[bytes], err: IO[bytes]) -> tuple[int, float]:
    """Its exit status, and its peak in mebibytes."""
    child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=err, env=os.environ | {"TZ": "UTC"})
    ended = Event()
    watching = Thread(target=_watch, args=(child.pid, limit, ended))
    watching.start()
    _, status, used = os.wait4(child.pid, 0)
    ended.set()
    watching.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _watch(child: int, limit: float, ended: Event) -> None:
    """End it beyond its limit. The kernel could (RLIMIT_CPU), but then tells processor time in steps of 4 ms."""
    given_up = monotonic() + limit * SLOW
    while not ended.wait(1):
        if _used(child) > limit or monotonic() > given_up:
            os.kill(child, signal.SIGKILL)
            return


def _used(child: int) -> float:
    """Its processor seconds so far; 0 where that cannot be seen."""
    try:
        told = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace").strip()


def _trouble(status: int, limit: float, complaint: str) -> str:
    if status == -signal.SIGKILL:
        return f"not done within {limit:.0f} s"
    return complaint.splitlines()[-1][:90] if complaint else f"ended with {status} and without a result"


def median(outcomes: list[Outcome]) -> Outcome:
    """The run in the middle by processor time, with the highest peak of all; or the first that failed."""
    failed = [outcome for outcome in outcomes if outcome.trouble]
    if failed:
        return failed[0]
    ordered = sorted(outcomes, key=lambda outcome: outcome.cpu)
    return ordered[len(ordered) // 2]._replace(peak=max(outcome.peak for outcome in outcomes))
