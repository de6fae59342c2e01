"""Settings on the page."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.web.browsing import words
from tracker.store import accounts

GOOD = {
    "name": "Efua",
    "zone": "Europe/Berlin",
    "addresses": "Efua@work.example",
    "digest_on": "yes",
    "digest_day": "2",
    "digest_hour": "7",
    "grace": "30",
    "grace_dated": "0",
    "patience": "14",
}


@pytest.fixture
def kept(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return accounts.user(db, efua.id)

    return read


def test_what_is_set_is_kept_and_plans_the_next_letter(browser, kept):
    browser.post("/settings", **GOOD)
    user = kept()
    assert (user.name, user.zone.key, user.digest_day, user.digest_hour) == ("Efua", "Europe/Berlin", 2, 7)
    assert user.addresses == {"efua@example.com", "efua@work.example"}
    assert (user.leniency.grace, user.leniency.patience) == (timedelta(minutes=30), timedelta(days=14))
    assert not user.quiet_weeks
    assert user.next_digest_at == datetime(2026, 1, 7, 6, tzinfo=UTC)
    assert 'value="Europe/Berlin"' in browser.get("/settings").text


@pytest.mark.parametrize(
    "but",
    [
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"digest_day": "7"},
        {"digest_hour": "24"},
        {"digest_hour": "²"},
        {"grace": "-1"},
        {"patience": "0"},
        {"addresses": "nobody"},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(browser, kept, but):
    before = kept()
    answer = browser.post("/settings", **GOOD | but)
    assert answer.status_code == 422
    assert "Not saved." in words(answer)
    assert kept() == before


def test_letters_are_turned_off_and_on_again(browser, kept):
    browser.post("/settings", **{name: value for name, value in GOOD.items() if name != "digest_on"})
    assert not kept().digest_on
    browser.post("/settings", **GOOD)
    assert kept().digest_on


def test_language_is_chosen_by_its_own_name_and_speaks_at_once(browser, kept):
    page = browser.get("/settings").text
    assert '<option value="fr" lang="fr">Français</option>' in page
    assert '<option value="en" lang="en" selected>English</option>' in page
    browser.post("/settings", **GOOD, locale="fr")
    assert kept().locale == "fr"
    page = browser.get("/settings").text
    assert '<html lang="fr">' in page
    assert ">lundi<" in page


def test_a_language_that_is_not_offered_is_refused(browser, kept):
    before = kept()
    assert browser.post("/settings", **GOOD, locale="tlh").status_code == 422
    assert kept() == before


@pytest.mark.parametrize(
    ("locale", "first", "hour"), [("en", "Monday", "09:00"), ("en-US", "Sunday", "9:00 AM"), ("fr", "lundi", "09:00")]
)
def test_days_and_hours_stand_as_weeks_and_clocks_run_there(browser, locale, first, hour):
    browser.post("/settings", **GOOD, locale=locale)
    page = browser.get("/settings").text.replace("\u202f", " ")
    days = re.search(r'<select id="digest_day".*?</select>', page, re.DOTALL)[0]
    assert re.findall(r">([^<]+)</option>", days)[0] == first
    assert '<option value="2" selected>' in days
    assert f'<option value="9">{hour}</option>' in page


def test_reminders_are_wished_for_planned_and_let_go(browser, kept):
    browser.post("/settings", **GOOD, reminders="yes")
    assert kept().reminders
    assert kept().next_reminder_at == datetime(2026, 1, 6, 6, tzinfo=UTC), "tomorrow at seven in Berlin"
    assert re.search(r'name="reminders" value="yes" checked', browser.get("/settings").text)
    browser.post("/settings", **GOOD)
    assert (kept().reminders, kept().next_reminder_at) == (False, None)


def undo_of(browser):
    return unescape(re.search(r'action="(/settings/back[^"]*)"', browser.get("/settings").text)[1])


def test_what_was_saved_is_taken_back_as_a_whole(browser, kept):
    before = kept()
    browser.post("/settings", **GOOD, locale="fr", reminders="yes")
    undo = undo_of(browser)
    assert "Europe" not in undo, "nothing of it stands in an address"
    browser.post(undo)
    assert replace(kept(), next_digest_at=None) == replace(before, next_digest_at=None)
    assert "Taken back." in browser.sees("/settings")
    browser.post(undo)
    assert "Nothing was taken back" in browser.sees("/settings")


def test_it_is_not_taken_back_over_what_was_changed_since(browser, kept):
    browser.post("/settings", **GOOD)
    undo = undo_of(browser)
    browser.post("/settings", **GOOD | {"name": "Efua A."})
    after = kept()
    browser.post(undo)
    assert kept() == after


def test_saving_the_same_offers_no_undo_nor_does_what_no_cookie_holds(browser):
    browser.post("/settings", **GOOD)
    browser.get("/settings")
    browser.post("/settings", **GOOD)
    assert "/settings/back" not in browser.get("/settings").text
    many = "\n".join(f"{number}{'x' * 60}@example.com" for number in range(40))
    browser.post("/settings", **GOOD | {"addresses": many})
    browser.get("/settings")
    browser.post("/settings", **GOOD)
    page = browser.get("/settings").text
    assert "Saved." in page
    assert "/settings/back" not in page


def test_each_setting_says_what_it_does(browser):
    page = browser.get("/settings").text
    for name in ("locale", "zone", "digest_on", "quiet_weeks", "reminders"):
        assert f'aria-describedby="{name}-hint"' in page
        assert f'id="{name}-hint"' in page


def test_the_page_says_since_when_promises_count(browser):
    assert "Promises due since Wed 1 Jan 2025 count." in browser.sees("/settings")
