"""Letters on the page: the next as it would go out, and those that went, each as it was sent, and at rest."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes import FakeClock
from tests.making import DAY, NOW
from tests.web.browsing import HOME, words
from tracker.mail.outbox import TryLater
from tracker.services import archive, digests
from tracker.store import accounts, letters
from tracker.store.seal import Seal

ACTING = re.compile(r"/(?:l|unsubscribe|reminders)/[\w.-]{20,}")


@pytest.fixture
def keep(tracker, efua):
    """Keeps a letter of Efua's and sends it."""

    def one(at=NOW, kind="digest", period="2026-W02", send=True):
        message = digests.written(tracker.post, digests.preview(tracker.database, efua, at), at)
        with tracker.database.write() as db:
            digests.keep_letter(db, tracker.post, efua, message, kind=kind, period=period, now=at)
        if send:
            digests.send_waiting(tracker.database, tracker.post, FakeClock(at))
        with tracker.database.read() as db:
            return next(letter for letter in letters.letters(db, efua.id) if letter.period == period)

    return one


@pytest.fixture
def went(promised, keep):
    promised("send proposal")
    keep(kind="signin", period="once")
    return keep()


def subjects(page):
    return re.findall(r'<a class="body" href="/letters/([^"]+)"', page.text)


def test_the_preview_shows_this_weeks_letter_in_a_frame_and_when_it_goes(tracker, efua, browser, promised):
    promised("send proposal")
    with tracker.database.write() as db:
        accounts.save_user(db, replace(efua, next_digest_at=NOW + 7 * DAY))
    page = browser.get("/letter")
    assert '<iframe src="/letter/body"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert "on Mon 12 Jan, 09:00" in words(page).replace("\u00a0", " ")
    assert "proposal" in browser.get("/letter/body").text
    text = browser.get("/letter/text")
    assert text.mimetype == "text/plain"
    assert "proposal" in text.text


def test_a_preview_of_nothing_says_that_none_would_come(tracker, efua, browser):
    for but, said in (
        ({"digest_on": False}, "The weekly letter is off."),
        ({"reminders": True}, "A reminder may come"),
    ):
        with tracker.database.write() as db:
            accounts.save_user(db, replace(efua, next_reminder_at=NOW + DAY, **but))
        assert said in browser.sees("/letter")


def test_a_letter_can_be_looked_at_as_text_and_by_its_headers(browser, went):
    for page in ("/letter", f"/letters/{went.id}"):
        text = browser.get(f"{page}?part=text")
        assert "<iframe" not in text.text
        assert "proposal" in words(text)
        headers = browser.sees(f"{page}?part=headers")
        for name in ("From", "Subject", "Message-ID", "List-Unsubscribe", "Date"):
            assert f" {name} " in headers
        for part in ("text", "headers"):
            assert not ACTING.search(browser.get(f"{page}?part={part}").text)
        assert "<iframe" in browser.get(f"{page}?part=nonsense").text


def test_send_me_this_now_brings_a_copy_and_leaves_the_weeks_own_as_it_was(tracker, efua, browser, went):
    before = next_of(tracker)
    browser.post("/letter/send")
    assert "It goes to efua@example.com" in browser.sees("/letter") or "folder of this machine" in browser.sees(
        "/letter"
    )
    digests.send_waiting(tracker.database, tracker.post, tracker.clock)
    assert [kept.to for kept in tracker.post.outbox.sent] == ["efua@example.com"] * 3
    assert len({kept.message["Message-ID"] for kept in tracker.post.outbox.sent[1:]}) == 2
    assert next_of(tracker) == before
    assert "Asked for by you" in browser.sees("/letters")


def next_of(tracker):
    with tracker.database.read() as db:
        return accounts.user(db, "efua").next_digest_at


def test_send_me_this_now_twice_in_a_second_is_once_and_too_often_is_told_to_wait(tracker, browser):
    for _ in range(10):
        assert browser.post("/letter/send").status_code == 303
    assert browser.post("/letter/send").status_code == 429
    digests.send_waiting(tracker.database, tracker.post, tracker.clock)
    assert len(tracker.post.outbox.sent) == 1


def test_past_letters_are_listed_and_shown_as_they_went(browser, went):
    assert went.subject in browser.sees("/letters")
    page = browser.get(f"/letters/{went.id}")
    assert went.subject in words(page)
    assert "sent" in words(page)
    assert browser.get(f"/letters/{went.id}/body").mimetype == "text/html"
    assert browser.get(f"/letters/{went.id}/text").mimetype == "text/plain"


def test_letters_with_links_to_sign_in_are_not_shown(browser, tracker, efua, went):
    with tracker.database.read() as db:
        other = next(letter for letter in letters.letters(db, efua.id) if letter.kind == "signin")
    assert other.id not in browser.get("/letters").text
    for part in ("", "/body", "/text"):
        assert browser.get(f"/letters/{other.id}{part}").status_code == 404


