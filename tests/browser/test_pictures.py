"""The pictures of the README, taken of a running service whose calendar and people are invented."""

import pytest

from tests.browser.looking import window
from tests.browser.pictures import picture_of

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1180, "height": 760}
SIZES = {
    "home": {"width": 1280, "height": 1000},
    "home-phone": PHONE,
    "letter": {"width": 680, "height": 1000},
    "letter-phone": PHONE,
    "google-connect": {"width": 1280, "height": 640},
    "google-connect-phone": PHONE,
    "google-choose": {"width": 1280, "height": 640},
    "google-choose-phone": PHONE,
    "review": DESK,
    "review-dark": DESK,
    "review-phone": PHONE,
    "review-edit": {"width": 1180, "height": 920},
    "review-due": DESK,
    "review-due-phone": PHONE,
    "review-why": {"width": 1180, "height": 1080},
    "review-tray": DESK,
    "overlooked": DESK,
    "overlooked-phone": PHONE,
}


def on_to(page, text):
    """Key by key to the question that says so."""
    for _ in range(80):
        if page.locator("#asking", has_text=text).count():
            return
        with page.expect_navigation():
            page.keyboard.press("j")
    raise AssertionError(f"no question says {text}")


REVIEWED = {
    "review": lambda page: on_to(page, "by Monday"),
    "review-edit": lambda page: (on_to(page, "by Monday"), page.keyboard.press("e")),
    "review-due": lambda page: on_to(page, "can be read in more than one way"),
    "review-why": lambda page: (on_to(page, "by Monday"), page.get_by_text("Why?").click()),
    "review-tray": lambda page: on_to(page, "Not sure"),
}


def show(at, name, hand):
    """The page of a picture."""
    if name.startswith("review"):
        at.page.emulate_media(color_scheme="dark" if name.endswith("dark") else "light")
        at.go("/questions")
        REVIEWED[name.removesuffix("-phone").removesuffix("-dark")](at.page)
    elif name.startswith("overlooked"):
        at.go("/overlooked")
    elif name.startswith("letter"):
        at.page.set_content(hand.get("/letter/body"))
    elif name.startswith("google-choose"):
        at.go(hand.first("/calendars", r"/google/[\w-]{16}/calendars"))
    else:
        at.go("/google" if name.startswith("google") else "/")


@pytest.mark.parametrize("name", SIZES)
def test_a_picture_of_the_readme_is_taken_and_is_not_blank(name, pictures, house, chromium):
    """With TRACKER_PICTURES=1, as `make pictures` sets it, into docs/pictures; else aside, so that those stay."""
    path = pictures / f"{name}.png"
    who = "reviewing" if name.startswith(("review", "overlooked")) else "busy"
    who = "connected" if name.startswith("google-choose") else who
    with window(chromium, house.service.base_url, storage_state=house.state(who)) as at:
        at.page.set_viewport_size(SIZES[name])
        show(at, name, house.hands[who])
        picture_of(at.page, path)
