"""A back-up while several processes write: what is in it, held against what each was told (reliability C37).

Each writer keeps its promises by number, and writes down when it began each and when that was acknowledged. What was
acknowledged before the back-up began must be in it, what began after it ended must not, and of each writer there are
the first so many, none left out.

Run by itself, this is one of the writers: `backup.py ADDRESS WRITER RATE LOG`, until its input ends.
"""

import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.faults.row import Row
from tests.making import FRIDAY, user
from tests.services.moved import nobody, peopled
from tracker.domain.account import User
from tracker.services import backups, ledger, restoring_whole
from tracker.services.moving import Place
from tracker.services.replay import audit
from tracker.store import accounts, held
from tracker.store import ledger as store
from tracker.store.database import Database

WRITERS, RATE = 4, 140  # processes, and acts a second of all of them together, at most
OTHERS = 30  # users who do nothing meanwhile
BEFORE, AFTER = 150, 100  # acts until the back-up begins, and after it ended
PATIENCE = 120
MEMORY = Path("/dev/shm")  # the disk of this machine takes 60 acts of SQLite a second, if nobody else writes
WAYS = (("sqlite", "postgresql"), ("postgresql", "sqlite"), ("sqlite", "sqlite"), ("postgresql", "postgresql"))


class Acts(NamedTuple):
    """One writer's acts in their order: when each began, and when it was acknowledged, in seconds of one clock."""

    began: list[float]
    ended: list[float]


class Seen(NamedTuple):
    """What came of one back-up: acts acknowledged before it began; those of them that are `lost`; writers of whom
    there are not the first so many; acts that `followed` it and are there all the same.

    `age`: seconds from the newest act in it to its beginning, 0 where one is younger. `rate`: acts a second, from the
    first to the last. The back-up took so many `seconds`, the restore so many. `held`: whether it waits for a yes.
    """

    acts: int
    lost: int
    torn: int
    followed: int
    age: float
    rate: float
    seconds: float
    restored: float
    held: bool


class Writing:
    """The writers at work."""

    def __init__(self, folder: Path, processes: list[subprocess.Popen]) -> None:
        self._folder, self._processes = folder, processes

    def acts(self) -> list[Acts]:
        """Of each writer, so far."""
        return [_acts(self._folder / f"writer{one}") for one in range(WRITERS)]

    def wait(self, more: int) -> None:
        """Until there are so many more."""
        end, until = time.monotonic() + PATIENCE, self._count() + more
        while self._count() < until:
            assert time.monotonic() < end, "the writers have stopped"
            assert all(one.poll() is None for one in self._processes), "a writer has died"
            time.sleep(0.02)

    def _count(self) -> int:
        return sum(len(one.ended) for one in self.acts())


def _acts(file: Path) -> Acts:
    rows = [line.split() for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]
    return Acts([float(began) for began, _ in rows], [float(ended) for _, ended in rows])


@contextmanager
def writing(database: Database, folder: Path) -> Iterator[Writing]:
    """Writers at work on it, each with an account of its own, until the block ends."""
    with database.write() as db:
        for one in range(WRITERS):
            name = f"writer{one}"
            accounts.add_user(db, user(id=name, email=f"{name}@example.com", addresses=frozenset()))
    address = database._url.set(drivername=database.kind).render_as_string()
    processes = [_begun(address, folder / f"writer{one}", one) for one in range(WRITERS)]
    try:
        for one in processes:  # all of them, once the last is there
            assert one.stdout.readline() == b"ready\n"
        for one in processes:
            one.stdin.write(b"go\n")
            one.stdin.flush()
        yield Writing(folder, processes)
    finally:
        for one in processes:
            one.stdin.close()
            one.stdout.close()
        assert [one.wait(PATIENCE) for one in processes] == [0] * WRITERS


