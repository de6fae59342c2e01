"""What many tests need: an instant to speak of, and a migrated database of their own on each engine."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.cluster import Cluster, programs_or_skip, running
from tests.making import NOW, user
from tracker.domain.account import User
from tracker.store import accounts
from tracker.store.database import Database

pytest_plugins = ["tests.browser.house"]

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture
def now() -> datetime:
    """Monday, 5 January 2026, nine o'clock in UTC and in Accra."""
    return NOW


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server for this session (one for each xdist worker)."""
    with running(programs_or_skip()) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("store") / "migrated.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest) -> Database:
    """An empty, migrated database: each test that asks for it runs on SQLite and on PostgreSQL."""
    opened: Database = request.getfixturevalue(request.param)
    return opened


@pytest.fixture
def sqlite(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty, migrated database on SQLite only."""
    path = tmp_path / "tracker.db"
    shutil.copy(migrated_file, path)
    yield from _open(f"sqlite:///{path}")


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[Database]:
    """The same on PostgreSQL only; its test bears the marker."""
    with cluster.lend() as address:
        yield from _open(address)


@pytest.fixture
def efua(database: Database) -> User:
    """Efua, with an account."""
    return _known(database, user())


@pytest.fixture
def kofi(database: Database) -> User:
    """Kofi, with an account of his own."""
    return _known(database, user(id="kofi", email="kofi@example.com", addresses=frozenset({"kofi@example.com"})))


def _known(database: Database, who: User) -> User:
    with database.write() as db:
        accounts.add_user(db, who)
    return who


def _open(address: str) -> Iterator[Database]:
    database = Database(address)
    yield database
    assert database.in_use == 0, "a transaction was left open"
    database.close()
