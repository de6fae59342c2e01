"""Promises by programs: written down, listed, and all that may be done to them."""

from dataclasses import replace

import pytest

from tests.making import BERLIN, DAY, FRIDAY, NOW, candidate
from tests.web.api.asking import Program, problem
from tracker.services import people
from tracker.services.ledger import FIRST_YEAR, LAST_YEAR
from tracker.store import accounts

PROPOSAL = {"body": "send proposal", "promisee": "Ama", "due": "2026-01-09"}


def test_a_day_means_its_end_on_the_users_clock(app, tracker, token_of, efua):
    berliner = replace(efua, zone=BERLIN)
    with tracker.database.write() as db:
        accounts.save_user(db, berliner)
    answer = Program(app, token_of(berliner)).post("/promises", **PROPOSAL)
    assert answer.status_code == 201
    assert (answer.json["due"], answer.json["dated"]) == ("2026-01-09T23:59:59+01:00", True)


def test_an_instant_is_told_in_the_users_zone(program):
    answer = program.post("/promises", **PROPOSAL | {"due": "2026-01-09T17:00:00+02:00"})
    assert (answer.json["due"], answer.json["dated"]) == ("2026-01-09T15:00:00Z", False)


@pytest.mark.parametrize(
    ("due", "pointer"),
    [("tomorrow", "#/due"), ("2026-01-09T17:00:00", "#/due"), ("2026-02-30", "#/due"), (1767942000, "#/due")],
)
def test_a_due_that_leaves_something_to_guess_is_refused_by_its_name(program, due, pointer):
    answer = program.post("/promises", **PROPOSAL | {"due": due})
    assert problem(answer) == (422, "invalid")
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]
    assert "2026-01-09T17:00:00+01:00" in answer.json["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("year", "taken"), [(FIRST_YEAR - 1, 422), (FIRST_YEAR, 201), (LAST_YEAR, 201), (LAST_YEAR + 1, 422)]
)
def test_a_due_lies_in_the_years_that_the_ledger_takes(program, year, taken):
    assert program.post("/promises", **PROPOSAL | {"due": f"{year}-06-01"}).status_code == taken
    assert program.get("/promises?state=all").status_code == 200


def test_each_field_that_is_wrong_is_named_at_once(program):
    answer = program.post("/promises", body=" ", due="x", colour="red", note="n" * 501)
    assert {fault["pointer"] for fault in answer.json["errors"]} == {"#/body", "#/due", "#/colour", "#/note"}


def test_listing_goes_on_where_the_page_before_ended_though_more_came_meanwhile(program, promised):
    made = [promised(f"send {number}", due=FRIDAY + number * DAY).id for number in range(5)]
    first = program.get("/promises?limit=2").json
    promised("send it sooner", due=FRIDAY - DAY)
    second = program.get(f"/promises?limit=2&cursor={first['next']}").json
    third = program.get(f"/promises?limit=2&cursor={second['next']}").json
    assert [one["id"] for page in (first, second, third) for one in page["items"]] == made
    assert third["next"] is None


def test_the_next_page_is_linked(program, promised):
    for number in range(2):
        promised(f"send {number}", due=FRIDAY + number * DAY)
    link = program.get("/promises?limit=1&state=open").headers["Link"]
    assert link.startswith("<http://127.0.0.1:8000/api/v1/promises?limit=1&state=open&cursor=")
    assert link.endswith('>; rel="next"')


def test_the_latest_may_come_first_and_pages_go_on_backwards(program, promised):
    made = [promised(f"send {number}", due=FRIDAY + number * DAY).id for number in range(3)]
    first = program.get("/promises?limit=2&order=latest").json
    second = program.get(f"/promises?limit=2&order=latest&cursor={first['next']}").json
    assert [one["id"] for page in (first, second) for one in page["items"]] == made[::-1]


def test_listing_is_narrowed_by_due_by_state_and_by_words(program, promised):
    soon = promised("send the ladder", due=FRIDAY).id
    late = promised("send the bees", due=FRIDAY + 7 * DAY).id

    def ids(asked):
        return [one["id"] for one in program.get(f"/promises?{asked}").json["items"]]

    assert ids("due_before=2026-01-10") == [soon]
    assert ids("due_after=2026-01-10") == [late]
    assert ids("q=BEES") == [late]
    assert ids("q=ama") == [soon, late]
    assert ids("state=kept") == []
    program.post(f"/promises/{soon}/deliver")
    assert ids("state=kept") == [soon]
    assert ids("state=all") == [soon, late]


