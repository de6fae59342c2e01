"""A PostgreSQL that is lost: at the beginning of a transaction, in its middle, and while it is being kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tracker.store.database import Database
from tracker.store.lost import PATIENCE, Unsure, is_lost, may_go_again

MINE = text("SELECT pg_backend_pid()")
NOTE = text("INSERT INTO counters (key_hash, count, ends_at) VALUES ('test', 1, now())")
ONE, OTHER = (text(f"UPDATE counters SET count = count + 1 WHERE key_hash = '{name}'") for name in ("one", "other"))
NOTES = text("SELECT count(*) FROM counters")
ATTIC = text("SELECT * FROM attic")


def cut(db, database):
    """Ends the connection of a transaction, as the fall of its server does."""
    with psycopg.connect(**database.libpq) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [db.execute(MINE).scalar_one()])


def write(database, *steps):
    """One transaction of these steps; None is the fall."""
    with database.write() as db:
        for step in steps:
            db.execute(step) if step is not None else cut(db, database)


def look(database, statement):
    with database.read() as db:
        db.execute(statement)


def notes(database):
    with database.read() as db:
        return db.execute(NOTES).scalar_one()


@pytest.mark.postgresql
def test_what_is_lost_in_the_middle_is_undone_and_the_next_one_works(postgresql):
    kept = postgresql.kept
    with pytest.raises(DBAPIError) as lost:
        write(postgresql, NOTE, None, NOTE)
    assert is_lost(lost.value)
    assert (postgresql.kept, notes(postgresql)) == (kept, 0)


@pytest.mark.postgresql
def test_what_is_lost_while_it_is_kept_may_have_been(postgresql):
    kept = postgresql.kept
    with pytest.raises(Unsure) as lost:
        write(postgresql, NOTE, None)
    assert is_lost(lost.value)
    assert postgresql.kept == kept + 1
    assert notes(postgresql) == 0


@pytest.mark.postgresql
def test_of_two_that_wait_for_each_other_one_is_undone_and_may_go_again(postgresql):
    with postgresql.write() as db:
        for name in ("one", "other"):
            db.execute(
                text("INSERT INTO counters (key_hash, count, ends_at) VALUES (:name, 1, now())"), {"name": name}
            )
    both = Barrier(2, timeout=30)

    def work(first, second):
        with postgresql.write() as db:
            db.execute(first)
            both.wait()
            db.execute(second)

    with ThreadPoolExecutor(2) as threads:
        tried = [threads.submit(work, *steps) for steps in ((ONE, OTHER), (OTHER, ONE))]
    (undone,) = [one.exception() for one in tried if one.exception()]
    assert (may_go_again(undone), is_lost(undone)) == (True, False)
    with postgresql.read() as db:
        assert db.execute(text("SELECT count FROM counters")).scalars().all() == [2, 2], (
            "the other did all of its work"
        )


@pytest.mark.postgresql
def test_connections_that_were_cut_meanwhile_are_made_anew(postgresql):
    with postgresql.read() as one, postgresql.read() as two:
        waiting = [db.execute(MINE).scalar_one() for db in (one, two)]
    with psycopg.connect(**postgresql.libpq) as other:
        for backend in waiting:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    assert notes(postgresql) == 0


@pytest.mark.postgresql
def test_a_fault_of_ours_is_not_the_databases(postgresql):
    with pytest.raises(IntegrityError) as fault:
        write(postgresql, NOTE, NOTE)
    assert not may_go_again(fault.value)
    with pytest.raises(DBAPIError) as fault:
        look(postgresql, ATTIC)
    assert not is_lost(fault.value)


def test_on_sqlite_nothing_is_lost_so(sqlite):
    with pytest.raises(DBAPIError) as fault:
        look(sqlite, ATTIC)
    assert not is_lost(fault.value)


def test_an_address_that_leads_nowhere_is_told_at_once(tmp_path):
    nowhere = Database(f"postgresql://tracker@/tracker?host={tmp_path}")
    with pytest.raises(DBAPIError) as error:
        look(nowhere, ATTIC)
    assert is_lost(error.value)
    assert PATIENCE < 10, "C34: nobody sees errors for ten seconds"


def test_of_several_hosts_the_one_is_meant_that_is_written_to():
    for hosts in ("host=one:5432&host=two:5433", "host=one,two&port=5432,5433"):
        told = Database(f"postgresql://tracker@/tracker?{hosts}").libpq
        assert (told["host"], told["port"], told["target_session_attrs"]) == ("one,two", "5432,5433", "read-write")
    told = Database("postgresql://tracker@one,two/tracker").libpq
    assert (told["host"], told["target_session_attrs"]) == ("one,two", "read-write")
    told = Database("postgresql://tracker@/tracker?host=one:5432&host=two:5432&target_session_attrs=any").libpq
    assert told["target_session_attrs"] == "any"
    assert "target_session_attrs" not in Database("postgresql://tracker@one/tracker").libpq
