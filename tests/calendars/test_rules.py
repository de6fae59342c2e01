"""The guard before the repeating."""

from datetime import UTC, date, datetime

import pytest

from tracker.calendars.moments import Moment
from tracker.calendars.properties import Unread
from tracker.calendars.rules import guarded

LAST = datetime(2027, 1, 1, tzinfo=UTC)
TIMED = Moment(datetime(2026, 1, 5, 9, tzinfo=UTC))
DAY = Moment(date(2026, 1, 5))


NO_SENSE = "it repeats with an INTERVAL or COUNT that makes no sense; it is shown once"
NO_FREQUENCY = "its RRULE says no frequency; it is shown once"
NOT_READ = "its RRULE cannot be read"
TOO_FAST = "it repeats every second or minute; it is shown once"


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("FREQ=SECONDLY", TOO_FAST),
        ("FREQ=MINUTELY;COUNT=1", TOO_FAST),
        ("FREQ=DAILY;INTERVAL=0", NO_SENSE),
        ("FREQ=DAILY;INTERVAL=-1", NO_SENSE),
        ("FREQ=DAILY;INTERVAL=10001", NO_SENSE),
        ("FREQ=DAILY;COUNT=0", NO_SENSE),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40,50", "it repeats more than 24 times a day; it is shown"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "its RRULE names a day that no month has; it is shown once"),
        ("FREQ=NEVER", NOT_READ),
        ("BYDAY=MO", NO_FREQUENCY),
        ("", NO_FREQUENCY),
        ("nonsense", NO_FREQUENCY),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule: str, says: str):
    with pytest.raises(Unread, match=says):
        guarded(rule, TIMED, LAST)


def test_too_many_steps_are_counted_before_they_are_made():
    with pytest.raises(Unread, match="it has repeated too often since its start; it is shown once"):
        guarded("FREQ=DAILY", Moment(datetime(1, 1, 1, tzinfo=UTC)), LAST)


@pytest.mark.parametrize(
    ("rule", "start", "until"),
    [
        ("FREQ=DAILY", TIMED, "UNTIL=20270101T000000Z"),
        ("FREQ=DAILY", DAY, "UNTIL=20270101"),
        ("FREQ=DAILY;UNTIL=20260201T000000Z", DAY, "UNTIL=20260201"),
        ("FREQ=DAILY;UNTIL=20260201", TIMED, "UNTIL=20260201T235959Z"),
        ("FREQ=DAILY;UNTIL=20260201T120000", TIMED, "UNTIL=20260201T120000Z"),
    ],
)
def test_a_rule_ends_with_the_window_or_before_and_in_the_form_of_its_start(rule: str, start: Moment, until: str):
    assert until in guarded(rule, start, LAST).split(";")


def test_a_counted_rule_keeps_its_count():
    assert "UNTIL" not in guarded("FREQ=DAILY;COUNT=3", TIMED, LAST)


def test_a_week_number_alone_means_the_weekday_of_the_start():
    assert "BYDAY=MO" in guarded("FREQ=YEARLY;BYWEEKNO=20", TIMED, LAST)
