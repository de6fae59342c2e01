"""What is worked out of a part is worked out once, and never said longer than it holds."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, HOUR, NOW, promise
from tracker.domain.known import Promises
from tracker.domain.lasting import LAST, Part, Parted, each, made, only, parts, whole
from tracker.domain.promise import Promise
from tracker.domain.trust import Credit, weigh


class Counting:
    """Work that counts how often it is done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, part, *given):
        self.times += 1
        return [*part, *given]


def even(part):
    return [one for one in part if one % 2 == 0]


def until_noon(part, now):
    return len(part), now.replace(hour=12, minute=0)


def test_the_same_is_asked_twice_and_worked_out_once():
    part, work = Part((1, 2)), Counting()
    assert part.once(work, "a") is part.once(work, "a")
    assert part.once(work, "b") == [1, 2, "b"]
    assert work.times == 2


def test_what_is_asked_with_is_the_same_when_it_is_as_much():
    part, work = Part((1,)), Counting()
    assert part.once(work, NOW - HOUR) is part.once(work, NOW - HOUR)
    assert work.times == 1


def test_only_the_last_answers_to_a_question_are_kept():
    part, work = Part((1,)), Counting()
    for number in range(LAST + 1):
        part.once(work, number)
    part.once(work, LAST)
    assert work.times == LAST + 1
    part.once(work, 0)
    assert work.times == LAST + 2


def test_a_part_that_is_asked_with_is_known_by_being_the_same_one():
    part, work, twins = Part((1,)), Counting(), (Part((2,)), Part((2,)))
    assert part.once(work, twins[0]) == part.once(work, twins[1])
    part.once(work, twins[1])
    assert work.times == 2


def test_what_holds_until_noon_is_worked_out_anew_at_noon_and_for_before():
    part = Part("abc")
    asked = []

    def told(part, now):
        asked.append(now)
        return until_noon(part, now)

    for at in (NOW, NOW, NOW + HOUR, NOW + 3 * HOUR - timedelta(microseconds=1), NOW + 3 * HOUR, NOW):
        assert part.meanwhile(told, at) == 3
    assert asked == [NOW, NOW + 3 * HOUR, NOW]


def test_many_things_in_parts_are_one_sequence_in_their_order():
    many = Parted((Part((1, 5)), Part((2, 4))), order=lambda one: one)
    assert (list(many), len(many), many[1], many[1:3]) == ([1, 2, 4, 5], 4, 2, (2, 4))
    assert list(only(many, even)) == [2, 4]
    assert many == (1, 2, 4, 5)
    assert many == Parted((Part((1, 2, 4, 5)),))
    assert many != Parted((Part((1, 2)), Part((4,))))
    assert [many == other for other in ([1, 2, 4, 5], None, 4)] == [False] * 3


def test_what_has_no_parts_is_one_part():
    assert each([1, 2], even) == [[2]]
    assert list(made((1, 2), even)) == [2]
    assert parts((1, 2)) == ((1, 2),)
    part = Part((1, 2))
    assert whole(part) is part


def test_what_is_let_through_lasts_as_long_as_its_part():
    many = Parted((Part((1, 2)), Part((3, 4))))
    first, second = (only(many, even) for _ in range(2))
    assert all(one is other for one, other in zip(first.parts, second.parts, strict=True))


spans = st.integers(min_value=-40 * 24 * 60, max_value=400 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
credits_ = st.tuples(st.sampled_from((0.0, 0.1, 0.25, 0.7, 0.9, 1.0)), spans).map(
    lambda pair: Credit(pair[0], NOW - pair[1])
)


@given(st.lists(credits_, max_size=30), st.lists(spans.map(abs), min_size=1, max_size=8), st.integers(1, 7))
def test_sums_held_in_parts_are_those_worked_out_anew_at_each_instant(history, later, cut):
    many = Parted(Part(history[at::cut]) for at in range(cut))
    for now in sorted(NOW + span for span in later):
        assert weigh(many, now) == weigh(history, now) == weigh(reversed(history), now)


@pytest.mark.parametrize("moment", [timedelta(0), timedelta(microseconds=1)])
def test_a_weight_changes_at_the_instant_at_which_its_promise_is_a_day_older(moment):
    held = Part([Credit(1.0, NOW - 3 * DAY - HOUR)])
    before = weigh(held, NOW)
    turn = NOW + DAY - HOUR - moment
    assert (weigh(held, turn) == before) is bool(moment)


dated = st.builds(
    lambda id, made, due, delivered: promise(
        id=str(id),
        made_at=NOW - timedelta(days=made),
        due=NOW + timedelta(days=due - made),
        delivered_at=NOW if delivered else None,
    ),
    st.integers(0, 12),
    st.integers(0, 400),
    st.integers(1, 60),
    st.booleans(),
)


@given(st.lists(st.one_of(dated, st.integers(0, 12).map(str)), max_size=40))
def test_promises_changed_one_by_one_are_the_promises_read_anew(changes):
    held, by_id = Promises(), dict[str, Promise]()
    for change in changes:
        id = change if isinstance(change, str) else change.id
        by_id.pop(id, None)
        if isinstance(change, Promise):
            by_id[id] = change
        held = held.changed({id: by_id.get(id)})
        anew = Promises(by_id.values())
        assert (list(held), held.months) == (list(anew), anew.months)
        assert all(one.made_at <= other.made_at for one, other in pairwise(held))


def test_a_change_leaves_the_parts_of_all_other_months_as_they_are():
    old, new = (promise(id=id, made_at=NOW - ago * DAY) for id, ago in (("old", 90), ("new", 1)))
    before = Promises((old, new))
    after = before.changed({"new": new.deliver(NOW)})
    assert after.parts[0] is before.parts[0]
    assert after.parts[1] is not before.parts[1]


def between(part, low, high):
    return [one for one in part if low <= one < high]


def test_what_is_handed_in_goes_to_each_part_and_the_order_stays():
    many = Parted([Part((5, 1)), Part((3, 2))], order=lambda one: one)
    assert each(many, between, 2, 6) == [[5], [3, 2]]
    assert list(only(many, between, 2, 6)) == [2, 3, 5]
    assert list(made(many, between, 2, 6)) == [5, 3, 2]
    assert only(many, between, 2, 6).order is many.order


def test_a_part_of_many_is_the_same_one():
    part = Part((1, 2))
    assert parts(part)[0] is part
    assert parts(Parted([part]))[0] is part
    assert whole(part) is part
