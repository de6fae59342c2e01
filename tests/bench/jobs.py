"""What is timed of tracker, and the floor beside it: one job in a process of its own, told as one line of JSON.

    python -m tests.bench.jobs floor|check|read|again|remember FEED --start T --end T [--memory FILE]

`floor` reads and hashes the file, `check` is what the service asks of a feed first (is it the same?), `read` a first
import, `again` the check and then a reading that remembers the last one. `remember` is not timed: it leaves in the
memory file what the service keeps of a reading.
"""

import argparse
import cProfile
import io
import json
import pstats
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

from tracker.calendars.body import digest
from tracker.calendars.ics import Reading, read
from tracker.domain.event import Span

SEGMENT = 1024 * 1024
DIGEST = 64  # a memory file begins with the digest of the body that it remembers
Told = dict[str, Any]
Job = Callable[[argparse.Namespace], Told]


def floor(options: argparse.Namespace) -> Told:
    """The fastest that we know of in Python: segments read into the same place, and SHA-256 of each."""
    hashed, segment = sha256(), memoryview(bytearray(SEGMENT))
    with options.feed.open("rb", buffering=0) as stream:
        while size := stream.readinto(segment):
            hashed.update(segment[:size])
    return {"said": hashed.hexdigest()[:12]}


def check(options: argparse.Namespace) -> Told:
    """Is it the body that is remembered?"""
    with options.feed.open("rb") as stream, options.memory.open("rb") as memory:
        if digest(stream).encode() != memory.read(DIGEST):
            raise SystemExit("the feed that should be unchanged has changed")
    return {"said": "the same"}


def first(options: argparse.Namespace) -> Told:
    """A reading with no memory."""
    with options.feed.open("rb") as stream:
        return _told(_read(options, stream))


def again(options: argparse.Namespace) -> Told:
    """The check, and since the body is another, a reading with the memory of the last."""
    memory = options.memory.read_bytes()
    with options.feed.open("rb") as stream:
        if digest(stream).encode() == memory[:DIGEST]:
            raise SystemExit("the feed that should be changed has not")
        return _told(_read(options, stream, known=memory[DIGEST:]))


def remember(options: argparse.Namespace) -> Told:
    """What the service keeps of a reading."""
    with options.feed.open("rb") as stream:
        memory = _read(options, stream).memory
        options.memory.write_bytes(digest(stream).encode() + memory)
    return {"said": f"{len(memory):,} bytes"}


def _read(options: argparse.Namespace, stream: io.BufferedReader, **more: Any) -> Reading:
    reading = read(stream, calendar="", window=Span(options.start, options.end), zone=ZoneInfo("UTC"), **more)
    if reading.status == "reject":
        raise SystemExit(" ".join(reading.messages))
    return reading


def _told(reading: Reading) -> Told:
    parsed = "all" if reading.only is None else f"{len(reading.only):,}"
    return {"count": len(reading.events), "said": f"read {parsed}"}


JOBS: dict[str, Job] = {"floor": floor, "check": check, "read": first, "again": again, "remember": remember}


def timed(job: Job, options: argparse.Namespace) -> Told:
    """Processor and wall seconds of the job alone, beside what it told."""
    wall, cpu = perf_counter(), process_time()
    told = job(options)
    return {"cpu": process_time() - cpu, "wall": perf_counter() - wall} | told


def profiled(job: Job, options: argparse.Namespace, lines: int = 15) -> str:
    """Where the time goes, the costliest functions first."""
    profile = cProfile.Profile()
    profile.runcall(job, options)
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(lines)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("feed", type=Path)
    parser.add_argument("--start", type=datetime.fromisoformat, required=True)
    parser.add_argument("--end", type=datetime.fromisoformat, required=True)
    parser.add_argument("--memory", type=Path, help="what was kept of the last reading")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    job = JOBS[options.job]
    print(profiled(job, options) if options.profile else json.dumps(timed(job, options)))


if __name__ == "__main__":
    main()
