"""How fast `tracker move` is, beside a plain copy of the same rows that checks nothing, both ways.

    python -m tests.bench.bench_move [--users 50]

The peer reads all rows by plain SELECTs of the driver and writes them by its executemany, in the same pieces: no
marks, no sums, no replay. Both in turn, into an empty database each.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg
from psycopg import sql

from tests.bench.crowd import Life, settle
from tests.bench.staging import EARNEST
from tests.cluster import Server, a_folder, made, programs_or_skip, serving
from tracker.services import moving
from tracker.services.moving import Place
from tracker.store.database import Database
from tracker.store.moving import TABLES
from tracker.store.types import Flag


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--users", type=int, default=50)
    options = asked.parse_args(argv)
    with (
        tempfile.TemporaryDirectory() as folder,
        made(Server(programs_or_skip(), a_folder(), EARNEST)) as server,
        serving(server),
    ):
        here = _migrated(f"sqlite:///{Path(folder) / 'here.sqlite3'}")
        settle(here, options.users, Life(), datetime.now(UTC))
        there = _migrated(server.new("there", "hosted"))
        back = _migrated(f"sqlite:///{Path(folder) / 'back.sqlite3'}")
        _migrated(server.new("plain", "hosted")).close()
        rows, forth = _moved(here, there)
        plain = _copied(Path(folder) / "here.sqlite3", server.address("plain"))
        _, home = _moved(there, back)
    print(f"{rows:,} rows of {options.users} users; load average {os.getloadavg()[0]:.1f}")
    for name, took in (("SQLite to PostgreSQL", forth), ("plain copy of the same", plain), ("back to SQLite", home)):
        print(f"{name:24}{took:8.1f} s{rows / took:12,.0f} rows/s{took / plain:8.2f} times the plain copy")
    return 0


def _migrated(address: str) -> Database:
    database = Database(address)
    database.upgrade()
    return database


def _moved(source: Database, target: Database) -> tuple[int, float]:
    began = perf_counter()
    done = moving.move(Place(source, "here"), Place(target, "there"), lambda *_: None, datetime.now(UTC))
    return sum(done.rows.values()), perf_counter() - began


def _copied(file: Path, address: str) -> float:
    began = perf_counter()
    with sqlite3.connect(file) as here, psycopg.connect(address) as there:
        there.execute("SELECT set_config('tracker.user', '*', false)")
        there.commit()
        for table in TABLES:
            flags = [at for at, column in enumerate(table.columns) if isinstance(column.type, Flag)]
            names = [column.name for column in table.columns]
            adding = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier(table.name),
                sql.SQL(", ").join(map(sql.Identifier, names)),
                sql.SQL(", ").join(sql.Placeholder() * len(names)),
            )
            quoted = ", ".join(f'"{name}"' for name in names)
            found = here.execute(f'SELECT {quoted} FROM "{table.name}"')
            while few := found.fetchmany(moving.PIECE):
                there.cursor().executemany(adding, [_typed(row, flags) for row in few])
                there.commit()
    return perf_counter() - began


def _typed(row: tuple[Any, ...], flags: list[int]) -> list[Any]:
    values = list(row)
    for at in flags:
        values[at] = bool(values[at])
    return values


if __name__ == "__main__":
    sys.exit(main())
