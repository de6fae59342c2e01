"""A promise written down and read back is the same promise."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import FRIDAY, NOW, candidate, made_from, promise
from tracker.domain.promise import Cause, Refused, from_record, to_record

INSTANTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(
    body=st.text(min_size=1),
    dues=st.lists(st.tuples(INSTANTS, st.none() | INSTANTS, st.booleans()), max_size=4),
    delivered_at=st.none() | INSTANTS,
    cause=st.none() | st.sampled_from(Cause),
    from_event=st.booleans(),
)
def test_a_record_gives_back_the_promise(body, dues, delivered_at, cause, from_event):
    made = made_from(candidate(), cause=cause) if from_event else promise(body, cause=cause)
    for due, agreed_at, dated in dues:
        if due != made.binding.due:
            made = made.renegotiate(due, agreed_at=agreed_at, dated=dated)
    made = made.deliver(delivered_at) if delivered_at else made
    assert from_record(json.loads(json.dumps(to_record(made)))) == made


def test_an_act_leaves_the_promise_before_it_as_it_was():
    before = promise()
    assert before.deliver(NOW) != before
    assert before.delivered_at is None


def test_a_promise_that_no_longer_follows_its_event_keeps_its_origin():
    owed = made_from(candidate()).unfollow()
    assert owed.origin is not None
    assert not owed.origin.followed
    assert owed.settle(FRIDAY + timedelta(days=1)).origin.told_due == FRIDAY + timedelta(days=1)


@pytest.mark.parametrize(("minutes", "backdated"), [(0, False), (5, False), (6, True)])
def test_a_delivery_written_down_more_than_five_minutes_later_is_back_dated(minutes, backdated):
    marked_at = NOW + timedelta(minutes=minutes)
    delivered = promise().deliver(NOW, marked_at=marked_at)
    assert delivered.backdated is backdated
    assert delivered.marked_at == (marked_at if backdated else None)
    assert from_record(to_record(delivered)) == delivered


def test_what_is_taken_up_again_is_dated_back_no_more():
    delivered = promise().deliver(NOW, marked_at=NOW + timedelta(days=1), by_calendar=True)
    assert delivered.reopen() == promise()


def test_a_record_of_before_says_nothing_of_what_came_later():
    assert set(to_record(promise())).isdisjoint({"marked_at", "by_calendar", "received_at"})


def test_a_delivery_that_was_but_its_promisees_word_goes_with_that_word():
    assert promise().receive(NOW).doubt(FRIDAY).delivered_at is None
    assert promise().deliver(NOW).receive(FRIDAY).doubt(FRIDAY).delivered_at == NOW


def test_a_repair_and_what_is_noted_are_written_down_too():
    repair = promise(id="p2", repairs="p1", note="by post", promiser="Kofi")
    assert from_record(to_record(repair)) == repair


@pytest.mark.parametrize(
    ("closed", "why"),
    [
        (promise().strike(), "it was struck out"),
        (promise().deliver(NOW), "it was marked delivered on 2026-01-05"),
        (promise().release(NOW), "it was released"),
        (promise().renege(NOW), "it was broken by own word"),
    ],
)
def test_what_is_closed_says_why_and_what_to_do_first(closed, why):
    with pytest.raises(Refused) as refused:
        closed.deliver(FRIDAY)
    assert str(refused.value) == f"This promise is closed: {why}. Take that back first."


def test_what_cannot_be_asked_or_taken_up_again_says_why():
    with pytest.raises(Refused) as refused:
        promise(promisee="").ask(NOW)
    words = "Only the promisee of a promise of your own can be asked: say first to whom it is."
    assert str(refused.value) == words
    with pytest.raises(Refused) as refused:
        promise().deliver(NOW).receive(NOW).reopen()
    assert str(refused.value) == "Only what was called delivered, and not received, can be taken up again."


def test_another_due_must_be_another():
    with pytest.raises(Refused, match=r"^That is the due it already has\. Choose another\.$"):
        promise().renegotiate(FRIDAY, agreed_at=NOW)


def test_what_no_longer_follows_its_event_says_so():
    followed = made_from(candidate())
    assert followed.origin.followed is True
    assert followed.unfollow().origin.followed is False
