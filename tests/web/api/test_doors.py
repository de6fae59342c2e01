"""Every route for programs at once: who is let in, what looking may do, whether the description tells all of them."""

import re

import pytest
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from tests.making import DAY, NOW
from tests.web.api.asking import Program, problem
from tests.web.test_doors import everything
from tracker.domain.token import Scope
from tracker.services import people
from tracker.web.api.describing import description, path_of
from tracker.web.api.door import ROUTES

UNDESCRIBED = {"/api/v1/openapi.json", "/api/v1/problems/<name>"}
"""What describes all else, and needs no token."""


@pytest.fixture
def things(tracker, efua, promised):
    """One of Efua's things for each name in an address."""
    person = people.name_person(tracker.database, efua, name="Ama", via="page", now=NOW)
    return {"promise_id": promised().id, "person_id": person.id}


def at(route, things):
    return re.sub(r"<(\w+)>", lambda found: things.get(found[1], "missing"), route.rule)


def test_nobody_is_let_in(app, tracker, things):
    before = everything(tracker)
    for secret in ("", "trk_nonsense", "eyJhbGciOiJub25lIn0.e30."):
        for route in ROUTES:
            answer = Program(app, secret).ask(route.method, at(route, things), json={})
            assert answer.status_code == 401, route.name
            assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="tracker"')
            assert ('error="invalid_token"' in answer.headers["WWW-Authenticate"]) == bool(secret), route.name
            assert answer.mimetype == "application/problem+json"
    assert everything(tracker) == before


def test_a_token_opens_only_what_its_scopes_say(app, tracker, efua, token_of, things):
    for scope in Scope:
        others = Program(app, token_of(efua, *(set(Scope) - {scope})))
        others.get("/me")  # notes that the token is in use, once an hour
        before = everything(tracker)
        for route in ROUTES:
            if route.scope is scope:
                answer = others.ask(route.method, at(route, things), json={})
                assert answer.status_code == 403, route.name
                assert f'error="insufficient_scope", scope="{scope}"' in answer.headers["WWW-Authenticate"]
        assert everything(tracker) == before


def test_a_token_that_is_over_or_was_ended_opens_nothing(app, tracker, efua, token_of, browser):
    over, ended = token_of(efua, lives=DAY, now=NOW - DAY), token_of(efua)
    assert Program(app, over).get("/me").status_code == 401
    assert Program(app, ended).get("/me").status_code == 200
    for token_id in re.findall(r'action="/tokens/([\w-]+)/end"', browser.get("/tokens").text):
        browser.post(f"/tokens/{token_id}/end")
    assert Program(app, ended).get("/me").status_code == 401


def test_a_cookie_a_field_and_an_address_let_nobody_in(app, browser, program):
    cookie = browser.client.get_cookie("tracker-session")
    nobody = Program(app)
    nobody.client.set_cookie("tracker-session", cookie.value)
    assert nobody.get("/me").status_code == 401
    assert nobody.get(f"/me?access_token={program.secret}").status_code == 401
    assert nobody.ask("POST", "/promises", data={"access_token": program.secret}).status_code == 401
    assert nobody.get("/me", headers={"Authorization": f"Basic {program.secret}"}).status_code == 401


def test_a_page_is_not_opened_by_a_token(program):
    assert program.client.get("/", headers=program.headers).location == "/signin"


def test_anothers_thing_and_a_missing_thing_answer_alike(tracker, strangers, things):
    strangers.get("/me")
    before = everything(tracker)
    missing = dict.fromkeys(things, "missing")
    sent = {"told": True, "due": "2026-01-12", "of": "0", "word": "w", "delivered": True}
    for route in ROUTES:
        if set(route.arguments) & things.keys():
            body = {name: value for name, value in sent.items() if route.body and name in route.body.model_fields}
            others, none = (strangers.ask(route.method, at(route, which), json=body) for which in (things, missing))
            assert (others.status_code, others.data) == (none.status_code, none.data), route.name
            assert others.status_code == 404, route.name
    assert everything(tracker) == before


def test_looking_changes_nothing(tracker, program, things):
    program.get("/me")  # notes that the token is in use, once an hour
    before = everything(tracker)
    for route in ROUTES:
        if route.method == "GET":
            for method in ("GET", "HEAD", "OPTIONS"):
                assert program.ask(method, at(route, things)).status_code < 500, route.name
    assert everything(tracker) == before


def test_no_answer_is_kept_by_anybody_or_told_to_other_sites(app, program, things):
    for who in (program, Program(app)):
        for route in ROUTES:
            headers = who.ask(route.method, at(route, things), headers={"Origin": "https://evil.example"}).headers
            assert headers["Cache-Control"] == "no-store", route.name
            assert headers["X-Content-Type-Options"] == "nosniff", route.name
            assert not [name for name in dict(headers) if name.startswith("Access-Control")], route.name
            assert "Set-Cookie" not in headers, route.name


def test_what_a_page_of_another_site_sends_is_refused(tracker, program, things):
    before = everything(tracker)
    for route in ROUTES:
        if route.method == "POST":
            answer = program.ask("POST", at(route, things), json={}, headers={"Sec-Fetch-Site": "cross-site"})
            assert problem(answer) == (403, "other-site"), route.name
    assert everything(tracker) == before


def test_the_description_is_openapi_3_1():
    OPENAPI_31_VALIDATOR.validate(description("https://tracker.example.com"))


def test_the_description_tells_every_route_and_no_other(app):
    rules = {
        (rule.rule.removeprefix("/api/v1"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.rule not in UNDESCRIBED
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    told = {(path, method) for path, methods in description("")["paths"].items() for method in methods}
    assert told == {(path_of(rule), method) for rule, method in rules}


def test_whoever_asks_may_read_the_description_and_what_problems_mean(app):
    nobody = Program(app)
    assert nobody.get("/openapi.json").json["openapi"] == "3.1.1"
    kind = nobody.get("/me").json["type"]
    assert nobody.client.get(kind).json["name"] == "no-token"
    assert nobody.get("/problems/nothing").status_code == 404
