"""Values that come back as they went, on both engines."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from tests.making import BERLIN, NOW
from tracker.store.tables import beats
from tracker.store.types import Day, Flag, Json, Stretch, UtcDateTime

SQLITE = sqlite.dialect()
LIFETIME = (datetime(1900, 1, 1), datetime(9000, 1, 1))  # noqa: DTZ001 (hypothesis adds the zones)
ZONES = st.sampled_from([UTC, BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")])


def there_and_back(database, value, kind):
    with database.read() as db:
        return db.execute(select(literal(value, kind))).scalar_one()


@pytest.mark.parametrize("flag", [True, False])
def test_a_flag_stays_a_flag(database, flag):
    assert there_and_back(database, flag, Flag) is flag


def test_a_day_stays_a_day(database):
    assert there_and_back(database, date(2024, 2, 29), Day) == date(2024, 2, 29)


def test_a_stretch_stays_a_stretch(database):
    assert there_and_back(database, timedelta(days=40_000), Stretch) == timedelta(days=40_000)


def test_json_keeps_what_postgresql_would_refuse(database):
    value = {"text": "a NUL \x00, half a pair \ud800, and ünïcode", "list": [1, 2.5, None, True]}
    assert there_and_back(database, value, Json) == value


def test_an_instant_comes_back_in_utc(database):
    at = datetime(2026, 10, 25, 2, 30, 0, 123456, BERLIN, fold=1)
    back = there_and_back(database, at, UtcDateTime)
    assert back == at.astimezone(UTC)
    assert back.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="An instant needs its zone"):
        there_and_back(database, NOW.replace(tzinfo=None), UtcDateTime)


@given(st.lists(st.datetimes(*LIFETIME, timezones=ZONES), max_size=5))
def test_stored_instants_sort_as_instants_do(instants):
    stored = [UtcDateTime().bind_processor(SQLITE)(at) for at in instants]
    assert sorted(range(len(instants)), key=lambda place: stored[place]) == sorted(
        range(len(instants)), key=lambda place: instants[place].astimezone(UTC)
    )


def test_instants_sort_across_the_autumn_change_of_clocks(database):
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
    with database.write() as db:
        db.execute(insert(beats), [{"name": "second", "at": second}, {"name": "first", "at": first}])
        assert db.execute(select(beats.c.name).order_by(beats.c.at)).scalars().all() == ["first", "second"]
        assert db.execute(select(beats.c.name).where(beats.c.at > first)).scalars().all() == ["second"]
