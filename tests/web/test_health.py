"""Whether a process lives and can do its work, and what pages say while nobody works."""

from datetime import timedelta

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.fakes import FakeClock
from tests.making import NOW, user
from tests.web.browsing import Browser, tracker_with
from tracker.config import Config
from tracker.services.work import BEAT
from tracker.store import accounts, letters
from tracker.web.app import create_app

SILENT = "letters are not sent just now"


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def hosted(postgresql, clock):
    """A hosted service at its address, and Efua's browser there."""
    with postgresql.write() as db:
        accounts.add_user(db, user())
    app = create_app(tracker_with(postgresql, clock=clock, config=Config(service={"hosted": True})))
    return Browser(app, user())


def beat(browser, at=NOW):
    with browser.tracker.database.write() as db:
        letters.beat(db, BEAT, at)


@pytest.mark.postgresql
def test_hosted_pages_are_ready_while_the_database_takes_writes_whether_or_not_a_worker_runs(hosted):
    assert hosted.get("/readyz").json == {"status": "ready", "database": True, "work": False}
    beat(hosted)
    assert hosted.get("/readyz").json["work"]


@pytest.mark.postgresql
def test_they_are_not_on_a_database_that_is_older_and_are_on_one_that_is_newer(hosted):
    for revision, status in (("0001", 503), ("9999", 200)):
        with hosted.tracker.database.write() as db:
            db.exec_driver_sql("UPDATE alembic_version SET version_num = %s", (revision,))
        assert hosted.get("/readyz").status_code == status


@pytest.mark.postgresql
def test_they_are_not_on_a_server_that_takes_no_writes(hosted):
    database = hosted.tracker.database
    writes = database.libpq | {"options": "-c default_transaction_read_only=off"}
    with psycopg.connect(**writes, autocommit=True) as db:
        name = Identifier(db.info.dbname)
        db.execute(SQL("ALTER DATABASE {} SET default_transaction_read_only = on").format(name))
        database.close()
        ready = hosted.get("/readyz")
        db.execute(SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name))
    database.close()
    assert ready.status_code == 503


@pytest.mark.postgresql
def test_every_hosted_page_says_when_no_worker_has_been_heard_for_long(hosted, clock):
    beat(hosted)
    assert SILENT not in hosted.sees("/people")
    clock.pass_by(timedelta(minutes=16))
    for page in ("/", "/people", "/settings"):
        assert SILENT in hosted.sees(page)
        assert "tracker run" not in hosted.sees(page)
    beat(hosted, clock())
    clock.pass_by(timedelta(seconds=30))
    assert SILENT not in hosted.sees("/people")


@pytest.mark.postgresql
def test_that_is_looked_up_now_and_then_and_not_for_each_page(hosted, clock):
    beat(hosted)
    hosted.get("/people")
    with hosted.tracker.database.write() as db:
        db.exec_driver_sql("DELETE FROM beats")
    assert SILENT not in hosted.sees("/people")


def test_at_home_the_first_page_says_what_to_start(sqlite, efua):
    browser = Browser(create_app(tracker_with(sqlite)), efua)
    assert "tracker run" in browser.sees("/")
    assert SILENT not in browser.sees("/")
    assert browser.get("/readyz").status_code == 503
