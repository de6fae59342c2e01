"""The pages' words: how something stands, what it is worth, and why it is asked."""

import pytest

from tests.making import ACCRA, DAY, HOUR, NOW, promise
from tracker.domain.known import Line
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency, judge
from tracker.web import words

LENIENT = Leniency()


def line(now=NOW, **but):
    verdict = judge(promise(**but), LENIENT, now)
    return Line(promise(**but), verdict, next_loss(verdict, LENIENT.limit(verdict.term)))


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (NOW + HOUR, "today"),
        (NOW + DAY, "tomorrow"),
        (NOW + 2 * DAY, "in 2 days"),
        (NOW - 3 * HOUR, "3 hours overdue"),
        (NOW - DAY, "1 day overdue"),
        (NOW - 3 * DAY, "3 days overdue"),
    ],
)
def test_what_is_open_says_how_near_or_how_far_past_it_is(due, said):
    assert words.standing(line(due=due), ACCRA, NOW) == said


def test_a_day_begins_at_midnight_on_the_readers_wall_clock():
    late_evening = NOW.replace(hour=23)
    assert words.near(late_evening + 2 * HOUR, ACCRA, late_evening) == "tomorrow"


def test_what_was_late_says_by_how_much():
    delivered = line(due=NOW - 5 * HOUR, delivered_at=NOW - HOUR)
    assert words.standing(delivered, ACCRA, NOW) == "4 hours late"


def test_a_share_is_a_whole_percent():
    assert words.percent(2 / 3) == "67%"
