"""Every route at once: who may enter, what a GET may do, what every response says to the browser."""

import re
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from tests.making import NOW
from tests.services.test_leaving import made_owner
from tests.web.browsing import EFUA, HOME, Browser, leads, tracker_with
from tracker.domain.notice import Kind
from tracker.domain.people import Direction, GiveKind
from tracker.domain.token import Scope
from tracker.services import consents, digests, following, giving, partnering, people, tokens, webhooks
from tracker.services.consents import Purpose
from tracker.store import letters, notices
from tracker.store.tables import metadata
from tracker.web import visit
from tracker.web.app import create_app

OPEN = {
    "/static/<path:filename>",
    "/signin",
    "/signin/<token>",
    "/l/<token>",
    "/unsubscribe/<token>",
    "/join/<token>",
    "/invited",
    "/invited/<token>",
    "/account/deleted",
    "/leave/<token>",
    "/w/<token>",
    "/feed/<token>.ics",
    "/reminders/<token>",
    "/letters/feed/<token>.atom",
    "/manifest.webmanifest",
    "/favicon.ico",
    "/healthz",
    "/readyz",
    "/metrics",
    "/google/push",
    "/google/back",
    "/signin/google",
}
ACTS_ON_GET = "/google/back"
"""The exception to law 9: Google leads back by a GET. What it brings works once, in the browser that set out."""
LEADS_OUT = 'href="https://myaccount.google.com/connections"'
KEYED = {"/", "/promises", "/questions", "/overlooked"}
"""The pages whose buttons have keys: they run our own script, which may ask nobody for anything."""
SCRIPT = re.compile(r'<script src="/static/keys\.js\?v=[0-9a-f]+" defer></script>')
BOOKMARK = re.compile(r"javascript:void\(open\([^\"<]*")
"""What the page of quick add gives to be kept as a bookmark. Our policy runs no such address on our own pages."""
LEADS_ON = "/share"
"""What another app shares comes here, and goes on into the form of a new promise."""
TOKEN_PAGES = {f"/{path}/<token>" for path in ("l", "w", "unsubscribe", "reminders", "join", "leave")} | {
    "/google/push"
}


@pytest.fixture
def tracker(with_google):
    """One with all doors: a client at Google too."""
    return with_google


@pytest.fixture
def connected(tracker, google, efua):
    """Efua's connection to Google."""
    asked = (tracker.database, tracker.seal, tracker.google)
    there = consents.begin(*asked, efua, purpose=Purpose.CONNECT, browser="hers", now=NOW)
    said = dict(parse_qsl(urlsplit(google.consented(there, google.account(EFUA))).query))
    answer = {"state": said["state"], "code": said["code"], "error": "", "issuer": said["iss"]}
    return consents.finish(*asked, purpose=Purpose.CONNECT, browser="hers", **answer, now=NOW).connection


@pytest.fixture
def things(tracker, efua, promised, connected):
    """One of each of Efua's things, by the name that routes give it."""
    made_owner(tracker.database, efua)
    promise = promised()
    person = people.name_person(tracker.database, efua, name="Ama", via="page", now=NOW)
    told = {"kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW, "via": "page", "now": NOW}
    give = giving.give(tracker.database, efua, person=person.id, **told)
    calendar = following.upload(tracker.database, tracker.seal, efua, b"BEGIN:VCALENDAR", name="Work", now=NOW)
    message = digests.written(tracker.post, digests.preview(tracker.database, efua, NOW), NOW)
    with tracker.database.write() as db:
        digests.keep_letter(db, tracker.post, efua, message, kind="digest", period="2026-W02", now=NOW)
        letter = letters.letters(db, efua.id)[0]
    partner = partnering.invite(tracker.database, tracker.post, efua, address="nils@example.com", via="page", now=NOW)
    program = {"name": "a script", "scopes": [Scope.PROMISES_READ], "lives": timedelta(days=1)}
    token = tokens.make(tracker.database, efua, **program, now=NOW).token
    return {
        "promise_id": promise.id,
        "person_id": person.id,
        "calendar_id": calendar.id,
        "connection_id": connected.id,
        "letter_id": letter.id,
        "give_id": give.id,
        "week": "2026-W02",
        "partner_id": partner.id,
        "session_id": "none",
        "invitation_id": "none",
        "member_id": efua.id,
        "token_id": token.id,
        **webhook_of(tracker, efua),
        "sign": "none",
        "token": "none",
        "filename": "tracker.css",
    }


def webhook_of(tracker, efua):
    """A webhook of Efua's with something that it is to be told."""
    told = {"address": "https://example.com/hook", "kinds": [Kind.MADE], "allow_private": False, "via": "page"}
    one = webhooks.begin(tracker.database, tracker.seal, efua, **told, now=NOW).webhook
    with tracker.database.write() as db:
        notice = notices.add_notice(db, efua.id, one.id, kind=Kind.MADE, subject="p1", body="{}", at=NOW)
    return {"webhook_id": one.id, "notice_id": notice}


def routes(app, method):
    """The rules that take a method, as they are written, with their endpoints; not those for programs."""
    rules = (rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith("api."))
    return sorted((rule.rule, rule.endpoint) for rule in rules if method in rule.methods)


def filled(rule, things):
    return re.sub(r"<(?:path:)?(\w+)>", lambda found: things[found[1]], rule)


def everything(tracker):
    """All that is stored."""
    with tracker.database.read() as db:
        return {table.name: sorted(map(repr, db.execute(select(table)))) for table in metadata.sorted_tables}


def test_only_the_listed_doors_are_open(app):
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint in visit.OPEN}
    assert rules == OPEN


