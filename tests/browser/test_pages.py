"""Every page in Chromium, at the width of a phone and of a desk, in both lights: axe finds nothing, all fits."""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.browser.looking import NARROWEST, WIDTHS, window

PROMISE = r"/promises/(?!new)[\w-]{16}"
PERSON = r"/people/(?!new)[\w-]{16}"
CHOOSE = r"/google/[\w-]{16}/calendars"
LET_GO = r"/google/[\w-]{16}/disconnect"
REMOVE = r"/calendars/[\w-]{16}/remove"


class View(NamedTuple):
    """A page in a state: whose it is, where (or the page that leads there, and like what), and what is done on it."""

    who: str
    path: str
    leads: str = ""
    then: Callable | None = None


def opened(page):
    """With all that can be unfolded unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def refused(button, **typed):
    """A form sent with what it must refuse, past the browser's own checks."""

    def send(page):
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        for name, value in typed.items():
            page.locator(f"[name={name}]").first.fill(value)
        page.get_by_role("button", name=button, exact=True).first.click()
        assert page.get_by_role("alert").or_(page.locator("h1", has_text="Look in")).count() == 1

    return send


VIEWS = {
    "home": View("busy", "/"),
    "home of somebody new": View("empty", "/"),
    "home with a lost calendar": View("troubled", "/"),
    "promises": View("busy", "/promises", then=opened),
    "promises, none": View("empty", "/promises"),
    "promises, late": View("busy", "/promises?show=late"),
    "promises, broken, none": View("busy", "/promises?show=broken"),
    "promises, all": View("busy", "/promises?show=all"),
    "your word": View("busy", "/trust", then=opened),
    "your word, nothing yet": View("empty", "/trust", then=opened),
    "a promise checked first": View("busy", "/promises/new", then=lambda page: checked_first(page)),
    "a promise overdue, all unfolded": View("busy", "/", PROMISE, opened),
    "a promise delivered": View("busy", "/promises?show=late", PROMISE),
    "a promise that moved": View("troubled", "/promises", PROMISE),
    "a promise done in its calendar": View("troubled", "/promises", then=lambda page: done_there(page)),
    "a promise with a due refused": View("busy", "/", PROMISE, lambda page: refused_due(page)),
    "new promise": View("busy", "/promises/new"),
    "new promise read from a line": View("busy", "/promises/new?words=Send+it+to+Ama+by+next+Tuesday"),
    "quick add": View("busy", "/quick", then=opened),
    "calendar feed, none yet": View("busy", "/feed"),
    "new promise refused": View("busy", "/promises/new", then=refused("Write it down", body="send it", who="Ama")),
    "questions": View("busy", "/questions"),
    "questions, none": View("empty", "/questions"),
    "questions of what moved, is gone, was done, or is unsure": View("troubled", "/questions"),
    "a question refused": View("busy", "/questions", then=lambda page: refused_edit(page)),
    "many questions": View("reviewing", "/questions"),
    "a question of many, all unfolded": View("reviewing", "/questions", r"/questions\?sign=\w+", opened),
    "what was overlooked": View("reviewing", "/overlooked"),
    "what was overlooked, all unfolded": View("reviewing", "/overlooked", then=opened),
    "what was overlooked, nothing": View("empty", "/overlooked"),
    "what was overlooked, nothing so called": View("reviewing", "/overlooked?words=nothing"),
    "people": View("busy", "/people"),
    "people, none": View("empty", "/people"),
    "a person": View("busy", "/people", PERSON, opened),
    "people sought": View("busy", "/people?q=ama&circle=inner", then=opened),
    "people sought, nobody": View("busy", "/people?q=nobody"),
    "map of people": View("busy", "/people/map"),
    "map of people, none": View("empty", "/people/map"),
    "how often to meet": View("busy", "/people/cadences", then=lambda page: set_weeks(page)),
    "how often to meet, no tag": View("empty", "/people/cadences"),
    "cards": View("empty", "/people/cards"),
    "cards looked at": View("busy", "/people/cards", then=lambda page: looked_at(page)),
    "a person's words": View("busy", "/people", PERSON, lambda page: edited(page)),
    "giving": View("busy", "/giving", then=opened),
    "giving, nothing of that kind": View("busy", "/giving?kind=talk"),
    "giving, nobody named": View("empty", "/giving"),
    "a give": View("busy", "/giving", r"/giving/[\w-]{16}(?=\")"),
    "naming a person": View("empty", "/people/new"),
    "naming refused": View("empty", "/people/new", then=refused("Name", name="")),
    "this week": View("busy", "/week", then=opened),
    "this week, nothing planned": View("empty", "/week"),
    "this week refused": View("empty", "/week", then=refused("Plan it", who="Ama", value="a walk")),
    "the year's plan": View("busy", "/year"),
    "the year's plan, empty": View("empty", "/year"),
    "who reads along": View("busy", "/partner"),
    "a partner refused": View("empty", "/partner", then=refused("Send the invitation", address="nobody")),
    "the letter's preview": View("busy", "/letter"),
    "the letter": View("busy", "/letter/body"),
    "the letter of somebody new": View("empty", "/letter/body"),
    "the letter with a lost calendar": View("troubled", "/letter/body"),
    "letters": View("busy", "/letters"),
    "letters, none": View("empty", "/letters"),
    "a letter sent": View("busy", "/letters", r"/letters/[\w-]{16}"),
    "calendars": View("busy", "/calendars", then=opened),
    "calendars, none": View("empty", "/calendars"),
    "calendars, one lost": View("troubled", "/calendars", then=opened),
    "a calendar refused": View("empty", "/calendars", then=refused("Follow", address="ftp://example.com/x")),
    "removing a calendar": View("busy", "/calendars", REMOVE),
    "connecting Google": View("busy", "/google", then=opened),
    "calendars, two accounts connected": View("connected", "/calendars", then=opened),
    "choosing calendars": View("connected", "/calendars", CHOOSE),
    "disconnecting Google": View("connected", "/calendars", LET_GO),
    "an answer of Google's to nobody's question": View("busy", "/google/back?state=nothing"),
    "home with a lost connection": View("lost", "/"),
    "calendars of a lost connection": View("lost", "/calendars", then=opened),
    "connecting Google again": View("lost", "/google", then=opened),
    "the letter with a lost connection": View("lost", "/letter/body"),
    "settings": View("busy", "/settings"),
    "your copy": View("busy", "/copy"),
    "settings refused": View("empty", "/settings", then=refused("Save", zone="Nowhere")),
    "nothing there": View("busy", "/nothing"),
    "sign in": View("nobody", "/signin"),
    "sign in, asked": View("nobody", "/signin", then=refused("Send me a link", email="nobody@example.com")),
    "sign in by a spent link": View("nobody", "/signin/spent"),
    "sign in with Google, refused": View("nobody", "/google/back?state=nothing"),
    "a link of a letter": View("nobody", "/letter/body", r"/l/[^\"]+"),
    "a link to stop letters": View("nobody", "/letter/body", r"/unsubscribe/[^\"]+"),
    "a link cut short": View("nobody", "/l/cut"),
    "nothing there, signed out": View("nobody", "/static/nothing"),
}


