"""Calendars on the page: followed, uploaded, read now, believed, removed."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, NOW, event
from tests.web.browsing import words
from tracker.calendars.source import CalendarTrouble
from tracker.domain.event import Pull, Skipped, Span
from tracker.store import calendars

ADDRESS = "webcal://calendar.example.com/private/secret-1234.ics"


@pytest.fixture
def followed(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return calendars.calendars(db, efua.id)

    return read


def test_an_address_is_followed_and_read_at_once(browser, source, followed):
    source.events = (event(),)
    assert browser.post("/calendars/follow", address=ADDRESS, name="Work", decides="yes").location == "/calendars"
    page = browser.sees("/calendars")
    assert "Work was read: 1 new." in page
    assert "As of Mon 5 Jan, 09:00" in page
    (work,) = followed()
    assert work.decides
    assert "secret-1234" not in browser.get("/calendars").text


PASTE = "Paste the calendar's private address. It ends in .ics or begins with webcal://."


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", PASTE),
        ("  ", PASTE),
        ("not an address", "Copy it again"),
        ("ftp://calendar.example.com/x.ics", "can be followed"),
        ("https://a\x00b.example/", "Copy it again"),
    ],
)
def test_what_is_no_address_is_refused_with_what_to_paste(browser, followed, address, says):
    answer = browser.post("/calendars/follow", address=address)
    assert answer.status_code == 422
    assert "Not saved." in words(answer)
    assert says in words(answer)
    assert followed() == ()


def test_a_file_is_uploaded(browser, source, followed):
    browser.post("/calendars/upload", file=(io.BytesIO(b"BEGIN:VCALENDAR"), "My plans.ics"))
    (plans,) = followed()
    assert plans.name == "My plans"
    assert len(source.asked) == 1


@pytest.mark.parametrize("file", [{}, {"file": (io.BytesIO(b""), "empty.ics")}])
def test_no_file_or_an_empty_one_is_refused(browser, followed, file):
    refused = browser.post("/calendars/upload", **file)
    assert (refused.status_code, followed()) == (422, ())
    assert "Choose an .ics file that is not empty." in words(refused)


def test_a_file_beyond_ten_mebibytes_is_refused(browser, followed):
    answer = browser.client.post(
        "/calendars/upload", data=b"x" * (10 * 2**20 + 2**17), content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "10 MB" in words(answer)
    assert followed() == ()


def test_trouble_is_shown_with_its_remedy_and_what_was_skipped_with_its_reason(browser, source, tracker, followed):
    left = (
        Skipped("bad-1@example.com", "its start is no date"),
        Skipped("odd@example.com", "Line 9: shown once.", True),
    )
    source.pull = Pull((event(),), left, whole=_span())
    browser.post("/calendars/follow", address=ADDRESS)
    page = browser.sees("/calendars")
    assert "1 event could not be read" in page
    assert "its start is no date UID bad-1@example.com" in page
    assert "1 event read in part" in page
    assert "Line 9: shown once. UID odd@example.com" in page
    source.trouble = CalendarTrouble("It asks for a password. Paste its private address.")
    tracker.clock.pass_by(2 * DAY)
    browser.post(f"/calendars/{followed()[0].id}/sync")
    for address in ("/calendars", "/"):
        assert "Paste its private address." in browser.sees(address)
    assert "stale" in browser.sees("/calendars")


def _span():
    return Span(NOW - 90 * DAY, NOW + 180 * DAY)


def test_sync_now_is_for_once_a_minute_however_often_it_is_tapped(browser, source, followed, tracker):
    browser.post("/calendars/follow", address=ADDRESS)
    sync = f"/calendars/{followed()[0].id}/sync"
    assert [browser.post(sync).location for _ in range(2)] == ["/calendars", "/calendars"]
    assert len(source.asked) == 1
    tracker.clock.pass_by(timedelta(minutes=1))
    browser.post(sync)
    assert len(source.asked) == 2


def test_an_address_that_is_sent_twice_is_followed_once(browser, followed, source):
    for _ in range(2):
        assert browser.post("/calendars/follow", address=ADDRESS).location == "/calendars"
    assert (len(followed()), len(source.asked)) == (1, 1)


def test_a_form_that_is_refused_keeps_what_was_typed(browser):
    page = browser.post("/calendars/follow", address=ADDRESS, name="x" * 101, decides="yes").text
    assert f'value="{ADDRESS}"' in page
    assert f'value="{"x" * 101}"' in page
    assert page.count('value="yes" checked') == 1


def test_a_smaller_calendar_is_believed_when_its_user_says_so(browser, source, followed, tracker):
    source.events = tuple(event(uid=str(n), at=NOW + n * DAY) for n in range(1, 11))
    browser.post("/calendars/follow", address=ADDRESS)
    source.events = source.events[:2]
    work = f"/calendars/{followed()[0].id}"
    tracker.clock.pass_by(timedelta(minutes=1))
    browser.post(f"{work}/sync")
    assert "Believe it" in browser.sees("/calendars")
    browser.post(f"{work}/believe")
    assert followed()[0].distrusted == 0
    assert "8 gone" in browser.sees("/calendars")


@pytest.mark.parametrize(("answer", "struck"), [("keep", False), ("strike", True)])
def test_removing_asks_first_and_keeps_promises_if_told_so(browser, followed, tracker, answer, struck):
    browser.post("/calendars/follow", address=ADDRESS, name="Work")
    work = f"/calendars/{followed()[0].id}/remove"
    assert "Remove Work?" in browser.sees(work)
    assert len(followed()) == 1
    browser.post(work, promises=answer)
    assert followed() == ()


def test_a_user_follows_twenty_calendars_at_the_most(browser, tracker, efua):
    browser.post("/calendars/follow", address=ADDRESS)
    with tracker.database.write() as db:
        (first,) = calendars.calendars(db, efua.id)
        for n in range(19):
            calendars.add_calendar(db, replace(first, id=f"calendar{n}"), "sealed")
    answer = browser.post("/calendars/follow", address="https://calendar.example.com/another.ics")
    assert answer.status_code == 422
    assert "Remove one" in words(answer)
