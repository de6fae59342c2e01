"""Walks of somebody whose promise gets tight, or was missed: asked for in time, repaired, nudged, away.

With TRACKER_LOOK=folder the pages are left there as pictures.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.looking import NARROWEST, WIDTHS, window
from tests.running import a_service

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A service, and a hand at its pages."""
    one = a_service(tmp_path_factory.mktemp("keeping"))
    with one.running():
        yield one, Hand(one.link)


@pytest.fixture(params=WIDTHS)
def at(request, house, chromium):
    """A window of its user, by phone and at a desk."""
    service, hand = house
    state = hand.state(service.base_url)
    with window(chromium, service.base_url, request.param, storage_state=state) as opened:
        opened.width = request.param
        yield opened


def promised(hand, body, due, **but):
    typed = {"body": body, "who": "Ama", "whose": "mine", "due_on": f"{due:%F}"} | but
    return hand.post("/promises/new", **typed)


def looked(at, name):
    """By axe, at this width and the narrowest; and kept as a picture, if asked for."""
    at.look()
    folder = os.environ.get("TRACKER_LOOK")
    for light in ("light", "dark") if folder else ():
        at.page.emulate_media(color_scheme=light)
        at.page.screenshot(path=Path(folder) / f"{name}-{at.width}-{light}.png", full_page=True)
    at.page.set_viewport_size({"width": NARROWEST, "height": 800})
    at.fits()
    at.page.set_viewport_size(WIDTHS[at.width])


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).first.click()


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).first.click()


def said(page):
    page.wait_for_load_state()  # it may still be on its way
    return page.get_by_role("status").inner_text()


def test_another_due_is_asked_for_in_time_with_words_to_send(at, house):
    page = at.page
    at.go(promised(house[1], "send proposal", NOW + 3 * DAY))
    looked(at, "promise")
    follow(page, "Renegotiate")
    looked(at, "renegotiate")
    page.get_by_label("Due on").fill(f"{NOW + 9 * DAY:%F}")
    press(page, "Write the words")
    draft = page.get_by_label("Words to send")
    assert "I promised you “send proposal” by" in draft.input_value()
    assert draft.get_attribute("readonly") is not None
    link = page.get_by_role("link", name="Open in your mail program").get_attribute("href")
    assert link.startswith("mailto:?subject=Send%20proposal")
    looked(at, "renegotiate-words")
    press(page, "They know: move it")
    assert "1 time, told in time" in page.locator("main").inner_text()


def test_a_miss_is_repaired_step_by_step(at, house):
    page = at.page
    at.go(promised(house[1], "print posters", NOW - 2 * DAY))
    expect(page.get_by_role("link", name="Renegotiate", exact=True)).to_have_count(0)
    follow(page, "Repair")
    looked(at, "repair")
    page.get_by_label("I had taken on too much").check()
    press(page, "Write it down")
    assert said(page).startswith("Cause written down: capacity.")
    page.get_by_label("What do you promise?").fill("bring the posters by hand")
    page.get_by_label("Due on").fill(f"{NOW + 5 * DAY:%F}")
    press(page, "Promise it")
    draft = page.get_by_label("Words to send").input_value()
    assert "That is my fault, and I am sorry." in draft
    assert "My next promise to you: “bring the posters by hand”" in draft
    looked(at, "repair-told")
    follow(page, "Bring the posters by hand")
    assert "In place of" in page.locator("main").inner_text()
    looked(at, "repair-next")
    follow(page, "Print posters")
    looked(at, "repaired")


def test_whom_one_waits_on_is_nudged_from_the_first_page(at, house):
    promised(house[1], "send the map", NOW - DAY, who="nils@example.com", whose="theirs")
    at.go("/")
    looked(at, "waiting")
    with at.page.expect_navigation():
        at.page.get_by_role("link", name=re.compile("^Nudge.*send the map")).first.click()
    link = at.page.get_by_role("link", name="Open in your mail program").get_attribute("href")
    assert link.startswith("mailto:nils@example.com?subject=Send%20the%20map")
    looked(at, "nudge")


def test_days_away_and_beginning_anew_are_set_and_taken_back(at, house):
    page = at.page
    promised(house[1], "write the minutes", NOW + 4 * DAY)
    at.go("/settings")
    page.get_by_label("First day").fill(f"{NOW + 2 * DAY:%F}")
    page.get_by_label("Last day").fill(f"{NOW + 12 * DAY:%F}")
    press(page, "I shall be away")
    assert "Write the minutes" in page.get_by_role("region", name="Days away").inner_text()
    looked(at, "away")
    at.go("/")
    looked(at, "away-home")
    at.go("/settings")
    press(page, "I am here")
    page.get_by_label("Count from").fill(f"{NOW - DAY:%F}")
    press(page, "Begin anew")
    assert said(page).startswith("Begun anew.")
    page.get_by_text("What was decided so far").click()
    looked(at, "anew")
    press(page, "Undo")
    assert said(page) == "Taken back."
