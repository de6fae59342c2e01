"""Single keys on home and on the list of promises: they move, deliver and undo on the line that has the focus alone,
leave typing in peace, and can be turned off (WCAG 2.2, 2.1.4).
"""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.hand import Hand
from tests.browser.looking import window
from tests.running import a_service

NOW = datetime.now(UTC)
BODIES = ("book the hall", "send the agenda", "water the plants")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A service whose user owes three things, one day after the other."""
    one = a_service(tmp_path_factory.mktemp("keys"))
    with one.running():
        assert one.command("user", "add", "keys@example.com", "--name", "Efua").returncode == 0
        hand = Hand(one.command("user", "link", "--user", "keys@example.com").stdout.strip())
        for days, body in enumerate(BODIES, 1):
            due = f"{NOW + timedelta(days=days):%F}"
            hand.post("/promises/new", body=body, who="Ama", whose="mine", due_on=due)
        hand.get("/")
        yield one, hand


@pytest.fixture(params=["/", "/promises"])
def at(request, house, chromium):
    """Home, and the list of promises."""
    service, hand = house
    with window(chromium, service.base_url, storage_state=hand.state(service.base_url)) as opened:
        opened.page.set_default_timeout(10_000)
        opened.go(request.param)
        yield opened


def on(page):
    """The words of what has the focus, in lower case."""
    return page.evaluate("document.activeElement.innerText").lower()


def notes(page):
    return page.locator(".note[role=status]").all_inner_texts()


def press(page, key):
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def test_j_and_k_walk_the_lines_and_stop_at_the_ends(at):
    page = at.page
    for key, body in (("j", 0), ("j", 1), ("k", 0), ("k", 0), ("j", 1), ("j", 2)):
        page.keyboard.press(key)
        assert on(page) == BODIES[body]


def test_d_without_a_line_delivers_nothing(at):
    at.page.keyboard.press("d")
    at.page.wait_for_timeout(300)
    assert notes(at.page) == []
    assert at.page.get_by_role("button", name="Delivered").count() == len(BODIES)


def test_d_delivers_the_line_and_u_takes_it_back(at):
    page = at.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    press(page, "d")
    (note,) = notes(page)
    assert note.lower().startswith(f"delivered: {BODIES[1]}.")
    assert on(page) == BODIES[2], "the line that took its place has the focus"
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby')")
    assert page.locator(f"#{described}").inner_text() == note, "and tells what was done"
    press(page, "u")
    assert notes(page)[0].startswith("Taken back.")


@pytest.mark.parametrize("held", ["ctrlKey", "altKey", "metaKey"])
def test_with_another_key_held_down_they_do_nothing(at, held):
    at.page.keyboard.press("j")
    at.page.evaluate(
        "held => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', { key: 'd', bubbles: true, [held]: true }))",
        held,
    )
    at.page.wait_for_timeout(300)
    assert notes(at.page) == []


def test_what_is_typed_into_a_field_is_typed(at):
    at.go("/")
    field = at.page.get_by_label("1 value")
    field.press_sequentially("jkdu?")
    assert field.input_value() == "jkdu?"
    assert notes(at.page) == []


def test_they_are_listed_and_can_be_turned_off_and_on(at):
    page = at.page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    at.look()
    page.get_by_role("button", name="Turn keys off").click()
    page.keyboard.press("Escape")
    expect(page.locator("[aria-keyshortcuts]")).to_have_count(0)
    page.keyboard.press("j")
    assert on(page) not in BODIES
    expect(page.locator("kbd").first).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    assert on(page) not in BODIES, "it is remembered"
    page.evaluate("document.querySelector('#keys').showPopover()")
    page.get_by_role("button", name="Turn keys on").click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert on(page) == BODIES[0]
