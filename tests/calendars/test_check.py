"""The line of `tracker feed check --json`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.calendars.reading import YEAR, feed
from tracker.calendars.check import check
from tracker.domain.event import Span


def test_occurrences_are_sorted_and_a_cancelled_one_is_told_too():
    line = check(feed("weekly-series-with-one-moved-and-one-cancelled"), window=YEAR, zone=ZoneInfo("UTC"))
    assert list(line) == ["status", "messages", "events", "occurrences", "skipped"]
    assert line["status"] == "accept"
    assert line["events"] == ["choir@calendar.example"]
    assert [start for _, start, _ in line["occurrences"]] == [
        "2026-03-02T17:00:00Z",
        "2026-03-10T19:00:00Z",
        "2026-03-23T17:00:00Z",  # cancelled
        "2026-03-30T16:00:00Z",
        "2026-04-06T16:00:00Z",
    ]


def test_days_are_dates_in_every_zone():
    for zone in ("UTC", "Pacific/Kiritimati", "America/New_York"):
        line = check(feed("all-day-with-a-zone"), window=YEAR, zone=ZoneInfo(zone))
        assert line["occurrences"] == [["day@calendar.example", "2026-03-10", "2026-03-12"]]


def test_uids_outside_the_window_are_read_and_the_bad_one_is_skipped():
    nothing = Span(datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC))
    line = check(feed("one-bad-event-among-ten"), window=nothing, zone=ZoneInfo("UTC"))
    assert line["status"] == "partial"
    assert len(line["events"]) == 9
    assert line["occurrences"] == []
    assert [uid for uid, _ in line["skipped"]] == ["bad@calendar.example"]


def test_what_is_rejected_says_why():
    line = check(b"", window=YEAR, zone=ZoneInfo("UTC"))
    assert (line["status"], line["events"], line["occurrences"]) == ("reject", [], [])
    assert "empty" in line["messages"][0]
