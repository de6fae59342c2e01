"""Who writes to a SQLite file next: whoever came first."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from time import monotonic, sleep

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from tracker.store.database import Database
from tracker.store.turns import Line

WAIT = 60


@pytest.fixture
def database(tmp_path):
    with closing(Database(f"sqlite:///{tmp_path}/one.sqlite3")) as made:
        with made.write() as db:
            db.execute(text("CREATE TABLE came (who INTEGER)"))
        yield made


@contextmanager
def another_program_holds(database):
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def until(true):
    ends = monotonic() + WAIT
    while not true():
        assert monotonic() < ends
        sleep(0.001)


def came(database, who):
    with database.write() as db:
        db.execute(text("INSERT INTO came VALUES (:who)"), {"who": who})


def test_of_many_who_wait_for_another_program_the_first_is_served_first(database):
    with ThreadPoolExecutor(20) as pool, another_program_holds(database):
        for who in range(20):
            pool.submit(came, database, who)
            until(lambda who=who: database.writers == who + 1)
    with database.read() as db:
        assert db.execute(text("SELECT who FROM came ORDER BY rowid")).scalars().all() == [*range(20)]
    assert database.writers == 0


def test_whoever_waited_in_line_for_long_has_little_left():
    line, inside, out = Line(), threading.Event(), threading.Event()

    def first():
        with line.turn(WAIT) as left:
            assert left > WAIT / 2
            inside.set()
            assert out.wait(WAIT)

    with ThreadPoolExecutor(1) as pool:
        came_first = pool.submit(first)
        assert inside.wait(WAIT)
        with line.turn(0.05) as left:
            assert left == 0
        out.set()
        came_first.result(WAIT)
    assert len(line) == 0


def test_whoever_raises_lets_the_next_one_in(database):
    with pytest.raises(OperationalError, match="no such table"), database.write() as db:
        db.execute(text("INSERT INTO nowhere VALUES (1)"))
    came(database, 1)
    assert database.writers == 0


def test_pages_that_only_read_stand_in_no_line(database):
    with database.write() as writing:
        writing.execute(text("INSERT INTO came VALUES (1)"))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(_count, database).result(WAIT) == 0


def _count(database):
    with database.read() as db:
        return db.execute(text("SELECT count(*) FROM came")).scalar_one()
