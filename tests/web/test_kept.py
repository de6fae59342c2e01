"""The list of promises is kept for a minute: what changes it shows at once, and nobody is given another's."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import g

from tests.making import BERLIN, FRIDAY, HOUR, NOW
from tests.web.browsing import Browser
from tracker.store import accounts
from tracker.web import kept

TOKENS = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture
def asked(app):
    """Asks for a page, where all stands so, at an instant, as somebody: how often it was made by then."""
    made = []

    def ask(who, mark, now=NOW):
        with app.test_request_context("/promises"):
            g.user, g.now, g.standing = who, now, mark
            kept.page(lambda: made.append(mark) or "a page")
        return len(made)

    return ask


def test_within_the_minute_the_same_page_is_not_made_again(asked, efua):
    who = replace(efua, id="once")
    assert asked(who, "mark") == asked(who, "mark", NOW + timedelta(seconds=59)) == 1


def test_with_another_mark_for_another_user_and_in_another_minute_it_is(asked, efua, kofi):
    who = replace(efua, id="again")
    assert [asked(who, "mark"), asked(who, "other"), asked(kofi, "other")] == [1, 2, 3]
    assert asked(who, "other", NOW + timedelta(minutes=1)) == 4
    assert asked(replace(who, zone=BERLIN), "other", NOW + timedelta(minutes=1)) == 5


def test_after_the_minute_it_says_the_new_time(browser, promised, tracker):
    promised("send proposal")
    browser.get("/promises")
    tracker.clock.pass_by(FRIDAY - tracker.clock() + 2 * HOUR)
    assert "2 hours overdue" in browser.sees("/promises")


def test_what_is_delivered_shows_at_once(browser, promised):
    promise = promised("send proposal")
    assert "send proposal" in browser.sees("/promises")
    browser.post(f"/promises/{promise.id}/deliver", back="promises")
    browser.get("/promises")  # says so, once
    assert "send proposal" not in browser.sees("/promises")
    assert "send proposal" in browser.sees("/promises?show=kept")


def test_what_is_said_is_said_once(browser, promised):
    promise = promised("send proposal")
    browser.post(f"/promises/{promise.id}/deliver", back="promises")
    assert 'role="status"' in browser.get("/promises").text
    assert 'role="status"' not in browser.get("/promises").text


def test_another_zone_is_told_at_once(browser, promised, tracker, efua):
    promised("send proposal", due=FRIDAY)
    assert "17:00" in browser.sees("/promises")
    with tracker.database.write() as db:
        accounts.save_user(db, replace(efua, zone=BERLIN))
    assert "18:00" in browser.sees("/promises")


def test_who_else_is_in_the_house_is_not_shown_it(browser, stranger, promised):
    promised("send proposal")
    assert "send proposal" in browser.sees("/promises")
    assert "send proposal" not in stranger.sees("/promises")


def test_each_browser_has_its_own_token_in_the_same_page(app, browser, efua, promised):
    promised("send proposal")
    pages = [who.get("/promises").text for who in (browser, Browser(app, efua))]
    mine, theirs = (set(TOKENS.findall(page)) for page in pages)
    assert len(mine) == len(theirs) == 1
    assert mine != theirs
    assert kept.TOKEN.decode() not in "".join(pages)