def test_links_in_a_shown_letter_open_outside_its_frame(browser, went):
    assert '<base target="_top">' in browser.get(f"/letters/{went.id}/body").text


def test_nothing_in_a_copy_acts_its_buttons_lead_to_the_pages(browser, tracker, promises, went):
    sent = tracker.post.outbox.sent[-1].message
    for part, address in (("html", "body"), ("plain", "text")):
        assert ACTING.search(sent.get_body((part,)).get_content())
        copy = browser.get(f"/letters/{went.id}/{address}").text
        assert not ACTING.search(copy)
        assert f"{HOME}/promises/{promises()[0].id}" in copy


def test_a_letter_leads_to_the_ones_before_and_after_it(browser, keep):
    first, second, third = (keep(NOW + n * DAY, "reminder", str(n)) for n in range(3))
    page = browser.get(f"/letters/{second.id}").text
    assert f'rel="prev" href="/letters/{first.id}"' in page
    assert f'rel="next" href="/letters/{third.id}"' in page
    assert "rel=" not in browser.get(f"/letters/{first.id}").text.split("<main", 1)[1].split('rel="next"')[0]


def test_they_stand_by_week_and_are_found_by_kind_and_month(tracker, browser, keep):
    digest = keep(datetime(2025, 12, 29, 9, tzinfo=UTC), "digest", "2026-W01")
    old = keep(datetime(2025, 12, 31, 9, tzinfo=UTC), "reminder", "2025-12-31")
    new = keep(datetime(2026, 1, 2, 9, tzinfo=UTC), "reminder", "2026-01-02")
    page = browser.get("/letters")
    assert subjects(page) == [new.id, old.id, digest.id]
    assert re.findall("Week of ([^<]+)<", page.text) == ["Mon 29 Dec 2025"]
    assert re.findall(r'<option value="(\d{4}-\d\d)"', page.text) == ["2026-01", "2025-12"]
    assert subjects(browser.get("/letters?kind=reminder")) == [new.id, old.id]
    assert subjects(browser.get("/letters?month=2025-12")) == [old.id, digest.id]
    assert subjects(browser.get("/letters?kind=digest&month=2026-01")) == []
    assert "None of these" in browser.sees("/letters?kind=digest&month=2026-01")


def test_a_month_is_that_of_its_readers_zone(tracker, efua, browser, keep):
    keep(datetime(2026, 1, 1, 3, tzinfo=UTC), "reminder", "late")
    browser.post(
        "/settings",
        zone="America/New_York",
        digest_day="0",
        digest_hour="9",
        grace="1",
        grace_dated="1",
        patience="1",
    )
    assert len(subjects(browser.get("/letters?month=2025-12"))) == 1
    assert subjects(browser.get("/letters?month=2026-01")) == []


def test_many_come_a_page_at_a_time(browser, keep):
    made = [keep(NOW + n * timedelta(hours=1), "reminder", str(n), send=False).id for n in range(archive.PAGE + 2)]
    first = browser.get("/letters?kind=reminder")
    assert subjects(first) == made[::-1][: archive.PAGE]
    older = re.search(r'rel="next" href="([^"]+)"', first.text)[1].replace("&amp;", "&")
    second = browser.get(older)
    assert subjects(second) == made[::-1][archive.PAGE :]
    assert 'rel="next"' not in second.text
    assert subjects(
        browser.get(re.search(r'rel="prev" href="([^"]+)"', second.text)[1].replace("&amp;", "&"))
    ) == subjects(first)


@pytest.mark.parametrize(
    "asked",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=99999999999",
        "month=2026-13",
        "month=0000-01",
        "month=9999-12",
        "kind=signin",
        "kind=%00",
    ],
)
def test_what_cannot_be_asked_for_is_not_minded(browser, went, asked):
    assert browser.get(f"/letters?{asked}").status_code == 200


def test_one_that_did_not_go_out_says_why(tracker, browser, keep):
    tracker.post.outbox.trouble = TryLater("The disk is 100% full; %(nothing)s goes out.")
    one = keep()
    for page in ("/letters", f"/letters/{one.id}"):
        assert "The disk is 100% full; %(nothing)s goes out." in browser.sees(page)
        assert "tried again soon" in browser.sees(page)


def test_one_whose_key_is_lost_says_so(tracker, browser, went):
    with tracker.database.write() as db:
        lost = Seal([Seal.new_key()]).seal("lost", owner="efua").encode()
        table = archive.store.table
        db.execute(table.update().where(table.c.id == went.id).values(body=lost))
    answer = browser.get(f"/letters/{went.id}")
    assert answer.status_code == 404
    assert "sealed with a key that is not here" in words(answer)
