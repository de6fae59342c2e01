"""What pages say while a restore is not confirmed, and when a back-up could not be made."""

from datetime import timedelta

import pytest

from tests.fakes import FakeClock
from tests.making import DAY, NOW, user
from tests.web.browsing import Browser, tracker_with
from tracker.domain.account import Role
from tracker.services.backup_rounds import BEGUN, Plan, make_due
from tracker.store import accounts, held, rounds
from tracker.store.backup import BackupBroken
from tracker.web.app import create_app
from tracker.web.holding import LOOKS

HELD = "This was restored from a back-up of"
FAILED = "The last back-up was not made as it should be."


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def signed(sqlite, clock):
    """Signs somebody in; an owner unless it is said otherwise."""

    def browsing(**but):
        one = user(**({"role": Role.OWNER} | but))
        with sqlite.write() as db:
            accounts.add_user(db, one)
            accounts.set_role(db, one.id, one.role)
        return Browser(create_app(tracker_with(sqlite, clock=clock)), one)

    return browsing


def hold(database):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)


def home(browser, path="/"):
    return browser.get(path).get_data(as_text=True)


def test_each_page_says_of_when_it_is_that_nothing_goes_out_and_how_it_is_confirmed(signed, sqlite):
    browser = signed()
    hold(sqlite)
    for path in ("/", "/promises", "/settings"):
        page = home(browser, path)
        assert HELD in page
        assert "no letter goes out" in page
        assert "<code>tracker restore --confirm</code>" in page


def test_who_does_not_look_after_it_is_told_who_does(signed, sqlite):
    browser = signed(role=Role.MEMBER)
    hold(sqlite)
    page = home(browser)
    assert "Whoever looks after this tracker confirms it." in page
    assert "restore --confirm" not in page


def test_it_is_said_in_french(signed, sqlite):
    browser = signed(locale="fr")
    hold(sqlite)
    page = home(browser)
    assert "restauré d’une sauvegarde" in page
    assert HELD not in page


def test_once_it_is_confirmed_it_is_said_no_more(signed, sqlite, clock):
    browser = signed()
    hold(sqlite)
    assert HELD in home(browser)
    with sqlite.write() as db:
        held.release(db)
    clock.pass_by(LOOKS)
    assert HELD not in home(browser)


def failing(database, folder, clock):
    def broken(*_):
        raise BackupBroken("The copy of the database is damaged: page 4. Restore an earlier one.")

    plan = Plan(folder, DAY, 3)
    make_due(database, plan, clock)
    make_due(database, plan, FakeClock(clock() + timedelta(hours=1)), broken)


def test_owners_are_told_of_a_back_up_that_failed_and_why(signed, sqlite, tmp_path, clock):
    failing(sqlite, tmp_path, clock)
    page = home(signed())
    assert FAILED in page
    assert "The copy of the database is damaged: page 4." in page


def test_nobody_else_is_told_of_it(signed, sqlite, tmp_path, clock):
    failing(sqlite, tmp_path, clock)
    assert FAILED not in home(signed(role=Role.MEMBER))


def test_why_is_said_in_the_language_of_who_reads(signed, sqlite, tmp_path, clock):
    folder = tmp_path / "backups"
    folder.write_text("a file")
    plan = Plan(folder, DAY, 3)
    make_due(sqlite, plan, clock)
    make_due(sqlite, plan, FakeClock(clock() + timedelta(hours=1)))
    assert f"On ne peut pas écrire dans son dossier {folder}" in home(signed(locale="fr"))


def test_of_one_that_is_being_made_nothing_is_said(signed, sqlite):
    with sqlite.write() as db:
        rounds.plan(db, rounds.Round(NOW, trouble=BEGUN), None)
    assert FAILED not in home(signed())
