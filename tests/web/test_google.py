"""Google Calendar on the pages: to Google and back, each refusal with its page, choosing, letting go, signing in.

Google is played by the stand-in, asked by Google's own libraries.
"""

import re
from datetime import timedelta
from html import escape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.google.discovery import document
from tests.making import event
from tests.web.browsing import EFUA, GARDEN, HOLIDAYS, HOME, NILS, Browser, leads, tracker_with, words
from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.google.oauth import EVENTS, READ
from tracker.services import connections, users
from tracker.store import calendars
from tracker.web.app import create_app

KOFI = "kofi@gmail.com"


@pytest.fixture
def tracker(with_google):
    return with_google


@pytest.fixture
def theirs(tracker, efua):
    """Efua's connections as they are kept."""
    return lambda: connections.connections(tracker.database, efua)


@pytest.fixture
def connect(google, browser):
    """Goes to Google and back: where that leads. What is said on the consent page is given as for `consented`."""

    def go(account=EFUA, connection="", **said):
        there = browser.post("/google/connect", connection=connection)
        return back(browser, google.consented(leads(there), google.account(account), **said))

    return go


@pytest.fixture
def connected(connect, theirs):
    """Efua's connection, made."""
    connect()
    return theirs()[0]


def back(browser, address):
    assert address.startswith(f"{HOME}/google/back?")
    return browser.get(address.removeprefix(HOME))


# What the pages say before.


def test_without_a_client_the_secret_address_is_the_way_and_the_page_says_what_else_takes(sqlite, efua_at):
    browser = efua_at(tracker_with(sqlite))
    assert "that is the easy way" in browser.sees("/calendars")
    page = browser.get("/google")
    assert f'value="{HOME}/google/back" readonly' in page.text
    assert "docs/google.md" in words(page)
    assert "Continue to Google" not in words(page)
    assert browser.post("/google/connect").status_code == 404
    assert browser.post("/signin/google").status_code in (303, 404)
    assert "Sign in with Google" not in Browser(browser.client.application).sees("/signin")


@pytest.fixture
def efua_at(efua):
    return lambda tracker: Browser(create_app(tracker), efua)


def test_with_a_client_the_page_says_what_google_will_ask_and_that_nothing_leaves(browser):
    assert "Connect" in browser.sees("/calendars")
    page = browser.sees("/google")
    assert "See the list of Google calendars you’re subscribed to" in page
    assert "View events on all your calendars" in page
    assert "Tick both" in page
    assert "Nothing is sent anywhere else" in page
    assert "hasn’t verified this app" in page
    assert f'value="{HOME}/google/back" readonly' in browser.get("/google").text


def test_the_permissions_are_in_googles_own_words(browser):
    page = browser.sees("/google")
    for scope in READ:
        assert document()["auth"]["oauth2"]["scopes"][scope]["description"] in page


def test_at_another_name_of_the_same_machine_the_page_says_where_to_go(browser):
    assert f"Open tracker at {HOME} first" in browser.sees("/google")
    at_home = browser.get("/google", base_url=HOME)
    assert "Open tracker at" not in words(at_home)


def test_the_way_to_google_is_no_redirect_of_a_form_which_browsers_would_stop_at_a_companys_sign_in(browser, google):
    there = browser.post("/google/connect")
    assert (there.status_code, there.location) == (200, None)
    assert leads(there).startswith(google.url)
    assert f'href="{escape(leads(there))}"' in there.text  # for who must go there by hand
    assert "form-action 'self';" in there.headers["Content-Security-Policy"]


# There and back.


def test_connecting_asks_for_two_permissions_to_read_and_comes_back_to_the_calendars(browser, connect, theirs):
    asked = parse_qs(urlsplit(leads(browser.post("/google/connect"))).query)
    assert set(asked["scope"][0].split()) == READ
    answer = connect()
    (one,) = theirs()
    assert (one.account, one.scopes) == (EFUA, READ)
    assert answer.status_code == 303
    assert answer.location == f"/google/{one.id}/calendars"
    assert f"{EFUA} is connected." in browser.sees(answer.location)