def test_what_still_holds_is_not_sent_again(program, promised):
    promised()
    first = program.get("/promises")
    again = program.get("/promises", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    promised("send something else")
    assert program.get("/promises", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_delivering_twice_is_delivering_once(program, promised):
    one = promised()
    first, second = (program.post(f"/promises/{one.id}/deliver").json for _ in range(2))
    assert first == second
    assert (first["outcome"], first["open"]) == ("kept", False)
    assert [entry["act"] for entry in program.get(f"/promises/{one.id}/history").json["items"]] == [
        "delivered",
        "added",
    ]


def test_what_has_not_come_yet_was_not_delivered_then(program, promised):
    answer = program.post(f"/promises/{promised().id}/deliver", at="2026-01-06T09:00:00Z")
    assert problem(answer) == (409, "refused")
    assert "has not come yet" in answer.json["detail"]


def test_an_act_is_taken_back_as_it_was_seen_and_not_otherwise(program, promised):
    one = promised()
    seen = program.post(f"/promises/{one.id}/deliver").json["state"]
    assert problem(program.post(f"/promises/{one.id}/undo", of="00000000")) == (409, "overtaken")
    assert program.post(f"/promises/{one.id}/undo", of=seen).json["promise"]["outcome"] == "pending"
    assert problem(program.post(f"/promises/{one.id}/undo", of=seen)) == (409, "overtaken")
    seen = program.get(f"/promises/{one.id}").json["state"]
    assert program.post(f"/promises/{one.id}/undo", of=seen).json == {"promise": None}
    assert program.get(f"/promises/{one.id}").status_code == 404


@pytest.mark.parametrize(
    ("act", "said", "outcome"),
    [("release", {}, "released"), ("renege", {"cause": "capacity"}, "broken"), ("strike", {}, "void")],
)
def test_a_promise_may_end_in_other_ways(program, promised, act, said, outcome):
    assert program.post(f"/promises/{promised().id}/{act}", **said).json["outcome"] == outcome


def test_a_new_due_counts_where_they_were_told(program, promised):
    one = promised()
    moved = program.post(f"/promises/{one.id}/renegotiate", due="2026-01-12", told=True).json
    assert (moved["due"], moved["renegotiations"]) == ("2026-01-12T23:59:59Z", 1)
    untold = program.post(f"/promises/{one.id}/renegotiate", due="2026-01-13", told=False).json
    assert (untold["due"], untold["renegotiations"]) == ("2026-01-12T23:59:59Z", 1)


def test_the_name_of_the_person_meant_stands_beside_what_was_written(program, tracker, efua):
    people.name_person(tracker.database, efua, name="Ama Mensah", via="page", now=NOW)
    made = program.post("/promises", **PROPOSAL).json
    assert (made["promisee"], made["who"]) == ("Ama", "Ama Mensah")


def test_a_line_is_read_and_nothing_is_kept(program, promises):
    said = program.get("/typed?line=Send proposal to Ama by Friday 17:00").json
    assert (said["body"], said["promisee"], said["clear"]) == ("Send proposal", "Ama", True)
    assert said["readings"] == [{"due": "2026-01-09T17:00:00Z", "dated": False}]
    assert len(promises()) == 0


def test_a_question_is_answered_as_on_its_page(program, told, promises):
    told(candidate())
    (asked,) = program.get("/questions").json["items"]
    assert (asked["ask"], asked["body"], asked["readings"][0]["due"]) == (
        "is promise",
        "send proposal",
        "2026-01-09T17:00:00Z",
    )
    accepted = program.post(f"/questions/{asked['sign']}/accept").json
    assert [one.id for one in promises()] == [accepted["id"]]
    assert program.get("/questions").json["items"] == []


def test_a_question_is_dismissed_and_asked_again(program, told):
    sign = told(candidate()).sign
    dismissed = program.post(f"/questions/{sign}/dismiss").json
    assert program.get("/questions").json["items"] == []
    assert program.post(f"/questions/{dismissed['sign']}/ask-again").status_code == 204
    assert [one["sign"] for one in program.get("/questions").json["items"]] == [sign]


def test_a_due_that_the_words_leave_open_must_be_said(program, told):
    sign = told(candidate(due=None)).sign
    answer = program.post(f"/questions/{sign}/accept")
    assert problem(answer) == (409, "refused")
    assert answer.json["detail"].startswith("Say when it is due")
    assert program.post(f"/questions/{sign}/accept", due="2026-01-12").json["dated"] is True
