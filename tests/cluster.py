"""A throw-away PostgreSQL server for one test session: reached by a socket in its own folder, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tracker.store.database import Database
from tracker.store.tables import metadata

FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
# Users go first, with all that is theirs, as an account does; then what belongs to nobody, in whatever table it lies.
EMPTY = (
    "INSERT INTO purges SELECT id FROM users",
    "DELETE FROM users",
    *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),
)
PATIENCE = 60  # seconds until a server must answer


def programs() -> Path | None:
    """Where PostgreSQL's programs are, the newest if there are several; None when there are none."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    newest_last = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return newest_last[-1].parent if newest_last else None


def programs_or_skip() -> Path:
    """The same; without them a test is skipped on a bare machine, and fails in CI."""
    found = programs()
    if found is None:
        missing = "PostgreSQL's programs (initdb) are not installed"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return found


class Cluster:
    """A running server that lends databases, migrated and empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._admin = psycopg.connect(self._address("postgres"), autocommit=True)
        self._count = 0
        self._idle: list[str] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a database, to be used alone. It is emptied afterwards, since a copy takes 0.2 s each."""
        name = self._idle.pop() if self._idle else self._migrated()
        yield self._address(name)
        try:
            with psycopg.connect(self._address(name)) as db:
                db.execute("SET LOCAL lock_timeout = '2s'")
                for statement in EMPTY:
                    db.execute(statement)
            self._idle.append(name)
        except psycopg.Error:  # a test that failed half-way left it as it should not be
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Ends our own connection to it."""
        self._admin.close()

    def _migrated(self) -> str:
        self._count += 1
        name = f"test_{self._count}"
        self._admin.execute(f"CREATE DATABASE {name}")
        database = Database(self._address(name))
        database.upgrade()
        database.close()
        return name

    def _address(self, name: str) -> str:
        return f"postgresql://tracker@/{name}?host={self._folder}"


@contextmanager
def running(bin_folder: Path) -> Iterator[Cluster]:
    """A cluster made for this block. PostgreSQL refuses to be run by root, so root lends it another's name."""
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="tracker-pg-"))
    try:
        if owner:
            os.chown(folder, owner["user"], owner["group"])
        initdb = [bin_folder / "initdb", "--pgdata", folder / "data", "--username", "tracker", "--no-sync"]
        options = ["--auth", "trust", "--encoding", "UTF8", "--locale", "C"]
        subprocess.run([*initdb, *options], check=True, cwd=folder, capture_output=True, **owner)
        with _serving(bin_folder, folder, owner) as cluster:
            yield cluster
    finally:
        shutil.rmtree(folder)


@contextmanager
def _serving(bin_folder: Path, folder: Path, owner: dict) -> Iterator[Cluster]:
    settings = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
    command = [bin_folder / "postgres", "-D", folder / "data", "-k", folder, "-c", "listen_addresses=", *settings]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, **owner)
    try:
        _wait(server, folder)
        cluster = Cluster(folder)
        yield cluster
        cluster.close()
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing in it is worth keeping
        server.wait(PATIENCE)


def _wait(server: subprocess.Popen, folder: Path) -> None:
    for _ in range(PATIENCE * 20):
        try:
            psycopg.connect(f"postgresql://tracker@/postgres?host={folder}").close()
        except psycopg.OperationalError:
            if server.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}")


def _owner() -> dict:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
