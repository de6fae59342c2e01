"""The walk of a person in Chromium, from the printed link to the letter's, against a service of its own."""

import re

import pytest

from tests.browser.looking import WIDTHS, window
from tests.running import a_service

PREFETCHES = 50
LEFT_OPEN = 3  # seconds


@pytest.fixture
def service(tmp_path):
    """A service on the example calendar, that nobody has signed in to yet."""
    one = a_service(tmp_path)
    with one.running():
        yield one


def kept(service):
    """All that the service keeps of its user."""
    told = [service.command("promises", "--all", "--json"), service.command("export")]
    assert [one.returncode for one in told] == [0, 0]
    return [one.stdout for one in told]


def card(page, name):
    """A section of the home page, by its heading."""
    return page.locator("section", has=page.get_by_role("heading", name=name, exact=True))


def sign_in(at, service):
    at.go(service.link)
    at.page.get_by_role("button", name="Sign in").click()


def status(page):
    """What the page says came of it, once all of it is there."""
    page.wait_for_load_state()
    return page.get_by_role("status").inner_text()


def accept(page):
    """Say yes to the first question; gives back what was promised."""
    question = card(page, "Did you promise this?").locator("li").first
    said = question.get_by_role("heading").inner_text()
    question.get_by_role("button", name="Yes").click()
    assert status(page).startswith("Promise accepted")
    return said


def deliver(page, said):
    card(page, "Next 7 days").locator("li", has_text=said).get_by_role("button").click()
    assert status(page).startswith("Delivered")
    assert said in card(page, "Recently delivered").inner_text()


def undo(page, said):
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    assert status(page) == "Taken back."
    assert said in card(page, "Next 7 days").inner_text()


def open_link(at, said):
    """From the letter's preview to the page of its link, by a click in the frame."""
    at.page.get_by_role("link", name="Letter", exact=True).click()
    letter = at.page.frame_locator("iframe")
    letter.get_by_role("link", name=f"Delivered: {said}").click()
    at.page.wait_for_url("**/l/*")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_printed_link_to_the_link_in_the_letter(width, scripts, service, chromium):
    with window(chromium, service.base_url, width, java_script_enabled=scripts) as at:
        look = at.look if scripts else bool
        at.go(service.link)
        look()
        at.page.get_by_role("button", name="Sign in").click()
        look()
        said = accept(at.page)
        look()
        deliver(at.page, said)
        look()
        undo(at.page, said)
        look()
        open_link(at, said)
        look()
        at.page.get_by_role("button", name="Delivered").click()
        assert "Marked as delivered" in at.text()
        look()
        at.page.get_by_role("button", name="Undo").click()
        assert "Taken back" in at.text()
        look()


def test_looking_at_the_letters_link_changes_nothing_however_it_is_looked_at(service, chromium):
    with window(chromium, service.base_url) as at:
        sign_in(at, service)
        at.go("/letter/body")
        link = at.page.locator("a[href*='/l/']").first.get_attribute("href")
        before = kept(service)
        for method in ("GET", "HEAD"):
            assert at.page.request.fetch(link, method=method).status == 200
        assert prefetched(at, link) >= PREFETCHES
        at.go(link)
        at.page.mouse.move(100, 100)
        at.page.wait_for_timeout(LEFT_OPEN * 1000)
        assert kept(service) == before


def prefetched(at, link):
    """How many times Chromium fetched a link before anybody followed it."""
    seen = []
    at.page.on("response", lambda answer: seen.append(answer.status) if link in answer.url else None)
    hints = "".join(f'<link rel="prefetch" href="{link}?{n}">' for n in range(PREFETCHES))
    mailbox = f'<html><head><link rel="icon" href="data:,">{hints}</head><a href="{link}">Delivered</a></html>'
    at.page.route("**/mailbox", lambda route: route.fulfill(body=mailbox, content_type="text/html"))
    at.go("/mailbox")
    for _ in range(50):
        if len(seen) >= PREFETCHES:
            break
        at.page.wait_for_timeout(100)
    assert set(seen) == {200}
    return len(seen)


def press_on(page, name):
    """Tab until the thing of that name has the focus, seen to have it; press it, and wait for what comes."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.innerText || '').replace(/\\s+/g, ' ').trim()")
        if re.match(name, focused):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{focused} does not show its focus"
            with page.expect_event("framenavigated"):
                page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"Tab does not come to {name}")


@pytest.mark.parametrize("width", WIDTHS)
def test_by_the_keyboard_alone_from_sign_in_to_undo(width, service, chromium):
    with window(chromium, service.base_url, width) as at:
        at.go(service.link)
        press_on(at.page, "Sign in")
        press_on(at.page, "Skip to the page")
        press_on(at.page, "Delivered ?:")
        at.page.get_by_role("status").wait_for()
        press_on(at.page, "Undo")
        assert at.text("[role=status]") == "Taken back."
