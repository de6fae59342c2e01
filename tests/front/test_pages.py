"""Every page as it is served: valid HTML, nothing inline that our policy would stop, and small at the first load."""

import re
from contextlib import closing
from html.parser import HTMLParser

import pytest

from tests.browser import acts
from tests.browser.looking import window
from tests.browser.views import VIEWS, address

FIRST_LOAD = 50_000  # bytes: the page with all that it asks for
FIRST = {"home": ("busy", "/"), "home of somebody new": ("empty", "/"), "sign in": ("nobody", "/signin")}
OURS = {name: view for name, view in VIEWS.items() if not view.path.endswith("/body") or view.leads}


class Inline(HTMLParser):
    """What of a page is inline: styles, and scripts that have no address."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "style" or "style" in names or (tag == "script" and not names.get("src")):
            self.found.append(self.get_starttag_text())
        self.found += [f"{tag} {name}" for name in names if name.startswith("on")]


def served(view, house, chromium):
    """The last document that the service sent, with what a person does on the page done."""
    if view.then in (None, acts.opened):
        with closing(chromium.new_context(storage_state=house.state(view.who))) as nobody_looks:
            return nobody_looks.request.get(house.service.base_url + address(view, house)).text()
    documents = []
    with window(chromium, house.service.base_url, storage_state=house.state(view.who)) as at:
        at.page.on(
            "response", lambda answer: documents.append(answer) if answer.request.is_navigation_request() else 0
        )
        at.go(address(view, house))
        if view.then:
            view.then(at.page)
        return [one for one in documents if one.request.is_navigation_request() and shown(one, at)][-1].text()


def shown(answer, at):
    return answer.frame == at.page.main_frame and not 300 <= answer.status < 400


@pytest.mark.parametrize("name", OURS)
def test_it_is_valid_and_nothing_in_it_is_inline(name, house, chromium, judge):
    page = served(OURS[name], house, chromium)
    assert judge.html(page, "pages") == []
    assert Inline(page).found == []


def test_the_check_sees_what_is_inline():
    inline = (
        '<p style="color: red" onclick="go()"><style>p {}</style><script>go()</script><script src="/a.js"></script>'
    )
    assert len(Inline(inline).found) == 4


@pytest.mark.parametrize("name", FIRST)
def test_the_first_load_is_small(name, house, chromium, capsys):
    """Uncompressed, and as sent with its headers; printed, so that a log of the tests tells how it grows."""
    who, path = FIRST[name]
    bodies, sent = [], []
    with window(chromium, house.service.base_url, "phone", storage_state=house.state(who)) as at:
        tools = at.page.context.new_cdp_session(at.page)
        tools.send("Network.enable")
        tools.on("Network.loadingFinished", lambda told: sent.append(told["encodedDataLength"]))
        at.page.on("response", lambda answer: bodies.append(answer))
        at.go(path)
        at.page.wait_for_load_state("networkidle")
        sizes = {re.sub(r"\?.*", "", one.url.removeprefix(house.service.base_url)): len(one.body()) for one in bodies}
    with capsys.disabled():
        print(f"\nfirst load of {name}: {sum(sizes.values())} bytes, {sum(sent):.0f} as sent: {sizes}")
    assert sum(sizes.values()) <= FIRST_LOAD
    assert sum(sent) <= FIRST_LOAD
