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


class Server:
    """PostgreSQL's own program on a folder of its own, reached by a socket there; with a port, on 127.0.0.1 too.

    It refuses to be run by root, so root lends it another's name.
    """

    def __init__(self, bin_folder: Path, folder: Path, settings: dict[str, str], port: int = 0) -> None:
        self._bin, self.folder, self._settings, self.port = bin_folder, folder, settings, port
        self._owner = _owner()
        self._process: subprocess.Popen | None = None
        folder.mkdir(exist_ok=True)
        if self._owner:
            os.chown(folder, self._owner["user"], self._owner["group"])

    def make(self) -> None:
        """An empty cluster."""
        words = ["--pgdata", self.folder / "data", "--username", "tracker", "--no-sync"]
        self._do("initdb", *words, "--auth", "trust", "--encoding", "UTF8", "--locale", "C")

    def follow(self, other: "Server", name: str) -> None:
        """A copy of another, which takes over all that is written there as long as it runs as its standby."""
        words = ["--pgdata", self.folder / "data", "--write-recovery-conf", "--checkpoint", "fast", "--no-sync"]
        self._do("pg_basebackup", *words, "--dbname", f"{other.address('postgres')}&application_name={name}")

    def start(self) -> None:
        """Serves until it is stopped or killed."""
        listens = {"port": str(self.port), "listen_addresses": "127.0.0.1"} if self.port else {"listen_addresses": ""}
        settings = [part for name, value in (self._settings | listens).items() for part in ("-c", f"{name}={value}")]
        command = [self._bin / "postgres", "-D", self.folder / "data", "-k", self.folder, *settings]
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log, **self._owner)
        self._wait(self._process)

    def end(self, number: int = signal.SIGQUIT) -> None:
        """Ends it at once: nothing in it is worth keeping. SIGKILL is a fall; SIGINT lets it close well."""
        if self._process:
            self._process.send_signal(number)
            self._process.wait(PATIENCE)
            self._process = None

    def kill(self) -> None:
        """Its main program by -9, upon which the others of it end too. Returns when all have."""
        self.end(signal.SIGKILL)
        while (self.folder / "data/postmaster.pid").exists() and self._others():
            time.sleep(0.02)

    def promote(self) -> None:
        """A standby becomes one that is written to."""
        self._do("pg_ctl", "promote", "--wait", "--pgdata", self.folder / "data")

    def new(self, name: str, role: str) -> str:
        """The address of a new database with nothing in it, which belongs to a role. That of these tests is a
        superuser, whom no policy binds; any other is an ordinary one.
        """
        with psycopg.connect(self.address("postgres"), autocommit=True) as db:
            if not db.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                db.execute(f"CREATE ROLE {role} LOGIN")
            db.execute(f"CREATE DATABASE {name} OWNER {role}")
        return self.address(name, role)

    def address(self, name: str, role: str = "tracker") -> str:
        """The address of one of its databases."""
        where = f"127.0.0.1&port={self.port}" if self.port else self.folder
        return f"postgresql://{role}@/{name}?host={where}"

    def _do(self, program: str, *words: object) -> None:
        subprocess.run([self._bin / program, *words], check=True, cwd=self.folder, capture_output=True, **self._owner)

    def _others(self) -> bool:
        """Whether one of its programs still holds the memory that they share."""
        mine = str(self.folder / "data")
        return any(_working_folder(name) == mine for name in os.listdir("/proc") if name.isdigit())

    def _wait(self, process: subprocess.Popen) -> None:
        for _ in range(PATIENCE * 20):
            try:
                psycopg.connect(self.address("postgres")).close()
            except psycopg.OperationalError:
                if process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")


class Cluster:
    """A running server that lends databases, migrated and empty."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._admin = psycopg.connect(server.address("postgres"), autocommit=True)
        self._count = 0
        self._idle: list[str] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The address of a database, to be used alone. It is emptied afterwards, since a copy takes 0.2 s each."""
        name = self._idle.pop() if self._idle else self._migrated()
        address = self._server.address(name)
        yield address
        try:
            with psycopg.connect(address) as db:
                db.execute("SET LOCAL lock_timeout = '2s'")
                for statement in EMPTY:
                    db.execute(statement)
            self._idle.append(name)
        except psycopg.Error:  # a test that failed half-way left it as it should not be
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def bare(self, role: str = "tracker") -> str:
        """The address of a database with nothing in it, for as long as the server runs."""
        self._count += 1
        return self._server.new(f"test_{self._count}", role)

    def close(self) -> None:
        """Ends our own connection to it."""
        self._admin.close()

    def _migrated(self) -> str:
        database = Database(self.bare())
        database.upgrade()
        database.close()
        return f"test_{self._count}"


@contextmanager
def running(bin_folder: Path) -> Iterator[Cluster]:
    """A cluster made for this block."""
    with made(Server(bin_folder, a_folder(), FAST)) as server, serving(server):
        cluster = Cluster(server)
        yield cluster
        cluster.close()


def a_folder() -> Path:
    """A new folder for a server, beside the tests' own: those may be closed to whom root lends its name."""
    return Path(tempfile.mkdtemp(prefix="tracker-pg-"))


@contextmanager
def made(server: Server) -> Iterator[Server]:
    """A server for this block, with an empty cluster unless it follows another."""
    try:
        if not (server.folder / "data").exists():
            server.make()
        yield server
    finally:
        shutil.rmtree(server.folder)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """A server that runs in this block."""
    try:
        server.start()
        yield server
    finally:
        server.end()


def _working_folder(process: str) -> str:
    try:
        return os.readlink(f"/proc/{process}/cwd")
    except OSError:  # it has ended meanwhile, or is nobody's business
        return ""


def _owner() -> dict:
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
