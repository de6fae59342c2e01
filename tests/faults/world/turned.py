"""The service in a process whose clock is set from outside: `turned.py CONFIG FILE`, where the file holds how many
seconds it stands ahead of the real one. Until it is killed.
"""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from tracker.config import load
from tracker.jobs.embedded import EmbeddedJobs
from tracker.services.work import Work
from tracker.wiring import build, utc_now

TICK = timedelta(seconds=0.2)


def main(config: str, file: str) -> None:
    """Ticks several times a second; all else is as it is in the service."""

    def clock() -> datetime:
        return utc_now() + timedelta(seconds=float(Path(file).read_text() or 0))

    tracker, jobs = build(load(Path(config), {}), clock), EmbeddedJobs()
    Work(tracker.database, tracker.doors, tracker.post, clock).on(jobs, TICK)
    jobs.start()
    while True:
        time.sleep(60)


if __name__ == "__main__":  # the cage imports nothing of ours twice
    main(*sys.argv[1:])
