"""A whole sync of the service, fetching left out: the file read in the cage, compared, recorded in SQLite, detected.

    python -m tests.bench.service FEED --folder FOLDER --now T

Syncs once, into the database in the folder that an earlier run may have left there. Told as one line of JSON.
"""

import argparse
import json
import os
import threading
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time

from tests.making import calendar, user
from tracker.calendars.cage import caged, close
from tracker.calendars.source import file_source
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.reading.detect import detect
from tracker.services.sync import Doors, sync
from tracker.store import accounts, calendars
from tracker.store.database import Database

TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.005  # seconds between two looks at who is in the cage


class InTheCage:
    """Processor seconds and highest memory of those who work in the cage. They end unasked, so they are looked at
    while they live; what one uses after the last look, 5 ms at most, is missed. `besides` is a process of ours
    that has children of its own and is no warden, as PostgreSQL is.
    """

    def __init__(self, besides: int = 0) -> None:
        self._besides = besides
        self._used: dict[int, float] = {}
        self._before: dict[int, float] = {}
        self.peak = 0.0  # mebibytes
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look)

    def __enter__(self) -> "InTheCage":
        self._look_once()
        self._before = dict(self._used)
        self._looking.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._looking.join()

    @property
    def cpu(self) -> float:
        return sum(self._used.values()) - sum(self._before.values())

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self._look_once()

    def _look_once(self) -> None:
        for parent in _children(os.getpid()):
            for child in _children(parent) if parent != self._besides else ():
                self._see(child)

    def _see(self, child: int) -> None:
        try:
            told = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            status = Path(f"/proc/{child}/status").read_text()
        except OSError:  # it has just ended
            return
        self._used[child] = (int(told[11]) + int(told[12])) / TICKS
        peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), "0")
        self.peak = max(self.peak, int(peak) / 1024)


def _children(parent: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except OSError:
        return []


def opened(folder: Path) -> Database:
    """The database of the folder, made with one user and one calendar if it is not there."""
    path = folder / "bench.sqlite"
    new, database = not path.exists(), Database(f"sqlite:///{path}")
    if new:
        database.upgrade()
        with database.write() as db:
            accounts.add_user(db, user())
            calendars.add_calendar(db, calendar(kind=CalendarKind.FILE, synced_at=None), "sealed")
    return database


def doors(database: Database, feed: Path) -> Doors:
    """As the service has them, save that the file is not sealed."""

    def memory_of(calendar: Calendar) -> bytes:
        with database.read() as db:
            return calendars.memory(db, calendar.user, calendar.id)

    source = file_source(lambda _: feed.read_bytes(), lambda _: user().zone, memory_of)
    return Doors({CalendarKind.FILE: source}, detect)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("feed", type=Path)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    options = parser.parse_args()
    database = opened(options.folder)
    through = doors(database, options.feed)
    caged(len, b"")  # its parent stands ready, as in a service that runs
    with InTheCage() as cage:
        wall, cpu = perf_counter(), process_time()
        done = sync(database, through, user(), "work", now=options.now)
        cpu, wall = process_time() - cpu, perf_counter() - wall
    close()
    said = done.calendar.trouble or f"{done.new:,} new, {done.changed:,} changed, {done.gone:,} gone"
    said += f"; {cage.cpu:.2f} s of it in the cage, which took {cage.peak:.0f} MB" if cage.cpu else ""
    print(json.dumps({"cpu": cpu + cage.cpu, "wall": wall, "said": said}))


if __name__ == "__main__":
    main()
