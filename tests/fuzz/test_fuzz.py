"""Spoiled feeds, a few of them. `make fuzz` reads many more."""

from collections import Counter

import pytest

from tests.calendars.hostile.making import WINDOW, around, event
from tests.fuzz.running import HOME, OutOfTime, bounded, corpus, merged, run, spoiled
from tracker.calendars.ics import read

FEW = 300  # 1,500 would take two minutes of a processor while rules that never come cost a second each


@pytest.mark.parametrize("third", range(3))
def test_a_spoiled_feed_is_a_reading_in_time_and_a_memory_changes_nothing(third: int):
    places = range(third * FEW // 3, (third + 1) * FEW // 3)
    tally = run(corpus(), places, seed=1)
    assert [(find.place, find.what) for find in tally.finds] == []
    assert sum(tally.statuses.values()) == len(places)


def test_the_same_dice_spoil_the_same_feeds_and_hardly_two_alike():
    bodies = corpus()
    once, again = ([spoiled(bodies, place, seed=7)[1] for place in range(100)] for _ in range(2))
    assert once == again
    assert len(set(once)) > 90


def test_spoiled_feeds_are_of_all_sorts():
    tally = run(corpus(), range(200), seed=3)
    assert all(count > 10 for count in tally.statuses.values()), Counter(tally.statuses)


def test_a_reader_that_works_on_and_on_is_stopped_and_seen():
    with pytest.raises(OutOfTime):
        _work_for_ever()


def _work_for_ever() -> None:
    with bounded(0.05):
        while True:
            pass


def test_what_a_memory_got_wrong_would_be_seen():
    """One event is moved: what is merged is the fresh reading, and would not be if the move were overlooked."""
    before = around(*event("DTSTART:20260310T150000Z"))
    earlier, grown, fresh = (
        read(body, calendar="work", window=WINDOW, zone=HOME, known=known) for body, known in _moved(before)
    )
    assert merged(earlier, grown) == fresh.events
    assert grown.only is not None
    assert merged(earlier, grown._replace(events=earlier.events, only=frozenset(earlier.uids))) != fresh.events


def _moved(before: bytes) -> list[tuple[bytes, bytes]]:
    after = before.replace(b"20260310T150000Z", b"20260311T150000Z")
    memory = read(before, calendar="work", window=WINDOW, zone=HOME).memory
    return [(before, b""), (after, memory), (after, b"")]
