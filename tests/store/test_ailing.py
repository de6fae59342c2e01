"""A database that answers, and cannot do what it is asked: told apart from faults of ours, by its own errors."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.making import NOW
from tracker.store import letters
from tracker.store.ailing import BUSY, DAMAGED, FAILING, FULL, READ_ONLY, SHUT, ailment, may_stand
from tracker.store.database import Database

RAISED = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{}'; END $$"


def met(database, *steps):
    """What is found of the error that a transaction of these steps ends with."""
    with pytest.raises(DBAPIError) as error:
        write(database, *steps)
    return ailment(error.value)


def write(database, *steps):
    with database.write() as db:
        for step in steps:
            db.exec_driver_sql(step)
        letters.beat(db, "worker", NOW)


def stands(database):
    with database.read() as db:
        return letters.last_beat(db, "worker")


def fails_with(name):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = name
    return DBAPIError("COMMIT", None, error)


def test_a_full_disk_is_named_and_nothing_was_kept(sqlite):
    assert met(sqlite, "PRAGMA max_page_count=1", "CREATE TABLE more (a)") is FULL
    assert stands(sqlite) is None


def test_another_that_holds_the_file_is_named(sqlite):
    with sqlite.read() as db:
        db.exec_driver_sql("PRAGMA busy_timeout=1")
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert met(sqlite) is BUSY
    write(sqlite)


def test_a_file_that_is_none_of_ours_is_damaged_and_a_folder_that_is_gone_is_shut(tmp_path):
    (tmp_path / "tracker.db").write_bytes(b"marked words" * 1000)
    assert met(Database(f"sqlite:///{tmp_path}/tracker.db")) is DAMAGED
    assert met(Database(f"sqlite:///{tmp_path}/gone/tracker.db")) is SHUT


def test_a_connection_that_could_only_read_is_not_used_again(sqlite):
    with sqlite.read() as db:
        before = db.connection.dbapi_connection
        with pytest.raises(DBAPIError) as error:
            letters.beat(db, "worker", NOW)
    assert ailment(error.value) is READ_ONLY
    with sqlite.write() as db:
        assert db.connection.dbapi_connection is not before


@pytest.mark.parametrize(
    ("name", "journal", "unsure"),
    [
        ("SQLITE_IOERR_DIR_FSYNC", "DELETE", True),
        ("SQLITE_IOERR_FSYNC", "DELETE", False),
        ("SQLITE_IOERR_FSYNC", "WAL", True),
        ("SQLITE_IOERR_WRITE", "WAL", False),
        ("SQLITE_FULL", "WAL", False),
    ],
)
def test_what_was_written_and_not_brought_to_the_disk_may_stand(name, journal, unsure):
    assert may_stand(fails_with(name), journal) is unsure
    assert ailment(fails_with(name)) is (FULL if name == "SQLITE_FULL" else FAILING)


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("state", "named"),
    [("53100", FULL), ("58030", FAILING), ("25006", READ_ONLY), ("55P03", BUSY), ("XX001", DAMAGED), ("23505", None)],
)
def test_postgresql_names_them_by_its_own_letters(postgresql, state, named):
    assert met(postgresql, RAISED.format(state)) is named


@pytest.mark.postgresql
def test_on_postgresql_nobody_waits_for_a_lock_for_ever(postgresql):
    with postgresql.read() as db:
        assert db.execute(text("SHOW lock_timeout")).scalar_one() == "15s"


def test_a_fault_of_ours_is_no_ailment(database):
    with pytest.raises(DBAPIError) as fault, database.read() as db:
        db.execute(text("SELECT * FROM attic"))
    assert ailment(fault.value) is None
    assert ailment(LookupError()) is None
