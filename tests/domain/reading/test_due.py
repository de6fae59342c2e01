"""Due words, read from an event's own day: never from today, never guessed (requirement 4)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.reading import due
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.languages.choice import LANGUAGES

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
FRIDAY = datetime(2026, 1, 2, 9, tzinfo=BERLIN)
TUESDAY = datetime(2026, 1, 6, 9, tzinfo=BERLIN)


def _clear(phrase: str, reference: datetime = FRIDAY) -> str:
    read = due.read(phrase, reference)
    assert isinstance(read, Due), f"{phrase!r}: {read}"
    return f"{read.at:%Y-%m-%d %H:%M:%S}"


def test_by_tuesday_seen_from_a_friday_is_the_coming_one() -> None:
    assert due.read("by Tuesday", FRIDAY) == Due(datetime(2026, 1, 6, 23, 59, 59, tzinfo=BERLIN), True, "by Tuesday")


def test_by_tuesday_seen_from_a_tuesday_is_that_day() -> None:
    assert _clear("by Tuesday", TUESDAY) == "2026-01-06 23:59:59"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("by 5pm Tue", "2026-01-06 17:00:00"),
        ("by Tue 5 p.m.", "2026-01-06 17:00:00"),
        ("by 6 Jan", "2026-01-06 23:59:59"),
        ("by EOD", "2026-01-02 23:59:59"),
        ("by Friday noon", "2026-01-02 12:00:00"),
        ("by Tuesday at 8", "2026-01-06 08:00:00"),
        ("by Tuesday at 7", "2026-01-06 19:00:00"),
        ("by 2 January", "2026-01-02 23:59:59"),
        ("by Jan. 6", "2026-01-06 23:59:59"),
        ("by 16.1.", "2026-01-16 23:59:59"),
        ("by 6.1. at noon", "2026-01-06 12:00:00"),
        ("by 7.3. at noon", "2026-03-07 12:00:00"),
        ("by the 20th of this month", "2026-01-20 23:59:59"),
        ("by the 20th of next month", "2026-02-20 23:59:59"),
        ("2 weeks from Friday", "2026-01-16 23:59:59"),
        ("Friday week", "2026-01-09 23:59:59"),
        ("2 Fridays from now", "2026-01-16 23:59:59"),
        ("by Tue, 6 January 2026 at 17:30", "2026-01-06 17:30:00"),
        ("2026-01-09", "2026-01-09 23:59:59"),
        ("by 2026-01-09T08:15", "2026-01-09 08:15:00"),
        ("no later than the 15th", "2026-01-15 23:59:59"),
        ("by the 1st of the month", "2026-02-01 23:59:59"),
        ("by 12.1.2026", "2026-01-12 23:59:59"),
        ("13/2", "2026-02-13 23:59:59"),
        ("tomorrow before 5pm", "2026-01-03 17:00:00"),
        ("the day after tomorrow", "2026-01-04 23:59:59"),
        ("tonight", "2026-01-02 23:59:59"),
        ("by midnight Sunday", "2026-01-04 23:59:59"),
        ("before Tuesday", "2026-01-05 23:59:59"),
        ("before the end of March", "2026-03-31 23:59:59"),
        ("within two weeks", "2026-01-16 23:59:59"),
        ("in 3 business days", "2026-01-07 23:59:59"),
        ("in a month", "2026-02-02 23:59:59"),
        ("within 90 minutes", "2026-01-02 10:30:00"),
        ("three weeks from tomorrow", "2026-01-24 23:59:59"),
        ("end of the week", "2026-01-02 23:59:59"),
        ("by end of next week", "2026-01-09 23:59:59"),
        ("EOM", "2026-01-31 23:59:59"),
        ("end of the quarter", "2026-03-31 23:59:59"),
        ("by year end", "2026-12-31 23:59:59"),
        ("end of Q2", "2026-06-30 23:59:59"),
        ("COB Monday", "2026-01-05 17:00:00"),
        ("first thing Monday", "2026-01-05 09:00:00"),
        ("last Friday of March", "2026-03-27 23:59:59"),
        ("Wednesday next week", "2026-01-07 23:59:59"),
        ("by the twenty-first", "2026-01-21 23:59:59"),
        ("Christmas Eve", "2026-12-24 23:59:59"),
        ("until friday 16th jan", "2026-01-16 23:59:59"),
    ],
)
def test_a_clear_phrase_has_one_reading(phrase: str, expected: str) -> None:
    assert _clear(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("next Tuesday", ["2026-01-06", "2026-01-13"]),
        ("this Friday", ["2026-01-09", "2026-01-02"]),
        ("by next week", ["2026-01-11", "2026-01-05"]),
        ("by March", ["2026-03-31", "2026-03-01"]),
        ("3/4", ["2026-03-04", "2026-04-03"]),
        ("by Monday 6 January", ["2026-01-06", "2026-01-05"]),
        ("yesterday", ["2026-01-01"]),
        ("by 20 December 2025", ["2025-12-20"]),
        ("by 1 Jan", ["2027-01-01", "2026-01-01"]),
        ("by 8am", ["2026-01-03", "2026-01-02"]),
    ],
)
def test_a_phrase_with_two_readings_or_in_the_past_is_unclear(phrase: str, days: list[str]) -> None:
    read = due.read(phrase, FRIDAY)
    assert isinstance(read, Unclear)
    assert [f"{reading.at:%Y-%m-%d}" for reading in read.readings] == days


@pytest.mark.parametrize(
    "phrase", ["", "by", "500", "by 10 percent", "by hand", "30 Feb", "the 32nd", "by Ama", "x" * 5000]
)
def test_words_that_name_no_time_are_no_due(phrase: str) -> None:
    assert due.read(phrase, FRIDAY) is None


def test_an_hour_that_the_clocks_skip_is_read_with_the_offset_before_the_gap() -> None:
    read = due.best(due.read("8 March 2026 2:30am", datetime(2026, 3, 6, 9, tzinfo=NEW_YORK)))
    assert read
    assert read.at.astimezone(UTC) == datetime(2026, 3, 8, 7, 30, tzinfo=UTC)


def test_an_hour_that_the_clocks_repeat_is_read_as_the_first_pass() -> None:
    read = due.best(due.read("25 October 2026 2:30am", datetime(2026, 10, 23, 9, tzinfo=BERLIN)))
    assert read
    assert read.at.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_days_are_counted_on_the_wall_clock_and_hours_on_the_stream_of_time() -> None:
    before = datetime(2026, 3, 28, 18, tzinfo=BERLIN)  # the clocks go forward that night
    assert _clear("tomorrow at 18:00", before) == "2026-03-29 18:00:00"
    within = due.best(due.read("within 24 hours", before))
    assert within
    assert within.at.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=24)


def test_a_due_is_found_in_a_title_with_the_words_that_said_so() -> None:
    found = due.find("Send proposal to Ama by Tuesday, with appendix", FRIDAY)
    assert found
    assert isinstance(found.due, Due)
    assert (found.due.quote, found.due.at.day, found.start, found.end) == ("by Tuesday", 6, 21, 31)


@pytest.mark.parametrize(
    "title",
    [
        "debug auth hard 500",
        "Tuesday lunch",
        "Read pages 3-4",
        "Walk by the river",
        "Room 12.1",
        "Cut costs by 5 percent",
    ],
)
def test_numbers_and_weekdays_without_a_due_word_yield_no_time(title: str) -> None:
    assert due.find(title, FRIDAY) is None


@pytest.mark.parametrize(
    "title",
    [
        "Send slides by Tuesday or Thursday",
        "Draft by Monday, final by Friday",
        "Send slides next Tuesday",
        "Pay rent by 1 Jan",
        "Call back by 17:00 EST",
    ],
)
def test_two_dates_past_dates_and_clocks_elsewhere_go_to_review(title: str) -> None:
    found = due.find(title, FRIDAY)
    assert found
    assert isinstance(found.due, Unclear)


def test_notes_may_speak_more_loosely_than_titles() -> None:
    assert due.find("publish the figures tomorrow", FRIDAY) is None
    found = due.find("publish the figures tomorrow", FRIDAY, loose=True)
    assert found
    assert due.best(found.due) == Due(datetime(2026, 1, 3, 23, 59, 59, tzinfo=BERLIN), True, "tomorrow")


def test_a_reference_at_the_end_of_all_time_breaks_nothing() -> None:
    assert due.read("in 999 years", datetime(9999, 12, 31, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("by mid-April", "2026-04-15 23:59:59"),
        ("mid next week", "2026-01-07 23:59:59"),
        ("by the 2nd week of April", "2026-04-14 23:59:59"),
        ("by the end of 2026", "2026-12-31 23:59:59"),
        ("by end April", "2026-04-30 23:59:59"),
        ("a week from Friday", "2026-01-09 23:59:59"),
        ("Tuesday week", "2026-01-13 23:59:59"),
        ("by CW 14", "2026-04-03 23:59:59"),
        ("by Thursday's call", "2026-01-08 23:59:59"),
        ("by Thursday at the latest", "2026-01-08 23:59:59"),
        ("ETA: 15 March", "2026-03-15 23:59:59"),
        ("tonight at 8", "2026-01-02 20:00:00"),
        ("over the weekend", "2026-01-04 23:59:59"),
        ("by eow next week", "2026-01-09 23:59:59"),
        ("this coming Monday", "2026-01-05 23:59:59"),
    ],
)
def test_words_of_minutes_are_read_as_they_are_meant(phrase: str, expected: str) -> None:
    assert _clear(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("by Easter", "2026-04-05"),
        ("before Good Friday", "2026-04-02"),
        ("by Thanksgiving", "2026-11-26"),
        ("Black Friday", "2026-11-27"),
        ("by Labor Day", "2026-09-07"),
        ("Memorial Day", "2026-05-25"),
        ("by Mother's Day", "2026-05-10"),
        ("New Year's Day", "2027-01-01"),
        ("before Christmas", "2026-12-24"),
    ],
)
def test_a_feast_is_the_coming_one(phrase: str, expected: str) -> None:
    assert _clear(phrase)[:10] == expected


def test_what_was_is_read_backwards_and_asked() -> None:
    last = due.read("last Tuesday", FRIDAY)
    assert isinstance(last, Unclear)
    assert [f"{each.at:%Y-%m-%d}" for each in last.readings] == ["2025-12-30"]
    assert isinstance(due.read("3 days ago", FRIDAY), Unclear)


@pytest.mark.parametrize("phrase", ["by 15/30", "by the 6th week of April", "by CW 60", "by last"])
def test_a_day_that_is_none_is_not_read(phrase: str) -> None:
    assert due.read(phrase, FRIDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "not before April",
        "summarise today's discussion",
        "report on usage in December 2025",
        "fix the bug found on Monday",
        "come to the call next week",
        "say that the office is closed tomorrow",
        "spend in two hours of work what it takes",
        "two weeks after the call",
        "upgrade to v1.2 and hard-500",
        "be there 24/7",
        "share 50/50",
    ],
)
def test_a_date_of_something_else_is_no_due(text: str) -> None:
    assert due.find(text, FRIDAY, loose=True) is None


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("close it on Monday", "on Monday"),
        ("do it over the weekend", "over the weekend"),
        ("write it first thing tomorrow", "first thing tomorrow"),
        ("send it the day after tomorrow", "the day after tomorrow"),
        ("send it (2026-01-20)", "2026-01-20"),
        ("send it two weeks from Monday", "two weeks from Monday"),
    ],
)
def test_notes_say_dues_without_a_word_before_them(text: str, quote: str) -> None:
    found = due.find(text, FRIDAY, loose=True)
    assert found is not None
    assert text[found.start : found.end] == quote
    assert due.find(text, FRIDAY) is None


def test_a_friday_is_a_working_day_and_a_saturday_is_none() -> None:
    assert _clear("within 3 working days", TUESDAY) == "2026-01-09 23:59:59"
    assert _clear("within 4 working days", TUESDAY) == "2026-01-12 23:59:59"


def test_a_fifth_monday_in_a_month_of_four_is_no_day() -> None:
    assert due.read("5th Monday of February 2026", FRIDAY) is None
    assert _clear("5th Monday of March 2026") == "2026-03-30 23:59:59"


def test_a_phrase_of_two_hundred_letters_is_read_and_a_longer_one_is_none() -> None:
    assert due.read(f"{'by Friday':>200}", FRIDAY)
    assert due.read(f"{'by Friday':>201}", FRIDAY) is None


@pytest.mark.parametrize("phrase", ["in 2 hours", "by next Friday", "by 8:00", "by Tuesday", "2 January"])
def test_a_due_bears_the_words_that_said_so(phrase: str) -> None:
    read = due.read(phrase, FRIDAY)
    assert read
    assert {read.quote, *(each.quote for each in due.readings(read))} == {phrase}


def test_of_two_days_in_one_title_both_are_offered_and_the_first_is_quoted() -> None:
    found = due.find("Report by Tuesday or Thursday", FRIDAY)
    assert found
    assert isinstance(found.due, Unclear)
    assert (found.due.quote, [f"{each.at:%d}" for each in found.due.readings]) == ("by Tuesday", ["06", "08"])


def test_one_day_that_is_said_twice_is_one() -> None:
    found = due.find("Report by 9 January, due 9 January", FRIDAY)
    assert found
    assert found.due == Due(datetime(2026, 1, 9, 23, 59, 59, tzinfo=BERLIN), True, "by 9 January")


def test_of_dues_that_lie_in_each_other_the_one_that_begins_first_counts() -> None:
    found = due.find("imprimer les affiches pour lundi", FRIDAY, loose=True)
    assert found
    assert (found.due.quote, found.start) == ("pour lundi", 22)


def test_whether_a_due_may_stand_in_a_text_is_told_without_reading_it() -> None:
    words = LANGUAGES[0].dues
    assert [due.dated(text, words, loose=True) for text in ("call the bank", "call tomorrow", "by May")] == [
        False,
        True,
        True,
    ]
    assert not due.dated("call tomorrow", words)
