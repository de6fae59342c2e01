"""What was told and what was decided is only ever added to, whoever writes the SQL; a purge alone removes it."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.histories import Real, play
from tests.making import NOW, calendar, candidate, event, promise, user
from tracker.domain.entry import Act, Entry, Thing
from tracker.domain.feedback import Answer, shown
from tracker.domain.promise import to_record
from tracker.domain.reconcile import Changes
from tracker.store import accounts, calendars, events, feedback, ledger
from tracker.store.purge import purging

TABLES = ("event_versions", "entries", "feedback")
SHOWN = shown(candidate(), reader=3, learned=0)


@pytest.fixture
def history(database, efua, kofi):
    """A database in which Efua and Kofi each have one event and one promise with its entry."""
    for who in (efua, kofi):
        with database.write() as db:
            calendars.add_calendar(db, calendar(user=who.id), "sealed")
            events.record(db, who.id, "work", Changes(new=(event(),)), NOW)
            ledger.keep(db, who.id, promise(), Entry("p1", NOW, "efua", "page", Act.ADDED, {}, to_record(promise())))
            feedback.add(db, who.id, Answer.CONFIRMED, SHOWN, via="page", at=NOW)
    return database


def count(database, table):
    with database.read() as db:
        return db.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()


def refused(database, statement):
    with database.write() as db, pytest.raises(DBAPIError, match="is append-only"):
        db.execute(text(statement))


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed(history, table):
    refused(history, f"UPDATE {table} SET user_id = 'kofi' WHERE user_id = 'efua'")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_deleted(history, table):
    refused(history, f"DELETE FROM {table} WHERE user_id = 'efua'")
    assert count(history, table) == 2


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced(history, table):
    again = f"INTO {table} SELECT * FROM {table} WHERE true"
    if history.kind == "sqlite":
        refused(history, f"INSERT OR REPLACE {again}")
    else:
        refused(history, f"INSERT {again} ON CONFLICT (number) DO UPDATE SET user_id = 'ama'")
        refused(history, f"TRUNCATE {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced_through_a_connection_that_is_not_ours(sqlite, table):
    with sqlite.write() as db:
        accounts.add_user(db, user())
        calendars.add_calendar(db, calendar(), "sealed")
        events.record(db, "efua", "work", Changes(new=(event(),)), NOW)
        ledger.keep(db, "efua", promise(), Entry("p1", NOW, "efua", "page", Act.ADDED, {}, to_record(promise())))
        feedback.add(db, "efua", Answer.CONFIRMED, SHOWN, via="page", at=NOW)
    with closing(sqlite3.connect(sqlite.path)) as other:
        with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
            other.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        with pytest.raises(sqlite3.IntegrityError, match="is append-only"):
            other.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_user_who_goes_takes_their_history_along_and_nobody_elses(history, table):
    with history.write() as db:
        accounts.remove_user(db, "efua")
    assert count(history, table) == 1
    assert count(history, "purges") == 0


def test_a_calendar_that_goes_takes_its_own_history_along(history):
    with history.write() as db:
        calendars.remove_calendar(db, "efua", "work")
        assert events.versions(db, "efua", event().key) == ()
        assert events.versions(db, "kofi", event().key) != ()
        assert ledger.entries(db, "efua") != ()


def test_a_purge_opens_the_door_to_one_owner_only(history):
    with history.write() as db, pytest.raises(DBAPIError, match="is append-only"), purging(db, "kofi"):
        db.execute(text("DELETE FROM entries WHERE user_id = 'efua'"))


def test_a_purge_that_fails_leaves_the_door_shut(history):
    with pytest.raises(KeyError), history.write() as db, purging(db, "efua"):
        raise KeyError("a bug")
    refused(history, "DELETE FROM entries WHERE user_id = 'efua'")


def test_no_entry_is_changed_whatever_it_speaks_of(database, efua):
    with database.write() as db:
        play(Real(db, efua), seed=1, length=60)
    for thing in Thing:
        its = f"FROM entries WHERE thing = '{thing.value}'"
        with database.read() as db:
            assert db.execute(text(f"SELECT count(*) {its}")).scalar_one() > 0
        refused(database, f"UPDATE entries SET after = before WHERE thing = '{thing.value}'")
        refused(database, f"DELETE {its}")
        if database.kind == "sqlite":
            refused(database, f"INSERT OR REPLACE INTO entries SELECT * {its}")
        else:
            refused(database, f"INSERT INTO entries SELECT * {its} ON CONFLICT (number) DO UPDATE SET via = 'x'")
