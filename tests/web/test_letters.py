"""Letters on the page: this week's as it would go out, and those that went."""

import pytest

from tests.making import NOW
from tracker.services import digests
from tracker.store import letters


@pytest.fixture
def went(tracker, efua):
    message = digests.written(tracker.post, digests.preview(tracker.database, efua, NOW), NOW)
    with tracker.database.write() as db:
        digests.keep_letter(db, tracker.post, efua, message, kind="digest", period="2026-W02", now=NOW)
        digests.keep_letter(db, tracker.post, efua, message, kind="signin", period="once", now=NOW)
    digests.send_waiting(tracker.database, tracker.post, tracker.clock)
    with tracker.database.read() as db:
        return next(letter for letter in letters.letters(db, efua.id) if letter.kind == "digest")


def test_the_preview_shows_this_weeks_letter_in_a_frame(browser, promised):
    promised("send proposal")
    page = browser.get("/letter")
    assert '<iframe src="/letter/body"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "proposal" in browser.get("/letter/body").text
    text = browser.get("/letter/text")
    assert text.mimetype == "text/plain"
    assert "proposal" in text.text


def test_past_letters_are_listed_and_shown_as_they_went(browser, went):
    assert went.subject in browser.sees("/letters")
    assert "sent" in browser.sees(f"/letters/{went.id}")
    assert browser.get(f"/letters/{went.id}/body").mimetype == "text/html"
    assert browser.get(f"/letters/{went.id}/text").mimetype == "text/plain"


def test_letters_with_links_to_sign_in_are_not_shown(browser, tracker, efua, went):
    with tracker.database.read() as db:
        other = next(letter for letter in letters.letters(db, efua.id) if letter.kind == "signin")
    assert other.id not in browser.get("/letters").text
    assert browser.get(f"/letters/{other.id}/body").status_code == 404


def test_links_in_a_shown_letter_open_outside_its_frame(browser, went):
    assert '<base target="_top">' in browser.get(f"/letters/{went.id}/body").text
