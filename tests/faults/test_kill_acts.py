"""What was acknowledged stands there once, whatever is killed: `make kills` for acts on pages, a small version."""

import pytest

from tests.faults.kills import acts, failover

NOTHING_LOST = {"missing": 0, "double": 0, "chains broken": 0}


def told(came):
    return {name: came[name] for name in NOTHING_LOST}


def test_one_process_on_sqlite(tmp_path):
    came = acts.embedded(tmp_path, None, many=64, kills=2)
    assert told(came) == NOTHING_LOST
    assert came["acknowledged"] == 64


@pytest.mark.postgresql
def test_many_processes_on_postgresql(tmp_path):
    came = acts.hosted(tmp_path, None, many=160, kills=5)
    assert told(came) == NOTHING_LOST
    assert came["acknowledged"] == 160


@pytest.mark.postgresql
def test_a_standby_takes_over_without_a_start(tmp_path):
    came = failover.hosted(tmp_path, None, many=320)
    assert told(came) == NOTHING_LOST
    assert came["acknowledged"] == 320
    assert came["started anew"] == 0
    assert came["seconds with errors"] < 10