def _begun(address: str, log: Path, writer: int) -> subprocess.Popen:
    log.touch()
    words = [sys.executable, "-m", "tests.faults.storage.backup", address, str(writer), str(RATE / WRITERS), str(log)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def write(address: str, writer: int, rate: float, log: Path) -> None:
    """One of them: ready, then at work when it is told to, until there is nobody any more who could tell it."""
    with closing(Database(address)) as database, log.open("w", buffering=1) as told:
        with database.read() as db:
            who = accounts.user(db, f"writer{writer}")
        print("ready", flush=True)
        sys.stdin.readline()
        due = time.monotonic()
        for number in count():
            began = time.monotonic()
            _add(database, who, number)
            told.write(f"{began} {time.monotonic()}\n")
            due = max(due + 1 / rate, time.monotonic() - 1)  # who was kept waiting hurries, but not for ever
            if select.select([sys.stdin], [], [], max(0.0, due - time.monotonic()))[0]:
                return


def _add(database: Database, who: User, number: int) -> None:
    body, now = f"send part {number}", datetime.now(UTC)
    ledger.add(database, who, body=body, promisee="Ama", due=FRIDAY, dated=False, via="page", now=now)


def taken(source: Database, target: Database, folder: Path) -> Seen:
    """A back-up of what is being written, restored elsewhere and looked at there."""
    file = folder / "back-up.sqlite3"
    peopled(source, OTHERS)
    with writing(source, folder) as writers:
        writers.wait(BEFORE)
        began = time.monotonic()
        backups.back_up(source, file, datetime.now(UTC))
        ended = time.monotonic()
        writers.wait(AFTER)
    acts, begun = writers.acts(), time.monotonic()
    restoring_whole.restore(file, Place(target, target.kind), nobody, datetime.now(UTC))
    restored = time.monotonic() - begun
    parts = [_parts(target, one) for one in range(WRITERS)]
    newest = max(one.ended[len(part) - 1] for one, part in zip(acts, parts, strict=True) if part)
    with target.read() as db:
        holds = held.held(db) is not None
    return Seen(
        acts=sum(at < began for one in acts for at in one.ended),
        lost=sum(
            max(0, sum(at < began for at in one.ended) - len(part)) for one, part in zip(acts, parts, strict=True)
        ),
        torn=sum(part != list(range(len(part))) for part in parts),
        followed=sum(one.began[number] > ended for one, part in zip(acts, parts, strict=True) for number in part),
        age=max(0.0, began - newest),
        rate=sum(len(one.ended) for one in acts) / _span(acts),
        seconds=ended - began,
        restored=restored,
        held=holds,
    )


def _span(acts: list[Acts]) -> float:
    return max(one.ended[-1] for one in acts) - min(one.began[0] for one in acts)


def _parts(database: Database, writer: int) -> list[int]:
    """Which of its promises are there, in the order of its ledger, which is whole."""
    who = f"writer{writer}"
    with database.read() as db:
        assert audit(db, who).whole
        bodies = {one.id: one.body for one in store.promises(db, who)}
        entries = [entry for entry, _ in store.chain(db, who) if entry.subject in bodies]
    return [int(bodies[entry.subject].rpartition(" ")[2]) for entry in entries]


def during_writes(folder: Path, cluster, times: int) -> Row:
    """So many back-ups, of both engines in turn, each restored on the one or the other."""
    seen = []
    for number in range(times):
        source, target = WAYS[number % len(WAYS)]
        with (
            tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else folder) as name,
            _ends(source, target, Path(name), cluster) as (here, there),
        ):
            seen.append(taken(here, there, Path(name)))
            print(f"  {source} to {target}: {seen[-1]}", file=sys.stderr)
    age, rate = max(one.age for one in seen), min(one.rate for one in seen)
    waits = "held" if all(one.held for one in seen) else "NOT HELD"
    said = f"newest act in it {age:.3f} s old at most, at {rate:.0f} writes a second or more; {waits} until confirmed"
    return Row(
        fault="back-up during 100 writes a second",
        times=times,
        acts=sum(one.acts for one in seen),
        lost=sum(one.lost for one in seen),
        doubled=sum(one.torn for one in seen),
        in_gap=0,
        wrong=sum(one.followed for one in seen),
        recovery=max(one.restored for one in seen),
        seen=said,
    )


@contextmanager
def _ends(source: str, target: str, folder: Path, cluster) -> Iterator[tuple[Database, Database]]:
    with _made(source, folder / "source.db", cluster) as here, _made(target, folder / "target.db", cluster) as there:
        yield here, there


@contextmanager
def _made(engine: str, file: Path, cluster) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{file}" if engine == "sqlite" else cluster.bare())) as database:
        database.upgrade()
        yield database


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