def test_loading_the_way_back_again_repeats_nothing(browser, google, theirs):
    there = leads(browser.post("/google/connect"))
    returned = google.consented(there, google.account(EFUA))
    assert back(browser, returned).status_code == 303
    again = back(browser, returned)
    assert again.status_code == 400
    assert "belongs to nothing that you began here" in words(again)
    assert len(theirs()) == 1


def test_a_look_at_the_way_back_uses_nothing_up(browser, google):
    returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA))
    for method in ("HEAD", "OPTIONS"):
        assert browser.get(returned.removeprefix(HOME), method).status_code == 200
    assert back(browser, returned).status_code == 303


def test_another_browser_cannot_finish_what_this_one_began(browser, stranger, nobody, google, theirs):
    for other in (stranger, nobody):
        returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA))
        assert back(other, returned).status_code == 400
    assert theirs() == ()


def test_an_answer_that_comes_too_late_is_refused_with_the_way_to_begin_again(browser, google, tracker, theirs):
    returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA))
    tracker.clock.pass_by(timedelta(minutes=11))
    answer = back(browser, returned)
    assert answer.status_code == 400
    assert "That took longer than ten minutes" in words(answer)
    assert "what you do at Google must be done within ten minutes" in words(answer)
    assert "Try again" in words(answer)
    assert theirs() == ()


REFUSALS = {
    "denied": ({"deny": True}, "You did not agree at Google", "Nothing was changed."),
    "one box left unticked": (
        {"scopes": {EVENTS}},
        "A permission was not ticked",
        "See the list of Google",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_is_refused_at_google_has_a_page_that_says_what_to_do(name, browser, connect, theirs):
    said, title, remedy = REFUSALS[name]
    answer = connect(**said)
    assert answer.status_code == 400
    assert title in words(answer)
    assert remedy in words(answer)
    assert 'action="/google/connect"' in answer.text
    assert "Try again" in words(answer)
    assert theirs() == ()


def test_no_answer_shows_a_code_a_state_or_a_token(browser, google):
    for said in ({}, {"deny": True}, {"scopes": {EVENTS}}):
        returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA), **said)
        secret = [value for values in parse_qs(urlsplit(returned).query).values() for value in values]
        answer = back(browser, returned)
        told = answer.text + str(answer.headers)
        assert not [one for one in secret if len(one) > 20 and not one.startswith("http") and one in told]
        assert answer.headers["Cache-Control"] == "no-store"


def test_an_answer_that_names_another_issuer_is_refused(browser, google, theirs):
    google.iss = "https://elsewhere.example.com"
    returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA))
    assert "did not come from Google" in words(back(browser, returned))
    assert theirs() == ()


def test_what_the_client_lacks_is_told_when_it_first_shows(browser, google, theirs):
    google.fault("calendarList", 403, "accessNotConfigured")
    answer = back(browser, google.consented(leads(browser.post("/google/connect")), google.account(EFUA)))
    assert "did not let that through" in words(answer)
    assert "Enable it in Google's console" in words(answer)
    assert theirs() == ()


def test_google_out_of_order_says_so_and_offers_to_try_again(browser, google, theirs):
    google.fault("/token", 503, times=9)
    returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA))
    answer = back(browser, returned)
    assert answer.status_code == 503
    assert "Google did not answer" in words(answer)
    assert 'action="/google/connect"' in answer.text


def test_another_account_than_the_one_to_reconnect_can_be_changed_or_kept_as_well(google, connect, connected, theirs):
    google.account(KOFI).calendar(summary="Kofi", primary=True)
    answer = connect(account=KOFI, connection=connected.id)
    assert "another Google account" in words(answer)
    assert f"Use {EFUA}" in words(answer)
    assert f"Connect {KOFI} as well" in words(answer)
    assert f'name="connection" value="{connected.id}"' in answer.text
    assert [one.account for one in theirs()] == [EFUA]
    connect(account=KOFI)
    assert [one.account for one in theirs()] == [EFUA, KOFI]


def test_a_stranger_reconnects_nothing_of_mine(stranger, connected):
    assert stranger.post("/google/connect", connection=connected.id).status_code == 404


# Which calendars.


