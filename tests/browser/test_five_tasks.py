"""The five tasks that tracker is opened for, walked in Chromium and counted in steps (must show 4 of the issue).

With and without scripts, by phone. `pytest -s` shows the steps and seconds of each.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser import states
from tests.browser.hand import Hand
from tests.browser.looking import window
from tests.browser.steps import Steps
from tests.running import Feeds, a_service, serving

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PATIENCE = 30_000  # ms
EVENTS = (("one", "Send Ama the seating plan by Friday", 3), ("two", "Return the projector to Nils", 2))


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """One service for all tasks, each by somebody of their own."""
    one = a_service(tmp_path_factory.mktemp("tasks"))
    with one.running():
        yield one


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def at(request, service, chromium):
    """A window of somebody new, with their hand beside it."""
    address = f"{abs(hash(request.node.name))}@example.com"
    assert service.command("user", "add", address, "--name", "Efua").returncode == 0
    hand = Hand(service.command("user", "link", "--user", address).stdout.strip())
    state = hand.state(service.base_url)
    with window(
        chromium, service.base_url, "phone", storage_state=state, java_script_enabled=request.param
    ) as opened:
        opened.hand = hand
        opened.page.set_default_timeout(PATIENCE)
        yield opened


def owed(hand, days=3):
    """A promise of the coming days, written down: its page."""
    due = f"{NOW + days * DAY:%F}"
    return hand.post("/promises/new", body="send the seating plan", who="Ama", whose="mine", due_on=due)


def said(page):
    page.wait_for_load_state()  # it may still be on its way
    return page.get_by_role("status").first.inner_text()


def test_from_nothing_to_the_first_promise_accepted_in_six_steps(at):
    page = at.page
    with serving(Feeds()) as feeds:
        feeds.told["/work.ics"] = states.feed(*EVENTS)
        at.go("/")
        steps = Steps(page, "connect a feed, accept the first promise")
        steps.tap(page.get_by_role("link", name="Connect a calendar"))
        steps.fill(page.get_by_label("Private address of your calendar"), feeds.address())
        steps.tap(page.get_by_role("button", name="Follow"))
        page.wait_for_url("**/start")
        at.fits()
        steps.tap(page.get_by_role("button", name=re.compile("^Yes ?, a promise")).first)
        assert said(page).startswith("Promise accepted")
        steps.done(at_most=6)


def test_delivered_from_home_in_one_tap(at):
    owed(at.hand)
    at.go("/")
    steps = Steps(at.page, "mark delivered from home")
    steps.tap(at.page.get_by_role("button", name=re.compile("^Delivered ?: send the seating plan")))
    assert said(at.page).startswith("Delivered: send the seating plan.")
    steps.done(at_most=1)


def test_delivered_from_the_letter_in_two_taps(at):
    owed(at.hand)
    at.go("/letter/body")
    steps = Steps(at.page, "mark delivered from the letter")
    steps.tap(at.page.locator("a[href*='/l/']").first)
    steps.tap(at.page.get_by_role("button", name="Delivered"))
    assert "Marked as delivered" in at.text()
    steps.done(at_most=2)


def test_renegotiated_in_four_steps(at):
    owed(at.hand)
    at.go("/")
    steps = Steps(at.page, "renegotiate")
    steps.tap(at.page.get_by_role("link", name="send the seating plan").first)
    steps.tap(at.page.get_by_role("link", name="Renegotiate"))
    steps.fill(at.page.get_by_label("Due on"), f"{NOW + 9 * DAY:%F}")
    steps.tap(at.page.get_by_role("button", name="They know: move it"))
    assert "1 time, told in time" in at.text()
    steps.done(at_most=4)


def test_a_person_named_in_three_steps(at):
    at.go("/")
    steps = Steps(at.page, "name a person")
    steps.tap(at.page.get_by_role("link", name="Name a person"))
    steps.fill(at.page.get_by_label("Name", exact=True), "Ama Owusu")
    steps.tap(at.page.get_by_role("button", name="Name", exact=True))
    assert at.text("h1") == "Ama Owusu"
    steps.done(at_most=3)
