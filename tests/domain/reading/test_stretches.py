"""Weeks, months, quarters and years as dues: their last day, their middle, their start."""

from datetime import datetime

import pytest

from tests.domain.reading.test_due import BERLIN, FRIDAY, _clear
from tracker.domain.reading import due
from tracker.domain.reading.due import Unclear


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("mid March", "2026-03-15"),
        ("by mid-January", "2026-01-15"),
        ("mid January 2027", "2027-01-15"),
        ("mid next week", "2026-01-07"),
        ("mid month", "2026-01-15"),
        ("mid next month", "2026-02-15"),
        ("mid quarter", "2026-02-28"),
        ("mid year", "2026-06-30"),
        ("mid next year", "2027-06-30"),
        ("start of March", "2026-03-01"),
        ("start of next week", "2026-01-05"),
        ("beginning of next month", "2026-02-01"),
        ("start of next quarter", "2026-04-01"),
        ("start of next year", "2027-01-01"),
        ("this week", "2026-01-04"),
        ("this weekend", "2026-01-04"),
        ("next weekend", "2026-01-11"),
        ("this month", "2026-01-31"),
        ("this quarter", "2026-03-31"),
        ("this year", "2026-12-31"),
        ("end of next month", "2026-02-28"),
        ("end of next quarter", "2026-06-30"),
        ("end of March", "2026-03-31"),
        ("end of 2027", "2027-12-31"),
        ("Q1", "2026-03-31"),
        ("Q3 2027", "2027-09-30"),
        ("CW 3", "2026-01-16"),
        ("first week of March", "2026-03-07"),
        ("2 mondays from now", "2026-01-12"),
        ("a week from Friday", "2026-01-09"),
        ("Friday week", "2026-01-09"),
        ("in 6 weeks", "2026-02-13"),
        ("within 2 fortnights", "2026-01-30"),
        ("in 2 quarters", "2026-07-02"),
        ("in a year", "2027-01-02"),
    ],
)
def test_a_stretch_of_time_is_its_last_day_and_its_middle_and_start_are_days_of_it(phrase: str, day: str) -> None:
    assert _clear(phrase) == f"{day} 23:59:59"


@pytest.mark.parametrize(
    ("phrase", "reference", "day"),
    [
        ("mid January", (2026, 1, 15), "2026-01-15"),
        ("mid January", (2026, 1, 16), "2027-01-15"),
        ("CW 3", (2026, 1, 16), "2026-01-16"),
        ("CW 3", (2026, 1, 17), "2027-01-22"),
        ("Q1", (2026, 3, 31), "2026-03-31"),
        ("Q1", (2026, 4, 1), "2027-03-31"),
        ("end of week", (2026, 1, 2), "2026-01-02"),
        ("end of week", (2026, 1, 3), "2026-01-04"),
    ],
)
def test_what_is_over_this_year_or_week_is_the_next_one(
    phrase: str, reference: tuple[int, int, int], day: str
) -> None:
    assert _clear(phrase, datetime(*reference, 9, tzinfo=BERLIN))[:10] == day


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("next month", ["2026-02-28", "2026-02-01"]),
        ("next quarter", ["2026-06-30", "2026-04-01"]),
        ("next year", ["2027-12-31", "2027-01-01"]),
        ("3 weeks ago", ["2025-12-12"]),
        ("2 months ago", ["2025-11-02"]),
    ],
)
def test_a_stretch_to_come_has_a_last_day_and_a_first_and_one_gone_by_is_past(phrase: str, days: list[str]) -> None:
    read = due.read(phrase, FRIDAY)
    assert isinstance(read, Unclear)
    assert [f"{each.at:%Y-%m-%d}" for each in read.readings] == days
