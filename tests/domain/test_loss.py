"""The order of what costs most next, held against the published steps (requirements 2.4)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_trend import LENIENCY, due, line, lines
from tests.making import DAY, FRIDAY, HOUR, NOW, promise
from tracker.domain.loss import Loss, by_loss, loss

LIMIT = FRIDAY + LENIENCY.grace
STEPS = ((0, 1.0, 0.75), (24, 0.75, 0.5), (72, 0.5, 0.25), (7 * 24, 0.25, 0.1), (30 * 24, 0.1, 0.0))


@pytest.mark.parametrize(("hours", "value", "then"), STEPS)
def test_until_each_step_it_is_worth_the_published_credit_and_then_the_next(hours, value, then):
    until = LIMIT + timedelta(hours=hours)
    assert loss(line(promise(), until), LENIENCY) == Loss(value, until, then)


@pytest.mark.parametrize(("hours", "value", "then"), STEPS)
def test_a_moment_after_a_step_the_next_one_counts(hours, value, then):
    ahead = loss(line(promise(), LIMIT + timedelta(hours=hours, microseconds=1)), LENIENCY)
    assert (ahead.value if ahead else 0.0) == then


def test_what_was_moved_twice_loses_by_steps_of_what_is_left():
    moved = promise().renegotiate(FRIDAY + DAY, agreed_at=NOW).renegotiate(FRIDAY + 2 * DAY, agreed_at=NOW)
    assert loss(line(moved), LENIENCY) == Loss(0.9, LIMIT + 2 * DAY, pytest.approx(0.675))


def test_the_soonest_loss_comes_first_whatever_is_due_first():
    hours = {"far": 99, "overdue, 0.25 for days": -100, "overdue, 0.75 for 5 hours": -20, "due in 2 hours": 2}
    told = lines(*(promise(id=name, due=NOW + timedelta(hours=ahead)) for name, ahead in hours.items()))
    order = ["due in 2 hours", "overdue, 0.75 for 5 hours", "overdue, 0.25 for days", "far"]
    assert [one.promise.id for one in by_loss(told, LENIENCY)] == order


def test_of_two_losses_at_one_instant_the_larger_comes_first():
    steep = promise(id="b", due=NOW - DAY - HOUR)  # 0.75 to 0.5
    flat = promise(id="a", due=NOW - 7 * DAY - HOUR)  # 0.25 to 0.1
    assert [one.promise.id for one in by_loss(lines(flat, steep), LENIENCY)] == ["b", "a"]


def test_what_has_nothing_left_to_lose_comes_last_and_what_is_owed_to_me_costs_me_nothing():
    waiting = due(-1, "waiting on", promiser="Kofi")
    told = lines(due(-40, "long over"), waiting, due(9, "far"))
    assert [one.promise.id for one in by_loss(told, LENIENCY)] == ["far", "long over", "waiting on"]
    assert loss(line(waiting), LENIENCY) is None


@given(st.lists(st.integers(-45 * 24, 30 * 24), max_size=40))
def test_no_loss_comes_before_a_sooner_one_and_each_is_a_step_down(hours):
    told = lines(*(promise(id=str(n), due=NOW + timedelta(hours=gone)) for n, gone in enumerate(hours)))
    ahead = [loss(one, LENIENCY) for one in by_loss(told, LENIENCY)]
    losing = [one for one in ahead if one]
    assert ahead[: len(losing)] == losing
    assert [one.until for one in losing] == sorted(one.until for one in losing)
    assert all(one.size > 0 and one.until >= NOW for one in losing)


def test_how_much_is_lost_is_what_it_is_worth_less_what_it_is_worth_then():
    assert Loss(0.75, NOW, 0.5).size == 0.25
