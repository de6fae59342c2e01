"""Walks of the weekly game: the first day, a week planned and given, the year's plan, a partner's yes on a phone.

With TRACKER_LOOK=folder the pages are left there as pictures.
"""

import os
import re
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.looking import NARROWEST, WIDTHS, window
from tests.running import a_service

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
WAIT = 60  # seconds until a letter lands: the service ticks once a minute


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    one = a_service(tmp_path_factory.mktemp("game"))
    with one.running():
        yield one


@pytest.fixture(scope="module")
def new(service):
    """Somebody new, with a hand of their own: a name for each."""

    def enrol(name):
        address = f"{name}@example.com"
        assert service.command("user", "add", address, "--name", "Efua").returncode == 0
        return Hand(service.command("user", "link", "--user", address).stdout.strip())

    return enrol


def looked(at, name):
    """By axe, at this width and the narrowest; and kept as a picture, if asked for."""
    at.look()
    folder = os.environ.get("TRACKER_LOOK")
    if folder:
        at.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    at.page.set_viewport_size({"width": NARROWEST, "height": 800})
    at.fits()
    at.page.set_viewport_size(WIDTHS["phone"])


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_on_the_first_day_one_form_names_a_person_a_value_and_a_date(service, new, chromium):
    hand = new("first")
    with window(chromium, service.base_url, "phone", storage_state=hand.state(service.base_url)) as at:
        at.go("/")
        looked(at, "first-day")
        at.page.get_by_label("1 person").fill("Ama Owusu")
        at.page.get_by_label("1 value").fill("an hour on her chapter")
        at.page.get_by_label("1 date").fill(f"{NOW + 2 * DAY:%F}")
        at.page.get_by_label("Write it down as a promise").check()
        press(at.page, "Plan it")
        expect(at.page.get_by_role("heading", name="Ama Owusu")).to_have_count(1)
        assert at.text("[role=status]").startswith("Planned: an hour on her chapter")
        looked(at, "first-day-person")
        at.go("/week")
        at.page.get_by_label("What it was").select_option("advice")
        press(at.page, "Given")
        looked(at, "week-given")
        press(at.page, "Undo")
        expect(at.page.get_by_text("planned", exact=True)).to_have_count(1)


def test_a_review_that_is_due_is_looked_at_by_one_tap(service, new, chromium):
    hand = new("year")
    with window(chromium, service.base_url, "phone", storage_state=hand.state(service.base_url)) as at:
        at.go("/year")
        looked(at, "year-empty")
        at.go("/people/new")
        at.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        at.page.get_by_label("Name", exact=True).fill("Bodil Lund")
        at.page.locator("[name=goal]").fill("a talk at her seminar")
        at.page.locator("[name=review_on]").fill(f"{NOW - DAY:%F}")
        press(at.page, "Name")
        at.go("/year")
        expect(at.page.get_by_text("review due", exact=True)).to_have_count(1)
        looked(at, "year-due")
        press(at.page, "Looked at; again in 3 months")
        expect(at.page.get_by_text("review due", exact=True)).to_have_count(0)
        press(at.page, "Undo")
        expect(at.page.get_by_text("review due", exact=True)).to_have_count(1)


def letter_to(service, address):
    """The text of a letter, once it has landed among the letters of a service without a mail server."""
    until = time.monotonic() + WAIT + 30
    while time.monotonic() < until:
        for file in (service.folder / "data" / "letters").rglob("new/*"):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            if message["To"] == address:
                return message.get_body(("plain",)).get_content()
        time.sleep(0.5)
    raise AssertionError("no such letter came")


def test_a_partner_says_yes_on_a_phone_without_an_account(service, new, chromium):
    hand = new("asking")
    hand.post("/partner", token_from="/partner", address="nils@example.com", name="Nils")
    link = re.search(r"http\S+/join/\S+", letter_to(service, "nils@example.com"))[0]
    with window(chromium, service.base_url, "phone") as at:
        at.go(urlsplit(link).path)
        looked(at, "partner-asked")
        press(at.page, "Yes, I read along")
        expect(at.page.get_by_role("heading", name="You read along with Efua")).to_have_count(1)
        looked(at, "partner-yes")
        press(at.page, "I do not want it after all")
        looked(at, "partner-no")
    assert "Ended" in hand.get("/partner")
