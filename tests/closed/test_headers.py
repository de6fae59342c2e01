"""What every answer of every door says to the browser, whatever its status (reliability C45)."""

import re

from tests.closed.doors import everywhere
from tests.closed.knocking import secret_of, send
from tests.web.browsing import tracker_with
from tracker.web.app import create_app

SCRIPTS = re.compile(r'<script src="/static/[\w.-]+\.js\?v=[0-9a-f]+"( defer| type="module")*></script>')
BOOKMARK = re.compile(r"javascript:void\(open\([^\"<]*")
"""What the page of quick add gives to be kept as a bookmark. Our policy runs no such address on our own pages."""
FRAMED = {"/letter/body", "/letters/<letter_id>/body"}
MUST = {
    "X-Content-Type-Options": {"nosniff"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
    "Cross-Origin-Resource-Policy": {"same-origin"},
}
DIRECTIVES = ("default-src 'none'", "base-uri 'none'", "frame-ancestors ")


def wrong(answer, rule):
    """What an answer lacks, or has and should not."""
    headers, found = answer.headers, []
    found += [name for name, values in MUST.items() if headers.get(name) not in values]
    policy = headers.get("Content-Security-Policy", "")
    found += [part for part in DIRECTIVES if part not in policy]
    scripts = re.findall(r"script-src ([^;]*)", policy)
    if any(one.strip() != "'self'" for one in scripts) or "unsafe-eval" in policy:
        found.append("script-src")
    if "unsafe-inline" in policy and rule not in FRAMED:
        found.append("style-src")
    static = rule.startswith("/static") or rule in ("/favicon.ico", "/manifest.webmanifest")
    kept = headers.get("Cache-Control", "")
    if not (static or "no-store" in kept or (kept == "private, no-cache" and rule.endswith((".ics", ".atom")))):
        found.append(f"Cache-Control {kept}")
    return found + unsafe_cookies(answer) + inline(answer, rule)


def unsafe_cookies(answer):
    return [
        cookie.split("=")[0]
        for cookie in answer.headers.getlist("Set-Cookie")
        if not all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    ]


def inline(answer, rule):
    """Scripts, styles and handlers within a page."""
    if answer.mimetype != "text/html" or rule in FRAMED:
        return []
    said = BOOKMARK.sub("", SCRIPTS.sub("", answer.text))
    return re.findall(r"<script[^>]*>|<style[^>]*>|javascript:\S*|\son\w+=\S*|\sstyle=\S*", said)


def test_every_answer_of_every_door_is_dressed(at_home):
    for method, rule in everywhere(at_home.app):
        for browser in (at_home.efua.anew(), at_home.kofi.anew(), at_home.nobody):
            sent = {"secret": secret_of(at_home, rule)}
            answer = send(at_home, browser, method, at_home.efua.address(rule), **sent)
            assert wrong(answer, rule) == [], (method, rule, answer.status_code)


def test_so_is_every_refusal(at_home):
    seen = set()
    for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"):
        for rule in (
            "/nothing/here",
            "/%00",
            "/static/../x",
            "/static/none.js",
            "/",
            "/promises",
            "/api/v1/none",
            "/api",
        ):
            answer = send(at_home, at_home.efua.anew(), method, rule)
            seen.add(answer.status_code)
            assert wrong(answer, rule) == [], (method, rule, answer.status_code)
    assert {404, 405} <= seen


def test_so_is_what_is_too_large_or_too_often(at_home):
    browser = at_home.efua.anew()
    large = {"csrf_token": browser.token, "body": "x" * 600_000}
    answer = send(at_home, browser, "POST", "/promises/new", data=large)
    assert (answer.status_code, wrong(answer, "/promises/new")) == (413, [])
    for _ in range(21):
        often = browser.client.post("/signin", data={"csrf_token": browser.token})
    assert (often.status_code, wrong(often, "/signin")) == (429, [])


def test_over_https_every_answer_says_so_and_every_cookie_is_bound_to_this_host(sqlite):
    address = "https://tracker.example.com"
    app = create_app(tracker_with(sqlite, base_url=address))
    cookies = []
    for method, rule in everywhere(app):
        answer = app.test_client().open(rule, method=method, base_url=address)
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000", (method, rule)
        cookies += answer.headers.getlist("Set-Cookie")
    assert cookies, "some page begins a session"
    for cookie in cookies:
        assert cookie.startswith("__Host-"), cookie
        assert "Secure" in cookie, cookie
        assert "Domain" not in cookie, cookie
