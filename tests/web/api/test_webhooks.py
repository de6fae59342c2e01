"""Webhooks by programs: begun with a secret told once, told of other things, looked at and ended."""

import pytest

from tests.web.api.asking import Program, problem
from tracker.domain.token import Scope

MADE = {"address": "https://example.com/hook?key=of-its-own", "kinds": ["promise.made", "promise.overdue"]}


@pytest.fixture
def begun(program):
    return program.post("/webhooks", **MADE).json


def test_one_that_is_begun_tells_its_secret_once_and_its_address_never(program, begun):
    assert begun["secret"].startswith("whsec_")
    assert begun["kinds"] == MADE["kinds"]
    for answer in (program.get("/webhooks"), program.get(f"/webhooks/{begun['id']}")):
        assert "secret" not in answer.text
        assert "of-its-own" not in answer.text
        assert begun["id"] in answer.text


def test_the_same_request_twice_is_one_webhook_and_one_secret(program):
    first, second = (program.post("/webhooks", key="once", **MADE).json for _ in range(2))
    assert first == second
    assert len(program.get("/webhooks").json["items"]) == 1


def test_what_it_is_told_is_listed_and_can_be_chosen_anew(program, begun):
    at = f"/webhooks/{begun['id']}"
    program.post("/promises", body="send proposal", due="2026-01-09")
    (notice,) = program.get(f"{at}/notices").json["items"]
    assert (notice["kind"], notice["state"], notice["answered"]) == ("promise.made", "due", None)
    chosen = program.ask("PUT", f"{at}/kinds", json={"kinds": ["letter.sent"]})
    assert chosen.json["kinds"] == ["letter.sent"]
    program.post("/promises", body="call Kofi", due="2026-01-09")
    assert len(program.get(f"{at}/notices").json["items"]) == 1


def test_one_that_is_ended_is_gone(program, begun):
    at = f"/webhooks/{begun['id']}"
    assert program.ask("DELETE", at).status_code == 204
    assert problem(program.get(at)) == (404, "not-found")


@pytest.mark.parametrize(
    ("but", "told"),
    [
        ({"address": "http://example.com/hook"}, (409, "refused")),
        ({"address": "https://a:b@example.com/hook"}, (409, "refused")),
        ({"address": "no address"}, (422, "invalid")),
        ({"kinds": []}, (422, "invalid")),
        ({"kinds": ["nonsense"]}, (422, "invalid")),
        ({"kinds": ["webhook.test"]}, (422, "invalid")),
    ],
)
def test_what_cannot_be_told_is_refused(program, but, told):
    assert problem(program.post("/webhooks", **MADE | but)) == told


def test_anothers_is_missing_and_a_token_without_the_scope_begins_none(strangers, begun, app, token_of, efua):
    at = f"/webhooks/{begun['id']}"
    for method, address in (("GET", at), ("GET", f"{at}/notices"), ("DELETE", at)):
        assert problem(strangers.ask(method, address)) == (404, "not-found")
    assert problem(strangers.ask("PUT", f"{at}/kinds", json={"kinds": ["promise.made"]})) == (404, "not-found")
    reader = Program(app, token_of(efua, Scope.WEBHOOKS_READ))
    assert problem(reader.post("/webhooks", **MADE)) == (403, "insufficient-scope")
