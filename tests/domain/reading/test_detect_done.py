"""What an event says of its own delivery is told with its promise, which stays the same promise."""

from datetime import timedelta

import pytest

from tests.domain.reading.inviting import AMA, EFUA, KOFI, TUESDAY, invited, meeting, promise
from tracker.domain.reading.candidate import Kind
from tracker.domain.reading.detect import detect

BEFORE = invited("Send slides to Ama", AMA, minutes=0)
LATER = TUESDAY + timedelta(hours=3)


@pytest.mark.parametrize("title", ["✓ Send slides to Ama", "done: Send slides to Ama", "~~Send slides to Ama~~"])
def test_a_title_ticked_off_is_the_same_promise_with_the_word_of_its_delivery(title: str) -> None:
    first, found = promise(BEFORE), promise(invited(title, AMA, minutes=0, updated=LATER))
    assert first
    assert found
    assert (found.sign, found.body, found.who) == (first.sign, first.body, first.who)
    assert (first.delivered_at, found.delivered_at, found.title) == (None, LATER, title)
    assert found.confidence == first.confidence
    assert [each.weight for each in found.evidence if each.rule == "said done"] == [0.0]


def test_a_note_that_it_was_sent_tells_so() -> None:
    found = promise(invited("Send slides to Ama", AMA, minutes=0, description="Sent on Monday", updated=LATER))
    assert found
    assert found.delivered_at
    assert found.delivered_at.date() == (TUESDAY - timedelta(days=1)).date()


def test_a_line_ticked_off_is_done_and_its_neighbour_is_not() -> None:
    notes = "Action items:\n- [x] Kofi to send minutes\n- Efua to book the room\n"
    found = detect(invited("Planning", AMA, KOFI, description=notes), EFUA)
    assert [bool(each.delivered_at) for each in found if each.kind is Kind.PROMISE] == [True, False]


def test_a_mark_alone_is_a_title_like_any_other() -> None:
    assert detect(invited("\u0336"), EFUA) == ()
    assert meeting(invited("✓", KOFI))
