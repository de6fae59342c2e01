"""A machine that loses power while SQLite writes: what its disk may hold then, made of what was really written (C31).

Real services make acts, one transaction each. Of each transaction there is kept what the file held before and after,
and the journal as it was brought to the disk. A power cut leaves of a rollback journal a beginning, perhaps with
garbage behind, beside the file as it was; or the whole journal beside a file of which any sectors were written. Of a
write-ahead log it leaves a beginning, perhaps with garbage behind. Each is opened as after a start.
"""

import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.row import Row
from tests.faults.storage.disk import sound
from tests.making import NOW, user
from tracker.domain.verdict import judge
from tracker.services import ledger
from tracker.services.replay import audit
from tracker.store import accounts
from tracker.store import ledger as store
from tracker.store.database import Database

ACTS = 40
SECTOR = 512
SEED = 31
ONE = user()
SEEN = "after the start: each act that was acknowledged; tracker doctor finds the file and the ledger whole"


@dataclass
class Written:
    """A state of the file, and what lies beside it once the next transaction is on the disk."""

    file: bytes
    journal: bytes
    acts: int  # that were acknowledged by then


class Watched(Database):
    """A database that keeps a second name of each rollback journal, which lasts when the first is removed."""

    def _keep(self, db):
        journal = Path(f"{self.path}-journal")
        if journal.exists():
            os.link(journal, f"{self.path}.kept")
        super()._keep(db)


@dataclass
class History:
    """What was written, in its order, and which bodies were promised by then."""

    bodies: list[str] = field(default_factory=list)
    states: list[Written] = field(default_factory=list)


def rollback(folder, _cluster, times) -> Row:
    """The rollback journal that a SQLite with the race gets."""
    chance, history = random.Random(SEED), _made(folder, "DELETE")

    def cut() -> tuple[bytes, bytes, int]:
        number = chance.randrange(len(history.states) - 1)
        one, after = history.states[number], history.states[number + 1].file
        if chance.random() < 0.5:
            return one.file, _torn(one.journal, chance), one.acts
        return _mixed(one.file, after, chance), one.journal, one.acts

    return _row("torn rollback journal", folder, "journal", history, cut, times)


def log(folder, _cluster, times) -> Row:
    """The write-ahead log that a repaired SQLite gets."""
    chance, history = random.Random(SEED), _made(folder, "WAL")
    last = history.states[-1]

    def cut() -> tuple[bytes, bytes, int]:
        left = _torn(last.journal, chance)
        whole = next((at for at, one in enumerate(left) if one != last.journal[at : at + 1][0]), len(left))
        return last.file, left, max(one.acts for one in history.states if len(one.journal) <= whole)

    return _row("torn write-ahead log", folder, "wal", history, cut, times)


def _made(folder: Path, journal: str) -> History:
    database = Watched(f"sqlite:///{folder}/written.db", journal)
    database.upgrade()
    with database.write() as db:
        accounts.add_user(db, ONE)
    with database.read() as db:
        if journal == "WAL":
            db.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    _kept(database)
    history = History()
    history.states.append(_state(database, history))
    for number in range(ACTS // 2):
        made = ledger.add(
            database, ONE, body=f"send part {number}", promisee="Ama", due=NOW, dated=False, via="page", now=NOW
        )
        history.bodies.append(made.body)
        _note(database, history)
        ledger.deliver(database, ONE, made.id, via="page", now=NOW)
        history.bodies.append(f"{made.body}, delivered")
        _note(database, history)
    database.close()
    return history


def _note(database, history) -> None:
    """What the transaction that ended just now wrote into the journal stands beside the state before it."""
    history.states[-1].journal = _kept(database) or history.states[-1].journal
    history.states.append(_state(database, history))


def _state(database, history) -> Written:
    beside = Path(f"{database.path}-wal")
    return Written(database.path.read_bytes(), beside.read_bytes() if beside.exists() else b"", len(history.bodies))


def _kept(database) -> bytes:
    kept = Path(f"{database.path}.kept")
    if not kept.exists():
        return b""
    found = kept.read_bytes()
    kept.unlink()
    return found


def _torn(journal: bytes, chance: random.Random) -> bytes:
    """A beginning of it; every second time with garbage behind, whole sectors long."""
    left = journal[: chance.randrange(len(journal) + 1)]
    return left + chance.randbytes(SECTOR * chance.randrange(1, 20)) if chance.random() < 0.5 else left


def _mixed(before: bytes, after: bytes, chance: random.Random) -> bytes:
    """Of the sectors that a transaction wrote, any had reached the disk."""
    size = max(len(before), len(after))
    old, new = before.ljust(size, b"\0"), after.ljust(size, b"\0")
    sectors = range(0, size, SECTOR)
    return b"".join((new if chance.random() < 0.5 else old)[at : at + SECTOR] for at in sectors)


def _row(name, folder, kind, history, cut, times) -> Row:
    lost = wrong = acts = 0
    longest = 0.0
    for number in range(times):
        file, journal, acknowledged = cut()
        opened = folder / f"cut {number}"
        opened.write_bytes(file)
        Path(f"{opened}-{kind}").write_bytes(journal)
        began = time.monotonic()
        stands, whole = _found(opened)
        longest = max(longest, time.monotonic() - began)
        lost += acknowledged - len(stands) if stands == history.bodies[: len(stands)] else acknowledged
        wrong += not whole
        acts += acknowledged
        for path in folder.glob(f"{opened.name}*"):
            path.unlink()
    return Row(name, times, acts, max(lost, 0), 0, 0, wrong, round(longest, 1), SEEN)


def _found(file: Path) -> tuple[list[str], bool]:
    """Which acts stand there, in their order, and whether all of it is whole; the file as a new start opens it."""
    database = Database(f"sqlite:///{file}")
    with database.read() as db:
        promises = {one.id: one for one in store.promises(db, ONE.id)}
        acts = [
            promises[entry.subject].body + (", delivered" if entry.act == "delivered" else "")
            for entry in store.entries(db, ONE.id)
        ]
        kept = all(judge(one, ONE.leniency, NOW).outcome in ("kept", "pending") for one in promises.values())
        whole = audit(db, ONE.id).whole and kept
    database.close()
    return acts, whole and sound(file)
