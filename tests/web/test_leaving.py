"""Delete my account: what goes is said, a copy is offered, the address typed again, by who signed in just now."""

from datetime import timedelta

from tests.making import NOW
from tests.web.browsing import Browser, words
from tracker.services import digests, leaving, outfeed, signin
from tracker.store import accounts, letters

FORM = "Type your mail address"


def who_is_here(tracker):
    with tracker.database.read() as db:
        return {one.email for one in accounts.users(db)}


def test_the_page_says_what_goes_and_offers_a_copy_first(browser, promised):
    promised()
    page = browser.sees("/account/delete")
    assert page.index("What goes") < page.index("Take a copy first") < page.index(FORM)
    assert 'href="/copy/tracker.json"' in browser.get("/account/delete").text


def test_deleted_everything_is_gone_and_the_browser_is_out(tracker, app, efua, kofi, browser, promised):
    promised()
    other = Browser(app, efua)
    answer = browser.post("/account/delete", address="Efua@example.com ")
    assert answer.location == "/account/deleted"
    assert "Your account is deleted" in browser.sees("/account/deleted")
    assert browser.get("/").location == other.get("/").location == "/signin"
    assert who_is_here(tracker) == {"kofi@example.com"}


def test_another_address_deletes_nothing(tracker, browser, efua):
    answer = browser.post("/account/delete", address="kofi@example.com")
    assert answer.status_code == 422
    assert "Type the address of the account" in words(answer)
    assert who_is_here(tracker) == {efua.email}


def test_who_signed_in_long_ago_is_asked_for_a_fresh_link_first(tracker, browser, efua):
    tracker.clock.pass_by(signin.FRESH + timedelta(seconds=1))
    assert FORM not in browser.sees("/account/delete")
    refused = browser.post("/account/delete", address=efua.email)
    assert refused.status_code == 403
    assert who_is_here(tracker) == {efua.email}


def test_the_fresh_link_leads_back_here(tracker, browser, efua):
    tracker.clock.pass_by(timedelta(hours=2))
    assert "on its way" in browser.sees(browser.post("/account/fresh").location)
    with tracker.database.read() as db:
        (letter,) = letters.letters_due(db, tracker.clock())
        raw = digests.raw(db, tracker.post, efua.id, letter.id).decode().replace("=\r\n", "")
    link = raw.split("/signin/")[1].split()[0]
    answer = browser.post(f"/signin/{link}")
    browser._token = ""
    assert answer.location == "/account/delete"
    assert FORM in browser.sees("/account/delete")


def test_the_last_letter_goes_to_the_address_that_nobody_keeps_any_more(tracker, browser, efua):
    browser.post("/account/delete", address=efua.email)
    leaving.say_farewell(tracker.database, tracker.post, tracker.clock)
    assert [one.to for one in tracker.post.outbox.sent] == [efua.email]


def test_links_and_feeds_of_who_has_gone_open_nothing(tracker, app, efua, browser, promised):
    outfeed.begin(tracker.database, efua)
    with tracker.database.read() as db:
        hers = accounts.user(db, efua.id)
    feed = outfeed.address(tracker.links, hers)
    links = [tracker.links.make("deliver", user=efua.id, subject=promised().id, at=NOW), feed]
    paths = [one.removeprefix(tracker.base_url) for one in links]
    assert [Browser(app).get(path).status_code for path in paths] == [200, 200]
    browser.post("/account/delete", address=efua.email)
    assert [Browser(app).get(path).status_code for path in paths] == [404, 404]