def test_nobody_is_shown_any_other_page(app, nobody, things):
    for rule, _ in routes(app, "GET"):
        if rule not in OPEN:
            answer = nobody.get(filled(rule, things))
            assert (answer.status_code, answer.location) == (303, "/signin"), rule


def test_nobody_may_send_any_other_form(app, tracker, nobody, things):
    before = everything(tracker)
    for rule, _ in routes(app, "POST"):
        if rule not in OPEN:
            assert nobody.post(filled(rule, things)).status_code == 401, rule
    assert everything(tracker) == before


def test_an_ended_session_opens_nothing(browser):
    cookie = browser.client.get_cookie("tracker-session")
    assert browser.post("/signout").status_code == 303
    browser.client.set_cookie("tracker-session", cookie.value)
    assert browser.get("/").location == "/signin"


def test_a_form_without_its_token_is_refused_and_changes_nothing(app, tracker, browser, things):
    before = everything(tracker)
    for rule, _ in routes(app, "POST"):
        if rule not in TOKEN_PAGES:
            assert browser.client.post(filled(rule, things)).status_code == 400, rule
    assert everything(tracker) == before


def test_another_sessions_token_is_refused(browser, stranger, things):
    answer = browser.client.post(f"/promises/{things['promise_id']}/deliver", data={"csrf_token": stranger.token})
    assert answer.status_code == 400


def test_a_form_sent_from_another_site_is_refused(app, tracker, browser, nobody, things):
    before = everything(tracker)
    for rule, endpoint in routes(app, "POST"):
        for who in (browser, nobody):
            if endpoint not in ("links.unsubscribe", "links.stop_reminders", "joining.leave"):
                form, strange = {"csrf_token": who.token}, {"Sec-Fetch-Site": "cross-site"}
                assert who.client.post(filled(rule, things), data=form, headers=strange).status_code == 403, rule
    assert everything(tracker) == before


def test_looking_changes_nothing(app, tracker, browser, things):
    before = everything(tracker)
    for rule, _ in routes(app, "GET"):
        address = filled(rule, things)
        for method in ("GET", "HEAD", "OPTIONS"):
            assert browser.get(address, method).status_code < 500 or rule == "/readyz", rule
    assert everything(tracker) == before


def test_the_way_back_from_google_acts_once_and_without_what_google_brought_never(tracker, browser, google):
    returned = google.consented(leads(browser.post("/google/connect")), google.account(EFUA)).removeprefix(HOME)
    before = everything(tracker)
    for nothing in (ACTS_ON_GET, f"{ACTS_ON_GET}?state=x&code=y", f"{ACTS_ON_GET}?error=access_denied"):
        assert browser.get(nothing).status_code == 400
        assert everything(tracker) == before
    assert returned.startswith(ACTS_ON_GET)
    assert browser.get(returned).status_code == 303
    after = everything(tracker)
    assert after != before
    assert browser.get(returned).status_code == 400
    assert everything(tracker) == after


def test_every_page_of_ones_own_is_shown(app, browser, things):
    broken = {
        rule: status
        for rule, _ in routes(app, "GET")
        if rule not in OPEN and (status := browser.get(filled(rule, things)).status_code) != 200
    }
    assert broken == {LEADS_ON: 303}


def test_anothers_thing_and_a_missing_thing_answer_alike(app, tracker, stranger, things):
    before = everything(tracker)
    missing = dict.fromkeys(things, "missing")
    for method in ("GET", "POST"):
        for rule, _ in routes(app, method):
            if "_id>" in rule:
                ask = stranger.get if method == "GET" else stranger.post
                others, none = ask(filled(rule, things)), ask(filled(rule, missing))
                assert others.status_code == none.status_code, (method, rule)
                assert others.status_code in (404, 422), (method, rule)
                assert others.text == none.text, (method, rule)
    assert everything(tracker) == before


