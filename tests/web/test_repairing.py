"""Another due asked for in time, a miss repaired, a nudge: words to send, and links both ways."""

import re
from html import unescape

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW
from tests.web.browsing import words
from tracker.domain.entry import Act
from tracker.domain.promise import Cause


def draft(answer):
    """The words to send, and the address that opens a mail program with them."""
    body = re.search(r'<textarea id="words"[^>]*>(.*?)</textarea>', answer.text, re.DOTALL)
    return unescape(body[1]) if body else None, unescape(re.search(r'href="(mailto:[^"]*)"', answer.text)[1])


@pytest.fixture
def missed(promised, tracker):
    """A promise of Friday, on Saturday."""
    promise = promised()
    tracker.clock.now = FRIDAY + DAY
    return promise


def test_before_its_due_a_promise_is_renegotiated_and_after_it_repaired(browser, promised, tracker):
    promise = promised()
    page = browser.get(f"/promises/{promise.id}").text
    assert f'href="/promises/{promise.id}/renegotiate"' in page
    assert f'href="/promises/{promise.id}/repair"' not in page
    tracker.clock.now = FRIDAY + HOUR / 2
    page = browser.get(f"/promises/{promise.id}").text
    assert f'href="/promises/{promise.id}/renegotiate"' not in page
    assert f'href="/promises/{promise.id}/repair"' in page
    assert "Still on time if delivered by" in browser.sees(f"/promises/{promise.id}/repair")


def test_with_a_day_chosen_there_are_words_to_ask_with_and_it_is_moved_below_them(browser, promised, promises):
    promise = promised()
    assert "By when instead?" in browser.sees(f"/promises/{promise.id}/renegotiate")
    page = browser.get(f"/promises/{promise.id}/renegotiate?due_on=2026-01-12&due_at=")
    body, mailto = draft(page)
    assert "“send proposal” by Fri 9 Jan, 17:00" in body
    assert "Would Mon 12 Jan do instead?" in body
    assert mailto.startswith("mailto:?subject=Send%20proposal")
    assert promises() == (promise,), "a GET writes nothing down"
    browser.post(f"/promises/{promise.id}/due", due_on="2026-01-12", due_at="", told="yes")
    assert "Moved 1 time, told in time" in browser.sees(f"/promises/{promise.id}")
    assert "moved 1 time already" in browser.sees(f"/promises/{promise.id}/renegotiate")


@pytest.mark.parametrize(("query", "said"), [("due_on=soon", "cannot be read"), ("due_on=2026-01-04", "has passed")])
def test_a_day_that_makes_no_sense_is_refused(browser, promised, query, said):
    answer = browser.get(f"/promises/{promised().id}/renegotiate?{query}")
    assert answer.status_code == 422
    assert said in words(answer)


def test_after_its_due_the_page_says_that_no_agreement_moves_it(browser, missed, promises):
    assert "is what counts: no agreement after it moves that" in browser.sees(f"/promises/{missed.id}/renegotiate")
    assert "the old one is what counts" in browser.sees(f"/promises/{missed.id}")
    browser.post(f"/promises/{missed.id}/due", due_on="2026-01-12", due_at="", told="yes")
    assert promises()[0].binding.due == FRIDAY


def test_a_miss_is_explained_promised_anew_and_apologised_for(browser, missed, promises):
    browser.post(f"/promises/{missed.id}/cause", cause="capacity")
    browser.post(f"/promises/{missed.id}/repair", body="send a draft", due_on="2026-01-12", due_at="12:00")
    old, new = promises()
    assert (old.cause, new.repairs, new.promisee) == (Cause.CAPACITY, old.id, "Ama")
    body, _ = draft(browser.get(f"/promises/{missed.id}/repair"))
    assert "That is my fault, and I am sorry." in body
    assert "I had taken on more than I could do" in body
    assert "My next promise to you: “send a draft”, by Mon 12 Jan, 12:00." in body


def test_the_miss_and_its_repair_lead_to_one_another(browser, missed, promises):
    browser.post(f"/promises/{missed.id}/repair", body="send a draft", due_on="2026-01-12")
    _, new = promises()
    assert "Repaired by Send a draft due Mon 12 Jan" in browser.sees(f"/promises/{missed.id}")
    assert f'href="/promises/{new.id}"' in browser.get(f"/promises/{missed.id}").text
    assert "In place of Send proposal due Fri 9 Jan, 17:00" in browser.sees(f"/promises/{new.id}")
    assert f'href="/promises/{missed.id}"' in browser.get(f"/promises/{new.id}").text


