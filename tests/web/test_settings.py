"""Settings on the page."""

from datetime import UTC, datetime, timedelta

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


def test_the_page_says_since_when_promises_count(browser):
    assert "Promises due since Wed 1 Jan 2025 count." in browser.sees("/settings")
