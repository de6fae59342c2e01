"""The example calendar: valid, round today, and the same each time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar

from tracker.services.example import NOISE, PEOPLE, PROMISES, example_feed

TODAY = date(2026, 3, 27)  # a Friday; the clocks of Stockholm change two days later
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "UTC", "America/New_York", "Australia/Lord_Howe"])
def test_every_event_is_read_back_without_fault(zone: str) -> None:
    feed = Calendar.from_ical(example_feed(TODAY, ZoneInfo(zone)))
    assert not any(component.errors for component in feed.walk())
    assert len(feed.events) == 26
    assert len(feed.todos) == 1
    assert all(event["uid"].endswith("@example.invalid") for event in feed.events)


def test_the_same_day_makes_the_same_bytes() -> None:
    assert example_feed(TODAY, STOCKHOLM) == example_feed(TODAY, STOCKHOLM)


def test_lines_end_and_fold_as_the_standard_says() -> None:
    lines = example_feed(TODAY, STOCKHOLM).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_most_of_it_lies_within_a_fortnight_of_today() -> None:
    feed = Calendar.from_ical(example_feed(TODAY, STOCKHOLM))
    near = recurring_ical_events.of(feed).between(TODAY - timedelta(days=14), TODAY + timedelta(days=14))
    assert len({event["uid"] for event in near}) == 24


@pytest.mark.parametrize("day", range(7))
def test_a_weekday_in_the_words_is_the_next_one_after_its_event(day: int) -> None:
    today = TODAY + timedelta(days=day)
    feed = Calendar.from_ical(example_feed(today, STOCKHOLM))
    for row, event in zip(PROMISES, feed.events, strict=False):
        if "{by}" in row.title + row.notes:
            assert 0 < row.by - row.day < 7
            said = event["summary"] + event.get("description", "")
            assert f"by {today + timedelta(days=row.by):%A}" in said


def test_a_weekly_hour_holds_over_a_change_of_clocks() -> None:
    feed = Calendar.from_ical(example_feed(TODAY, STOCKHOLM))
    span = datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    hours = {
        event.start.strftime("%H:%M")
        for event in recurring_ical_events.of(feed).between(*span)
        if "1:1" in event["summary"]
    }
    assert hours == {"09:30"}


def test_everybody_in_it_is_plainly_invented() -> None:
    text = example_feed(TODAY, STOCKHOLM).decode().replace("\r\n ", "")
    mailed = {part.split("\r\n")[0] for part in text.split("mailto:")[1:]}
    assert mailed == {f"{name.lower()}@example.com" for name in PEOPLE}
    assert not any(name in row.title for row in NOISE for name in PEOPLE)
