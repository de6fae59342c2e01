"""The page of tokens: made, shown once, listed and ended."""

import re

from tests.making import NOW
from tracker.domain.token import Scope, well_written
from tracker.services import tokens

FORM = {"name": "a script", "scope": [Scope.PROMISES_READ, Scope.PEOPLE_READ], "days": "30", "form": "f" * 16}


def secret_in(page):
    return re.search(r"<textarea[^>]*>(trk_\w+)</textarea>", page.text)[1]


def test_a_token_is_shown_once_and_does_what_was_ticked(browser, tracker, efua):
    secret = secret_in(browser.post("/tokens", **FORM))
    assert well_written(secret)
    assert secret not in browser.get("/tokens").text
    held = tokens.holder(tracker.database, secret, NOW)
    assert (held.user.id, held.token.scopes) == (efua.id, {Scope.PROMISES_READ, Scope.PEOPLE_READ})
    assert "a script" in browser.sees("/tokens")


def test_the_form_sent_twice_makes_one(browser, tracker, efua):
    browser.post("/tokens", **FORM)
    answer = browser.post("/tokens", **FORM)
    assert answer.status_code == 422
    assert "made already" in answer.text
    assert len(tokens.held(tracker.database, efua)) == 1


def test_what_was_typed_stays_where_it_was_refused(browser, tracker, efua):
    answer = browser.post("/tokens", **FORM | {"scope": [], "days": "90"})
    assert answer.status_code == 422
    assert "at least one thing" in answer.text
    assert 'value="a script"' in answer.text
    endless = browser.post("/tokens", **FORM | {"days": "4000"})
    assert endless.status_code == 422
    assert "Choose how long it is to live." in endless.text
    assert tokens.held(tracker.database, efua) == ()


def test_a_token_is_ended_from_its_line(browser, tracker, efua):
    secret = secret_in(browser.post("/tokens", **FORM))
    address = re.search(r'action="(/tokens/[\w-]+/end)"', browser.get("/tokens").text)[1]
    assert browser.post(address).location == "/tokens"
    assert tokens.holder(tracker.database, secret, NOW) is None
    assert "never used" not in browser.sees("/tokens")


def test_settings_lead_there(browser):
    assert 'href="/tokens"' in browser.get("/settings").text
