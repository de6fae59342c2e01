"""Every main task, walked twice: by the keyboard alone, and by taps where no script runs."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser import states
from tests.browser.driving import Keys, Taps
from tests.browser.hand import Hand
from tests.browser.looking import window
from tests.running import Feeds, a_service, serving

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PATIENCE = 30_000  # ms
EVENTS = (("one", "Send Ama the seating plan by Friday", 3), ("two", "Return the projector to Nils", 2))


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A service, and two users of it: one for each way of getting about."""
    one = a_service(tmp_path_factory.mktemp("main-tasks"))
    with one.running():
        hands = {}
        for way in ("keys", "taps"):
            address = f"{way}@example.com"
            assert one.command("user", "add", address, "--name", "Efua").returncode == 0
            hands[way] = Hand(one.command("user", "link", "--user", address).stdout.strip())
        yield one, hands


@pytest.fixture(params=["keys", "taps"], ids=["keyboard alone", "no script"])
def at(request, house, chromium):
    """A window of one of them."""
    service, hands = house
    hand = hands[request.param]
    scripts = request.param == "keys"
    state = hand.state(service.base_url)
    with window(
        chromium, service.base_url, storage_state=state, java_script_enabled=scripts, locale="en-US"
    ) as opened:
        opened.page.set_default_timeout(PATIENCE)
        opened.hand, opened.drive = hand, (Keys if scripts else Taps)(opened.page)
        yield opened


def promised(hand, body, due, who="Ama"):
    """A promise written down: its page."""
    return hand.post("/promises/new", body=body, who=who, whose="mine", due_on=f"{due:%F}")


def said(at):
    return at.text("[role=status]")


def main(at):
    return at.text()


def test_connect_confirm_and_go_on_with_the_steps(at):
    with serving(Feeds()) as feeds:
        feeds.told["/work.ics"] = states.feed(*EVENTS)
        at.go("/start")
        if at.page.get_by_label("Private address of your calendar").is_hidden():
            at.drive.unfold("Connect a calendar")
        at.drive.fill("Private address of your calendar", feeds.address())
        at.drive.press("Follow")
        at.page.wait_for_url("**/start")
        at.drive.press(re.compile("^Yes ?, a promise"))
        assert said(at).startswith("Promise accepted")
        assert at.page.url.endswith("/start")


def test_deliver_and_undo(at):
    promised(at.hand, "water the plants", NOW + DAY)
    at.go("/")
    at.drive.press(re.compile("^Delivered ?: water the plants"))
    assert said(at).startswith("Delivered: water the plants.")
    at.drive.press("Undo", within=at.page.get_by_role("status"))
    assert said(at).startswith("Taken back.")


def test_renegotiate(at):
    at.go(promised(at.hand, "send the outline", NOW + 3 * DAY))
    at.drive.follow("Renegotiate")
    at.drive.day("Due on", NOW + 9 * DAY)
    at.drive.press("They know: move it")
    assert "1 time, told in time" in main(at)


def test_repair(at):
    at.go(promised(at.hand, "print the posters", NOW - 2 * DAY))
    at.drive.follow("Repair")
    at.drive.choose("I had taken on too much")
    at.drive.press("Write it down")
    assert said(at).startswith("Cause written down: capacity.")
    at.drive.day("Due on", NOW + 5 * DAY)
    at.drive.press("Promise it")
    assert said(at).startswith("Promised anew: print the posters.")


def test_name_a_person_and_record_a_give(at):
    at.go("/people")
    at.drive.follow("Name a person")
    at.drive.fill("Name", "Nils Lindqvast")
    at.drive.press(re.compile("^Name$"))
    assert said(at).startswith("Nils Lindqvast is named.")
    at.drive.fill("In a few words (if you like)", "How bridges hum")
    at.drive.press("Article")
    assert "How bridges hum" in main(at)


def test_plan_the_week(at):
    at.go("/week")
    at.drive.fill("1 person", "Efua Mensah")
    at.drive.fill("1 value", "an hour on her chapter")
    at.drive.day("1 date", NOW + 2 * DAY)
    at.drive.press("Plan it")
    assert "an hour on her chapter" in main(at).lower()


def test_settings(at):
    at.go("/settings")
    at.drive.fill("Name (if you like)", "Efua M.")
    at.drive.press("Save")
    assert said(at)
    at.go("/settings")
    assert at.page.get_by_label("Name (if you like)", exact=True).input_value() == "Efua M."


def test_quick_add(at):
    at.go("/quick")
    at.drive.fill("Write it as you would in your calendar", "Send the map to Ines by tomorrow")
    at.drive.press("Read it")
    assert "Nothing is kept yet" in main(at)
    at.drive.press("Write it down")
    assert said(at).startswith("Promise written down.")


def test_search(at):
    promised(at.hand, "tune the façade lights", NOW + 4 * DAY)
    at.go("/search")
    at.drive.fill("Words to search for", "FACADE")
    at.drive.press("Search")
    at.drive.follow(re.compile("tune the façade lights", re.IGNORECASE))
    assert at.text("h1").lower() == "tune the façade lights"
