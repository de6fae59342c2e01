"""kill -9 of `tracker backup` and `tracker restore` again and again: nothing half passes for whole."""

import random
import shutil
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.conftest import ENGINES
from tests.making import NOW
from tests.services.moved import held as rows
from tests.services.moved import peopled
from tracker.services import moving
from tracker.services.backups import back_up
from tracker.services.moving import Unmoved
from tracker.store import held
from tracker.store.database import Database

KILLS, USERS, WAIT = 4, 30, 120


@pytest.fixture
def source(sqlite):
    return peopled(sqlite, USERS)


@pytest.fixture(params=ENGINES)
def target(request, tmp_path):
    """A service with nothing in its database, but with its keys."""
    folder = tmp_path / "elsewhere"
    (folder / "data").mkdir(parents=True, mode=0o700)
    if request.param == "postgresql":
        address = request.getfixturevalue("cluster").bare()
    else:
        address = f"sqlite:///{folder / 'data' / 'tracker.sqlite3'}"
    (folder / "config.toml").write_text(f'data = "{folder / "data"}"\n[database]\nurl = "{address}"\n')
    begun(folder, "user", "list").communicate(timeout=WAIT)
    with closing(Database(address)) as database:
        database.upgrade()
        yield folder, database


def begun(folder, *words):
    command = [sys.executable, "-m", "tracker", "--config", str(folder / "config.toml"), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def half(database):
    try:
        moving.demand_home(database)
    except Unmoved:
        return True
    return False


def killed(process, moments, began):
    """Killed at a moment of its work; whether it was still at it."""
    while process.poll() is None and not began():
        time.sleep(0.01)
    time.sleep(moments.uniform(0, 0.3))
    at_work = process.poll() is None
    process.kill()
    process.communicate()
    return at_work


def test_a_restore_killed_again_and_again_loses_nothing_and_doubles_nothing(source, target, tmp_path):
    (folder, database), file, moments = target, tmp_path / "back-up.sqlite3", random.Random(5)
    back_up(source, file, NOW)
    kills = sum(killed(begun(folder, "restore", str(file)), moments, lambda: half(database)) for _ in range(KILLS))
    if half(database):
        assert "a restore of back-up.sqlite3 has not ended" in begun(folder, "run").communicate(timeout=WAIT)[1]
    said, trouble = begun(folder, "restore", str(file)).communicate(timeout=WAIT)
    print(f"{kills} kills at work: {trouble or said}")
    assert kills
    assert rows(database) == rows(source)
    assert f"{USERS} users" in said or "holds this back-up by now" in trouble  # the last kill may have come after
    with database.read() as db:
        assert held.held(db)


def test_a_back_up_that_is_killed_leaves_no_file_that_looks_whole(source, tmp_path):
    shutil.copy(source.path, tmp_path / "tracker.sqlite3")
    (tmp_path / "config.toml").write_text(f'data = "{tmp_path}"\n')
    tmp_path.chmod(0o700)
    moments, kept = random.Random(6), tmp_path / "kept"
    kept.mkdir()
    whole = 0
    for number in range(KILLS):
        file = kept / f"{number}.sqlite3"
        killed(begun(tmp_path, "backup", str(file)), moments, lambda: any(kept.glob("*.part")))
        if file.exists():
            whole += 1
            with closing(Database(f"sqlite:///{file}")) as copy:
                assert rows(copy) == rows(source)
    print(f"{KILLS} kills, {whole} back-ups whole by then, {len([*kept.glob('*.part')])} parts left")
