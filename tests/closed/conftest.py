"""Databases as a service has them: on PostgreSQL by a role that policies bind."""

from collections.abc import Iterator

import pytest

from tests.closed.ordinary import handed_over
from tests.closed.world import World, world
from tests.cluster import Cluster
from tracker.store.database import Database


@pytest.fixture
def postgresql(cluster: Cluster) -> Iterator[Database]:
    """Stands in for the one of the other tests, whose role is a superuser."""
    with cluster.lend() as address:
        database = Database(handed_over(address))
        yield database
        assert database.in_use == 0, "a transaction was left open"
        database.close()


@pytest.fixture
def there(database: Database) -> Iterator[World]:
    """Efua and Kofi in one service, on each engine."""
    with world(database) as there:
        yield there


@pytest.fixture
def at_home(sqlite: Database) -> Iterator[World]:
    """The same on SQLite alone."""
    with world(sqlite) as there:
        yield there