def test_each_step_of_a_repair_can_be_taken_back(browser, missed, promises):
    browser.post(f"/promises/{missed.id}/cause", cause="forgot")
    page = browser.get(f"/promises/{missed.id}/repair").text
    browser.post(unescape(re.search(r'action="([^"]*/undo[^"]*)"', page)[1]))
    assert promises()[0].cause is None
    browser.post(f"/promises/{missed.id}/repair", body="send a draft", due_on="2026-01-12")
    page = browser.get(f"/promises/{missed.id}/repair").text
    browser.post(unescape(re.search(r'action="([^"]*/undo[^"]*)"', page)[1]))
    assert promises() == (missed,)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("cause", {"cause": "bad luck"}, "Say which cause"),
        ("cause", {}, "Say which cause"),
        ("repair", {"body": "", "due_on": "2026-01-12"}, "Say what is promised"),
        ("repair", {"body": "send a draft"}, "Choose the day"),
        ("repair", {"body": "send a draft", "due_on": "2026-01-09"}, "lies ahead"),
    ],
)
def test_what_is_not_whole_is_refused_and_what_was_typed_stays(browser, missed, promises, path, typed, said):
    answer = browser.post(f"/promises/{missed.id}/{path}", **typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="send a draft"' in answer.text or typed.get("body") != "send a draft"
    assert promises() == (missed,)


def test_the_page_says_how_many_were_kept_since(browser, promised, tracker):
    promises = [promised(f"promise {day}", due=NOW + day * DAY) for day in range(4)]
    for day, promise in enumerate(promises):
        tracker.clock.now = NOW + day * DAY + (5 * HOUR if day == 1 else 0 * HOUR)
        browser.post(f"/promises/{promise.id}/deliver")
    page = browser.sees(f"/promises/{promises[1].id}/repair")
    assert "kept since: 2 (the last miss: Tue 6 Jan)" in page


def test_there_is_nothing_to_repair_nudge_or_renegotiate_where_that_makes_no_sense(browser, promised, tracker):
    mine, theirs = promised(), promised("send the map", promisee="me", promiser="Nils")
    assert "Nothing to repair" in browser.sees(f"/promises/{mine.id}/repair")
    assert "You wait on nobody" in browser.sees(f"/promises/{mine.id}/nudge")
    browser.post(f"/promises/{mine.id}/deliver")
    assert "It is not open any more" in browser.sees(f"/promises/{mine.id}/renegotiate")
    tracker.clock.now = FRIDAY + DAY
    assert "Nothing to repair" in browser.sees(f"/promises/{theirs.id}/repair")
    for promise in (mine, theirs):
        answer = browser.post(f"/promises/{promise.id}/cause", cause="forgot")
        assert (answer.status_code, "nothing to repair" in words(answer)) == (422, True)


def test_whom_one_waits_on_is_nudged_from_the_list(browser, promised, tracker):
    theirs = promised("send the map", promisee="me", promiser="nils@example.com")
    for address in ("/", "/promises?show=waiting+on", f"/promises/{theirs.id}"):
        assert f'href="/promises/{theirs.id}/nudge"' in browser.get(address).text
    body, mailto = draft(browser.get(f"/promises/{theirs.id}/nudge"))
    assert "You promised me “send the map” by Fri 9 Jan, 17:00." in body
    assert mailto.startswith("mailto:nils@example.com?subject=")
    assert 'id="words" class="draft"' in browser.get(f"/promises/{theirs.id}/nudge").text


def test_nobody_sees_or_repairs_anothers(stranger, missed, promises):
    for path in ("repair", "renegotiate", "nudge"):
        assert stranger.get(f"/promises/{missed.id}/{path}").status_code == 404
    assert stranger.post(f"/promises/{missed.id}/cause", cause="forgot").status_code == 404
    assert stranger.post(f"/promises/{missed.id}/repair", body="x", due_on="2026-01-12").status_code == 404
    assert promises() == (missed,)


def test_a_back_dated_delivery_is_marked_wherever_it_is_shown(browser, promised, tracker):
    promise = promised()
    tracker.clock.pass_by(2 * DAY)
    browser.post(f"/promises/{promise.id}/deliver", at_on="2026-01-06", at_at="15:30")
    assert "Back-dated: written down on Wed 7 Jan, 09:00" in browser.sees(f"/promises/{promise.id}")
    assert "delivered Tue 6 Jan, back-dated" in browser.sees("/promises?show=kept").replace("\u00a0", " ")
    assert "back-dated" in browser.sees("/")


def test_a_delivery_at_once_is_not_marked_and_says_by_whose_word(browser, promised):
    promise = promised()
    browser.post(f"/promises/{promise.id}/deliver")
    assert "ack-dated" not in browser.sees(f"/promises/{promise.id}")
    assert "by your own word" in browser.sees(f"/promises/{promise.id}")


def test_the_history_tells_a_cause(browser, missed, tracker):
    browser.post(f"/promises/{missed.id}/cause", cause="blocked")
    assert f"{Act.EXPLAINED.value.capitalize()} Sat 10 Jan, 17:00, on the page Cause: blocked." in browser.sees(
        f"/promises/{missed.id}"
    )
