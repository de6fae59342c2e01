"""The pages of webhooks: added, tried, looked at, sent again, stopped and removed; a secret that is shown once."""

import re

import pytest

from tests.calendars.taking import taking
from tests.making import NOW
from tests.web.browsing import tracker_with
from tracker.config import Config
from tracker.services import notices
from tracker.store import webhooks as store

EVERY = ["promise.made", "promise.delivered"]


@pytest.fixture
def tracker(sqlite, source):
    return tracker_with(sqlite, source=source, config=Config(calendars={"allow_private": True}))


@pytest.fixture
def taker():
    with taking() as taker:
        yield taker


@pytest.fixture
def address(browser, taker):
    """The page of a webhook that was just added."""
    answer = browser.post("/webhooks", address=taker.url, kind=EVERY)
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.fixture
def tell(tracker, efua):
    def told():
        with tracker.database.read() as db:
            (one,) = store.webhooks(db, efua.id)
        return notices.tell(tracker.telling, efua.id, one.id)

    return told


def test_one_that_is_added_shows_its_secret_once_and_its_address_never_whole(browser, address):
    first, second = browser.get(address).text, browser.get(address).text
    assert re.search(r"whsec_[A-Za-z0-9+/]{43}=", first)
    assert "whsec_" not in second
    assert "of-its-own" not in first + browser.get("/webhooks").text
    assert "is told" in browser.sees("/webhooks")


def test_the_secret_is_sealed_on_its_way_to_the_page(browser, taker):
    answer = browser.post("/webhooks", address=taker.url, kind=EVERY)
    assert "whsec_" not in str(answer.headers)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"address": "", "kind": EVERY}, "Give the address"),
        ({"address": "ftp://example.com", "kind": EVERY}, "begins with https://"),
        ({"address": "https://a:b@example.com/", "kind": EVERY}, "signed instead"),
        ({"address": "https://example.com/hook", "kind": []}, "at least one thing"),
        ({"address": "https://example.com/hook", "kind": ["webhook.test", "nonsense"]}, "at least one thing"),
    ],
)
def test_what_cannot_be_told_is_refused_and_what_was_typed_stays(browser, typed, says):
    answer = browser.post("/webhooks", **typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "whsec_" not in answer.text


def test_a_test_says_what_came_of_it(browser, address, taker):
    browser.post(f"{address}/test")
    assert "The test arrived: it answered 204." in browser.sees(address)
    taker.answers(500)
    browser.post(f"{address}/test")
    assert "did not arrive. It answered 500" in browser.sees(address)
    assert [came.headers["content-type"] for came in taker.came] == ["application/json"] * 2


def test_what_it_was_told_is_listed_and_can_be_sent_again(browser, address, promised, tell, taker):
    promised()
    assert "waits" in browser.sees(address)
    assert tell() == 1
    page = browser.get(address)
    assert "answered 204" in page.text
    (again,) = re.findall(r'action="(/webhooks/[\w-]+/again/[\w-]+)"', page.text)
    browser.post(again)
    assert tell() == 1
    assert len({came.id for came in taker.came}) == 1


def test_a_stopped_one_can_be_told_again_by_undo(browser, address, promised, tell):
    browser.post(f"{address}/stop")
    page = browser.sees(address)
    assert "Stopped. It is told nothing any more." in page
    assert "Undo" in page
    promised()
    browser.post(f"{address}/start")
    assert tell() == 0
    promised("call Kofi")
    assert tell() == 1


def test_a_new_secret_is_shown_once_too(browser, address):
    before = re.search(r"whsec_\S{44}", browser.get(address).text)[0]
    browser.post(f"{address}/secret")
    page = browser.get(address).text
    assert re.search(r"whsec_\S{44}", page)[0] != before
    assert "whsec_" not in browser.get(address).text


def test_what_it_is_told_can_be_changed(browser, address, promised, tell):
    browser.post(f"{address}/kinds", kind=["promise.delivered"])
    promised()
    assert tell() == 0
    assert browser.post(f"{address}/kinds", kind=[]).status_code == 422


def test_a_removed_one_is_gone(browser, address):
    browser.post(f"{address}/remove")
    assert browser.get(address).status_code == 404
    assert "Have a program told" in browser.sees("/webhooks")


def test_anothers_is_not_there(stranger, address, taker):
    assert stranger.get(address).status_code == 404
    for act in ("test", "stop", "start", "secret", "remove"):
        assert stranger.post(f"{address}/{act}").status_code == 404
    assert stranger.post(f"{address}/kinds", kind=EVERY).status_code == 404
    assert taker.came == []


def test_one_that_does_not_take_it_says_so_and_when_it_is_tried_again(browser, address, promised, tell, taker):
    taker.answers(404)
    promised()
    tell()
    page = browser.sees(address)
    assert "Nothing has arrived since" in page
    assert "answered 404" in page
    assert "does not take it" in page


def test_somebody_with_as_many_as_they_may_have_is_told_so(tracker, browser, taker):
    for _ in range(tracker.config.quotas.webhooks):
        assert browser.post("/webhooks", address=taker.url, kind=EVERY).status_code == 303
    answer = browser.post("/webhooks", address=taker.url, kind=EVERY)
    assert answer.status_code == 409
    assert "Nothing was changed" in answer.text
    assert tracker.clock() == NOW
