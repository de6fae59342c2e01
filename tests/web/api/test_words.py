"""Each problem as a program is told it: its words, and what to do; how a field that cannot be read is written."""

import pytest

from tests.making import DAY, NOW
from tests.web.api.asking import Program, told
from tracker.domain.token import Scope
from tracker.services.once import Once
from tracker.store import tokens as token_store
from tracker.web.api.answering import _request_hash

PROPOSAL = {"body": "send proposal", "promisee": "Ama", "due": "2026-01-09"}


def faults(answer):
    return [one["detail"] for one in answer.json["errors"]]


REFUSED = [
    ({"data": "{"}, "That is no JSON. Send one JSON document in UTF-8."),
    ({"json": {}}, "Something in it cannot be read. Mend what the errors name, then send it again."),
    ({"data": "body=a"}, "That is not JSON. Send it as “Content-Type: application/json”."),
]


@pytest.mark.parametrize(("sent", "says"), REFUSED, ids=["no JSON", "not whole", "a form"])
def test_what_cannot_be_read_is_told_how_to_send_it(program, sent, says):
    kind = "text/plain" if "a" in str(sent.get("data")) else "application/json"
    but = sent if "json" in sent else sent | {"content_type": kind}
    assert told(program.ask("POST", "/promises", **but)) == says


def test_whoever_shows_no_token_or_one_that_opens_nothing_is_told_where_to_make_one(app):
    shown = "No token was shown. Send a token as “Authorization: Bearer trk_…”. Make one under Settings."
    assert told(Program(app).get("/me")) == shown
    over = "That token opens nothing. It has ended, or was never one. Make another under Settings."
    assert told(Program(app, "trk_nonsense").get("/me")) == over


def test_a_token_without_the_scope_is_told_which_it_wants(app, efua, token_of):
    answer = Program(app, token_of(efua, Scope.PEOPLE_READ, lives=DAY)).post("/promises", **PROPOSAL)
    assert told(answer) == "That token may not do this. Make one under Settings that may, and use it instead."
    assert answer.json["detail"] == "It wants the scope “promises:write”."


def test_what_is_not_there_and_what_is_not_done_so_are_told_apart(program):
    missing = "Nothing is here. The id or the address may be mistyped, or what stood here is gone."
    assert told(program.get("/promises/none")) == told(program.get("/nowhere")) == missing
    assert (
        told(program.ask("DELETE", "/promises")) == "That is not done this way. The Allow header says how it is done."
    )


def test_what_the_ledger_refuses_says_why_and_that_nothing_was_changed(program, promised):
    answer = program.post(f"/promises/{promised().id}/renegotiate", due="2026-01-09T17:00:00Z", told=True)
    assert told(answer) == "That was not done. Look at it again; nothing was changed."
    assert answer.json["detail"] == "That is the due it already has. Choose another."


def test_too_much_at_once_is_told_so(program):
    answer = program.ask("POST", "/promises", data=b"a" * 40_000_000, content_type="application/json")
    assert told(answer) == "That is too large. Send less at once. Nothing was saved."


def test_a_key_that_is_none_or_anothers_is_told_how_to_choose_one(program):
    answer = program.post("/promises", key="k" * 201, **PROPOSAL)
    assert faults(answer) == ["A key is 1 to 200 letters, digits and signs, without spaces."]
    program.post("/promises", key="one", **PROPOSAL)
    again = program.post("/people", key="one", name="Ama")
    assert told(again) == "This key was another request's. Send a new Idempotency-Key with each new request."


NO_DAY = "This is no day like 2026-01-09, nor an instant like 2026-01-09T17:00:00+01:00."
FIELDS = [
    ("/promises", PROPOSAL | {"more": 1}, "There is no such field."),
    ("/promises", {"promisee": "Ama", "due": "2026-01-09"}, "This is needed, and was not sent."),
    ("/promises", PROPOSAL | {"body": 1}, "This must be words, in quotation marks."),
    ("/promises", PROPOSAL | {"body": "a" * 501}, "This is longer than 500 letters. Say it shorter."),
    ("/promises", PROPOSAL | {"due": "soon"}, NO_DAY),
    ("/webhooks", {"address": "", "kinds": ["letter.sent"]}, "This is empty. Say it in a few words."),
    ("/webhooks", {"address": "a b", "kinds": ["letter.sent"]}, "This holds signs that are not allowed here, or"),
    ("/webhooks", {"address": "https://a", "kinds": []}, "These are fewer than 1."),
    ("/webhooks", {"address": "https://a", "kinds": ["letter.sent"] * 9}, "These are more than 8."),
    ("/webhooks", {"address": "https://a", "kinds": ["no"]}, "This must be one of: "),
    ("/webhooks", {"address": "https://a", "kinds": "letter.sent"}, "This must be a list."),
    ("/people", {"name": "Ama", "cadence": {"ideal": 0, "longest": 9}}, "This must be at least 1."),
    ("/people", {"name": "Ama", "cadence": {"ideal": 1, "longest": 9999}}, "This must be at most 3650."),
    ("/people", {"name": "Ama", "cadence": {"ideal": "a", "longest": 9}}, "This must be a whole number."),
    ("/people", {"name": "Ama", "cadence": 1}, "This must be an object."),
]


@pytest.mark.parametrize(("where", "sent", "says"), FIELDS, ids=lambda one: one if isinstance(one, str) else "")
def test_each_field_that_cannot_be_read_is_told_how_it_is_written(program, where, sent, says):
    assert any(one.startswith(says) for one in faults(program.post(where, **sent)))


def test_yes_or_no_is_said_without_quotation_marks(program, promised):
    answer = program.post(f"/promises/{promised().id}/renegotiate", due="2026-01-12", told="yes")
    assert faults(answer) == ["This must be true or false."]


def test_what_nobody_foresaw_is_told_where_its_field_is_described(program):
    answer = program.get(f"/people?limit={'9' * 5_000}")
    assert faults(answer) == ["This cannot be read. The description of the API says what may stand here."]


def test_the_same_request_under_way_is_told_to_wait(app, program, tracker, efua):
    with tracker.database.read() as db:
        (token,) = token_store.tokens(db, efua.id)
    with app.test_request_context("/api/v1/promises", method="POST", json=PROPOSAL):
        Once(tracker.database, tracker.seal, token, "one").begin(_request_hash(), NOW)
    says = "The same request is being done just now. Wait a moment, then send it again under the same key."
    assert told(program.post("/promises", key="one", **PROPOSAL)) == says


def test_what_changed_meanwhile_is_told_to_be_read_again(program, promised):
    answer = program.post(f"/promises/{promised().id}/undo", of="00000000")
    assert told(answer) == "Something changed meanwhile. Read it again, then decide anew."


def test_a_page_of_another_site_is_told_to_ask_from_a_program(program):
    answer = program.ask("POST", "/promises", json=PROPOSAL, headers={"Sec-Fetch-Site": "cross-site"})
    assert told(answer) == "That came from a page of another site. Ask from a program, not from a page."