def test_every_answer_bears_the_headers(app, browser, nobody, things):
    for who in (browser, nobody):
        for address in [filled(rule, things) for rule, _ in routes(app, "GET")] + ["/nothing/here"]:
            headers = who.get(address).headers
            assert "default-src 'none'" in headers["Content-Security-Policy"], address
            runs = "; script-src 'self'" if address in KEYED and who is browser else ""
            assert re.findall("(?:; )?script-src[^;]*", headers["Content-Security-Policy"]) == [runs] * bool(runs)
            assert "connect-src" not in headers["Content-Security-Policy"], address
            assert headers["X-Content-Type-Options"] == "nosniff", address
            assert headers["Referrer-Policy"] == "same-origin", address
            assert headers["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), address
            assert headers["Cache-Control"] == ("no-cache" if address.startswith("/static") else "no-store"), address


def test_only_a_letters_body_may_be_framed_and_only_by_our_own_pages(app, browser, things):
    framed = {
        rule
        for rule, _ in routes(app, "GET")
        if "frame-ancestors 'none'" not in browser.get(filled(rule, things)).headers["Content-Security-Policy"]
    }
    assert framed == {"/letter/body", "/letters/<letter_id>/body"}
    assert "sandbox" in browser.get("/letter/body").headers["Content-Security-Policy"]


def test_a_static_file_asked_for_by_its_hash_is_kept_for_ever(browser):
    address = re.search(r'href="(/static/tracker.css\?v=[^"]+)"', browser.get("/").text)[1]
    assert "immutable" in browser.get(address).headers["Cache-Control"]


def test_no_page_holds_a_script_a_style_or_anything_from_elsewhere(app, browser, things):
    for rule, _ in routes(app, "GET"):
        page = browser.get(filled(rule, things))
        if page.mimetype == "text/html" and not rule.endswith("/body"):
            said = SCRIPT.sub("", page.text, count=1) if rule in KEYED else page.text
            said = BOOKMARK.sub("", said) if rule == "/quick" else said
            assert not re.search(r"<script|<style| style=|javascript:| on\w+=", said), rule
            assert not re.search(r'(?:src|action|href)="(?:https?:)?//', page.text.replace(LEADS_OUT, "")), rule


def test_over_https_the_cookies_are_bound_to_this_host(sqlite, efua):
    app = create_app(tracker_with(sqlite, base_url="https://tracker.example.com"))
    token = visit.signin.invite(sqlite, efua, now=NOW)
    client = app.test_client()
    asked = {"base_url": "https://tracker.example.com", "headers": {"Referer": "https://tracker.example.com/"}}
    page = client.get(f"/signin/{token}", **asked)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.text)[1]
    answer = client.post(f"/signin/{token}", data={"csrf_token": csrf}, **asked)
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if "-session=" in cookie]
    assert len(cookies) == 1
    assert cookies[0].startswith("__Host-session=")
    for wanted in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert wanted in cookies[0]
    assert "Domain" not in cookies[0]
    assert answer.headers["Strict-Transport-Security"]


def test_a_broken_page_says_so_without_a_trace_and_the_next_one_works(sqlite, efua, caplog):
    def broken(*_):
        raise RuntimeError("planted secret")

    app = create_app(tracker_with(sqlite, clock=lambda: NOW))
    browser = Browser(app, efua)
    app.view_functions["people.show"] = broken
    answer = browser.get("/people")
    assert answer.status_code == 500
    assert "planted" not in answer.text
    assert "RuntimeError" not in answer.text
    assert "planted secret" in caplog.text
    assert browser.get("/").status_code == 200


def test_a_form_that_is_too_large_is_refused_in_plain_words(browser):
    answer = browser.post("/promises/new", body="x" * 600_000)
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_too_many_fields_are_refused_in_plain_words(browser):
    many = {"csrf_token": browser.token} | {f"field{n}": "x" for n in range(1_100)}
    answer = browser.client.post("/calendars/upload", data=many, content_type="multipart/form-data")
    assert answer.status_code == 413


def test_alive_and_ready_need_no_session(tracker, nobody):
    assert nobody.get("/healthz").status_code == 200
    assert nobody.get("/readyz").status_code == 503, "no work has beaten its heart"
    with tracker.database.write() as db:
        letters.beat(db, "work", NOW)
    assert nobody.get("/readyz").json == {"status": "ready", "database": True, "work": True}
