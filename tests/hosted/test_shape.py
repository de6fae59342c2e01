"""The hosted shape while it is stopped, brought up to date, and started on a database that does not fit."""

import json
import signal
import subprocess
from contextlib import suppress
from urllib.request import urlopen

import psycopg
import pytest

from tests.faults.kills.acts import shaped
from tests.hosted import load
from tests.hosted.shape import PARTS, WEB, cluster
from tracker.cli.common import OLDER

pytestmark = pytest.mark.postgresql

TOMORROW = (  # what a release to come may do while this one serves: add
    "SET LOCAL lock_timeout = '500ms'",  # as our own migrations wait
    "ALTER TABLE promises ADD COLUMN tint text NOT NULL DEFAULT ''",
    "ALTER TABLE users ADD COLUMN tint text",
    "CREATE TABLE tints (user_id text NOT NULL, tint text NOT NULL)",
    "UPDATE alembic_version SET version_num = '9999'",
)
YESTERDAY = ("UPDATE alembic_version SET version_num = '0011'",)


@pytest.fixture(scope="module")
def shape(tmp_path_factory):
    with shaped(tmp_path_factory.mktemp("shape"), cluster().bare("hosted"), PARTS) as shape:
        yield shape


def change(shape, *statements):
    """Changes the tables, in one transaction, as a migration does: and gives way as one does."""
    for _turn in range(100):
        with suppress(psycopg.errors.LockNotAvailable), psycopg.connect(**shape.tracker.database.libpq) as db:
            version = db.execute("SELECT version_num FROM alembic_version").fetchone()[0]
            for statement in statements:
                db.execute(statement)
            return f"UPDATE alembic_version SET version_num = '{version}'"
    raise AssertionError("never let in")


def stopped(part):
    """Told by SIGTERM; the status with which it ended."""
    part.tell(signal.SIGTERM)
    return part.ended()


def delivering(shape, name):
    """Hands at work who own enough to be busy until the test is over."""
    return load.load(shape.tracker, name, 4, 10_000).working()


def test_web_is_stopped_and_started_anew_and_nobody_notices(shape):
    with delivering(shape, "stop") as work:
        for web in shape.webs:
            work.wait_for(20, 60)
            assert stopped(web) == 0
            work.wait_for(20, 60)
            web.start()
            shape.wait_until_all_listen()
        work.wait_for(20, 60)
    assert work.kinds == {}
    assert load.counted(work)["missing"] == 0


def test_a_worker_that_is_told_to_stop_ends_well(shape):
    worker = shape.workers[0]
    assert stopped(worker) == 0
    worker.start()


def test_the_database_is_brought_up_to_date_under_all_and_nobody_notices(shape):
    with delivering(shape, "rolled") as work:
        work.wait_for(20, 60)
        back = change(shape, *TOMORROW)
        work.wait_for(40, 60)
        with urlopen(f"{shape.base_url}/readyz", timeout=30) as answer:
            assert json.load(answer)["database"]
    assert work.kinds == {}
    assert stopped(shape.webs[0]) == 0
    shape.webs[0].start()  # a part of this release starts on the next one's tables too
    shape.wait_until_all_listen()
    change(shape, back)


@pytest.mark.parametrize("words", [WEB, ("worker",), ("user", "list")])
def test_on_an_older_database_none_of_it_starts(shape, words):
    back = change(shape, *YESTERDAY)
    done = subprocess.run(shape.command(*words), env=shape.environ, capture_output=True, text=True, timeout=60)
    change(shape, back)
    assert (done.returncode, done.stderr.strip()) == (1, f"Error: {OLDER}")
