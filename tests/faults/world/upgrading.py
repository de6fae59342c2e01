"""An upgrade killed half-way: after one of its statements, or at any moment. It is begun again as the next start
would, and must come to the same rows as one that nothing disturbed; what was copied aside must be whole (C37).
"""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, create_engine, make_url, select

from tests.cluster import Cluster
from tests.faults.row import Row
from tests.faults.test_kill import config
from tests.histories import Real, play
from tests.making import user
from tests.services.copying import live
from tracker.config import load
from tracker.services.checkup import checkup
from tracker.services.replay import audit
from tracker.store.database import MIGRATIONS, Database
from tracker.wiring import build

OLD = "0011"
ACTS = 60
PATIENCE = 60  # seconds
UPGRADER = Path(__file__).with_name("upgrader.py")
DRAWN = ("sessions", "id")  # a new column that is drawn for each row

Rows = dict[str, Counter[str]]


class Whole(NamedTuple):
    """What an upgrade comes to when nothing disturbs it: rows, how many statements it takes and how long."""

    rows: Rows
    statements: int
    seconds: float


def on_sqlite(folder: Path, cluster: Cluster, times: int) -> Row:
    """A file."""
    old = folder / "old.db"
    _filled(f"sqlite:///{old}")

    def anew() -> str:
        for left in folder.glob("tracker.db*"):
            left.unlink()
        shutil.copy(old, folder / "tracker.db")
        return f"sqlite:///{folder / 'tracker.db'}"

    return _struck("upgrade killed half-way, SQLite", folder, anew, times)


def on_postgresql(folder: Path, cluster: Cluster, times: int) -> Row:
    """A server."""
    old, one, beside = cluster.bare(), cluster.bare(), cluster.bare()
    _filled(old)

    def anew() -> str:
        mine, model = make_url(one).database, make_url(old).database
        with psycopg.connect(beside, autocommit=True) as db:
            db.execute(f"DROP DATABASE {mine} WITH (FORCE)".encode())
            db.execute(f"CREATE DATABASE {mine} TEMPLATE {model}".encode())
        return one

    return _struck("upgrade killed half-way, PostgreSQL", folder, anew, times)


def _struck(fault: str, folder: Path, anew: Callable[[], str], times: int) -> Row:
    before = _rows(anew())
    whole = _undisturbed(anew())
    lost = extra = wrong = 0
    recovery, seen = 0.0, ""
    for statement, moment in _strikes(whole, times):
        address = anew()
        killed = _killed(address, statement, moment)
        wrong += not _aside_is_whole(folder, before)
        seen = (_told(folder, address) if killed else "") or seen
        recovery = max(recovery, _again(address))
        rows = _rows(address)
        lost += sum((whole.rows[name] - rows[name]).total() for name in whole.rows)
        extra += sum((rows[name] - whole.rows.get(name, Counter())).total() for name in rows)
        wrong += not _chain_is_whole(address)
    acts = whole.rows["entries"].total() * times
    return Row(fault, times, acts, lost, extra, 0, wrong, recovery, seen)


def _strikes(whole: Whole, times: int) -> Iterator[tuple[int, float]]:
    """Half are struck after a statement, spread over all of them; half at any moment."""
    draw, at_statements = random.Random(5), (times + 1) // 2
    for number in range(at_statements):
        yield 1 + number * whole.statements // at_statements, 0.0
    for _ in range(times - at_statements):
        yield 0, draw.uniform(0, whole.seconds)


def _undisturbed(address: str) -> Whole:
    began = time.monotonic()
    with subprocess.Popen([sys.executable, str(UPGRADER), address], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        began = time.monotonic()
        statements = int(process.stdout.readline())
        assert process.wait(PATIENCE) == 0
    return Whole(_rows(address), statements, time.monotonic() - began)


def _killed(address: str, statement: int, moment: float) -> bool:
    """Whether it was at work."""
    words = [sys.executable, str(UPGRADER), address, str(statement)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        if not statement:
            time.sleep(moment)
            process.kill()
        return process.wait(PATIENCE) == -signal.SIGKILL


def _told(folder: Path, address: str) -> str:
    """What `tracker doctor` says of a database that stands half-way; empty if it does not."""
    file = config(folder)
    file.write_text(f'{file.read_text()}[database]\nurl = "{address}"\n')
    tracker = build(load(file, {}))
    with closing(tracker.database) as database:
        (one,) = (
            one
            for one in checkup(tracker.config.data, database, tracker.post, tracker.clock())
            if one.part == "Database"
        )
    return "" if one.well else f"doctor: “{one.part}: {one.found}. {one.remedy}”"


def _again(address: str) -> float:
    """As the next start does; how long it took."""
    began = time.monotonic()
    with closing(Database(address)) as database:
        database.upgrade()
        assert database.current
    return time.monotonic() - began


def _filled(address: str) -> None:
    """A database as it was at the old revision, with rows in all of its tables."""
    with closing(Database(address)) as database:
        database.upgrade()
        one = user()
        live(database, one)
        with database.write() as db:
            play(Real(db, one), 3, ACTS, one)
    words = Config()
    words.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    engine = create_engine(make_url(address).set(drivername=_driver(address)))
    with engine.connect() as db:  # with foreign keys off, as an upgrade has them
        words.attributes["connection"] = db
        command.downgrade(words, OLD)
        db.commit()
    engine.dispose()


def _driver(address: str) -> str:
    return "sqlite" if address.startswith("sqlite") else "postgresql+psycopg"


def _rows(address: str) -> Rows:
    """All rows of all tables, but for what is drawn at random."""
    engine = create_engine(make_url(address).set(drivername=_driver(address)))
    with engine.connect() as db:
        tables = MetaData()
        tables.reflect(db)
        rows = {name: _counted(db, table) for name, table in tables.tables.items() if name != "alembic_version"}
    engine.dispose()
    return rows


def _counted(db: Connection, table: Table) -> Counter[str]:
    told = [column for column in table.columns if (table.name, column.name) != DRAWN]
    return Counter(map(repr, db.execute(select(*told)).all()))


def _chain_is_whole(address: str) -> bool:
    with closing(Database(address)) as database, database.read() as db:
        return audit(db, user().id).whole


def _aside_is_whole(folder: Path, before: Rows) -> bool:
    """The copy that was made before the first step; there is none where it was killed earlier, or on PostgreSQL."""
    copy = folder / f"tracker.db.{OLD}.backup"
    if not copy.exists():
        return True
    with closing(sqlite3.connect(copy)) as db:
        (found,) = db.execute("PRAGMA integrity_check").fetchone()
    return found == "ok" and _rows(f"sqlite:///{copy}") == before
