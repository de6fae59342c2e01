"""Questions on the page: accepted as found or in other words, dismissed for good, answered when an event moved."""

from dataclasses import replace

import pytest

from tests import keeping
from tests.making import DAY, FRIDAY, NOW, candidate, person
from tests.web.browsing import words
from tracker.domain.event import EventKey
from tracker.domain.reading.due import Due, Unclear
from tracker.services import answers as services


def test_a_question_shows_its_words_and_why_it_is_asked(browser, told):
    found = told(candidate("Send proposal", title="Send proposal to Ama by Friday"))
    page = browser.sees("/questions")
    assert "Send proposal to Ama by Friday" in page
    assert "Asked because “Send proposal” reads like one." in page
    assert found.sign in browser.get("/questions").text


def test_one_tap_accepts_it_as_it_was_found(browser, told, promises):
    found = told(candidate())
    assert browser.post(f"/questions/{found.sign}/accept", back="home").location == "/"
    (promise,) = promises()
    assert (promise.body, promise.promisee, promise.binding.due) == ("send proposal", "Ama", FRIDAY)
    assert "Nothing to confirm" in browser.sees("/questions")


def test_accepted_twice_is_one_promise(browser, told, promises):
    found = told(candidate())
    for _ in range(3):
        browser.post(f"/questions/{found.sign}/accept")
    assert len(promises()) == 1


def test_it_may_be_accepted_in_other_words_for_another_person_by_another_day(browser, told, promises):
    found = told(candidate())
    browser.post(
        f"/questions/{found.sign}/accept", body="Send the offer", promisee="Kofi", due_on="2026-01-12", due_at="17:30"
    )
    (promise,) = promises()
    assert (promise.body, promise.promisee) == ("Send the offer", "Kofi")
    assert f"{promise.binding.due:%d %H:%M}" == "12 17:30"


def test_an_unclear_due_must_be_chosen(browser, told, promises):
    due = Unclear((Due(FRIDAY, True, "next Friday"), Due(FRIDAY + 7 * DAY, True, "next Friday")), "next Friday")
    asked = told(replace(candidate(title="Send it next Friday"), due=due))
    page = browser.get("/questions")
    assert "“next Friday” can be read in more than one way." in words(page)
    refused = browser.post(f"/questions/{asked.sign}/accept", body="send it", promisee="Ama", reading="other")
    assert refused.status_code == 422
    assert "Choose the day" in words(refused)
    assert promises() == ()
    reading = page.text.split('name="reading" value="')[2].split('"')[0]
    browser.post(f"/questions/{asked.sign}/accept", body="send it", promisee="Ama", reading=reading)
    assert promises()[0].binding.due == FRIDAY + 7 * DAY


@pytest.mark.parametrize("reading", ["day tomorrow", "day 2026-01-09", "week 2026-01-09T17:00:00+00:00"])
def test_a_reading_that_was_never_offered_is_refused(browser, told, promises, reading):
    found = told(candidate())
    assert browser.post(f"/questions/{found.sign}/accept", body="send it", reading=reading).status_code == 422
    assert promises() == ()


def test_without_any_due_there_is_none_by_default(browser, told, promises):
    found = told(candidate(due=None))
    assert "no due is named" in browser.sees("/")
    refused = browser.post(f"/questions/{found.sign}/accept")
    assert refused.status_code == 422
    assert promises() == ()


def test_dismissed_stays_dismissed_until_it_is_taken_back(browser, told):
    found = told(candidate())
    browser.post(f"/questions/{found.sign}/dismiss")
    page = browser.get("/questions")
    assert "Nothing to confirm" in words(page)
    undo = page.text.split('action="')[1].split('"')[0]
    assert undo.endswith("/ask-again")
    browser.post(undo)
    assert "send proposal" in browser.sees("/questions")


def test_a_whole_series_may_be_dismissed(browser, told):
    first, second = (replace(candidate(), event=EventKey("work", "series", day)) for day in ("20260109", "20260116"))
    told(first, second)
    assert "Never for this series" in browser.sees("/questions")
    browser.post(f"/questions/{first.sign}/dismiss", series="yes")
    assert "Nothing to confirm" in browser.sees("/questions")


def test_a_question_that_is_not_there_is_answered_with_nothing_is_here(browser):
    for act in ("accept", "dismiss"):
        assert browser.post(f"/questions/none/{act}").status_code == 404


def test_no_more_than_three_are_shown_at_home(browser, told):
    told(*(candidate(f"promise {n}", uid=str(n)) for n in range(7)))
    page = browser.sees("/")
    assert "All 7" in page
    assert page.count("Yes , a promise") == 3


def test_a_person_who_is_known_is_called_by_name(browser, tracker, efua, told):
    with tracker.database.write() as db:
        keeping.keep(db, efua.id, person("Ama Mensah"))
    told(candidate())
    assert "to Ama Mensah" in browser.sees("/")


def test_a_moved_event_asks_whether_they_were_told(browser, tracker, efua, told, promises):
    found = told(candidate())
    services.accept(tracker.database, efua, found.sign, via="page", now=NOW)
    told(candidate(due=FRIDAY + DAY))
    promise_id = promises()[0].id
    assert "Were they told?" in browser.sees("/")
    assert browser.post(f"/promises/{promise_id}/moved").status_code == 422, "neither yes nor no"
    browser.post(f"/promises/{promise_id}/moved", told="yes", back="home")
    assert promises()[0].binding.due == FRIDAY + DAY
    assert "Were they told?" not in browser.sees("/")


@pytest.mark.parametrize(("act", "open_still"), [("still-owed", True), ("release", False), ("strike", False)])
def test_a_gone_event_asks_what_became_of_it(browser, tracker, efua, told, promises, act, open_still):
    found = told(candidate())
    services.accept(tracker.database, efua, found.sign, via="page", now=NOW)
    told()
    assert "What became of it?" in browser.sees("/")
    browser.post(f"/promises/{promises()[0].id}/{act}", back="home")
    assert promises()[0].open is open_still
    assert "What became of it?" not in browser.sees("/")