def set_weeks(page):
    """A tag is given weeks of its own."""
    for name, typed in (("tag", "mentor"), ("ideal", "4"), ("longest", "6")):
        page.locator(f"#{name}").fill(typed)
    page.get_by_role("button", name="Set").click()
    assert page.get_by_text("every 4 weeks, 6 weeks at most").count()


CARDS = b"""BEGIN:VCARD
VERSION:3.0
FN:Abena Darko
EMAIL:abena@example.com
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:T. Novak
EMAIL:tomas@example.com
END:VCARD
BEGIN:VCARD
TEL:1
END:VCARD
"""


def looked_at(page):
    """A file of three cards: one new, one of somebody named, one that says nothing."""
    page.locator("[name=file]").set_input_files({"name": "book.vcf", "mimeType": "text/vcard", "buffer": CARDS})
    page.get_by_role("button", name="Look at it").click()
    assert page.get_by_text("adds to Tomas Novak").count() == 1


def edited(page):
    page.get_by_role("link", name="Edit", exact=True).click()
    opened(page)


def refused_edit(page):
    opened(page)
    refused("It is a promise", due_on="")(page)


def checked_first(page):
    """What one's own history says, before anything is kept."""
    page.get_by_label("What is promised").fill("send the slides")
    page.get_by_label("Between you and").fill("Kofi")
    page.get_by_label("Due on").fill("2030-01-09")
    page.get_by_role("button", name="Check first").click()
    assert page.get_by_role("status").filter(has_text="Before you promise").count() == 1


def refused_due(page):
    opened(page)
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.get_by_role("button", name="Move it").click()
    assert page.get_by_role("alert").count() == 1


def done_there(page):
    page.get_by_role("link", name="Return the ladder").click()
    assert page.get_by_role("button", name="Yes, delivered then").count() == 1


def address(view, house):
    """Where a view is: for one that another page leads to, what stands there first."""
    if not view.leads:
        return view.path
    hand = house.hands["busy" if view.who == "nobody" else view.who]
    found = re.search(rf'href="(?:{re.escape(house.service.base_url)})?({view.leads})"', hand.get(view.path))
    assert found, f"{view.path} leads nowhere like {view.leads}"
    return found[1]


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
            assert set(found) <= known | {"static"}
