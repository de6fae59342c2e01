"""Opening the database, its transactions, and its migrations; SQLite or PostgreSQL by the address."""

import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from tracker.store import ailing, tenants
from tracker.store.backup import back_up
from tracker.store.lost import PATIENCE, TOLD, Unsure, is_lost, patiently
from tracker.store.turns import Line

WAITS = 15_000  # milliseconds that one waits for whom another has locked out
LEFT = "left to wait"  # milliseconds, of one transaction
MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADES = 7_014_221_904  # any number that nobody else locks
LOCKED = "55P03"  # lock_not_available
# Seconds that a migration waits for a table, and how often: less than PostgreSQL's deadlock_timeout of 1 s, so that
# of a page and a migration that wait for each other it is the migration that is undone.
YIELDS, TURNS = 0.5, 240


def new_id() -> str:
    """A name for one of our things: 96 random bits, safe in URLs, never counted; no dash at its head."""
    while (name := secrets.token_urlsafe(12)).startswith("-"):
        pass
    return name


def safe_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite keeps a write-ahead log without the race that can corrupt it (reliability 1.9)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


JOURNAL: Literal["DELETE", "WAL"] = "WAL" if safe_wal(sqlite3.sqlite_version_info) else "DELETE"


class Database:
    """Everything that we remember, behind a SQLAlchemy address (`sqlite:////…` or `postgresql://…`).

    Nothing is opened before the first transaction. `journal` is how SQLite keeps transactions whole.
    """

    def __init__(self, url: str, journal: Literal["DELETE", "WAL"] = JOURNAL) -> None:
        self._url, self._journal = _with_driver(make_url(url)), journal
        self._engine = _engine(self._url, journal=journal)
        self._writer = self._engine.execution_options(write=True)
        self._patience = 0.0  # seconds; a first connection that cannot be made is a wrong address
        self._kept = threading.local()
        self._line = Line()
        self._reader = self._engine

    @property
    def kind(self) -> Literal["sqlite", "postgresql"]:
        """Which engine keeps it."""
        return "sqlite" if self._url.get_backend_name() == "sqlite" else "postgresql"

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database; None on PostgreSQL."""
        return Path(self._url.database or "") if self.kind == "sqlite" else None

    @property
    def libpq(self) -> dict[str, str]:
        """The same address in libpq's words, for what speaks to PostgreSQL without SQLAlchemy. Holds its password."""
        _, words = self._engine.dialect.create_connect_args(self._url)
        return {name: str(value) for name, value in words.items() if name != "context"}

    @property
    def journal(self) -> str:
        """How it survives a crash, for `doctor`: SQLite's version and journal mode, or PostgreSQL's version."""
        with self.read() as db:
            if self.kind == "postgresql":
                return f"PostgreSQL {db.exec_driver_sql('SHOW server_version').scalar_one()}"
            mode = db.exec_driver_sql("PRAGMA journal_mode").scalar_one()
        return f"SQLite {sqlite3.sqlite_version}, journal {mode}"

    @property
    def in_use(self) -> int:
        """How many transactions are open just now, of all threads of this process."""
        pool = self._engine.pool
        return pool.checkedout() if isinstance(pool, QueuePool) else 0

    @property
    def writers(self) -> int:
        """How many threads of this process write to a SQLite file, or wait for their turn; one at a time does."""
        return len(self._line)

    @property
    def kept(self) -> int:
        """How many transactions this thread has kept. While that is the same, all it tried was undone."""
        return getattr(self._kept, "count", 0)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment; what it tries to write is refused."""
        with self._begun(self._reader) as db:
            yield db

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is kept when the block ends, and undone when it raises.

        On SQLite the only one at a time, from its beginning on: what it read still holds when it writes. Fetch
        before it, send after it (law 5), and open no second one inside it. On PostgreSQL it raises `Unsure` if the
        server was lost while it was being kept; so it does on SQLite in the rare case of `ailing.may_stand`.
        """
        with self._turn() as left, self._begun(self._writer, left) as db:
            yield db
            self._keep(db)

    def _turn(self) -> AbstractContextManager[float | None]:
        return self._line.turn(WAITS / 1000) if self.kind == "sqlite" else nullcontext()

    def _begun(self, engine: Engine, left: float | None = None) -> Connection:
        db = patiently(lambda: _begun(engine, left), self._patience)
        self._patience = PATIENCE if self.kind == "postgresql" else 0.0
        return db

    def _keep(self, db: Connection) -> None:
        try:
            db.commit()
        except DBAPIError as error:
            if ailing.may_stand(error, self._journal) or (is_lost(error) and not ailing.ailment(error)):
                raise Unsure from error
            raise
        finally:
            self._kept.count = self.kept + 1

    def revision(self) -> str | None:
        """The migration that it stands at; None when there is nothing yet."""
        with self.read() as db:
            return MigrationContext.configure(db).get_current_revision()

    @property
    def current(self) -> bool:
        """Whether it stands at the last migration that this program knows."""
        return self.revision() == _head()

    @property
    def fits(self) -> bool:
        """Whether this program can work with it: it stands where `current` says, or at a newer program's migration.

        Migrations only add, so that old programs and new ones work side by side while a newer one is rolled out.
        """
        return (self.revision() or "") >= (_head() or "")  # migrations are numbered

    def upgrade(self) -> Path | None:
        """Brings it to the last migration; what was in a SQLite file is first copied beside it. Returns the copy."""
        if self.current:
            return None
        copy = self._copy_aside()
        # A connection of its own: to rebuild a table with foreign keys on would delete the rows that point at it.
        engine = _engine(self._url, foreign_keys=False, journal=self._journal, poolclass=NullPool)
        with engine.execution_options(write=True).connect() as db:
            config = Config(attributes={"connection": db})
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            _take_turns(db)
            _giving_way(db, lambda: command.upgrade(config, "head"))
            _check_references(db)
        return copy

    def close(self) -> None:
        """Closes all connections; the next transaction opens new ones."""
        self._engine.dispose()

    def _copy_aside(self) -> Path | None:
        revision = self.revision()
        if self.path is None or revision is None:
            return None
        copy = self.path.with_name(f"{self.path.name}.{revision}.backup")
        back_up(self.path, copy)
        return copy


