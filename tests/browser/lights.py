"""The lights that a page is looked at in: light, dark, dark forced upon it, a system's colours, twice the text."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

SIZE = 16  # px, Chromium's own size of text
SCHEMES = re.compile(r'<meta name="(?:supported-)?color-schemes?"[^>]*>|color-scheme:[^;}"]*;?')
LARGER = """() => {
    const all = [...document.body.querySelectorAll("*")];
    const sizes = all.map((one) => parseFloat(getComputedStyle(one).fontSize));
    all.forEach((one, at) => one.style.setProperty("font-size", `${2 * sizes[at]}px`, "important"));
}"""


@contextmanager
def light(page: Page) -> Iterator[None]:
    """As most see it."""
    yield


@contextmanager
def dark(page: Page) -> Iterator[None]:
    """As it is for those who asked for dark."""
    page.emulate_media(color_scheme="dark")
    yield
    page.emulate_media(color_scheme="light")


@contextmanager
def forced(page: Page) -> Iterator[None]:
    """By a browser that darkens whatever is not dark by itself, as some phones and mail programs do."""
    tools = page.context.new_cdp_session(page)
    page.emulate_media(color_scheme="dark")
    tools.send("Emulation.setAutoDarkModeOverride", {"enabled": True})
    yield
    tools.send("Emulation.setAutoDarkModeOverride", {"enabled": False})
    page.emulate_media(color_scheme="light")
    tools.detach()


@contextmanager
def system(page: Page) -> Iterator[None]:
    """In the few colours that a person chose for the whole system (forced-colors)."""
    page.emulate_media(forced_colors="active", color_scheme="dark")
    yield
    page.emulate_media(forced_colors="none", color_scheme="light")


@contextmanager
def large(page: Page) -> Iterator[None]:
    """With text at 200 %, as set in the browser; the text of a letter is enlarged one by one, as mail programs do."""
    tools = page.context.new_cdp_session(page)
    before = page.url
    if before == "about:blank":
        page.evaluate(LARGER)
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": 2 * SIZE, "fixed": 2 * SIZE}})
    yield
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": SIZE, "fixed": SIZE}})
    tools.detach()


def defenceless(html: str) -> str:
    """A letter as mail programs show it that throw away what is said of schemes, and darken all by themselves."""
    return SCHEMES.sub("", html).replace("prefers-color-scheme: dark", "prefers-color-scheme: no-preference")


LIGHTS: dict[str, Callable] = {"light": light, "dark": dark, "forced": forced, "system": system, "large": large}
