"""Knocks counted by all processes alike, on both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.making import HOUR, NOW
from tracker.store import counters

LATER = NOW + timedelta(minutes=59)


def knock(database, who="ama", now=NOW):
    with database.write() as db:
        return counters.count(db, who, HOUR, now=now)


def test_knocks_are_counted_from_the_first_one_until_its_stretch_is_over(database):
    assert [knock(database), knock(database), knock(database, now=LATER)] == [1, 2, 3]
    with database.read() as db:
        assert counters.counted(db, "ama", LATER) == (3, NOW + HOUR)
    assert knock(database, now=NOW + HOUR) == 1


def test_each_is_counted_alone(database):
    assert [knock(database, "ama"), knock(database, "kofi")] == [1, 1]


def test_of_whom_nobody_knows_there_are_none(database):
    with database.read() as db:
        assert counters.counted(db, "ama", NOW) == (0, NOW)


def test_one_is_counted_anew(database):
    knock(database)
    with database.write() as db:
        counters.forget(db, "ama")
    assert knock(database) == 1


def test_what_is_over_is_thrown_away_and_nothing_else(database):
    knock(database, "ama")
    knock(database, "kofi", now=LATER)
    with database.write() as db:
        assert counters.forget_over(db, NOW + HOUR) == 1
    assert [knock(database, "ama", LATER), knock(database, "kofi", LATER)] == [1, 2]


@pytest.mark.postgresql
def test_of_many_at_once_none_is_overlooked(postgresql):
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda _: knock(postgresql), range(40))) == list(range(1, 41))


@pytest.mark.postgresql
def test_postgresql_writes_it_once(postgresql):
    with postgresql.read() as db:
        kept = db.exec_driver_sql("SELECT relpersistence FROM pg_class WHERE relname = 'counters'").scalar_one()
    assert kept in ("u", b"u")
