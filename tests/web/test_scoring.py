"""Days away and beginning anew on the page of settings: each an entry, shown, and taken back by one tap."""

import re
from datetime import timedelta
from html import unescape

import pytest

from tests.making import DAY, FRIDAY, NOW
from tracker.domain.entry import Act
from tracker.store import accounts, ledger


@pytest.fixture
def kept(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return accounts.user(db, efua.id)

    return read


@pytest.fixture
def acts(tracker, efua):
    def read():
        with tracker.database.read() as db:
            return [entry.act for entry in ledger.entries(db, efua.id, efua.id)]

    return read


def undo_on(page):
    """Where the Undo that a page offers leads."""
    return unescape(re.search(r'action="(/settings/undo[^"]*)"', page.text)[1])


def plain(text):
    return text.replace("\u00a0", " ")


def test_days_away_list_what_comes_due_in_them_on_both_pages(browser, promised, kept):
    promised(), promised("call the printer", due=FRIDAY + 30 * DAY)
    browser.post("/settings/away", away_from="2026-01-08", away_until="2026-01-16")
    assert kept().away.end - kept().away.start == timedelta(days=9)
    page = plain(browser.sees("/settings"))
    assert "Away from Thu 8 Jan to Fri 16 Jan : no nudges, and no weekly letter." in page
    assert "1 promise of yours comes due then. Being away is no excuse: renegotiate before. Send proposal" in page
    assert "call the printer" not in page.lower()
    home = plain(browser.sees("/"))
    assert (
        "Soon away: Thu 8 Jan to Fri 16 Jan Change send proposal to Ama · due Fri 9 Jan, 17:00, while you are away"
        in home
    )


def test_who_is_here_again_says_so_and_each_can_be_taken_back(browser, kept, acts):
    browser.post("/settings/away", away_from="2026-01-05", away_until="2026-01-16")
    assert "Away: Mon 5 Jan to Fri 16 Jan Change Nothing of yours comes due then." in plain(browser.sees("/"))
    browser.post("/settings/here")
    assert kept().away is None
    undo = undo_on(browser.get("/settings"))
    assert "Away:" not in browser.sees("/")
    browser.post(undo)
    assert kept().away is not None
    assert acts() == [Act.EDITED, Act.EDITED, Act.UNDONE]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose the first and the last day away."),
        ({"away_from": "2026-01-08"}, "Choose the first and the last day"),
        ({"away_from": "2026-01-08", "away_until": "2026-01-07"}, "cannot lie before the first"),
        ({"away_from": "2025-12-08", "away_until": "2025-12-09"}, "Those days are over"),
        ({"away_from": "soon", "away_until": "2026-01-07"}, "cannot be read"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_words(browser, kept, efua, typed, said):
    browser.post("/settings/away", **typed)
    assert said in plain(browser.sees("/settings"))
    assert kept() == efua


def test_to_begin_anew_makes_what_was_due_before_history_and_keeps_the_log(browser, promised, tracker, kept, acts):
    promised("print posters", due=NOW - DAY)
    assert "1 overdue" in browser.sees("/")
    browser.post("/settings/anew", anew_on="2026-01-05")
    undo, page = undo_on(browser.get("/settings")), plain(browser.sees("/settings"))
    assert "Promises due since Mon 5 Jan count." in page
    assert (
        "Promises due since Mon 5 Jan count; before, those since Wed 1 Jan 2025. Mon 5 Jan, 09:00, on the page"
        in page
    )
    assert "since Mon 5 Jan" in plain(browser.sees("/promises"))
    assert acts() == [Act.RESET]
    browser.post(undo)
    assert f"{kept().scored_from:%Y-%m-%d}" == "2025-01-01"
    assert "Taken back. Promises due since Wed 1 Jan 2025 count" in plain(browser.sees("/settings"))


@pytest.mark.parametrize(("typed", "said"), [("", "Choose the day"), ("2026-01-06", "not come yet")])
def test_a_day_to_begin_from_that_makes_no_sense_is_refused(browser, kept, efua, typed, said):
    browser.post("/settings/anew", anew_on=typed)
    assert said in plain(browser.sees("/settings"))
    assert kept() == efua


def test_an_undo_sent_twice_or_after_something_else_takes_nothing_back(browser, kept, acts):
    browser.post("/settings/anew", anew_on="2026-01-05")
    address = undo_on(browser.get("/settings"))
    browser.post("/settings/away", away_from="2026-01-08", away_until="2026-01-16")
    browser.post(address)
    assert "Nothing was taken back: something was decided since." in plain(browser.sees("/settings"))
    assert acts() == [Act.RESET, Act.EDITED]


def test_leniency_set_on_the_page_is_an_entry_and_a_name_is_none(browser, acts, kept):
    typed = {"name": "Efua", "zone": "Africa/Accra", "digest_day": "0", "digest_hour": "9"}
    lenient = {"grace": "60", "grace_dated": "0", "patience": "30"}
    browser.post("/settings", **typed, **lenient)
    assert (kept().name, acts()) == ("Efua", [])
    browser.post("/settings", **typed, **lenient | {"patience": "14"})
    assert acts() == [Act.EDITED]
    assert "How promises are judged changed." in plain(browser.sees("/settings"))


def test_an_account_that_others_changed_is_not_theirs_to_see(stranger, browser, kept, efua):
    browser.post("/settings/anew", anew_on="2026-01-05")
    assert "Mon 5 Jan count" not in stranger.sees("/settings")