def _begun(engine: Engine, left: float | None) -> Connection:
    """`left` is how many seconds it may wait for another program, where that is not WAITS."""
    db = engine.connect()
    try:
        if left is not None:
            db.info[LEFT] = round(left * 1000)
        db.begin()
    except BaseException:
        db.close()
        raise
    return db


def _head() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _take_turns(db: Connection) -> None:
    """Of two that bring one PostgreSQL up to date, the second waits, and finds it done."""
    if db.dialect.name == "postgresql":
        db.exec_driver_sql("SET lock_timeout = 0")
        db.exec_driver_sql(f"SELECT pg_advisory_lock({UPGRADES})")
        db.exec_driver_sql(f"SET lock_timeout = '{YIELDS}s'")
        db.commit()


def _giving_way(db: Connection, upgrade: Callable[[], None]) -> None:
    """While it waits for a table, everybody who comes after waits behind it: so it waits a little, then again."""
    for _turn in range(TURNS):
        try:
            return upgrade()
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != LOCKED:
                raise
        db.rollback()
        time.sleep(YIELDS)
    return upgrade()


class ReferencesBroken(Exception):
    """A migration left rows that point at nothing. The copy that was made before it is still whole."""


def _check_references(db: Connection) -> None:
    if db.dialect.name == "sqlite" and (broken := db.exec_driver_sql("PRAGMA foreign_key_check").all()):
        tables = ", ".join(sorted({row[0] for row in broken}))
        raise ReferencesBroken(f"Rows of {tables} point at nothing. Put the copy made before the upgrade back.")


def insert(db: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say what to do ON CONFLICT, and tells how many rows it wrote."""
    make = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    return make(table).execution_options(preserve_rowcount=True)  # without, it is -1 after an INSERT on PostgreSQL


def _with_driver(url: URL) -> URL:
    """By psycopg 3. Of several hosts, the one that is written to: the others stand by."""
    if url.get_backend_name() == "sqlite":
        return url
    hosts = url.query.get("host") or url.host or ""
    if "," in hosts or isinstance(hosts, tuple):
        url = url.update_query_dict({"target_session_attrs": "read-write"} | dict(url.query))
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, *, journal: str, foreign_keys: bool = True, **options: Any) -> Engine:
    options["hide_parameters"] = True  # else what events say stands in the log of every error
    if url.get_backend_name() != "sqlite":
        return _postgresql(url, **options)
    engine = create_engine(url, **options)
    ailing.drop_stale(engine)

    @event.listens_for(engine, "connect")
    def _connect(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None  # the driver would begin at the first write, after what it depends on was read
        for pragma in (
            f"busy_timeout={WAITS}",  # for the next two; each transaction says its own
            f"journal_mode={journal}",
            "synchronous=EXTRA",  # "delivered", once said, survives a power cut; by FULL its journal might come back
            f"foreign_keys={'ON' if foreign_keys else 'OFF'}",
            "recursive_triggers=ON",  # else INSERT OR REPLACE walks past the guards of append-only tables
        ):
            driver.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        writes = db.get_execution_options().get("write", False)
        db.exec_driver_sql(f"PRAGMA busy_timeout={db.info.pop(LEFT, WAITS)}")
        db.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
        db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, **options: Any) -> Engine:
    said = {"options": f"-c timezone=utc -c lock_timeout={WAITS}"}
    told = said | {name: wait for name, wait in TOLD.items() if name not in url.query}
    # No ping before each transaction: one whose connection was lost meanwhile begins anew (`patiently`).
    engine = create_engine(url, connect_args=told, **options)

    @event.listens_for(engine, "connect")
    def _connect(driver: Any, _: object) -> None:
        driver.autocommit = True  # the driver would begin in a round trip of its own; so we say more in the same one

    @event.listens_for(engine, "begin")
    def _begin(db: Connection) -> None:
        writes = db.get_execution_options().get("write", False)
        begin = "BEGIN" if writes else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"  # one moment, seen only
        db.exec_driver_sql(f"{begin}; {tenants.said()}")

    return engine
