"""Plain rules asked day by day give what dateutil gives by stepping from the start on, however old the series."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as some

from tracker.calendars.moments import Moment
from tracker.calendars.steps import moments, plan
from tracker.domain.event import Span

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ACCRA, NEW_YORK = ZoneInfo("Africa/Accra"), ZoneInfo("America/New_York")
SPRING = Span(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC))


def of(rule: str, start: date, span: Span = SPRING) -> list[date]:
    moment = Moment(start)
    followed = plan(rule, moment)
    assert followed, f"{rule} is plain"
    found = moments(followed, moment, span, timedelta())
    assert found is not None
    return found


@some.composite
def rules(draw: some.DrawFn) -> str:
    """A plain rule as dateutil reads it as well: without plain and counted weekdays side by side (see below)."""
    frequency = draw(some.sampled_from(("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(some.integers(1, 9))}"]
    counted = frequency in ("MONTHLY", "YEARLY") and draw(some.booleans())
    days = some.lists(some.sampled_from(DAYS), min_size=1, max_size=3, unique=True)
    if draw(some.booleans()):
        ordinal = str(draw(some.sampled_from((1, 2, 4, -1, -2)))) if counted else ""
        parts.append("BYDAY=" + ",".join(ordinal + day for day in draw(days)))
    elif frequency != "WEEKLY" and draw(some.booleans()):
        parts.append(f"BYMONTHDAY={draw(some.sampled_from(('1', '15', '-1', '5,20', '28,-28')))}")
    if draw(some.booleans()):
        parts.append("BYMONTH=" + ",".join(map(str, draw(some.lists(some.integers(1, 12), min_size=2, unique=True)))))
    parts += [f"WKST={draw(some.sampled_from(DAYS))}"] if draw(some.booleans()) else []
    if frequency != "HOURLY" and draw(some.booleans()):  # dateutil refuses hours that an hourly rule never meets
        parts.append(f"BYHOUR={draw(some.sampled_from(('9', '17,8', '0,23')))}")
    elif frequency in ("MONTHLY", "YEARLY") and draw(some.booleans()):
        parts.append(f"BYSETPOS={draw(some.sampled_from(('1', '-1', '2,-2')))}")
    parts += [f"COUNT={draw(some.integers(1, 400))}"] if draw(some.booleans()) else []
    return ";".join(parts)


@settings(max_examples=400, deadline=None)
@given(rules(), some.integers(12 * 365 * 1440, 20 * 365 * 1440), some.integers(0, 700))
def test_a_plain_rule_gives_what_stepping_from_its_start_gives(rule: str, minutes: int, days: int):
    start = datetime(2006, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    begin = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(days=days)
    span = Span(begin, begin + timedelta(days=200))
    stepped = rrulestr(rule, dtstart=start).between(*span, inc=True)
    found = [moment for moment in of(rule, start, span) if span.start <= moment <= span.end]
    assert found[:1_000] == stepped[:1_000]


def test_a_time_keeps_its_place_on_the_wall_through_summer_time():
    starts = of("FREQ=WEEKLY", datetime(2019, 3, 5, 9, tzinfo=NEW_YORK))
    assert {start.strftime("%H:%M") for start in starts} == {"09:00"}
    assert {start.utcoffset() for start in starts} == {timedelta(hours=-5), timedelta(hours=-4)}


def test_until_is_an_instant_for_times_and_a_day_for_days():
    evening = datetime(2026, 3, 2, 22, tzinfo=NEW_YORK)
    assert of("FREQ=DAILY;UNTIL=20260305T030000Z", evening)[-1].day == 4  # 22:00 there is 03:00Z of the day after
    assert of("FREQ=DAILY;UNTIL=20260305T025959Z", evening)[-1].day == 3
    assert of("FREQ=DAILY;UNTIL=20260305", date(2026, 3, 2))[-1] == date(2026, 3, 5)


def test_weekdays_and_counted_weekdays_side_by_side_are_either():
    """RFC 5545, 3.3.10: BYDAY is a list of which any may hold; dateutil wants a day to be both."""
    assert of("FREQ=MONTHLY;BYDAY=FR,1MO", date(2026, 3, 2))[:3] == [
        date(2026, 3, 2),
        date(2026, 3, 6),
        date(2026, 3, 13),
    ]


def test_an_hourly_rule_keeps_its_step_over_the_years():
    starts = of("FREQ=HOURLY;INTERVAL=7;BYHOUR=9,16", datetime(2019, 3, 5, 9, tzinfo=UTC))
    assert all((start - datetime(2019, 3, 5, 9, tzinfo=UTC)) % timedelta(hours=7) == timedelta() for start in starts)
    assert {start.hour for start in starts} == {9, 16}


def test_places_of_a_week_count_from_where_the_week_begins_not_from_dtstart():
    """RFC 5545, 3.3.10: a set begins with its interval; dateutil lets the first one begin at DTSTART."""
    thursday = date(2026, 3, 5)
    assert of("FREQ=WEEKLY;BYDAY=MO,TH;BYSETPOS=2;COUNT=3", thursday) == [
        thursday,
        date(2026, 3, 12),
        date(2026, 3, 19),
    ]
    assert [day.day for day in of("FREQ=WEEKLY;BYDAY=MO,TH,SA;BYSETPOS=1,2;COUNT=4", thursday)] == [5, 9, 12, 16]


def test_a_count_counts_from_the_start_and_not_from_the_window():
    assert of("FREQ=DAILY;COUNT=62", date(2026, 1, 1)) == [date(2026, 2, 27 + n) for n in (0, 1)] + [
        date(2026, 3, 1),
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=HOURLY;BYMINUTE=0,30",
        "FREQ=DAILY;BYHOUR=9,17;BYSETPOS=1",
        "FREQ=DAILY;BYSECOND=0,30",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;BYMONTHDAY=13",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYWEEKNO=20",
        "FREQ=DAILY;UNTIL=20269999",
        "FREQ=DAILY;COUNT=3;UNTIL=20260401",
        "FREQ=DAILY;FREQ=DAILY",
        "INTERVAL=2",
        "",
    ],
)
def test_what_is_not_plain_is_left_to_the_library(rule: str):
    assert plan(rule, Moment(datetime(2026, 1, 1, 9, tzinfo=ACCRA))) is None
