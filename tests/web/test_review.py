"""The review: one question in hand, what comes after it, the tray of what is unsure, what is said of answers."""

import re
from datetime import UTC, datetime

import pytest

from tests.making import ACCRA, DAY, FRIDAY, NOW, candidate
from tests.web.browsing import words
from tracker.domain.event import EventKey
from tracker.domain.feedback import Answer
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.store import feedback
from tracker.web.questions import offers


def asked(n, **but):
    return candidate(f"send letter {'abcdefgh'[n]}", uid=str(n), due=FRIDAY + n * DAY, **but)


def lunch(confidence=0.5, **but):
    """Perhaps time with Ama, yesterday."""
    kind = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "start": NOW - DAY}
    return candidate("Lunch, Ama?", uid="lunch", confidence=confidence, **(kind | but))


@pytest.fixture
def answers(tracker, efua):
    """What was remembered of each answer: what it was, of which kind, and its place in the list."""

    def read():
        with tracker.database.read() as db:
            return [(one.answer, one.shown.kind, one.shown.place) for one in feedback.log(db, efua.id)]

    return read


def in_hand(page):
    return words(page).split("Did you promise this?")[1].split("What ")[1].split(" To ")[0]


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page.text.split('id="asking"')[1])[1]


def test_the_first_is_in_hand_and_an_address_takes_another(browser, told):
    told(*map(asked, range(3)))
    assert in_hand(browser.get("/questions")) == "send letter a"
    assert in_hand(browser.get(f"/questions?sign={asked(2).sign}")) == "send letter c"
    assert in_hand(browser.get("/questions?sign=nothing")) == "send letter a"


def test_answered_the_next_one_is_in_hand_with_the_focus(browser, told, answers):
    told(*map(asked, range(3)))
    page = browser.get(f"/questions?sign={asked(1).sign}")
    assert hidden(page, "next") == asked(2).sign
    sent = {"next": hidden(page, "next"), "place": hidden(page, "place")}
    answer = browser.post(f"/questions/{asked(1).sign}/accept", **sent)
    assert answer.location == f"/questions?sign={asked(2).sign}"
    page = browser.get(answer.location)
    assert in_hand(page) == "send letter c"
    assert re.search(r'<h2[^>]+id="asked"[^>]+ autofocus>', page.text)
    assert answers() == [(Answer.CONFIRMED, Kind.PROMISE, 2)]


def test_after_the_last_come_those_that_were_left_for_later(browser, told):
    told(*map(asked, range(3)))
    page = browser.get(f"/questions?sign={asked(2).sign}")
    assert hidden(page, "next") == asked(0).sign


def test_an_undo_brings_its_question_back_in_hand(browser, told):
    told(*map(asked, range(3)))
    browser.post(f"/questions/{asked(1).sign}/dismiss", next=asked(2).sign)
    page = browser.get(f"/questions?sign={asked(2).sign}")
    undo, sign = re.search(r'action="([^"]+/ask-again)".+?name="next" value="(\w+)"', page.text).groups()
    assert browser.post(undo, next=sign).location == f"/questions?sign={asked(1).sign}"


def test_of_many_only_the_next_few_are_listed(browser, told):
    told(*(candidate(f"letter {chr(97 + n)}", uid=str(n), due=FRIDAY + n * DAY) for n in range(14)))
    page = browser.sees("/questions")
    assert "1 of 14" in page
    assert "and 5 more" in page


def test_what_is_unsure_stands_in_a_tray_of_its_own_and_says_so(browser, told):
    told(asked(0), asked(1, confidence=0.5))
    page = browser.get("/questions")
    assert "Not sure about these 1" in words(page)
    assert "Not sure Did you promise this?" in browser.sees(f"/questions?sign={asked(1).sign}")


def test_it_may_have_been_time_with_somebody(browser, told, answers):
    told(lunch())
    page = browser.sees("/questions")
    assert "Was this time with Ama?" in page
    assert "Counts as meal" in page
    browser.post(f"/questions/{lunch().sign}/met", place="1")
    page = browser.get("/questions")
    assert "Time with people: Lunch, Ama?." in words(page)
    assert answers() == [(Answer.CONFIRMED, Kind.MEETING, 1)]
    undo = page.text.split('action="')[1].split('"')[0]
    assert undo.endswith("/unmet")
    browser.post(undo)
    assert "Was this time with Ama?" in browser.sees("/questions")


def test_it_may_have_been_none(browser, told):
    told(lunch())
    browser.post(f"/questions/{lunch().sign}/dismiss")
    page = browser.sees("/questions")
    assert "Not time with people: “Lunch, Ama?”; the same title is not asked about again." in page
    assert "Nothing to confirm" in page


def test_after_a_no_it_is_said_what_is_asked_no_more(browser, told):
    first, second = (candidate(event=EventKey("work", "series", day)) for day in ("20260109", "20260116"))
    told(first, second)
    browser.post(f"/questions/{first.sign}/dismiss")
    assert "Not a promise: “send proposal”; the rest of its series is asked about less." in browser.sees("/questions")
    browser.post(f"/questions/{second.sign}/dismiss", series="yes")
    said = "No promise in this whole series: “send proposal”; the same title is not asked about again."
    assert said in browser.sees("/questions")


def test_how_others_like_it_were_answered_is_said_once_there_are_a_few(browser, told):
    told(*map(asked, range(6)))
    for n in range(2):
        browser.post(f"/questions/{asked(n).sign}/accept")
    assert "like this." not in browser.sees("/questions")
    browser.post(f"/questions/{asked(2).sign}/accept")
    assert "You confirmed 3 of 3 like this." in browser.sees("/questions")


def test_what_was_typed_stays_where_it_is_refused(browser, told, promises):
    told(asked(0), asked(1))
    typed = {"body": "Send the offer", "promisee": "Kofi", "due_on": ""}
    refused = browser.post(f"/questions/{asked(1).sign}/accept", **typed)
    assert refused.status_code == 422
    for value in ("Send the offer", "Kofi"):
        assert f'value="{value}"' in refused.text
    assert '<details class="edit" id="edit" open>' in refused.text
    assert promises() == ()


def test_one_of_the_days_offered_is_enough_where_no_due_is_named(browser, told, promises):
    found = told(candidate(due=None))
    reading = re.findall(r'name="reading" value="([^"]+)"', browser.get("/questions").text)[0]
    browser.post(f"/questions/{found.sign}/accept", reading=reading)
    (promise,) = promises()
    assert (promise.body, f"{promise.binding.due:%F}") == ("send proposal", "2026-01-06")


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ((2026, 1, 5), ["06", "09", "12"]),  # a Monday
        ((2026, 1, 8), ["09", "15"]),  # a Thursday: tomorrow is Friday
        ((2026, 1, 9), ["10", "16"]),  # a Friday: the next one is in a week
    ],
)
def test_tomorrow_friday_and_a_week_are_offered_each_once(on, days):
    offered = offers(datetime(*on, 9, tzinfo=UTC), ACCRA)
    assert [f"{due.at:%d}" for due in offered] == days
    assert all(due.dated for due in offered)


def test_why_shows_all_that_was_weighed_as_a_sum(browser, told):
    told(asked(0, confidence=0.9))
    page = browser.sees("/questions")
    assert "“send letter a” reads like one +2.20" in page
    assert "In all +2.20 90% sure" in page


def test_a_bar_for_what_speaks_for_it_lies_right_of_the_middle(browser, told):
    told(asked(0))
    assert re.search(r'<rect x="100\.0" y="2" width="[\d.]+"', browser.get("/questions").text)
