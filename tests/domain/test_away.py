"""Days away: what comes due in them, and when the next letter goes out."""

from datetime import timedelta

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, promise, user
from tracker.domain.away import due_away, next_letter
from tracker.domain.event import Span
from tracker.domain.known import Line
from tracker.domain.verdict import Leniency, Outcome, judge

AWAY = user(away=Span(FRIDAY - DAY, FRIDAY + DAY), next_digest_at=NOW)
SECOND = timedelta(seconds=1)


def listed(*promises, now=NOW, reader=AWAY):
    return [line.promise.body for line in due_away([_line(one, now) for one in promises], reader, now)]


def _line(one, now):
    return Line(one, judge(one, Leniency(), now), None)


def test_what_comes_due_while_away_is_listed():
    assert listed(
        promise("in"), promise("before", due=FRIDAY - DAY - SECOND), promise("after", due=FRIDAY + DAY)
    ) == ["in"]
    assert listed(promise("in"), reader=user()) == []


@pytest.mark.parametrize(
    "one", [promise().deliver(NOW), promise().release(NOW), promise(promiser="Nils"), promise().strike()]
)
def test_only_what_i_still_owe_is_listed(one):
    assert listed(one) == []


def test_what_moved_past_the_days_away_or_can_move_no_more_is_not_listed():
    assert listed(promise().renegotiate(FRIDAY + 9 * DAY, agreed_at=NOW)) == []
    assert listed(promise().renegotiate(FRIDAY + 9 * DAY, agreed_at=None)) == ["send proposal"]
    assert listed(promise(), now=FRIDAY) == []


def test_being_away_excuses_nothing():
    now = FRIDAY + 2 * HOUR
    assert AWAY.is_away(now)
    assert judge(promise(), AWAY.leniency, now).outcome is Outcome.OVERDUE


@pytest.mark.parametrize(
    ("away", "at"),
    [
        (None, NOW),
        (Span(NOW - 3 * DAY, NOW), NOW),
        (Span(NOW - 3 * DAY, NOW + SECOND), NOW + 7 * DAY),
        (Span(NOW, NOW + 15 * DAY), NOW + 21 * DAY),
        (Span(NOW + SECOND, NOW + 15 * DAY), NOW),
    ],
)
def test_the_next_letter_waits_until_its_reader_is_back(away, at):
    assert next_letter(user(away=away, next_digest_at=NOW)) == at
    assert next_letter(user(away=away)) is None
