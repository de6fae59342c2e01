"""The first five minutes: four steps, seen from what there is, that can be left and taken up again."""

from dataclasses import replace

import pytest

from tests.fakes import FakeOutbox
from tests.making import candidate, event
from tests.web.browsing import Browser, tracker_with
from tracker.config import Config
from tracker.domain.event import EventKey
from tracker.services import digests, people
from tracker.store import calendars, letters
from tracker.web.app import create_app
from tracker.web.start import ENOUGH

OPEN = '<details class="card step" open>'


def unfolded(page):
    """The number of the step that is unfolded."""
    return page.split(OPEN, 1)[1].split('<span class="soft">', 1)[1].split(".", 1)[0] if OPEN in page else ""


def test_home_of_somebody_new_leads_there_and_nothing_is_done_yet(browser):
    assert 'href="/start"' in browser.get("/").text
    page = browser.sees("/start")
    assert "0 of 4 steps are done" in page
    assert unfolded(browser.get("/start").text) == "1"


def test_a_feed_that_is_followed_leads_back_and_its_promises_are_asked_about(browser, source, tracker, efua):
    source.events = (event("Send Ama the plan"),)
    answer = browser.post("/calendars/follow", address="https://example.com/a.ics", back="start")
    assert answer.location == "/start"
    page = browser.get("/start").text
    assert unfolded(page) != "1"
    assert "1 of 4" in browser.sees("/") or "2 of 4" in browser.sees("/"), "home says how far one has come"


def test_a_refused_address_keeps_the_way_back(browser):
    answer = browser.post("/calendars/follow", address="ftp://example.com/a.ics", back="start")
    assert answer.status_code == 422
    assert 'name="back" value="start"' in answer.text


def test_answers_are_counted_and_five_are_enough(browser, told):
    keys = [EventKey("work", f"e{number}") for number in range(ENOUGH + 1)]
    told(*(candidate(f"send plan {key.uid}", event=key) for key in keys))
    assert unfolded(browser.get("/start").text) == "2"
    signs = [part.split("/")[0] for part in browser.get("/questions").text.split("/questions/")[1:2]]
    assert signs
    for number in range(ENOUGH):
        assert f"{number} of 5" in browser.sees("/start")
        page = browser.get("/start").text
        sign = page.split('action="/questions/', 1)[1].split("/", 1)[0]
        assert browser.post(f"/questions/{sign}/accept", back="start").location == "/start"
    assert unfolded(browser.get("/start").text) == "3"


def test_a_person_is_named_by_a_name_alone(browser, tracker, efua):
    refused = browser.post("/start/person", name="  ")
    assert (refused.status_code, "Say who it is: a name is enough." in refused.text) == (422, True)
    assert browser.post("/start/person", name="Ama Owusu").location == "/start"
    page = browser.sees("/start")
    assert "Ama Owusu is named." in page
    with tracker.database.read() as db:
        assert [one.name for one in people.store.persons(db, efua.id)] == ["Ama Owusu"]


def test_without_a_mail_server_it_says_so_and_shows_the_letter(browser, tracker, efua, promised):
    promised()
    page = browser.get("/start").text
    assert "No mail server is set" in page
    assert 'src="/letter/body"' in page
    for _twice in range(2):
        assert browser.post("/start/letter").location == "/start"
    with tracker.database.read() as db:
        (letter,) = letters.letters(db, efua.id)
    assert letter.kind == digests.KIND
    assert f'src="/letters/{letter.id}/body"' in browser.get("/start").text


def test_with_a_mail_server_it_goes_out_by_the_way_of_all_letters(sqlite, source, efua, promised):
    outbox = FakeOutbox()
    mail = {"host": "mail.example.com", "from": "Tracker <tracker@example.com>"}
    tracker = tracker_with(sqlite, source=source)
    config = Config(service={"base_url": tracker.base_url}, mail=mail)
    tracker = replace(tracker, config=config, post=tracker.post._replace(outbox=outbox))
    promised()
    browser = Browser(create_app(tracker), efua)
    page = browser.sees("/start")
    assert "No mail server is set" not in page
    browser.post("/start/letter")
    assert "It goes to efua@example.com within a minute." in browser.sees("/start")
    assert digests.send_waiting(tracker.database, tracker.post, tracker.clock) == 1
    assert "Sent to efua@example.com on" in browser.sees("/start")


def test_where_there_is_nothing_to_say_no_letter_is_written_and_it_says_why(browser, tracker, efua):
    browser.post("/settings/away", away_from="2026-01-05", away_until="2026-01-09")
    browser.post("/start/letter")
    assert "No letter was written: there is nothing to say yet" in browser.sees("/start")


def test_the_example_is_followed_once_however_often_it_is_asked_for(browser, tracker, efua):
    for _twice in range(2):
        browser.post("/start/example", back="start")
    with tracker.database.read() as db:
        assert [one.example for one in calendars.calendars(db, efua.id)] == [True]


def test_nobodys_progress_shows_anothers(browser, stranger, promised, told):
    told(candidate())
    assert "0 of 4 steps are done" in stranger.sees("/start")


def test_once_a_letter_was_had_home_speaks_of_steps_no_more(browser, tracker, efua, told, promised):
    told(candidate())
    promised()
    assert "steps are done" in browser.sees("/")
    browser.post("/start/letter")
    browser.get("/start")
    assert "steps are done" not in browser.sees("/")


@pytest.mark.parametrize("path", ["/start/example", "/start/person", "/start/letter"])
def test_a_step_is_taken_by_a_form_alone(browser, path):
    assert browser.get(path).status_code == 405
