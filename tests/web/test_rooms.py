"""Where there is no room for one more it is said, with the remedy, and nothing is added (C44)."""

import pytest

from tests.making import candidate
from tests.web.browsing import Browser, tracker_with, words
from tracker.config import Config
from tracker.domain.quota import Quotas
from tracker.web import rooms
from tracker.web.app import create_app

FEED = "https://example.com/cal.ics"


@pytest.fixture
def tracker(sqlite, source):
    """One where each may have one of each."""
    one = {"calendars": 1, "promises": 1, "people": 1, "gives": 1, "tokens": 1, "webhooks": 1}
    return tracker_with(
        sqlite, source=source, config=Config(quotas=one, service={"base_url": "http://127.0.0.1:8000"})
    )


def add(browser, body="send it"):
    return browser.post("/promises/new", body=body, who="Ama", due_on="2026-01-09", whose="mine")


def test_the_second_promise_is_refused_where_there_is_room_for_one(browser, promises):
    assert add(browser).status_code == 303
    refused = add(browser, "send another")
    assert (refused.status_code, "Ask an owner of this service for more" in words(refused)) == (409, True)
    assert len(promises()) == 1


def test_a_question_waits_until_there_is_room(browser, told, promises):
    found = told(candidate())
    add(browser)
    assert browser.post(f"/questions/{found.sign}/accept").status_code == 409
    assert len(promises()) == 1


def test_the_second_calendar_is_refused(browser):
    browser.post("/calendars/follow", address=FEED)
    refused = browser.post("/calendars/follow", address=FEED.replace("cal", "other"))
    assert (refused.status_code, "more than 1 calendars" in words(refused)) == (422, True)


def test_the_second_person_is_refused(browser):
    assert browser.post("/people/new", name="Ama", circle="close").status_code == 303
    assert browser.post("/people/new", name="Kofi", circle="close").status_code == 409


def test_one_users_fill_takes_no_room_of_anothers(browser, stranger):
    add(browser)
    assert add(stranger).status_code == 303


def test_each_endpoint_that_adds_is_one(app):
    rules = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(rooms.ADDING) <= rules
    assert set(rooms.ADDING.values()) | {"calendars", "upload"} == set(Quotas._fields)


def test_a_file_that_is_larger_than_may_be_is_refused_before_it_is_read(sqlite, source, tracker, efua):
    small = tracker_with(sqlite, source=source, config=Config(quotas={"upload": 1}))
    browser = Browser(create_app(small), efua)
    body, kind = b"x" * (2 * 1024 * 1024), "multipart/form-data; boundary=x"
    answer = browser.client.post("/calendars/upload", data=body, content_type=kind)
    assert (answer.status_code, "A file may have 1 MB" in words(answer)) == (413, True)
