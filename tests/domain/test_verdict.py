"""Promises judged at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.making import BERLIN, DAY, FRIDAY, HOUR, NEW_YORK, NOW, promise
from tracker.domain.promise import Refused
from tracker.domain.verdict import Leniency, Outcome, Word, judge

LENIENT = Leniency()
SECOND = timedelta(seconds=1)
SATURDAY = FRIDAY + DAY
NEXT_THURSDAY = FRIDAY + 6 * DAY
NEXT_FRIDAY = FRIDAY + 7 * DAY


def outcome(of, as_of):
    return judge(of, LENIENT, as_of).outcome


def test_delivered_at_due_plus_grace_exactly_is_kept():
    assert outcome(promise().deliver(FRIDAY + HOUR), NEXT_FRIDAY) is Outcome.KEPT


def test_delivered_a_second_after_grace_is_late():
    verdict = judge(promise().deliver(FRIDAY + HOUR + SECOND), LENIENT, NEXT_FRIDAY)
    assert (verdict.outcome, verdict.tardiness) == (Outcome.LATE, SECOND)


def test_a_due_day_has_no_grace():
    midnight = datetime(2026, 1, 9, 23, 59, 59, tzinfo=UTC)
    dated = promise(due=midnight, dated=True)
    assert outcome(dated.deliver(midnight), NEXT_FRIDAY) is Outcome.KEPT
    assert outcome(dated.deliver(midnight + SECOND), NEXT_FRIDAY) is Outcome.LATE


def test_nothing_is_owed_before_due_and_grace():
    assert outcome(promise(), NOW) is Outcome.PENDING
    assert outcome(promise(), FRIDAY + HOUR) is Outcome.PENDING
    assert outcome(promise(), FRIDAY + HOUR + SECOND) is Outcome.OVERDUE


def test_overdue_becomes_broken_when_patience_has_run_out():
    last = FRIDAY + HOUR + LENIENT.patience
    assert outcome(promise(), last) is Outcome.OVERDUE
    verdict = judge(promise(), LENIENT, last + 400 * DAY)
    assert (verdict.outcome, verdict.at) == (Outcome.BROKEN, last)


def test_what_was_broken_by_patience_is_late_once_delivered():
    assert outcome(promise().deliver(FRIDAY + 60 * DAY), FRIDAY + 90 * DAY) is Outcome.LATE


def test_broken_by_own_word_is_broken_at_once():
    assert outcome(promise().renege(NOW), NOW) is Outcome.BROKEN


def test_released_and_struck_out_are_neither_kept_nor_broken():
    assert outcome(promise().release(SATURDAY), NEXT_FRIDAY) is Outcome.RELEASED
    assert outcome(promise().deliver(SATURDAY).strike(), NEXT_FRIDAY) is Outcome.VOID


def test_a_term_agreed_before_the_old_due_binds():
    moved = promise().renegotiate(NEXT_FRIDAY, agreed_at=FRIDAY - SECOND).deliver(NEXT_THURSDAY)
    verdict = judge(moved, LENIENT, NEXT_FRIDAY)
    assert (verdict.outcome, verdict.renegotiations) == (Outcome.KEPT, 1)


def test_a_term_agreed_too_late_does_not_bind():
    moved = promise().renegotiate(NEXT_FRIDAY, agreed_at=SATURDAY).deliver(NEXT_THURSDAY)
    assert outcome(moved, NEXT_FRIDAY) is Outcome.LATE


def test_a_term_agreed_at_the_very_due_is_too_late():
    moved = promise().renegotiate(NEXT_FRIDAY, agreed_at=FRIDAY).deliver(NEXT_THURSDAY)
    assert outcome(moved, NEXT_FRIDAY) is Outcome.LATE


def test_a_term_agreed_in_time_binds_though_nobody_agreed_to_the_one_before_it():
    """Only what was agreed to moves a due; what was not, moves nothing, and stands in nobody's way (2.4)."""
    moved = promise().renegotiate(SATURDAY, agreed_at=None).renegotiate(NEXT_FRIDAY, agreed_at=FRIDAY - SECOND)
    verdict = judge(moved.deliver(NEXT_THURSDAY), LENIENT, NEXT_FRIDAY)
    assert (verdict.outcome, verdict.term.due, verdict.renegotiations) == (Outcome.KEPT, NEXT_FRIDAY, 1)


