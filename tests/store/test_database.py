"""Transactions that lose nothing, migrations, and copies of a database in use."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests import keeping
from tests.making import DAY, NOW, user
from tracker.domain.people import Direction, Give, GiveKind
from tracker.store import accounts, letters
from tracker.store.backup import back_up
from tracker.store.database import MIGRATIONS, Database, ReferencesBroken, new_id, safe_wal


def config(db):
    settings = Config(attributes={"connection": db})
    settings.set_main_option("script_location", str(MIGRATIONS))
    return settings


def test_a_name_is_random_and_safe_to_put_into_an_address():
    names = {new_id() for _ in range(2000)}
    assert len(names) == 2000
    assert all(len(name) == 16 and name.isascii() and not name.startswith("-") for name in names)


def test_what_was_written_is_kept_when_the_block_ends(database):
    with database.write() as db:
        letters.beat(db, "worker", NOW)
    with database.read() as db:
        assert letters.last_beat(db, "worker") == NOW


def test_what_was_written_is_undone_when_the_block_raises(database):
    def stumble() -> None:
        with database.write() as db:
            letters.beat(db, "worker", NOW)
            raise LookupError

    with pytest.raises(LookupError):
        stumble()
    with database.read() as db:
        assert letters.last_beat(db, "worker") is None


def test_an_error_does_not_tell_what_was_to_be_written(database):
    given = Give("g", "nobody", GiveKind.MEAL, Direction.GIVEN, NOW, "marked words")
    with pytest.raises(IntegrityError) as error, database.write() as db:
        keeping.keep(db, "nobody", given)
    assert "marked words" not in str(error.value)


def test_a_reader_may_not_write(database):
    with database.read() as db, pytest.raises(DBAPIError, match=r"read.?only"):
        letters.beat(db, "worker", NOW)
    with database.write() as db:
        letters.beat(db, "worker", NOW)


@pytest.mark.postgresql
def test_a_reader_sees_one_moment(postgresql):  # on SQLite without a write-ahead log the writer waits for the reader
    with postgresql.read() as db:
        assert letters.last_beat(db, "worker") is None
        with postgresql.write() as other:
            letters.beat(other, "worker", NOW)
        assert letters.last_beat(db, "worker") is None


def test_eight_writers_at_once_lose_no_update(sqlite):
    with sqlite.write() as db:
        accounts.add_user(db, user(name="0"))

    def count() -> None:
        for _ in range(50):
            with sqlite.write() as db:
                before = accounts.user(db, "efua")
                accounts.save_user(db, user(name=str(int(before.name) + 1)))

    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(count) for _ in range(8)]:
            done.result()
    with sqlite.read() as db:
        assert accounts.user(db, "efua").name == "400"


def test_sqlite_keeps_what_it_has_acknowledged_and_its_promises_to_other_tables(sqlite):
    with sqlite.write() as db:
        pragmas = {
            name: db.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "foreign_keys", "recursive_triggers", "busy_timeout")
        }
    assert pragmas == {"synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 15_000}


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0)])
def test_a_repaired_sqlite_may_keep_a_write_ahead_log(version):
    assert safe_wal(version)


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)])
def test_a_sqlite_with_the_race_may_not(version):
    assert not safe_wal(version)


def test_its_journal_is_the_one_that_this_sqlite_keeps_safely(sqlite):
    mode = "wal" if safe_wal(sqlite3.sqlite_version_info) else "delete"
    assert sqlite.journal == f"SQLite {sqlite3.sqlite_version}, journal {mode}"


def test_doctor_is_told_the_server_on_postgresql(database):
    assert database.journal.startswith({"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[database.kind])


def test_a_plain_postgresql_address_is_understood():
    database = Database("postgresql://tracker@db.invalid/tracker")
    assert database.kind == "postgresql"
    assert database.path is None


def test_an_empty_file_is_brought_to_the_last_migration_once(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/a folder with 100%/tracker.db")
    (tmp_path / "a folder with 100%").mkdir()
    assert database.revision() is None
    assert not database.current
    database.upgrade()
    assert database.current
    assert database.upgrade() is None
    assert [path.name for path in (tmp_path / "a folder with 100%").iterdir()] == ["tracker.db"]
    database.close()


def test_each_migration_goes_back_and_forth(database):
    with database.write() as db:
        command.downgrade(config(db), "base")
        assert [table for table in inspect(db).get_table_names() if table != "alembic_version"] == []
    assert not database.current
    database.upgrade()
    assert database.current


def test_the_migrations_make_the_tables_that_the_code_means(database):
    with database.write() as db:
        command.check(config(db))


def test_every_table_is_strict_on_sqlite(sqlite):
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    with sqlite.read() as db:
        tables = {name: sql for name, sql in db.exec_driver_sql(made) if name != "alembic_version"}
    assert tables
    assert [name for name, sql in tables.items() if not sql.rstrip().endswith("STRICT")] == []


def test_what_was_there_is_copied_aside_before_an_upgrade(sqlite, tmp_path):
    with sqlite.write() as db:
        accounts.add_user(db, user())
        command.downgrade(config(db), "0001")
    copy = sqlite.upgrade()
    assert copy == tmp_path / "tracker.db.0001.backup"
    assert copy.stat().st_mode & 0o777 == 0o600
    for path in (copy, sqlite.path):
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("SELECT id FROM users").fetchall() == [("efua",)]
    assert sqlite.current


def test_rows_that_point_at_nothing_are_noticed_after_an_upgrade(sqlite):
    with sqlite.write() as db:
        command.downgrade(config(db), "0001")
    with closing(sqlite3.connect(sqlite.path)) as file:  # foreign keys are off unless asked for
        file.execute(
            "INSERT INTO dismissals VALUES ('nobody', 'sign', 'body', '2026-01-05T09:00:00.000000Z', 'page')"
        )
        file.commit()
    with pytest.raises(ReferencesBroken, match="Rows of dismissals"):
        sqlite.upgrade()


def test_a_copy_taken_while_others_write_is_whole(sqlite, tmp_path):
    with sqlite.write() as db:
        accounts.add_user(db, user())
    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(_beat_often, sqlite)
        back_up(sqlite.path, tmp_path / "copy.db")
        writing.result()
    copy = Database(f"sqlite:///{tmp_path}/copy.db")
    with copy.read() as db:
        assert accounts.user(db, "efua") == user()
    assert not list(tmp_path.glob("*.part"))
    copy.close()


def _beat_often(database):
    for day in range(20):
        with database.write() as db:
            letters.beat(db, "worker", NOW + day * DAY)
