"""Quick add: one line or a bookmark fills the form of a new promise, and only that (requirement 32)."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.browsing import HOME


def form_of(browser, **fields):
    """What the fields of the form hold, by name; of a choice what is chosen."""
    page = browser.get("/promises/new?" + urlencode(fields)).text
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        held = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if held.get("type") != "radio" or " checked" in tag:
            found[held.get("name")] = unescape(held.get("value", ""))
    return found


def test_a_line_as_in_a_calendar_fills_the_form_and_keeps_nothing(browser, promises):
    held = form_of(browser, words="Send proposal to Ama by Friday 17:00", note="https://example.com/mail/1")
    wanted = {"body": "Send proposal", "who": "Ama", "whose": "mine", "due_on": "2026-01-09", "due_at": "17:00"}
    assert wanted.items() <= held.items()
    assert held["note"] == "https://example.com/mail/1"
    assert "Nothing is kept yet" in browser.sees("/promises/new?words=Send+proposal+to+Ama+by+Friday")
    assert promises() == ()


def test_what_is_sent_then_is_kept_with_its_note(browser, promises):
    held = form_of(browser, words="Send proposal to Ama by Friday 17:00", note="https://example.com/mail/1")
    answer = browser.post("/promises/new", **{name: held[name] for name in held if name and name != "csrf_token"})
    assert answer.status_code == 303
    (promise,) = promises()
    assert (promise.body, promise.promisee) == ("Send proposal", "Ama")
    assert promise.note == "https://example.com/mail/1"
    assert 'href="https://example.com/mail/1" rel="noopener noreferrer"' in browser.get(answer.location).text


def test_another_persons_promise_is_theirs(browser):
    held = form_of(browser, words="Kofi to send the draft by Thursday")
    assert {"who": "Kofi", "whose": "theirs", "body": "send the draft"}.items() <= held.items()


def test_a_line_without_a_due_leaves_it_to_be_chosen(browser, promises):
    held = form_of(browser, words="Send proposal to Ama")
    assert (held["due_on"], held["due_at"]) == ("", "")
    answer = browser.post("/promises/new", words="Send proposal to Ama", body="Send proposal", who="Ama")
    assert answer.status_code == 422
    assert "There is no default" in answer.text
    assert promises() == ()


def test_several_readings_of_a_due_are_asked_and_none_is_chosen_beforehand(browser, promises):
    words = "Send proposal to Ama by next Tuesday"
    page = browser.get("/promises/new?" + urlencode({"words": words})).text
    assert re.findall(r'name="reading" value="([^"]+)" required( checked)?', page) == [
        ("day 2026-01-13T23:59:59+00:00", ""),
        ("day 2026-01-06T23:59:59+00:00", ""),
        ("other", ""),
    ]
    chosen = {"body": "Send proposal", "who": "Ama", "reading": "day 2026-01-06T23:59:59+00:00"}
    browser.post("/promises/new", words=words, **chosen)
    (promise,) = promises()
    assert promise.binding.due.isoformat() == "2026-01-06T23:59:59+00:00"


def test_a_name_is_the_person_it_means_and_two_of_a_name_are_asked_about(browser):
    browser.post("/people/new", name="Ama Mensah", circle="close")
    assert form_of(browser, words="Send proposal to Ama by Friday")["who"] == "Ama Mensah"
    browser.post("/people/new", name="Ama Owusu", circle="close")
    assert form_of(browser, words="Send proposal to Ama by Friday")["who"] == "Ama"
    said = browser.sees("/promises/new?words=Send+proposal+to+Ama+by+Friday")
    assert "Ama Mensah or Ama Owusu?" in said


@pytest.mark.parametrize("words", ["", " ", "!!", "by Friday", "<script>alert(1)</script>", "x" * 5_000])
def test_whatever_the_line_it_is_shown_as_text_and_nothing_breaks(browser, words, promises):
    page = browser.get("/promises/new?" + urlencode({"words": words}))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert promises() == ()


def test_looking_changes_nothing_however_it_is_asked(browser, promises):
    for method in ("GET", "HEAD") * 5:
        browser.get("/promises/new?words=Send+it+to+Ama+by+Friday", method, headers={"Sec-Fetch-Site": "cross-site"})
    assert promises() == ()


def test_the_bookmark_opens_the_form_here_with_words_and_address(browser):
    page = unescape(browser.get("/quick").text)
    bookmark = re.search(r'href="(javascript:[^"]+)"', page)[1]
    assert bookmark.startswith(f"javascript:void(open('{HOME}/promises/new?words='+encodeURIComponent(")
    assert "'&note='+encodeURIComponent(location.href" in bookmark
    assert "script-src" not in browser.get("/quick").headers["Content-Security-Policy"]


def test_what_was_typed_stays_when_the_form_is_refused(browser):
    answer = browser.post(
        "/promises/new", words="Send it by Friday", body="Send the plan", who="", due_on="2026-01-12"
    )
    assert answer.status_code == 422
    for kept in ('value="Send the plan"', 'value="2026-01-12"', 'value="Send it by Friday"'):
        assert kept in answer.text
