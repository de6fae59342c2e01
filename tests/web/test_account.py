"""Signing in by a link that works once, and out again."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from tests.making import NOW
from tests.web.browsing import Browser, tracker_with, words
from tracker.services import digests, signin
from tracker.store import letters
from tracker.store.seal import Seal
from tracker.web.app import create_app


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(app, efua):
    known = Browser(app).post("/signin", email="efua@example.com")
    unknown = Browser(app).post("/signin", email="nils@example.com")
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text


class Counting(Seal):
    """Counts what it seals, by how long it is, near enough."""

    def __init__(self, keys):
        super().__init__(keys)
        self.sealed = []

    def seal(self, text, *, owner):
        self.sealed.append(len(text) // 500)
        return super().seal(text, owner=owner)


def test_a_known_and_an_unknown_address_cost_the_same_work(sqlite, efua):
    """By a clock this would be true one time in ten (C43): so what is done is counted. Each writes and seals one
    letter, in one transaction that is kept.
    """
    seal = Counting([Seal.new_key()])
    tracker = tracker_with(sqlite, seal=seal)
    tracker = replace(tracker, post=tracker.post._replace(seal=seal))
    app, done = create_app(tracker), {}
    for email in ("efua@example.com", "nils@example.com"):
        browser = Browser(app)
        csrf, seal.sealed = browser.token, []
        with statements(sqlite) as told:
            assert browser.client.post("/signin", data={"csrf_token": csrf, "email": email}).status_code == 200
        done[email] = (seal.sealed, [one for one in told if one in ("BEGIN", "BEGIN IMMEDIATE")])
    assert done["efua@example.com"] == done["nils@example.com"]
    assert done["nils@example.com"][1].count("BEGIN IMMEDIATE") == 1


@contextmanager
def statements(database):
    """What the database is told meanwhile."""
    told = []

    def hear(_db, _cursor, statement, *_):
        told.append(statement)

    event.listen(database._engine, "before_cursor_execute", hear)
    yield told
    event.remove(database._engine, "before_cursor_execute", hear)


def test_a_known_address_gets_a_letter_whose_link_signs_in(tracker, app, efua):
    browser = Browser(app)
    browser.post("/signin", email=" EFUA@example.com ")
    with tracker.database.read() as db:
        (letter,) = letters.letters_due(db, NOW)
        raw = digests.raw(db, tracker.post, efua.id, letter.id).decode()
    token = raw.replace("=\r\n", "").split("/signin/")[1].split()[0]
    assert "efua@example.com" in browser.sees(f"/signin/{token}")
    assert browser.post(f"/signin/{token}").location == "/"
    assert browser.get("/").status_code == 200


def test_an_unknown_address_gets_nothing(tracker, nobody):
    nobody.post("/signin", email="nils@example.com")
    with tracker.database.read() as db:
        assert letters.letters_due(db, NOW) == ()


def test_a_link_signs_in_once(tracker, app, efua):
    token = signin.invite(tracker.database, efua, now=NOW)
    first, second = Browser(app), Browser(app)
    assert first.post(f"/signin/{token}").status_code == 303
    refused = second.post(f"/signin/{token}")
    assert refused.status_code == 404
    assert "spent" in words(refused)
    assert second.get("/").location == "/signin"


def test_looking_at_a_link_does_not_use_it_up(tracker, nobody, efua):
    token = signin.invite(tracker.database, efua, now=NOW)
    for method in ("GET", "HEAD", "OPTIONS") * 3:
        nobody.get(f"/signin/{token}", method)
    assert nobody.post(f"/signin/{token}").status_code == 303


def test_a_link_is_spent_after_ten_minutes(tracker, nobody, efua):
    token = signin.invite(tracker.database, efua, now=NOW)
    tracker.clock.pass_by(timedelta(minutes=11))
    assert nobody.get(f"/signin/{token}").status_code == 404
    assert nobody.post(f"/signin/{token}").status_code == 404


def test_the_cookie_holds_nothing_but_a_random_token(browser, efua):
    cookie = browser.client.get_cookie("tracker-session")
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert len(cookie.value) >= 43
    assert efua.id not in cookie.value


def test_each_sign_in_has_a_session_of_its_own(app, efua):
    one, other = Browser(app, efua), Browser(app, efua)
    assert one.client.get_cookie("tracker-session").value != other.client.get_cookie("tracker-session").value
    one.post("/signout")
    assert other.get("/").status_code == 200


def test_whoever_is_signed_in_is_sent_home_from_the_sign_in_page(browser):
    assert browser.get("/signin").location == "/"


def test_an_old_session_ends(tracker, browser):
    tracker.clock.pass_by(timedelta(days=91))
    assert browser.get("/").location == "/signin"


def test_the_eleventh_try_for_one_address_is_refused_whoever_asks(app, nobody):
    for _ in range(10):
        assert nobody.post("/signin", email="nils@example.com").status_code == 200
    refused = nobody.post("/signin", email="nils@example.com")
    assert refused.status_code == 429
    assert "Within an hour" in words(refused)
    assert refused.headers["Retry-After"] == "3600"


def test_the_twenty_first_try_from_one_machine_is_refused_whatever_it_claims(nobody):
    tries = [nobody.post("/signin", email=f"nils{n}@example.com").status_code for n in range(20)]
    assert set(tries) == {200}
    token = nobody.token
    forged = nobody.client.post(
        "/signin", data={"csrf_token": token, "email": "x@example.com"}, headers={"X-Forwarded-For": "192.0.2.7"}
    )
    assert forged.status_code == 429
