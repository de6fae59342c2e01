"""The pages' words: how something stands, what it is worth, and why it is asked."""

import pytest

from tests.making import ACCRA, DAY, HOUR, NOW, candidate, promise
from tracker.domain.digest import Line
from tracker.domain.evidence import Evidence
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency, judge
from tracker.web import reasons, words

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


def test_each_reason_is_said_once_strongest_first_with_whole_words():
    found = candidate(
        title="Send Kofi the budget by Tuesday",
        evidence=(
            Evidence("base", "", -1.0),
            Evidence("verb", "Send K", 3.2),
            Evidence("due", "by Tuesday", 4.0),
            Evidence("verb", "Send K", 3.2),
        ),
    )
    assert reasons.because(found) == "“by Tuesday” names a due, and “Send Kofi” says what will be brought about"


def test_a_quote_from_the_notes_is_shown_instead_of_the_title():
    assert reasons.quoted(candidate(title="Call", quote="I will send it")) == "I will send it"
    assert reasons.quoted(candidate(title="Send it to Ama", quote="Send it")) == "Send it to Ama"
