"""A worker in a process that may be killed: `engine.py letters|marks embedded|hosted CONFIG [FILE]`, until SIGTERM.

`letters` is the service's own work: letters written and sent. `marks` writes a number into a file as it begins a job
and as it ends one. Leases are short, so that whoever takes over need not wait; all else is as it is in the service.
"""

import logging
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from tracker.config import load
from tracker.jobs.embedded import EmbeddedJobs
from tracker.jobs.hosted import HostedJobs
from tracker.jobs.stalled import Pulse
from tracker.services.crowd import Crowd
from tracker.services.work import Work
from tracker.wiring import build

LEASE = timedelta(seconds=2)
TICK = timedelta(seconds=1)
SLOTS = 8
TAKES = 0.02  # seconds, a job of marks
PULSE = Pulse(beat=0.5, silent=2.0)


class Marks:
    """Jobs by number, each of them due until it was once done: the file is the row that is the truth."""

    def __init__(self, jobs, file: Path, many: int) -> None:
        self.jobs, self.file, self.many = jobs, file, many
        jobs.register("tick", self.tick)
        jobs.register("mark", self.mark)
        jobs.every(TICK, "tick")

    def tick(self) -> None:
        """Hands out what was not done yet."""
        done = self.done()
        for number in (str(number) for number in range(self.many)):
            if number not in done:
                self.jobs.defer("mark", number, number=number)

    def mark(self, number: str) -> None:
        """Does one, unless that was done since it was handed out: as all of the service's work, it looks first."""
        if number in self.done():
            return
        self.write(f"begun {number}\n")
        time.sleep(TAKES)
        self.write(f"done {number}\n")

    def done(self) -> set[str]:
        """The numbers of those that were done."""
        return {line.split()[1] for line in self.file.read_text().splitlines() if line.startswith("done ")}

    def write(self, line: str) -> None:
        """One write to the end of a file is whole, whoever else writes."""
        opened = os.open(self.file, os.O_WRONLY | os.O_APPEND)
        os.write(opened, line.encode())
        os.close(opened)


def main(what: str, mode: str, config: str, file: str = "", many: str = "0") -> None:
    """Works until told to stop."""
    for noisy in ("apscheduler", "procrastinate", "psycopg.pool", "mail.log"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    tracker, told = build(load(Path(config), {})), Event()
    if mode == "hosted":
        jobs, kind = HostedJobs(tracker.database.libpq, threads=SLOTS, pulse=PULSE), Crowd
    else:
        jobs, kind = EmbeddedJobs(workers=SLOTS), Work
    if what == "marks":
        Marks(jobs, Path(file), int(many))
    else:
        kind.lead = TICK
        kind(tracker.database, tracker.doors, tracker.post._replace(lease=LEASE), tracker.clock).on(jobs, TICK)
    Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    jobs.start()
    print("ready", flush=True)
    told.wait()
    jobs.stop()
    tracker.database.close()


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":  # the cage imports nothing of ours twice
    main(*sys.argv[1:])
