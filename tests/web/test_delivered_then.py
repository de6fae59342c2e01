"""What a calendar calls done, and times that nobody can be sure of: asked on the page, answered by one tap."""

from dataclasses import replace

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, candidate
from tests.web.browsing import words
from tracker.domain.entry import Act
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence
from tracker.services import answers, users
from tracker.store import ledger

THEN = FRIDAY + 3 * HOUR  # two hours after the hour of grace


def done(at=THEN, **but):
    evidence = (Evidence("to-do", "Send proposal", 4.0), Evidence("completed", "COMPLETED 2026-01-09 20:00 UTC", 0.0))
    return candidate(title="Send proposal to Ama", delivered_at=at, evidence=evidence, **but)


@pytest.fixture
def done_since(tracker, efua, told):
    """A promise accepted from a to-do that was ticked off since, late; it is the Monday after."""
    told(candidate(title="Send proposal to Ama"))
    made = answers.accept(tracker.database, efua, candidate().sign, via="page", now=NOW)
    told(done())
    tracker.clock.pass_by(7 * DAY)
    return made


@pytest.fixture
def acts(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return [(entry.act, entry.via) for entry in ledger.entries(db, efua.id)]

    return read


@pytest.mark.parametrize("page", ["/", "/questions", "/promises/{}"])
def test_what_its_calendar_calls_done_is_asked_wherever_questions_are(browser, done_since, page):
    said = browser.sees(page.format(done_since.id))
    assert "Your calendar says that it was done on Fri 9 Jan, 20:00 3 hours late" in said
    assert "elivered then?" in said
    assert "Yes, delivered then" in said
    assert "No, not yet" in said


def test_why_it_is_asked_is_said(browser, done_since):
    assert "Asked because “Send proposal to Ama” is ticked off in your calendar" in browser.sees("/questions")


def answer(browser, promise, said, told=None):
    word = (told or done()).delivery_sign
    return browser.post(f"/promises/{promise.id}/delivered-then", delivered=said, word=word, back="questions")


def test_one_tap_delivers_it_at_that_instant_by_the_calendars_word(browser, done_since, promises, acts):
    assert answer(browser, done_since, "yes").location == "/questions"
    assert promises()[0].delivered_at == THEN
    assert acts() == [(Act.ACCEPTED, "page"), (Act.DELIVERED, "calendar+page")]
    told = browser.sees(f"/promises/{done_since.id}")
    assert "by your calendar's word, confirmed on the page" in told
    assert "Back-dated: your calendar says that it was delivered on Fri 9 Jan, 20:00." in told
    assert "3 hours late" in told
    assert "Nothing to confirm" in browser.sees("/questions")


def test_not_yet_is_not_asked_again_until_it_is_taken_back(browser, done_since, promises):
    answer(browser, done_since, "no")
    assert promises()[0].open
    page = browser.get("/questions")
    assert "Not delivered yet: send proposal." in words(page)
    assert "Nothing to confirm" in words(page)
    undo = page.text.split('action="')[1].split('"')[0]
    assert undo.endswith("/ask-again")
    browser.post(undo)
    assert "Yes, delivered then" in browser.sees("/questions")


def test_neither_yes_nor_no_is_no_answer(browser, done_since, promises):
    refused = answer(browser, done_since, "")
    assert refused.status_code == 422
    assert "Say whether it was delivered." in words(refused)
    assert promises()[0].open


def test_an_answer_to_what_the_calendar_no_longer_says_is_refused(browser, done_since, promises):
    refused = answer(browser, done_since, "yes", done(THEN - DAY))
    assert refused.status_code == 409
    assert "The calendar says something else by now" in words(refused)
    assert promises()[0].open


def test_an_instant_that_has_not_come_is_said_to_be_so(browser, tracker, done_since, promises):
    tracker.clock.pass_by(-5 * DAY)
    said = browser.sees("/questions")
    assert "That has not come yet: it would count as delivered now." in said
    assert "Yes, delivered by now" in said
    answer(browser, done_since, "yes")
    assert promises()[0].delivered_at == NOW + 2 * DAY


def test_what_others_promised_and_was_done_is_received(browser, tracker, efua, told):
    told(candidate(promiser="Kofi"))
    answers.accept(tracker.database, efua, candidate().sign, via="page", now=NOW)
    told(done(promiser="Kofi"))
    assert "Yes, received by now" in browser.sees("/")


def test_what_was_done_before_it_was_a_promise_is_one_tap_too(browser, tracker, told, promises, acts):
    told(done())
    tracker.clock.pass_by(7 * DAY)
    home, page = browser.sees("/"), browser.sees("/questions")
    assert "Done there Fri 9 Jan, 20:00 3 hours late" in home
    assert "Was this a promise, and delivered?" in page
    assert "holds it as something to deliver, and it is ticked off in your calendar." in page
    browser.post(f"/questions/{done().sign}/accept", delivered="yes", word=done().delivery_sign, back="home")
    assert promises()[0].delivered_at == THEN
    assert acts() == [(Act.ACCEPTED, "page"), (Act.DELIVERED, "calendar+page")]
    said = browser.get("/")
    assert "Promise accepted, and delivered: send proposal." in words(said)
    undo = said.text.split('action="')[1].split('"')[0].replace("&amp;", "&")
    for _ in range(2):
        browser.post(undo)
    assert promises() == ()
    assert "Was this a promise, and delivered?" in browser.sees("/questions")


def test_it_may_be_a_promise_in_other_words_and_still_owed(browser, told, promises):
    told(done())
    typed = {"body": "Send the offer", "promisee": "Kofi", "due_on": "2026-01-12", "due_at": "17:30"}
    browser.post(f"/questions/{done().sign}/accept", **typed, delivered="no", word=done().delivery_sign)
    (promise,) = promises()
    assert (promise.body, promise.open) == ("Send the offer", True)
    assert "Nothing to confirm" in browser.sees("/questions")


def test_what_was_done_may_have_been_no_promise(browser, told):
    told(done())
    browser.post(f"/questions/{done().sign}/dismiss")
    assert "Nothing to confirm" in browser.sees("/questions")


def test_what_was_due_and_done_before_scoring_began_is_history(browser, tracker, efua, told, promises):
    users.decide(tracker.database, efua, {"scored_from": NOW}, via="page", now=NOW)
    was = told(done(NOW - 2 * DAY, due=NOW - 3 * DAY))
    browser.post(f"/questions/{was.sign}/accept", delivered="yes", word=was.delivery_sign)
    assert "No: due before Mon 5 Jan, when counting began" in browser.sees(f"/promises/{promises()[0].id}")
    assert "Nothing decided yet" in browser.sees("/")


def unsure(due=FRIDAY):
    """A promise in a zone that nobody knows."""
    return replace(candidate(), due=Unclear((Due(due, False),), ""), unsure=True)


def test_a_due_that_is_a_guess_is_shown_as_unsure_and_offered_as_it_was_read(browser, told, promises):
    told(unsure())
    assert "due Fri 9 Jan, 17:00 time unsure" in browser.sees("/")
    page = browser.get("/questions")
    assert "Fri 9 Jan, 17:00 (time unsure), Work." in words(page)
    assert "When exactly is it due? time unsure Its calendar names a time zone that nobody knows" in words(page)
    assert 'value="2026-01-09"' in page.text
    assert 'value="17:00"' in page.text
    typed = {"body": "send proposal", "promisee": "Ama", "due_on": "2026-01-09", "due_at": "16:00"}
    browser.post(f"/questions/{unsure().sign}/accept", **typed)
    assert promises()[0].binding.due == FRIDAY - HOUR
    assert "Nothing to confirm" in browser.sees("/questions")


def test_a_due_that_is_a_guess_is_never_taken_without_being_confirmed(browser, told, promises):
    told(unsure())
    assert "Confirm the due" in browser.sees("/")
    refused = browser.post(f"/questions/{unsure().sign}/accept")
    assert refused.status_code == 422
    assert "Say when it is due: its calendar names a time zone that nobody knows." in words(refused)
    assert promises() == ()


def test_a_move_to_a_guess_takes_the_due_that_they_were_told(browser, tracker, efua, told, promises):
    told(candidate())
    made = answers.accept(tracker.database, efua, candidate().sign, via="page", now=NOW)
    told(unsure(FRIDAY + DAY))
    for page in ("/", "/questions", f"/promises/{made.id}"):
        assert "time unsure" in browser.sees(page)
    browser.post(f"/promises/{made.id}/moved", told="yes", due_on="2026-01-10", due_at="18:00")
    assert promises()[0].binding.due == FRIDAY + DAY + HOUR
    assert "Nothing to confirm" in browser.sees("/questions")
