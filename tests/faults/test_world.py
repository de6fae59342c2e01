"""Each fault of the world around, struck a few times: `make faults` strikes them more often."""

import pytest

from tests.faults.world import upgrading


def held(row):
    """The bar of each row."""
    assert row.holds, row
    return row


def test_an_upgrade_killed_half_way_is_done_by_the_next_start(tmp_path):
    row = held(upgrading.on_sqlite(tmp_path, None, 2))
    assert row.acts > 0
    assert "tracker run" in row.seen


@pytest.mark.postgresql
def test_and_on_postgresql(tmp_path, cluster):
    held(upgrading.on_postgresql(tmp_path, cluster, 2))
