"""kill -9 of workers under load, in both modes: a small run of what `make kills` does at its full size."""

import pytest

from tests.faults.kills import letters, marks

FEW = {"many": 40, "kills": 2}


@pytest.mark.postgresql
@pytest.mark.parametrize("mode", [letters.embedded, letters.hosted], ids=["embedded", "hosted"])
def test_no_letter_is_lost_and_one_comes_twice_only_from_the_gap(tmp_path, cluster, mode):
    came = mode(tmp_path, cluster, **FEW)
    assert came["never handed over"] == came["not sent at the end"] == 0, came
    assert came["of those outside the gap"] == 0, came
    assert came["handed over twice"] <= came["in the gap at a kill"], came


@pytest.mark.postgresql
def test_no_job_is_left_undone_and_only_what_was_in_hand_is_begun_more_than_once(tmp_path, cluster):
    came = marks.hosted(tmp_path, cluster, **FEW)
    assert came["not done"] == 0, came
    assert came["done more than once"] <= came["begun more than once"] <= came["kills"] * marks.SLOTS, came
