"""The queue's own tables: made, brought up to date from any release, and never under the feet of older workers."""

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tracker.jobs import schema

pytestmark = pytest.mark.postgresql

OLDEST = "03.01.00_01_pre_add_heartbeat.sql"  # since workers give signs of life; ours began with a later one
SHAPE = """
SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'procrastinate%'
UNION SELECT 'function', routine_name, '' FROM information_schema.routines WHERE routine_name LIKE 'procrastinate%'
ORDER BY 1, 2, 3
"""


@pytest.fixture
def address(postgresql):
    """A database of ours without a queue; afterwards it has none either."""
    gone(postgresql.libpq)
    yield postgresql.libpq
    gone(postgresql.libpq)


def gone(address):
    with connected(address) as db:
        db.execute("DROP SCHEMA IF EXISTS aside CASCADE")
        for (name,) in db.execute("SELECT tablename FROM pg_tables WHERE tablename LIKE 'procrastinate%'").fetchall():
            db.execute(f"DROP TABLE {name} CASCADE")
        rows = db.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'procrastinate%'"
        ).fetchall()
        for (name,) in rows:
            db.execute(f"DROP FUNCTION {name} CASCADE")
        rows = db.execute("SELECT typname FROM pg_type WHERE typname LIKE 'procrastinate%' AND typtype IN ('e', 'c')")
        for (name,) in rows.fetchall():
            db.execute(f"DROP TYPE IF EXISTS {name} CASCADE")


def connected(address):
    return psycopg.connect(make_conninfo(**address))


def at(address, name):
    """As a release left it whose last migration was this one."""
    with connected(address) as db:
        for one in schema._names():
            if one <= name:
                db.execute(schema._sql(one))
                db.commit()
        db.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{name}'")


def test_it_is_made_once(address):
    assert not schema.current(address)
    assert schema.upgrade(address)
    assert schema.current(address)
    assert not schema.upgrade(address)


def test_from_any_older_release_it_comes_to_the_same(address):
    at(address, OLDEST)
    assert not schema.current(address)
    assert schema.upgrade(address)
    assert schema.current(address)
    with connected(address) as db:
        brought_up = db.execute(SHAPE).fetchall()
    gone(address)
    schema.upgrade(address)
    with connected(address) as db:
        made = db.execute(SHAPE).fetchall()
        assert set(made) <= set(brought_up)
        assert db.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)


def test_what_would_break_older_workers_waits_until_they_have_stopped(address):
    last = [name for name in schema._names() if "_post_" in name][-1]
    at(address, max(name for name in schema._names() if name < last))
    with connected(address) as db:
        db.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    with pytest.raises(schema.WorkersRun):
        schema.upgrade(address)
    assert not schema.current(address)
    with connected(address) as db:
        db.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
    assert schema.upgrade(address)
    assert schema.current(address)


def test_a_queue_of_a_newer_release_is_fine(address):
    schema.upgrade(address)
    with connected(address) as db:
        db.execute("COMMENT ON TABLE procrastinate_jobs IS '99.00.00_01_later.sql'")
    assert schema.current(address)
    assert not schema.upgrade(address)
