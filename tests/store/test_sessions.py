"""Links that work once, and sessions that end."""

from dataclasses import replace
from datetime import timedelta

from tests.making import DAY, HOUR, NOW, calendar, promise
from tests.store.test_ledger import opened
from tracker.store import calendars, sessions

SECOND = timedelta(seconds=1)


def test_a_link_signs_in_once(database, efua):
    with database.write() as db:
        sessions.add_signin(db, "efua", "hash", NOW + HOUR)
        assert sessions.redeem_signin(db, "hash", NOW) == ("efua", "")
        assert sessions.redeem_signin(db, "hash", NOW) is None
        assert sessions.signin_user(db, "hash", NOW) is None


def test_looking_at_a_link_does_not_use_it_up(database, efua):
    with database.write() as db:
        sessions.add_signin(db, "efua", "hash", NOW + HOUR)
    for _ in range(3):
        with database.read() as db:
            assert sessions.signin_user(db, "hash", NOW) == "efua"


def test_a_link_expires_at_its_instant(database, efua):
    with database.write() as db:
        sessions.add_signin(db, "efua", "hash", NOW + HOUR)
        assert sessions.signin_user(db, "hash", NOW + HOUR - SECOND) == "efua"
        assert sessions.signin_user(db, "hash", NOW + HOUR) is None
        assert sessions.redeem_signin(db, "hash", NOW + HOUR) is None


def test_an_unknown_token_signs_nobody_in(database, efua):
    with database.write() as db:
        assert sessions.redeem_signin(db, "made up", NOW) is None
        assert sessions.session_user(db, "made up", NOW) is None


def test_a_session_ends_after_two_idle_weeks(database, efua):
    with database.write() as db:
        sessions.add_session(db, "efua", "hash", NOW, NOW + 90 * DAY)
        assert sessions.session_user(db, "hash", NOW + 14 * DAY - SECOND).user.id == "efua"
        assert sessions.session_user(db, "hash", NOW + 14 * DAY) is None


def test_with_who_asks_it_is_told_how_all_stands_for_them(database, efua, kofi):
    told = []

    def look():
        with database.read() as db:
            told.append([sessions.session_user(db, name, NOW).standing for name in ("efua", "kofi")])

    with database.write() as db:
        for name in ("efua", "kofi"):
            sessions.add_session(db, name, name, NOW, NOW + DAY)
    look()
    with database.write() as db:
        opened(db, promise("p1"))
    look()
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
    look()
    with database.write() as db:
        calendars.save_calendar(db, replace(calendar(), synced_at=NOW + HOUR))
    look()
    hers, his = zip(*told, strict=True)
    assert len(set(hers)) == 4, "what was decided, which calendars there are, and when they were read"
    assert set(his) == {("", "")}


def test_a_session_in_use_goes_on_until_its_last_day(database, efua):
    with database.write() as db:
        sessions.add_session(db, "efua", "hash", NOW, NOW + 90 * DAY)
        for day in range(10, 91, 10):
            sessions.touch_session(db, "hash", NOW + day * DAY)
        assert sessions.session_user(db, "hash", NOW + 90 * DAY - SECOND).user.id == "efua"
        assert sessions.session_user(db, "hash", NOW + 90 * DAY) is None


def test_a_session_is_noted_as_used_at_most_once_an_hour(database, efua):
    with database.write() as db:
        sessions.add_session(db, "efua", "hash", NOW, NOW + 90 * DAY)
        assert not sessions.session_user(db, "hash", NOW + HOUR - SECOND).rests
        assert sessions.session_user(db, "hash", NOW + HOUR).rests
        sessions.touch_session(db, "hash", NOW + HOUR)
        assert not sessions.session_user(db, "hash", NOW + HOUR).rests


def test_signing_out_twice_is_once(database, efua, kofi):
    with database.write() as db:
        sessions.add_session(db, "efua", "hers", NOW, NOW + DAY)
        sessions.add_session(db, "kofi", "his", NOW, NOW + DAY)
        for _ in range(2):
            sessions.end_session(db, "hers")
        assert sessions.session_user(db, "hers", NOW) is None
        assert sessions.session_user(db, "his", NOW).user.id == "kofi"


def test_what_can_sign_nobody_in_any_more_is_forgotten(database, efua):
    with database.write() as db:
        sessions.add_signin(db, "efua", "old link", NOW)
        sessions.add_signin(db, "efua", "new link", NOW + HOUR)
        sessions.add_session(db, "efua", "idle", NOW - 14 * DAY, NOW + DAY)
        sessions.add_session(db, "efua", "over", NOW - DAY, NOW)
        sessions.add_session(db, "efua", "open", NOW, NOW + DAY)
        assert sessions.forget_old(db, NOW) == 3
        assert sessions.signin_user(db, "new link", NOW) == "efua"
        assert sessions.session_user(db, "open", NOW).user.id == "efua"
