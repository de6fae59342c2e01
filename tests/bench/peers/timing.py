"""How a peer in Python is timed, and what it prints: processor and wall seconds of the job alone, what it counted.

Each peer is a script: `python run_<peer>.py FEED START END`, with instants such as 2026-02-01T00:00:00Z. It counts
the occurrences that overlap the window: start before its end, end after its start.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

Job = Callable[[bytes, datetime, datetime], int]


def report(job: Job) -> None:
    """Run the job on the arguments of this script, its reading of the file included."""
    path, start, end = Path(sys.argv[1]), *map(datetime.fromisoformat, sys.argv[2:4])
    wall, cpu = perf_counter(), process_time()
    count = job(path.read_bytes(), start, end)
    told = {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": count}
    print(json.dumps(told))


def instant(at: date) -> datetime:
    """A day as its midnight in UTC, a floating time as UTC."""
    if not isinstance(at, datetime):
        return datetime(at.year, at.month, at.day, tzinfo=UTC)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def overlaps(first: Any, last: Any, start: datetime, end: datetime) -> bool:
    """Whether an occurrence from first until last lies in the window, if only in part."""
    return instant(first) < end and instant(last) > start
