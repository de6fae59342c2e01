"""How far a reading has come, as one who waits for it may see it."""

import pytest

from tests.making import DAY, HOUR, NOW
from tracker.domain.progress import Progress, State, Step


def progress(state=State.UNDER_WAY, **but):
    return Progress(user="efua", calendar="work", state=state, **but)


def test_what_is_held_lasts_and_was_not_cut_short():
    held = progress(held_until=NOW + HOUR)
    assert held.held(NOW)
    assert held.lasts(NOW)
    assert not held.cut_short(NOW)


@pytest.mark.parametrize("held_until", [None, NOW, NOW - HOUR])
def test_under_way_and_in_nobodys_hand_it_was_cut_short(held_until):
    dead = progress(held_until=held_until)
    assert dead.cut_short(NOW)
    assert not dead.held(NOW)
    assert not dead.lasts(NOW)
    assert not dead.ended


def test_what_waits_lasts_though_nobody_holds_it():
    waiting = progress(State.WAITING, held_until=NOW + DAY)
    assert waiting.lasts(NOW)
    assert not waiting.held(NOW)
    assert not waiting.cut_short(NOW)


def test_what_ended_neither_lasts_nor_was_cut_short():
    ended = progress(State.ENDED, held_until=NOW + DAY)
    assert ended.ended
    assert not ended.lasts(NOW)
    assert not ended.cut_short(NOW)


@pytest.mark.parametrize(
    ("step", "done", "total", "share"),
    [
        (Step.LOOKING, 1, 4, 0.25),
        (Step.LOOKING, 0, 4, 0.0),
        (Step.LOOKING, 9, 4, 1.0),
        (Step.LOOKING, 0, 0, None),
        (Step.KEEPING, 1, 4, None),
        (Step.ASKING, 1, 4, None),
    ],
)
def test_a_share_is_known_while_events_are_looked_at_and_never_above_all(step, done, total, share):
    assert progress(step=step, done=done, total=total).share == share
