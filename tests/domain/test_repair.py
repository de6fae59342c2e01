"""What is to be repaired, and by which promise it was."""

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, promise
from tracker.domain.promise import Promise
from tracker.domain.repair import repairable, repaired_by
from tracker.domain.verdict import Leniency, judge

LENIENCY = Leniency(grace=HOUR, patience=7 * DAY)


def can_be(one: Promise, now) -> bool:
    return repairable(one, judge(one, LENIENCY, now), now)


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (FRIDAY - HOUR, False),
        (FRIDAY, True),
        (FRIDAY + HOUR / 2, True),
        (FRIDAY + 2 * DAY, True),
        (FRIDAY + 30 * DAY, True),
    ],
)
def test_from_its_due_on_what_was_not_delivered_can_be_repaired(now, asked):
    assert can_be(promise(), now) is asked


def test_what_was_late_can_be_repaired_and_what_was_kept_needs_it_not():
    assert can_be(promise().deliver(FRIDAY + 2 * DAY), FRIDAY + 3 * DAY)
    assert not can_be(promise().deliver(NOW), FRIDAY + 3 * DAY)


def test_what_others_promised_is_not_mine_to_repair():
    assert not can_be(promise(promiser="Ama", promisee="me"), FRIDAY + 30 * DAY)


def test_it_is_repaired_by_the_promises_given_because_of_it_in_the_order_given():
    missed, other = promise(), promise(id="other", repairs="elsewhere")
    first, second = promise(id="z", repairs="p1"), promise(id="a", repairs="p1")
    assert repaired_by(missed, [missed, first, other, second]) == (first, second)
    assert repaired_by(other, [missed, first, other, second]) == ()


def test_a_promise_struck_out_repairs_nothing():
    assert repaired_by(promise(), [promise(id="z", repairs="p1").strike()]) == ()
