"""How a page is looked at in Chromium: by whom, how wide, in which light; and what is wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PHONE, DESK = 390, 1280
NARROWEST = 320  # px, to which a page must reflow without scrolling sideways (WCAG 2.2, 1.4.10)
WIDTHS = {"phone": {"width": PHONE, "height": 844}, "desk": {"width": DESK, "height": 900}}
LIGHTS = ("light", "dark")
AXE = {"resultTypes": ["violations"], "iframes": False}  # a letter is looked at by itself, not in its frame


FITS = Path(__file__).with_name("fits.js").read_text()


def misfits(page: Page) -> list[str]:
    """What of a page cannot be read where it stands, at the width that it has."""
    found: list[str] = page.evaluate(FITS)
    return found


class Window:
    """A page, and what went wrong behind it: on the console (the policy reports there too), or requests elsewhere."""

    def __init__(self, page: Page, *origins: str) -> None:
        self.page, self.origin, self.origins = page, origins[0], origins
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)

    def go(self, path: str) -> None:
        """To an address of the service."""
        self.page.goto(self.origin + path if path.startswith("/") else path)

    def text(self, selector: str = "main") -> str:
        """What a part of the page says, once all of it is there: after a click the page may still be on its way."""
        self.page.wait_for_load_state()
        return self.page.locator(selector).first.inner_text()

    def look(self) -> None:
        """By axe, in both lights; and no line may run out of the page."""
        self.page.wait_for_load_state()
        self.page.evaluate(AXE_SCRIPT)
        for light in LIGHTS:
            self.page.emulate_media(color_scheme=light)
            found = AxeResults(self.page.evaluate("options => axe.run(options)", AXE))
            assert found.violations_count == 0, f"{self.page.url}, {light}:\n{found.generate_report()}"
        self.page.emulate_media(color_scheme=LIGHTS[0])
        self.fits()

    def fits(self) -> None:
        """Nothing may have to be scrolled to sideways, no text be cut off or lie on other text."""
        found = misfits(self.page)
        assert not found, f"{self.page.url}, {self.page.viewport_size}:\n" + "\n".join(found)

    def _heard(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        expected = "Failed to load resource" in message.text and where == self.page.url
        others = (
            where.startswith(self.origins[1:]) if self.origins[1:] else False
        )  # what they say is not ours to mend
        if message.type in ("error", "warning") and not expected and not others:  # a page may answer 404 by intent
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((*self.origins, "data:", "about:")):
            self.faults.append(f"request to elsewhere: {request.url}")


@contextmanager
def window(
    browser: Browser, origin: str, width: str = "desk", *, also: tuple[str, ...] = (), **options: Any
) -> Iterator[Window]:
    """A window with no cookie but those in `storage_state`; nothing may have gone wrong when it closes. It may go to
    the `origin`, and where it says `also`.
    """
    context = browser.new_context(viewport=WIDTHS[width], reduced_motion="reduce", **options)
    opened = Window(context.new_page(), origin, *also)
    try:
        yield opened
    finally:
        context.close()
    assert not opened.faults, opened.faults
