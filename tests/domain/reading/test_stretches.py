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


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("6.3.", ["2026-03-06"]),
        ("by 13.2.", ["2026-02-13"]),
        ("31.12.", ["2026-12-31", "2025-12-31"]),
        ("12/31", ["2026-12-31", "2025-12-31"]),
        ("1/31/26", ["2026-01-31"]),
        ("9/13/2026", ["2026-09-13"]),
        ("13/9", ["2026-09-13", "2025-09-13"]),
        ("3/4/26", ["2026-03-04", "2026-04-03"]),
        ("15sep", ["2026-09-15", "2025-09-15"]),
        ("Sunday the 4th", ["2026-01-04"]),
        ("Monday the 4th", ["2026-01-04", "2026-01-05"]),
        ("by the 31st", ["2026-01-31"]),
        ("final Friday of March", ["2026-03-27"]),
        ("5th Monday of March", ["2026-03-30"]),
        ("5 Mondays from now", ["2026-02-02"]),
        ("ahead of Tuesday", ["2026-01-05"]),
        ("in 1 business day", ["2026-01-05"]),
        ("in 3 working days", ["2026-01-07"]),
        ("in 5 work days", ["2026-01-09"]),
        ("in 6 business days", ["2026-01-12"]),
        ("MLK day", ["2026-01-19"]),
        ("Memorial Day", ["2026-05-25"]),
        ("Labor Day", ["2026-09-07"]),
        ("Thanksgiving", ["2026-11-26"]),
        ("Black Friday", ["2026-11-27"]),
        ("Fri.", ["2026-01-02"]),
    ],
)
def test_a_day_in_numbers_or_by_its_name_is_read_with_all_that_it_may_mean(phrase: str, days: list[str]) -> None:
    read = due.read(phrase, FRIDAY)
    assert read
    assert [f"{each.at:%Y-%m-%d}" for each in due.readings(read)] == days
    assert [each.quote for each in due.readings(read)] == [phrase] * len(days)


@pytest.mark.parametrize(
    ("phrase", "at"), [("Tuesday at 0905", "2026-01-06 09:05:00"), ("by Tuesday, noon", "2026-01-06 12:00:00")]
)
def test_an_hour_may_be_written_as_soldiers_do_or_behind_a_comma(phrase: str, at: str) -> None:
    assert _clear(phrase) == at


def test_on_the_day_of_a_feast_it_is_that_day() -> None:
    assert _clear("Christmas", datetime(2026, 12, 25, 9, tzinfo=BERLIN))[:10] == "2026-12-25"