def test_a_term_that_nobody_agreed_to_does_not_bind():
    moved = promise().renegotiate(NEXT_FRIDAY, agreed_at=None).deliver(NEXT_THURSDAY)
    assert outcome(moved, NEXT_FRIDAY) is Outcome.LATE


def test_no_later_agreement_mends_one_that_came_too_late():
    moved = promise().renegotiate(SATURDAY, agreed_at=None).renegotiate(NEXT_FRIDAY, agreed_at=FRIDAY + HOUR)
    assert moved.binding.due == FRIDAY


def test_a_verdict_speaks_only_as_of_what_could_be_seen():
    assert outcome(promise(), as_of=FRIDAY - HOUR) is Outcome.PENDING


@pytest.mark.parametrize(
    ("zone", "day"),
    [(BERLIN, (2026, 3, 29)), (BERLIN, (2026, 10, 25)), (NEW_YORK, (2026, 3, 8)), (NEW_YORK, (2026, 11, 1))],
)
def test_a_due_day_ends_with_the_wall_clock_when_the_clocks_change(zone, day):
    end = datetime(*day, 23, 59, 59, tzinfo=zone)
    dated = promise(due=end, dated=True)
    assert (
        outcome(dated.deliver(datetime(*day, 23, 59, 59, tzinfo=zone).astimezone(UTC)), NEXT_FRIDAY) is Outcome.KEPT
    )
    following = (end.astimezone(UTC) + SECOND).astimezone(zone)
    assert (following.hour, following.minute) == (0, 0)
    assert outcome(dated.deliver(following), NEXT_FRIDAY) is Outcome.LATE


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
def test_grace_is_an_hour_of_time_and_not_of_the_wall_clock(zone):
    autumn = {
        BERLIN: datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
        NEW_YORK: datetime(2026, 11, 1, 1, 30, tzinfo=NEW_YORK),
    }
    due = autumn[zone]
    hour_on = due.astimezone(UTC) + HOUR
    assert outcome(promise(due=due).deliver(hour_on), NEXT_FRIDAY) is Outcome.KEPT
    assert outcome(promise(due=due).deliver(hour_on + SECOND), NEXT_FRIDAY) is Outcome.LATE


def test_judging_again_gives_the_same():
    late = promise().deliver(SATURDAY)
    assert {judge(late, LENIENT, NEXT_FRIDAY) for _ in range(5)} == {judge(late, LENIENT, NEXT_FRIDAY)}


@pytest.mark.parametrize("act", ["deliver", "release", "renege"])
def test_nothing_more_can_be_done_with_a_closed_promise(act):
    closed = promise().deliver(FRIDAY)
    with pytest.raises(Refused, match="marked delivered"):
        getattr(closed, act)(SATURDAY)


@pytest.mark.parametrize(
    ("delivered", "word"),
    [
        (promise().deliver(NOW), Word.OWN),
        (promise().deliver(NOW, by_calendar=True), Word.CALENDAR),
        (promise().deliver(NOW, by_calendar=True).receive(FRIDAY), Word.PROMISEE),
        (promise().receive(NOW), Word.PROMISEE),
        (promise().deliver(NOW).receive(FRIDAY).doubt(FRIDAY), Word.OWN),
        (promise(), None),
        (promise().release(NOW), None),
    ],
)
def test_a_verdict_says_by_whose_word_it_was_delivered(delivered, word):
    assert judge(delivered, LENIENT, NEXT_FRIDAY).word is word


def test_a_promisees_word_changes_no_outcome_that_its_promiser_earned():
    late = promise().deliver(SATURDAY)
    assert outcome(late.receive(NEXT_FRIDAY), NEXT_FRIDAY) is outcome(late, NEXT_FRIDAY) is Outcome.LATE
