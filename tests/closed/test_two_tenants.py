"""Two tenants at every door, in whatever order: no byte of one reaches the other. `make tenants` plays for longer."""

import pytest

from tests.closed.tenants_machine import on_postgresql, on_sqlite, play

PLAYS, STEPS = 3, 60


def test_nothing_of_one_reaches_the_other_on_sqlite(tmp_path):
    counted = play(on_sqlite(tmp_path), plays=PLAYS, steps=STEPS, at=1)
    assert counted["searched"] > STEPS


@pytest.mark.postgresql
def test_nor_on_postgresql_behind_the_second_wall(cluster):
    counted = play(on_postgresql(cluster), plays=PLAYS, steps=STEPS, at=2)
    assert counted["searched"] > STEPS
