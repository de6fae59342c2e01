"""A promise written down and read back is the same promise."""

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.making import FRIDAY, NOW, candidate, made_from, promise
from tracker.domain.promise import Cause, from_record, to_record

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
