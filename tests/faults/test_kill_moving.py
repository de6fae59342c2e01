"""kill -9 of `tracker move` again and again, from SQLite to PostgreSQL: nothing lost, nothing doubled."""

import random
import subprocess
import sys
import time

import pytest

from tests.services.moved import held, peopled
from tracker.services import moving
from tracker.services.moving import Unmoved
from tracker.store.database import Database

pytestmark = pytest.mark.postgresql
KILLS, USERS, WAIT = 4, 30, 120


@pytest.fixture
def source(tmp_path):
    """A data folder as `tracker run` leaves it, with the settings that name it."""
    (tmp_path / "config.toml").write_text(f'data = "{tmp_path / "data"}"\n')
    (tmp_path / "data").mkdir(mode=0o700)
    database = Database(f"sqlite:///{tmp_path / 'data' / 'tracker.sqlite3'}")
    database.upgrade()
    yield peopled(database, USERS)
    database.close()


def begun(folder, address):
    words = [sys.executable, "-m", "tracker", "--config", str(folder / "config.toml"), "move", "--to", address]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_move_killed_again_and_again_loses_nothing_and_doubles_nothing(source, postgresql, cluster, tmp_path):
    before, moments, killed = held(source), random.Random(3), 0
    address = postgresql._url.set(drivername="postgresql").render_as_string()
    for _ in range(KILLS):
        process = begun(tmp_path, address)
        while process.poll() is None and not moving_there(postgresql):
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.3))
        killed += process.poll() is None
        process.kill()
        process.communicate()
        if killed:
            with pytest.raises(Unmoved):
                moving.demand_home(source)
    said, trouble = begun(tmp_path, address).communicate(timeout=WAIT)
    print(f"{killed} kills at work: {trouble or said}")
    assert killed
    assert held(postgresql) == held(source) == before
    assert f"{USERS} users" in said or "is not empty" in trouble  # the last kill may have come after the end
    moving.demand_home(postgresql)


def moving_there(database):
    try:
        moving.demand_home(database)
    except Unmoved:
        return True
    return False
