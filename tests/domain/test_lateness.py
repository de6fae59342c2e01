"""How late what was late came, against counts made by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import BERLIN, DAY, HOUR, NOW, promise, user
from tracker.domain.known import Line
from tracker.domain.lateness import lateness
from tracker.domain.trust import next_loss, rate
from tracker.domain.verdict import Leniency, judge

EFUA = user()
LENIENCY = Leniency(grace=timedelta(0))
DUE = NOW - 100 * DAY


def line(one):
    verdict = judge(one, LENIENCY, NOW)
    return Line(one, verdict, next_loss(verdict, LENIENCY.limit(verdict.term)))


def came(after, **but):
    """Due on a morning, delivered so long after."""
    return line(promise(due=DUE, **but).deliver(DUE + after))


def spread(*lines, who=EFUA):
    return lateness(lines, who)


@pytest.mark.parametrize(
    ("after", "within"),
    [
        (timedelta(seconds=1), DAY),
        (DAY, DAY),
        (DAY + timedelta(seconds=1), 3 * DAY),
        (7 * DAY, 7 * DAY),
        (30 * DAY, 30 * DAY),
        (31 * DAY, None),
    ],
)
def test_what_was_late_is_counted_by_the_steps_of_the_index(after, within):
    told = spread(came(after))
    assert dict(told.late) == {DAY: 0, 3 * DAY: 0, 7 * DAY: 0, 30 * DAY: 0, None: 0} | {within: 1}
    assert (told.median, told.latest, told.came_late) == (after, after, 1)


def test_early_is_a_day_before_the_day_due_on_the_users_wall_clock():
    evening = datetime(2025, 9, 26, 23, 30, tzinfo=UTC)  # in Berlin it is the 27th, the day due
    one = line(promise(due=DUE).deliver(evening))
    assert [(told.early, told.in_time) for told in (spread(one), spread(one, who=user(zone=BERLIN)))] == [
        (1, 0),
        (0, 1),
    ]
    assert spread(came(timedelta(0))).in_time == 1


def test_the_median_is_of_what_was_late_alone():
    told = spread(came(-DAY), came(timedelta(0)), came(HOUR), came(3 * HOUR), came(20 * DAY))
    assert (told.median, told.latest) == (3 * HOUR, 20 * DAY)
    assert spread(came(HOUR), came(3 * HOUR)).median == 2 * HOUR


def test_without_any_that_was_late_there_is_no_median():
    told = spread(came(-DAY))
    assert (told.median, told.latest, told.came_late) == (None, None, 0)


def test_what_never_came_is_broken_and_what_is_open_is_not_counted():
    told = spread(line(promise(due=DUE)), line(promise(due=NOW - DAY)), line(promise(due=NOW + DAY)))
    assert (told.broken, told.decided) == (1, 1)


def test_what_others_promised_and_what_was_due_before_scoring_began_counts_nowhere():
    told = spread(came(DAY, promiser="Ama", promisee="me"), came(DAY), who=user(scored_from=NOW - 50 * DAY))
    assert told.decided == 0


@given(st.lists(st.integers(-90, 60 * 24)))
def test_every_decided_promise_stands_at_one_place(hours):
    lines = [came(timedelta(hours=one)) for one in hours]
    told = lateness(lines, EFUA)
    assert told.decided == rate(one.verdict for one in lines).decided == len(hours)
    assert told.early + told.in_time == rate(one.verdict for one in lines).kept
