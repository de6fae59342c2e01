"""What the work of a hosted service costs: calendars read and letters sent, on PostgreSQL (C52).

    python -m tests.bench.bench_work [--users 100] [--all]

Each of many users follows a feed of 300 events on a server of this machine, has promises, and gets a letter, which
aiosmtpd takes by TLS. Costs are processor time, that of the cage and of PostgreSQL among it, so that a busy machine
says nearly the same; what the far ends use in this very process is measured and taken off. `--all` takes 1,000 users.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import NamedTuple

import psycopg
from psycopg import sql

from tests.bench.crowd import Life, feed
from tests.bench.far_feed import FarFeed, telling
from tests.bench.service import InTheCage
from tests.bench.staging import Stage, staged
from tests.bench.wrk import used
from tests.hosted.home import keeping
from tracker.calendars.cage import caged, close
from tracker.domain.account import User
from tracker.services import digests, sync
from tracker.store import accounts, letters
from tracker.wiring import Tracker

LANES = 2  # of a worker's threads, as many as ask one host at a time
KEPT, SIZES = Path("build/bench/work.json"), Path("build/bench/sizes.json")  # where `scale` finds what was measured


class Cost(NamedTuple):
    """Of one thing done: seconds that it took, and processor seconds of ours and of PostgreSQL."""

    wall: float
    ours: float
    database: float

    @property
    def cpu(self) -> float:
        """Both together."""
        return self.ours + self.database


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table, and keep it; 1 when a bar is not reached."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--users", type=int, default=100)
    asked.add_argument("--all", action="store_true", help="1,000 users, as the report asks")
    options = asked.parse_args(argv)
    users, life = 1000 if options.all else options.users, Life(promises=40, open=10, meetings=20)
    now = datetime.now(UTC)
    far = FarFeed(feed(life, now))
    with ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory()))
        post = at_end.enter_context(keeping(folder))
        at_end.enter_context(telling(far))
        with staged(folder / "service", users, life, post, far.address) as stage:
            costs, together = _measured(stage, stage.tracker, far, life, now)
            keep(KEPT, {name: cost.cpu for name, cost in costs.items()})
            keep(SIZES, _sizes(stage.server.address("bench")))
            taken = len(post.letters)
    return _told(costs, together, users, taken)


def _measured(
    stage: Stage, tracker: Tracker, far: FarFeed, life: Life, now: datetime
) -> tuple[dict[str, Cost], float]:
    """What each costs, and how many feeds that did not change a worker asks in a second."""
    with tracker.database.read() as db:
        users = accounts.users(db)
    caged(len, b"")  # its parent stands ready, as in a service that runs

    def read(at: datetime) -> Callable[[User], object]:
        return lambda user: sync.sync(tracker.database, tracker.doors, user, "work", now=at)

    costs = {"first reading": _each(stage, users, read(now))}
    costs["unchanged (304)"] = _each(stage, users, read(now + timedelta(hours=1)))
    together = _together(users, read(now + timedelta(hours=1, minutes=30)))
    far.body = feed(life, now, changed=1)
    costs["one event changed"] = _each(stage, users, read(now + timedelta(hours=2)))
    costs["letter composed"] = _each(
        stage, users, lambda user: digests.write_one(tracker.database, tracker.post, user, now)
    )
    with tracker.database.read() as db:
        waiting = letters.letters_due(db, now + timedelta(hours=1))
    costs["letter handed over"] = _each(
        stage, waiting, lambda one: digests._send(tracker.database, tracker.post, one, lambda: now)
    )
    close()
    tracker.database.close()
    return costs, together


def _each(stage: Stage, things: Sequence[object], do: Callable[..., object]) -> Cost:
    """Each in turn. Ours is the time of this thread and of the cage: the far ends have threads of their own."""
    many, before = len(things) or 1, used(stage.postmaster)
    with InTheCage(besides=stage.postmaster) as cage:
        wall, cpu = perf_counter(), thread_time()
        for thing in things:
            do(thing)
        wall, cpu = perf_counter() - wall, thread_time() - cpu
    return Cost(wall / many, (cpu + cage.cpu) / many, (used(stage.postmaster) - before) / many)


def _together(users: Sequence[User], do: Callable[[User], object]) -> float:
    """So many a second, as a worker does them: most of it is waiting for disk and network."""
    with ThreadPoolExecutor(LANES) as lanes:
        began = perf_counter()
        list(lanes.map(do, users))
        return len(users) / (perf_counter() - began)


def _sizes(address: str) -> dict[str, float]:
    """Bytes of a row of each table that has any, with its indexes and what is kept beside it."""
    sizes = {}
    with psycopg.connect(address) as db:
        db.execute("ANALYZE")
        names = db.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (name,) in names.fetchall():
            rows = db.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchall()[0][0]
            size = db.execute("SELECT pg_total_relation_size(%s::regclass)", [name]).fetchall()[0][0]
            sizes |= {name: size / rows} if rows else {}
    return sizes


def keep(file: Path, figures: dict[str, float]) -> None:
    """What was measured, for `scale`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=1))


def _told(costs: dict[str, Cost], together: float, users: int, taken: int) -> int:
    print(f"\n{users} users; load average {os.getloadavg()[0]:.1f}; process {process_time():.0f} s")
    print(f"{'':22}{'ms':>9}{'cpu ms':>9}{'of it sql':>11}{'per s and core':>16}")
    for name, cost in costs.items():
        row = f"{name:22}{cost.wall * 1000:9.1f}{cost.cpu * 1000:9.1f}{cost.database * 1000:11.1f}"
        print(f"{row}{1 / cost.cpu:16.1f}")
    return _judged(costs, together, users, taken)


def _judged(costs: dict[str, Cost], together: float, users: int, taken: int) -> int:
    """C52's bars, from what one costs."""
    alone = 1 / costs["unchanged (304)"].wall
    letter = costs["letter composed"].wall + costs["letter handed over"].wall
    bars = {
        f"1,000 feeds of 300 events in 15 min: {costs['first reading'].cpu * 1000 / 900:.2f} cores (bar: 1)": (
            costs["first reading"].cpu * 1000 <= 900
        ),
        f"unchanged feeds: {alone:.0f}/s in one thread (bar: 50), {together:.0f}/s in {LANES}": alone >= 50,
        f"1,000 letters built and accepted: {letter * 1000 / 60:.1f} min in one thread (bar: 10)": letter * 1000
        <= 600,
        f"letters that the mail server has: {taken} of {users}": taken == users,
    }
    for said, fine in bars.items():
        print(f"{said}{'' if fine else ': NOT REACHED'}")
    return 0 if all(bars.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
