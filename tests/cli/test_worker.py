"""`tracker worker` and `tracker db upgrade`: what each wants before it works."""

import psycopg
import pytest

from tests.hosted.home import hosted
from tests.jobs.test_schema import gone
from tracker.cli.common import NOT_HOSTED, OLDER
from tracker.jobs import schema

MAIL = {"TRACKER_MAIL__HOST": "127.0.0.1", "TRACKER_MAIL__FROM": "Tracker <tracker@example.com>"}


@pytest.fixture
def settings(postgresql):
    """Of a hosted service whose database is up to date, but for the queue."""
    url = postgresql._url.set(drivername="postgresql").render_as_string(hide_password=False)
    return hosted(url) | MAIL


def test_one_who_is_not_hosted_is_told_what_to_start(command):
    assert command.complaint("worker") == NOT_HOSTED


def test_a_database_in_a_file_is_brought_up_to_date_too(command):
    for _ in range(2):
        assert command("db", "upgrade").stdout.startswith("The database is up to date, at 00")


@pytest.mark.postgresql
def test_without_its_queue_a_worker_refuses_and_one_command_makes_it(command, settings, postgresql):
    gone(postgresql.libpq)
    assert command.complaint("worker", **settings) == OLDER
    for _ in range(2):
        assert command("db", "upgrade", **settings).stdout.startswith("The database is up to date")
    assert schema.current(postgresql.libpq)


@pytest.mark.postgresql
def test_a_queue_that_older_workers_still_use_is_left_to_them_for_now(command, settings, postgresql):
    schema.upgrade(postgresql.libpq)
    before = max(name for name in schema._names() if "_post_" not in name)
    with psycopg.connect(**postgresql.libpq) as db:
        db.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{before}'")
        db.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert "Some workers of the older tracker still run" in command.complaint("db", "upgrade", **settings)
    with psycopg.connect(**postgresql.libpq) as db:
        db.execute("TRUNCATE procrastinate_workers CASCADE")
        db.execute(f"COMMENT ON TABLE procrastinate_jobs IS '{schema._names()[-1]}'")
