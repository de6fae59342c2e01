"""When a calendar is asked again: bounds that nobody's wish moves, and a back-off that ends at a day."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import NOW
from tracker.domain.asking import LATEST, SLOWEST, SOONEST, after_success, after_trouble

QUARTER = timedelta(minutes=15)
spans = st.timedeltas(timedelta(days=-400), timedelta(days=400))
wishes = st.timedeltas(timedelta(minutes=5), timedelta(days=30))


@pytest.mark.parametrize(
    ("every", "hint", "wait"),
    [
        (QUARTER, None, QUARTER),
        (timedelta(minutes=5), None, timedelta(minutes=5)),
        (timedelta(minutes=5), timedelta(minutes=1), QUARTER),
        (QUARTER, timedelta(minutes=1), QUARTER),
        (QUARTER, timedelta(hours=6), timedelta(hours=6)),
        (timedelta(hours=12), timedelta(hours=6), timedelta(hours=12)),
        (QUARTER, timedelta(days=365), timedelta(weeks=1)),
        (QUARTER, timedelta(days=-1), QUARTER),
    ],
)
def test_a_calendar_that_answered(every: timedelta, hint: timedelta | None, wait: timedelta):
    assert after_success(NOW, every, hint) == NOW + wait


@pytest.mark.parametrize(
    ("silent", "retry_after", "wait"),
    [
        (None, None, QUARTER),
        (timedelta(minutes=2), None, QUARTER),
        (timedelta(hours=3), None, timedelta(hours=3)),
        (timedelta(days=3), None, timedelta(days=1)),
        (timedelta(hours=-3), None, QUARTER),
        (None, timedelta(hours=2), timedelta(hours=2)),
        (None, timedelta(seconds=5), QUARTER),
        (timedelta(hours=3), timedelta(hours=2), timedelta(hours=3)),
        (None, timedelta(days=30), timedelta(days=1)),
    ],
)
def test_a_calendar_that_failed(silent: timedelta | None, retry_after: timedelta | None, wait: timedelta):
    assert after_trouble(NOW, QUARTER, None if silent is None else NOW - silent, retry_after) == NOW + wait


@given(wishes, st.none() | spans)
def test_no_hint_makes_us_come_sooner_than_we_wish_or_later_than_a_week(every: timedelta, hint: timedelta | None):
    wait = after_success(NOW, every, hint) - NOW
    assert every <= wait <= max(every, LATEST)
    assert hint is None or wait >= SOONEST


@given(wishes, st.none() | spans, st.none() | spans)
def test_no_trouble_keeps_us_away_for_more_than_a_day(
    every: timedelta, silent: timedelta | None, retry_after: timedelta | None
):
    wait = after_trouble(NOW, every, None if silent is None else NOW - silent, retry_after) - NOW
    assert every <= wait <= max(every, SLOWEST)
    assert wait >= min(retry_after or timedelta(), SLOWEST)


def test_a_calendar_that_fails_for_a_week_is_asked_some_fifteen_times():
    times, at = 0, NOW
    while at < NOW + timedelta(weeks=1):
        at, times = _next(at), times + 1
    assert 12 <= times <= 16


def _next(at: datetime) -> datetime:
    return after_trouble(at, QUARTER, NOW, None)