def boxes(page):
    """The boxes of the page: their marks by the calendar's id."""
    found = re.findall(r'<input type="checkbox" name="calendar" value="([^"]+)"([^>]*)>', page.text)
    return {name: marks.split() for name, marks in found}


def test_ones_own_calendar_is_ticked_and_nobody_elses(browser, connected):
    page = browser.get(f"/google/{connected.id}/calendars")
    assert boxes(page) == {EFUA: ["checked"], GARDEN: [], NILS: ["disabled"], HOLIDAYS: []}
    assert "without titles" in words(page)


def test_what_is_ticked_is_followed_and_read_at_once(browser, source, connected, followed):
    source.events = (event(),)
    answer = browser.post(f"/google/{connected.id}/calendars", calendar=[EFUA, GARDEN])
    assert answer.location == "/calendars"
    assert "Efua's days was read: 1 new." in browser.sees("/calendars")
    assert [(one.name, one.shown, one.connection) for one in followed()] == [
        ("Efua's days", EFUA, connected.id),
        ("Garden", EFUA, connected.id),
    ]
    assert len(source.asked) == 2
    assert boxes(browser.get(f"/google/{connected.id}/calendars"))[GARDEN] == ["checked"]


@pytest.fixture
def followed(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return sorted(calendars.calendars(db, efua.id), key=lambda one: one.name)

    return read


def test_a_calendar_that_google_did_not_list_is_not_followed(browser, connected, followed):
    browser.post(f"/google/{connected.id}/calendars", calendar=["boss@example.com"])
    assert followed() == []


def test_what_is_no_longer_ticked_is_asked_about_and_stays_until_then(browser, connected, followed):
    browser.post(f"/google/{connected.id}/calendars", calendar=[EFUA, GARDEN])
    browser.get("/calendars")
    browser.post(f"/google/{connected.id}/calendars", calendar=[EFUA])
    garden = followed()[1]
    page = browser.get("/calendars")
    assert "Garden is not ticked, but followed until you remove it." in words(page)
    assert f'href="/calendars/{garden.id}/remove">Remove Garden' in page.text
    browser.post(f"/google/{connected.id}/calendars")
    says = "and 1 other calendar are not ticked, but followed until you remove them."
    assert says in browser.sees("/calendars")
    browser.post(f"/google/{connected.id}/calendars", calendar=[HOLIDAYS])
    browser.post(f"/google/{connected.id}/calendars")
    says = "and 2 other calendars are not ticked, but followed until you remove each of them."
    assert says in browser.sees("/calendars")
    assert len(followed()) == 3


def test_an_account_without_calendars_says_so(browser, google, connected):
    for calendar in google.account(EFUA).calendars.values():
        calendar.forget()
    assert "There is no calendar in this account" in browser.sees(f"/google/{connected.id}/calendars")


def test_google_out_of_order_at_the_list_says_so_and_the_same_page_can_be_asked_again(browser, google, connected):
    google.fault("calendarList", 503, times=99, retry_after=3600)
    answer = browser.get(f"/google/{connected.id}/calendars")
    assert answer.status_code == 503
    assert f'href="/google/{connected.id}/calendars">Try again' in answer.text


# Leave that was taken back.


@pytest.fixture
def lost(tracker, browser, google, connected):
    """Efua's connection, of which two calendars are followed, after she took the leave back at Google."""
    browser.post(f"/google/{connected.id}/calendars", calendar=[EFUA, GARDEN])
    browser.get("/calendars")
    google.take_back(google.account(EFUA))
    google.expire_access()
    assert browser.get(f"/google/{connected.id}/calendars").status_code == 409
    return connected


def test_a_lost_connection_is_told_once_with_the_button_that_helps(browser, lost):
    for address in ("/", "/calendars"):
        page = browser.get(address)
        assert page.text.count("no longer lets tracker read") == 1, address
        assert f'name="connection" value="{lost.id}"' in page.text
    assert "as of Mon 5 Jan, 09:00; nothing newer is judged" in browser.sees("/")
    assert f"Waits until {EFUA} is connected again." in browser.sees("/calendars")
    assert f"Reconnect {EFUA}" in browser.sees("/google"), "the letter leads there"


def test_reconnecting_goes_on_with_the_same_calendars(browser, connect, lost, theirs, followed):
    before = [one.id for one in followed()]
    answer = connect(connection=lost.id)
    assert answer.location == f"/google/{lost.id}/calendars"
    assert "connected again" in browser.sees(answer.location)
    assert [(one.id, one.lost_at) for one in theirs()] == [(lost.id, None)]
    assert [one.id for one in followed()] == before
    assert "no longer lets" not in browser.sees("/")


# Letting go.


@pytest.mark.parametrize(("answer", "kept"), [("keep", 1), ("strike", 0)])
def test_disconnecting_asks_first_then_forgets_and_gives_the_leave_back(
    browser, google, connected, theirs, followed, answer, kept
):
    browser.post(f"/google/{connected.id}/calendars", calendar=[EFUA])
    page = browser.sees(f"/google/{connected.id}/disconnect")
    assert "the events of Efua's days" in page
    assert "the leave at Google" in page
    assert len(theirs()) == 1
    assert google.revoked == []
    done = browser.post(f"/google/{connected.id}/disconnect", promises=answer)
    assert done.location == "/calendars"
    assert "is given back at Google" in browser.sees("/calendars")
    assert (theirs(), followed(), len(google.revoked)) == ((), [], 1)


def test_disconnecting_while_google_is_away_forgets_all_the_same(browser, google, connected, theirs):
    google.fault("/revoke", 503, times=99)
    browser.post(f"/google/{connected.id}/disconnect")
    assert "Google is told as soon as it answers" in browser.sees("/calendars")
    assert theirs() == ()


# Signing in.


@pytest.fixture
def signing_in(google, nobody):
    """Signs in as an account at Google: where that leads."""

    def go(account=EFUA, browser=nobody, **said):
        there = browser.post("/signin/google")
        return back(browser, google.consented(leads(there), google.account(account), **said))

    return go


@pytest.fixture
def efua_of_google(tracker, efua):
    """Efua, whose address here is the one that she has at Google."""
    return users.readdress(tracker.database, efua, EFUA)


def test_who_has_an_account_here_signs_in_with_google(nobody, signing_in, efua_of_google):
    assert "Sign in with Google" in nobody.sees("/signin")
    answer = signing_in()
    assert (answer.status_code, answer.location) == (303, "/")
    assert nobody.get("/").status_code == 200
    assert nobody.client.get_cookie("tracker-consent") is None


def test_the_way_to_sign_in_is_bound_to_the_browser_for_ten_minutes(nobody, app, google, efua_of_google):
    there = nobody.post("/signin/google")
    (cookie,) = there.headers.getlist("Set-Cookie")
    for said in ("tracker-consent=", "Max-Age=600", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert said in cookie
    returned = google.consented(leads(there), google.account(EFUA))
    other = Browser(app)
    assert back(other, returned).status_code == 400
    assert other.get("/").location == "/signin"


def test_nobody_here_has_that_address(signing_in, efua, nobody):
    answer = signing_in(account=KOFI)
    assert answer.status_code == 400
    assert "There is no account for this address" in words(answer)
    assert nobody.get("/").location == "/signin"


def test_signing_in_connects_no_calendar(signing_in, efua_of_google, theirs):
    signing_in()
    assert theirs() == ()


def test_who_is_signed_in_is_sent_home(browser):
    assert browser.post("/signin/google").location == "/"


def test_over_https_what_binds_is_bound_to_this_host(sqlite, google, efua):
    base = "https://tracker.example.com"
    google.client("ours", "hush", [redirect_address(base)])
    client = Client("ours", "hush", redirect_address(base), at=google.url)
    app = create_app(tracker_with(sqlite, base_url=base, google=client)).test_client()
    asked = {"base_url": base, "headers": {"Referer": f"{base}/"}}
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', app.get("/signin", **asked).text)[1]
    (cookie,) = [
        one
        for one in app.post("/signin/google", data={"csrf_token": csrf}, **asked).headers.getlist("Set-Cookie")
        if "consent" in one
    ]
    assert cookie.startswith("__Host-consent=")
    assert "Secure" in cookie
