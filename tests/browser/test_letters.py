"""Every letter's HTML in Chromium: axe finds nothing in either light, and it fits a phone and a desk."""

import pytest

from tests.browser.looking import NARROWEST, WIDTHS, window
from tests.mail.every import LETTERS, parts


@pytest.mark.parametrize("name", LETTERS)
def test_axe_finds_nothing_in_the_letter(name, chromium):
    with window(chromium, "about:blank") as at:
        at.page.set_content(parts(LETTERS[name]())[1])
        at.look()
        for width in (NARROWEST, *(size["width"] for size in WIDTHS.values())):
            at.page.set_viewport_size({"width": width, "height": 800})
            at.fits()
