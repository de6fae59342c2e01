"""The signs of the installed pages, drawn by Chromium from the one picture that is drawn by hand:

    python -m tests.browser.icons

A phone rounds the corners of `touch` and cuts those of `mask` as it likes, so that these two fill their square.
"""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.browser.house import browsing, program_or_skip

STATIC = Path(__file__).parents[2] / "tracker" / "web" / "static"
GROUND = "#17684b"


class Sign(NamedTuple):
    """How wide it is, how much of that its picture takes, and what lies behind."""

    size: int
    share: float = 1
    ground: str = "transparent"


SIGNS = {
    "icon-192.png": Sign(192),
    "icon-512.png": Sign(512),
    "icon-mask.png": Sign(512, 0.8, GROUND),
    "touch.png": Sign(180, 0.9, GROUND),
}


def drawn(browser: Browser, sign: Sign) -> bytes:
    """One sign as PNG."""
    picture = (STATIC / "favicon.svg").read_text().replace("<svg ", f'<svg width="{sign.size * sign.share}" ')
    page = browser.new_page(viewport={"width": sign.size, "height": sign.size})
    page.set_content(
        f'<body style="margin: 0; height: 100vh; display: grid; place-content: center; background: {sign.ground}">'
        f"{picture}"
    )
    data = page.screenshot(omit_background=True)
    page.close()
    return data


def main() -> None:
    """Draw them all anew."""
    with browsing(program_or_skip()) as browser:
        for name, sign in SIGNS.items():
            (STATIC / name).write_bytes(drawn(browser, sign))


if __name__ == "__main__":
    main()
