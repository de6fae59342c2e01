"""Your account: where one is signed in, sessions ended one by one or all others at once, what was done (C40)."""

import re
from datetime import timedelta

import pytest

from tests.making import DAY, NOW
from tests.web.browsing import Browser
from tracker.services import signin

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1 Version/18.1 Safari/604.1"
COOKIE = "tracker-session"


def ends(browser):
    """Where each other session is ended."""
    return re.findall(r'action="(/account/sessions/[\w-]{16}/end)"', browser.get("/account").text)


@pytest.mark.parametrize(
    ("agent", "named"),
    [(FIREFOX, "Firefox on Linux"), (PHONE, "Safari on iPhone"), ("curl/8", "A browser that does not say its name")],
)
def test_each_session_is_listed_with_its_browser(app, tracker, efua, browser, agent, named):
    link = signin.invite(tracker.database, efua, now=NOW)
    other = Browser(app)
    csrf = other.token
    other.client.post(f"/signin/{link}", data={"csrf_token": csrf}, headers={"User-Agent": agent})
    assert named in browser.sees("/account")


def test_which_session_is_this_one_is_said_once(app, efua, browser):
    Browser(app, efua)
    assert browser.sees("/account").count("This browser") == 1


def test_one_session_is_ended_at_once_and_the_others_go_on(app, efua, browser):
    other, third = Browser(app, efua), Browser(app, efua)
    assert len(ends(browser)) == 2
    (of_the_third,) = set(ends(other)) - set(ends(third))
    assert other.post(of_the_third).status_code == 303
    assert third.get("/").location == "/signin"
    assert browser.get("/").status_code == 200


def test_all_others_are_ended_with_every_link_that_waits(app, tracker, efua, browser):
    other = Browser(app, efua)
    browser.post("/signin", email=efua.email)
    assert "1 other session is ended" in browser.sees(browser.post("/account/sessions/end-others").location)
    assert other.get("/").location == "/signin"
    assert browser.get("/").status_code == 200
    assert ends(browser) == []


def test_another_users_session_is_as_missing_as_none(browser, stranger):
    assert ends(stranger) == []
    answers = {browser.post(f"/account/sessions/{name}/end").status_code for name in ("none", "a" * 16)}
    assert answers == {404}


def test_a_cookie_that_was_stolen_is_dead_after_signing_out_and_after_end_all(app, efua, browser):
    def stolen(cookie):
        thief = Browser(app)
        thief.client.set_cookie(COOKIE, cookie)
        return thief.get("/").location

    first = browser.client.get_cookie(COOKIE).value
    browser.post("/signout")
    assert stolen(first) == "/signin"
    other = Browser(app, efua)
    second = other.client.get_cookie(COOKIE).value
    Browser(app, efua).post("/account/sessions/end-others")
    assert stolen(second) == "/signin"


def test_a_session_ends_when_idle_for_14_days_and_after_90_whatever_is_done(tracker, app, efua, browser):
    tracker.clock.pass_by(14 * DAY)
    assert browser.get("/").location == "/signin"
    busy = Browser(app, efua)
    for _ in range(7):
        tracker.clock.pass_by(13 * DAY - timedelta(hours=1))
        at = busy.get("/")
    assert at.location == "/signin"


def test_signing_in_begins_a_session_of_another_name_though_the_browser_had_one(app, efua, browser, tracker):
    before = browser.client.get_cookie(COOKIE).value
    browser.post(f"/signin/{signin.invite(tracker.database, efua, now=tracker.clock())}")
    assert browser.client.get_cookie(COOKIE).value != before


def test_what_was_done_is_told_newest_first_and_more_when_asked(app, efua, browser):
    page = browser.sees("/account")
    assert "Signed in" in page
    for _ in range(9):
        Browser(app, efua)
    assert "Show what was before" in browser.sees("/account")
    assert browser.sees("/account?all=yes").count("Signed in") > 9


def test_a_link_asked_for_by_anybody_is_told_as_that(app, efua, browser):
    Browser(app).post("/signin", email=efua.email)
    assert "A link to sign in was asked for" in browser.sees("/account")
    assert "somebody who gave your address" in browser.sees("/account")


def test_one_alone_at_home_sees_no_way_to_look_after_others(browser):
    assert "Who is here" not in browser.sees("/account")
