"""The promisee's word: what they may say by a link, what becomes of it, how they change it (requirement 43)."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.making import DAY, NOW
from tests.web.browsing import HOME, words
from tests.web.word.saying import ASKED, LATER, says
from tracker.domain.entry import Act
from tracker.domain.promise import Refused
from tracker.domain.word import Saying
from tracker.services import word
from tracker.web.history import state


def test_asking_sends_nothing_and_shows_words_to_send(tracker, browser, promise, asked):
    link = asked()
    page = browser.sees(f"/promises/{promise.id}/ask")
    assert "Nobody is written to from here" in page
    assert "I promised you “send proposal” by Fri 9 Jan, 17:00. Do you have it?" in page
    assert HOME + link in page
    assert tracker.outbox.sent == []


def test_the_draft_opens_in_a_mail_program_addressed_to_the_person(browser, promise, asked):
    browser.post("/people/new", name="Ama Mensah", circle="close", addresses="ama@example.com")
    asked()
    page = browser.get(f"/promises/{promise.id}/ask").text
    assert 'href="mailto:ama@example.com?subject=Send%20proposal%3A%20do%20you%20have%20it%3F&amp;body=' in page


def test_looking_changes_nothing_however_often(nobody, link, entries):
    for method in ("GET", "HEAD", "OPTIONS") * 20:
        assert nobody.get(link, method, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert entries() == ASKED


def test_it_speaks_the_language_of_whoever_was_promised_something(nobody, link):
    french = nobody.get(link, headers={"Accept-Language": "fr-CA, en;q=0.5"})
    assert '<html lang="fr">' in french.text
    said = words(french)
    assert "efua@example.com vous a promis send proposal À rendre le ven. 9 janv." in said
    assert "Je l’ai" in said


def test_its_page_shows_the_one_promise_and_three_buttons_and_is_kept_nowhere(nobody, promised, link):
    promised("call the notary", promisee="Kofi")
    page = nobody.get(link)
    said = words(page)
    assert "efua@example.com promised you send proposal Due Fri 9 Jan, 17:00 (Accra time)" in said
    assert "has not called it delivered yet" in said
    assert re.findall(r"<button[^>]*>(?:<svg.*?</svg>)?([^<]+)</button>", page.text) == [
        "I have it",
        "Not yet",
        "Never mind: I let you off",
    ]
    assert "notary" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Set-Cookie" not in page.headers


def test_received_before_its_promiser_said_anything_delivers_it_at_that_instant(
    tracker, nobody, link, entries, now_is
):
    at = tracker.clock.pass_by(LATER)
    answer = says(nobody, link, "have")
    assert "Thank you" in words(answer)
    assert "You said on Mon 5 Jan, 10:00 that you have it" in words(answer)
    assert (now_is().delivered_at, now_is().received_at) == (at, at)
    assert entries() == [*ASKED, (Act.RECEIVED, "promisee", "link")]


def test_received_after_the_promisers_word_leaves_that_as_it_was(tracker, browser, nobody, promise, link, now_is):
    browser.post(f"/promises/{promise.id}/deliver")
    tracker.clock.pass_by(LATER)
    says(nobody, link, "have")
    assert (now_is().delivered_at, now_is().received_at) == (NOW, NOW + LATER)


def test_not_yet_stands_beside_the_promisers_word(browser, nobody, promise, link, now_is):
    browser.post(f"/promises/{promise.id}/deliver")
    says(nobody, link, "not yet")
    assert now_is().delivered_at == NOW
    assert now_is().doubted_at == NOW
    assert "Ama says: not yet, on Mon 5 Jan, 09:00" in browser.sees(f"/promises/{promise.id}")
    assert "Ama says: not yet" in browser.sees("/")


def test_being_let_off_releases_it(browser, nobody, promise, link, entries, now_is):
    assert "You let efua@example.com off" in words(says(nobody, link, "let off"))
    assert now_is().released_at == NOW
    assert entries() == [*ASKED, (Act.RELEASED, "promisee", "link")]


@pytest.mark.parametrize("word", ["have", "not yet", "let off"])
def test_the_same_word_twice_is_one_entry(nobody, link, entries, word):
    for _ in range(3):
        assert says(nobody, link, word).status_code == 200
    assert len(entries()) == len(ASKED) + 1


@pytest.mark.parametrize("word", ["", "delivered", "have it", "undo", "renegotiate"])
def test_no_other_word_does_anything(nobody, link, entries, word):
    assert says(nobody, link, word).status_code == 200
    assert entries() == ASKED


def test_a_word_may_be_changed_within_seven_days_and_the_first_is_taken_back(tracker, nobody, link, entries, now_is):
    says(nobody, link, "have")
    tracker.clock.pass_by(7 * DAY)
    assert "You may change your word for 7 days" in words(nobody.get(link))
    says(nobody, link, "not yet")
    assert now_is().delivered_at is None
    assert now_is().received_at is None
    assert now_is().doubted_at == NOW + 7 * DAY
    assert entries()[2:] == [
        (Act.RECEIVED, "promisee", "link"),
        (Act.UNDONE, "promisee", "link"),
        (Act.DOUBTED, "promisee", "link"),
    ]


def test_after_seven_days_a_word_stands(tracker, nobody, link, now_is):
    says(nobody, link, "let off")
    tracker.clock.pass_by(7 * DAY + timedelta(seconds=1))
    assert "<button" not in nobody.get(link).text
    told = words(says(nobody, link, "have"))
    assert "Not saved. This cannot be said of it any more. Tell the one who promised it instead." in told
    assert now_is().received_at is None
    assert now_is().released_at == NOW


def test_a_word_that_makes_no_sense_any_more_is_refused_with_whom_to_tell(tracker, efua, nobody, link, now_is):
    says(nobody, link, "let off")
    now = tracker.clock.pass_by(8 * DAY)
    behind = tracker.links.read("word", link.rsplit("/", 1)[1], now)
    with pytest.raises(Refused, match=r"This cannot be said of it any more. Tell the one who promised it instead"):
        word.say(tracker.database, efua, behind, Saying.HAVE, now)
    assert now_is().received_at is None


def test_not_yet_is_followed_by_received_however_late(tracker, nobody, link, now_is, entries):
    says(nobody, link, "not yet")
    at = tracker.clock.pass_by(20 * DAY)
    says(nobody, link, "have")
    assert (now_is().received_at, now_is().doubted_at) == (at, None)
    assert [act for act, *_ in entries()[2:]] == [Act.DOUBTED, Act.RECEIVED]


def test_what_was_delivered_cannot_be_let_off(browser, nobody, promise, link, now_is):
    browser.post(f"/promises/{promise.id}/deliver")
    assert "Never mind" not in words(nobody.get(link))
    says(nobody, link, "let off")
    assert now_is().released_at is None


def test_nobody_takes_back_anothers_word(browser, nobody, promise, link, now_is):
    says(nobody, link, "have")
    page = browser.get(f"/promises/{promise.id}").text
    undo = unescape(re.search(r'action="(/promises/[^"]+/undo[^"]*)"', page)[1]) if "/undo" in page else None
    assert undo is None
    from_memory = f"/promises/{promise.id}/undo?of={state(now_is())}"
    answer = browser.post(from_memory)
    assert answer.status_code == 409
    assert "That is your promisee's own word. Only they can take it back, by their link." in words(answer)
    assert now_is().received_at == NOW


def test_once_they_say_not_yet_the_promiser_may_take_up_again_what_they_called_delivered(
    browser, nobody, promise, link, now_is, entries
):
    browser.post(f"/promises/{promise.id}/deliver")
    says(nobody, link, "not yet")
    assert "Not delivered after all" in browser.sees(f"/promises/{promise.id}")
    browser.post(f"/promises/{promise.id}/reopen")
    assert now_is().open
    assert now_is().doubted_at == NOW
    assert entries()[-1] == (Act.REOPENED, "efua", "page")


def test_what_a_promisee_has_is_not_taken_up_again(browser, nobody, promise, link, now_is):
    says(nobody, link, "have")
    assert browser.post(f"/promises/{promise.id}/reopen").status_code == 409
    assert now_is().delivered_at == NOW
