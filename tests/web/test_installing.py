"""The pages as an app: the manifest in the reader's words, its signs, and words shared from another app."""

import struct
from urllib.parse import parse_qs, urlsplit

import pytest

from tracker.tongue import LOCALES


def test_the_manifest_is_open_and_of_its_own_type(nobody):
    answer = nobody.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert answer.json["display"] == "standalone"
    assert answer.json["id"] == answer.json["start_url"] == answer.json["scope"] == "/"


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_the_manifest_speaks_the_language_that_its_reader_wishes(nobody, locale):
    answer = nobody.client.get("/manifest.webmanifest", headers={"Accept-Language": locale.code})
    assert answer.json["lang"] == locale.code


def test_every_sign_of_the_manifest_is_there_and_as_large_as_it_says(nobody):
    icons = nobody.get("/manifest.webmanifest").json["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    for icon in icons:
        answer = nobody.get(icon["src"])
        assert (answer.status_code, answer.mimetype) == (200, icon["type"])
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", answer.data[16:24])) == icon["sizes"]


def test_each_shortcut_leads_to_a_page(browser):
    for shortcut in browser.get("/manifest.webmanifest").json["shortcuts"]:
        assert browser.get(shortcut["url"]).status_code == 200


def test_a_page_without_a_head_has_a_sign_too(nobody):
    answer = nobody.get("/favicon.ico")
    assert nobody.get(answer.location).mimetype == "image/png"


def test_every_page_names_the_manifest_and_lets_it_be_loaded(browser):
    page = browser.get("/")
    assert '<link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials">' in page.text
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]


SHARED = {
    "text alone": ("text=Send+Ama+the+essay+by+Friday", "Send Ama the essay by Friday", ""),
    "title and address": ("title=A+talk&url=https://example.com/a", "A talk", "https://example.com/a"),
    "an address in the text, as Android sends it": (
        "text=Read+this+https://example.com/a",
        "Read this",
        "https://example.com/a",
    ),
    "an address alone": ("text=https://example.com/a", "https://example.com/a", "https://example.com/a"),
    "several lines": ("text=Send+Ama%0A%0Athe+essay", "Send Ama the essay", ""),
    "nothing": ("", "", ""),
    "far too much": (f"text={'a' * 5000}", "a" * 300, ""),
}


@pytest.mark.parametrize(("asked", "words", "note"), SHARED.values(), ids=SHARED)
def test_what_is_shared_fills_the_form_of_a_new_promise_and_keeps_nothing(browser, asked, words, note):
    answer = browser.get(f"/share?{asked}")
    there = urlsplit(answer.location)
    assert there.path == "/promises/new"
    assert {name: value for name, (value,) in parse_qs(there.query).items()} == {
        name: value for name, value in (("words", words), ("note", note)) if value
    }
    assert browser.get(answer.location).status_code == 200
