"""What stands round every page: its language, the way to each room, and where one is; and the style page."""

import re

import pytest

from tests.web.browsing import tracker_with
from tracker.tongue import LOCALES
from tracker.web.app import create_app
from tracker.web.style import OUTCOMES, tokens, wanted

NAV = re.compile(r"<nav.*?</nav>", re.DOTALL)
CURRENT = re.compile(r'href="([^"]+)" aria-current="(\w+)"')


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_a_page_says_which_language_it_is_in(nobody, locale):
    page = nobody.client.get("/signin", headers={"Accept-Language": locale.code}).text
    assert f'<html lang="{locale.code}">' in page


def test_five_rooms_are_within_a_thumbs_reach_and_the_rest_is_above(browser):
    nav = NAV.search(browser.get("/").text)[0]
    below, above = (re.findall(r'href="([^"]+)"', part) for part in nav.split('<ul class="more">'))
    assert below == ["/", "/promises", "/questions", "/people", "/giving"]
    assert above == ["/search", "/letter", "/calendars", "/settings"]


PLACES = {
    "/": ("/", "page"),
    "/promises": ("/promises", "page"),
    "/promises/new": ("/promises", "true"),
    "/trust": ("/promises", "true"),
    "/overlooked": ("/questions", "true"),
    "/people/map": ("/people", "true"),
    "/year": ("/people", "true"),
    "/week": ("/giving", "true"),
    "/letters": ("/letter", "true"),
    "/partner": ("/settings", "true"),
    "/start": ("/", "true"),
}


@pytest.mark.parametrize("path", PLACES)
def test_a_page_says_in_which_room_one_is(browser, path):
    assert CURRENT.findall(NAV.search(browser.get(path).text)[0]) == [PLACES[path]]


def test_every_link_of_the_frame_has_words(browser):
    links = re.findall(r"<a [^>]+>(.*?)</a>", NAV.search(browser.get("/").text)[0])
    assert all(re.search(r"<span>\w[^<]+</span>$", link) for link in links)
    assert len(links) == 9


def test_the_style_page_shows_every_colour_and_every_way_to_stand(browser):
    page = browser.get("/style").text
    colours = [name for name, value in tokens().items() if value.startswith("#")]
    assert len(colours) == 15
    assert all(f'fill="var(--{name})"' in page for name in colours)
    assert all(f'<span class="chip {outcome}">' in page for outcome in OUTCOMES)


@pytest.mark.parametrize(
    ("base_url", "there"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("https://tracker.example.com", False),
        ("http://192.168.1.2:8000", False),
    ],
)
def test_the_style_page_is_for_this_machine_alone(base_url, there):
    assert wanted(base_url) == there


def test_elsewhere_there_is_no_style_page(sqlite, efua):
    rules = {
        rule.rule for rule in create_app(tracker_with(sqlite, base_url="https://example.com")).url_map.iter_rules()
    }
    assert "/style" not in rules
