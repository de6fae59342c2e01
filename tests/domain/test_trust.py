"""Every vector of requirements 2.4, to four decimals, and what must hold for all histories."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, FRIDAY, HOUR, NOW, promise
from tracker.domain.lasting import Part
from tracker.domain.trust import Credit, Rate, Run, credit_for, kept_since, next_loss, rate, trust_index, weigh
from tracker.domain.verdict import Leniency, judge

STRICT = Leniency(grace=timedelta(0))


def credits_(*pairs: tuple[float, int]) -> list[Credit]:
    return [Credit(value, NOW - age * DAY) for value, age in pairs]


@pytest.mark.parametrize(
    ("history", "index"),
    [
        ([], 0.5),
        ([(1, 0)], 0.6667),
        ([(0, 0)], 0.3333),
        ([(1, 0), (0, 90), (1, 180)], 0.6000),
        ([(0.5, 0), (1, 90)], 0.5714),
        ([(1, 0)] * 4 + [(0, 0)], 0.7143),
        ([(0.75, 0)] * 20, 0.7273),
    ],
)
def test_the_trust_index_gives_the_published_vectors(history, index):
    assert round(weigh(credits_(*history), NOW).value, 4) == index


@pytest.mark.parametrize(
    ("kept", "decided", "low", "high"),
    [
        (0, 1, 0.0000, 0.7935),
        (2, 3, 0.2077, 0.9385),
        (4, 5, 0.3755, 0.9638),
        (9, 10, 0.5958, 0.9821),
        (10, 10, 0.7225, 1.0000),
        (45, 50, 0.7864, 0.9565),
    ],
)
def test_the_interval_gives_the_published_vectors(kept, decided, low, high):
    interval = Rate(kept, decided).interval
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_twenty_weekly_kept_promises_weigh_as_published():
    assert round(weigh(credits_(*((1, 7 * week) for week in range(1, 21))), NOW).value, 4) == 0.9281


def test_a_miss_after_twenty_kept_costs_as_published():
    history = [(1, 7 * week) for week in range(1, 21)] + [(0, 0)]
    assert round(weigh(credits_(*history), NOW).value, 4) == 0.8659


@pytest.mark.parametrize(("weeks", "index"), [(4, 0.8878), (8, 0.9033), (26, 0.9362)])
def test_one_kept_a_week_after_a_miss_recovers_as_published(weeks, index):
    before = [(1, 7 * (week + weeks)) for week in range(1, 21)]
    since = [(1, 7 * week) for week in range(weeks)]
    assert round(weigh(credits_(*before, (0, 7 * weeks), *since), NOW).value, 4) == index


def test_twenty_promises_twenty_hours_late_have_a_rate_of_none_in_twenty():
    judged = [judge(promise(due=NOW).deliver(NOW + 20 * HOUR), STRICT, NOW + DAY) for _ in range(20)]
    assert rate(judged) == Rate(0, 20)
    assert round(trust_index(judged, NOW + 20 * HOUR).value, 4) == 0.7273


@pytest.mark.parametrize(
    ("hours", "value"),
    [
        (0, 1.0),
        (1, 0.75),
        (24, 0.75),
        (25, 0.5),
        (72, 0.5),
        (73, 0.25),
        (168, 0.25),
        (169, 0.1),
        (720, 0.1),
        (721, 0),
    ],
)
def test_credit_falls_by_the_published_steps(hours, value):
    late = judge(promise().deliver(FRIDAY + hours * HOUR), STRICT, FRIDAY + 40 * DAY)
    assert weigh([Credit(value, FRIDAY)], FRIDAY) == trust_index([late], FRIDAY)


def test_what_is_open_and_overdue_weighs_as_if_delivered_now():
    as_of = FRIDAY + 30 * HOUR
    overdue = judge(promise(), STRICT, as_of)
    assert trust_index([overdue], as_of) == trust_index([judge(promise().deliver(as_of), STRICT, as_of)], as_of)


@pytest.mark.parametrize(("moves", "value"), [(1, 1.0), (2, 0.9), (3, 0.81), (4, 0.729), (5, 0.7), (9, 0.7)])
def test_each_agreed_move_after_the_first_costs_a_tenth_down_to_seven(moves, value):
    moved = promise()
    for _ in range(moves):
        moved = moved.renegotiate(moved.binding.due + DAY, agreed_at=moved.binding.due - HOUR)
    kept = judge(moved.deliver(moved.binding.due), STRICT, moved.binding.due)
    assert trust_index([kept], moved.binding.due).value == pytest.approx((1 + value) / 3)


def test_fewer_than_five_decided_promises_are_provisional():
    assert Rate(4, 4).provisional
    assert not Rate(4, 5).provisional


def test_pending_released_and_void_promises_weigh_nothing():
    judged = [
        judge(promise(), STRICT, NOW),
        judge(promise().release(NOW), STRICT, FRIDAY + DAY),
        judge(promise().strike(), STRICT, FRIDAY + DAY),
    ]
    assert rate(judged) == Rate(0, 0)
    assert trust_index(judged, NOW).weight == 0


def test_an_open_promise_says_what_it_is_worth_and_until_when():
    assert next_loss(judge(promise(), STRICT, NOW), FRIDAY) == (1.0, FRIDAY)
    assert next_loss(judge(promise(), STRICT, FRIDAY + 2 * HOUR), FRIDAY) == (0.75, FRIDAY + DAY)
    assert next_loss(judge(promise().deliver(NOW), STRICT, NOW), FRIDAY) is None


@given(st.integers(-500, 5000), st.integers(0, 5000), st.integers(0, 9000))
def test_delivering_later_never_raises_the_index(hours, later, seen):
    now = FRIDAY + seen * HOUR
    sooner, then = (
        trust_index([judge(promise().deliver(FRIDAY + moment * HOUR), Leniency(), now)], now).value
        for moment in (hours, hours + later)
    )
    assert then <= sooner


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_interval_holds_the_rate_and_stays_within_nothing_and_all(kept, broken):
    low, high = Rate(kept, kept + broken).interval
    share = kept / (kept + broken) if kept + broken else 0.5
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


def run(*history):
    return kept_since(judge(one, STRICT, FRIDAY + 50 * DAY) for one in history)


def on_time(day):
    return promise(due=FRIDAY + day * DAY).deliver(FRIDAY + day * DAY)


def test_the_run_counts_what_was_kept_since_the_last_miss():
    assert run() == Run(0, None)
    assert run(on_time(0), on_time(1)) == Run(2, None)
    late = promise(due=FRIDAY + 2 * DAY).deliver(FRIDAY + 9 * DAY)
    assert run(on_time(0), on_time(1), late, on_time(3), on_time(4)) == Run(2, FRIDAY + 2 * DAY)


def test_what_is_overdue_ends_a_run_and_what_is_released_does_not():
    overdue = promise(due=FRIDAY + 45 * DAY)
    assert run(on_time(0), overdue) == Run(0, FRIDAY + 45 * DAY)
    assert run(on_time(0), promise(due=FRIDAY + 2 * DAY).release(FRIDAY), on_time(3)) == Run(2, None)


def test_what_was_broken_by_own_word_ran_out_when_that_was_said():
    broken = promise(due=FRIDAY + 9 * DAY).renege(FRIDAY + DAY)
    assert run(broken, on_time(2)) == Run(1, FRIDAY + DAY)


@given(st.lists(st.tuples(st.integers(-500, 500), st.integers(-40, 40)), max_size=8), st.integers(0, 3000), st.data())
def test_delivering_any_of_a_history_later_never_raises_the_index_nor_the_rate(history, later, data):
    told = [(FRIDAY + due * DAY, FRIDAY + due * DAY + hours * HOUR) for due, hours in [(0, 0), *history]]
    which, now = data.draw(st.integers(0, len(told) - 1)), FRIDAY + 700 * DAY
    due, at = told[which]
    weighed = [
        [judge(promise(due=due).deliver(at), Leniency(), now) for due, at in each]
        for each in (told, [*told[:which], (due, at + later * HOUR), *told[which + 1 :]])
    ]
    sooner, then = ((trust_index(one, now).value, rate(one).kept) for one in weighed)
    assert then[0] <= sooner[0] + 1e-12
    assert then[1] <= sooner[1]


def test_a_share_is_kept_over_decided_and_none_where_nothing_was_decided():
    assert Rate(3, 4).share == 0.75
    assert Rate(0, 4).share == 0
    assert Rate(0, 0).share is None


def test_what_was_broken_is_worth_nothing_as_of_its_due():
    broken = promise().renege(NOW)
    assert credit_for(judge(broken, STRICT, FRIDAY + DAY)) == Credit(0.0, FRIDAY)
    assert trust_index([judge(broken, STRICT, FRIDAY)], FRIDAY).value == pytest.approx(1 / 3)
    assert credit_for(judge(promise(), STRICT, NOW)) is None


def test_no_promises_weigh_nothing_however_often_they_are_asked():
    held = Part(())
    assert weigh(held, NOW) == weigh(held, NOW + DAY) == weigh([], NOW)
