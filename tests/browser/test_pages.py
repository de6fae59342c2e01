"""Every page in Chromium, at the width of a phone and of a desk, in both lights: axe finds nothing, all fits."""

import re

import pytest

from tests.browser.looking import NARROWEST, WIDTHS, window
from tests.browser.views import VIEWS, address


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing_on(name, house, chromium):
    view = VIEWS[name]
    path = address(view, house)
    for width in WIDTHS:
        with window(chromium, house.service.base_url, width, storage_state=house.state(view.who)) as at:
            if path.endswith("/body"):  # there its own policy lets nothing run, and so not axe
                at.page.set_content(house.hands[view.who].get(path))
            else:
                at.go(path)
            if view.then:
                view.then(at.page)
            at.look()
            if width == "phone":
                at.page.set_viewport_size({"width": NARROWEST, "height": 800})
                at.fits()


def test_every_page_of_the_service_is_among_the_views(house):
    """A page that is added wants a view here: the first step of each address that our pages lead to."""
    known = {view.path.split("?")[0].split("/")[1] for view in VIEWS.values()}
    hand = house.hands["busy"]
    for view in VIEWS.values():
        if view.who == "busy" and not view.leads and "nothing" not in view.path:
            found = re.findall(r'href="/([^"/?#]*)', hand.get(view.path))
            assert set(found) <= known | {"static", "manifest.webmanifest"}
