"""People, gives, calendars, the score, the week and letters, by programs; and how problems are told."""

from dataclasses import replace

import pytest

from tests.making import NOW
from tests.web.api.asking import Program, problem, told
from tracker.services import digests
from tracker.store import accounts, letters
from tracker.web import limits


def test_a_person_is_named_read_changed_and_listed(program):
    made = program.post("/people", name="Ama  Mensah", tags=["Choir"], addresses=["Ama@Example.com"])
    assert made.status_code == 201
    assert (made.json["name"], made.json["tags"]) == ("Ama Mensah", ["choir"])
    assert made.json["addresses"] == ["ama@example.com"]
    id = made.json["id"]
    changed = program.ask("PATCH", f"/people/{id}", json={"cadence": {"ideal": 14, "longest": 28}}).json
    assert changed == made.json | {"cadence": {"ideal": 14, "longest": 28}}
    assert program.ask("PATCH", f"/people/{id}", json={"cadence": None}).json == made.json
    assert program.get(f"/people/{id}").json == made.json
    assert program.get("/people?q=choir").json["items"] == [made.json]
    assert program.get("/people?q=bees").json["items"] == []


def test_a_cadence_that_makes_no_sense_is_refused_with_why(program):
    answer = program.post("/people", name="Ama", cadence={"ideal": 28, "longest": 14})
    assert problem(answer) == (409, "refused")
    assert "longest" in answer.json["detail"]


def test_people_are_listed_by_name_a_page_at_a_time(program):
    for name in ("Nils", "Ama", "Kofi"):
        program.post("/people", name=name)
    first = program.get("/people?limit=2").json
    second = program.get(f"/people?limit=2&cursor={first['next']}").json
    assert [one["name"] for one in first["items"] + second["items"]] == ["Ama", "Kofi", "Nils"]
    assert second["next"] is None


def test_whom_it_is_time_to_meet_is_listed_alone(program):
    program.post("/people", name="Ama")
    assert [one["shade"] for one in program.get("/people?nudges=true").json["items"]] == ["cold"]


def test_gives_are_recorded_and_listed_newest_first(program):
    ama = program.post("/people", name="Ama").json["id"]
    older = program.post("/gives", person=ama, kind="meal", at="2026-01-04T12:00:00Z", note="soup").json
    newer = program.post("/gives", person=ama, kind="advice", direction="received").json
    assert program.get(f"/gives?person={ama}").json["items"] == [newer, older]
    assert problem(program.post("/gives", person="missing", kind="meal")) == (404, "not-found")
    assert problem(program.post("/gives", person=ama, kind="gold"))[1] == "invalid"


def test_a_calendar_is_followed_once_read_and_left(program):
    address = "https://calendar.example.com/private-1234/basic.ics"
    made = program.post("/calendars", address=address, name="Work")
    assert (made.status_code, made.json["name"]) == (201, "Work")
    assert "private-1234" not in made.text
    assert program.post("/calendars", address=address).json["id"] == made.json["id"]
    assert program.post(f"/calendars/{made.json['id']}/read").status_code == 202
    assert [one["id"] for one in program.get("/calendars").json["items"]] == [made.json["id"]]
    assert program.ask("DELETE", f"/calendars/{made.json['id']}?promises=strike").status_code == 204
    assert program.get("/calendars").json["items"] == []


def test_an_address_that_cannot_be_a_calendars_is_refused_with_why(program):
    answer = program.post("/calendars", address="ftp://calendar.example.com/x.ics")
    assert problem(answer) == (409, "refused")
    assert "https://" in answer.json["detail"]


def test_the_score_and_the_week_are_as_the_pages_say(program, promised):
    kept, owed = promised("send one"), promised("send another")
    program.post(f"/promises/{kept.id}/deliver")
    score, week = program.get("/score").json, program.get("/week").json
    assert (score["rate"]["kept"], score["rate"]["decided"], score["rate"]["provisional"]) == (1, 1, True)
    assert [one["id"] for one in week["coming"]] == [owed.id]
    assert (week["began"], week["ended"]) == ("2025-12-29T00:00:00Z", "2026-01-05T00:00:00Z")


def test_letters_are_listed_looked_at_and_sent(program, tracker, efua, promised):
    promised("send the ladder")
    assert "send the ladder" in program.get("/letters/next").json["text"].casefold()
    for week in ("2026-W01", "2026-W02", "2026-W03"):
        message = digests.written(tracker.post, digests.preview(tracker.database, efua, NOW), NOW)
        with tracker.database.write() as db:
            digests.keep_letter(db, tracker.post, efua, message, kind="digest", period=week, now=NOW)
    assert program.post("/letters").json == {"kept": True}
    first = program.get("/letters?limit=3").json
    rest = program.get(f"/letters?limit=3&cursor={first['next']}").json
    with tracker.database.read() as db:
        assert {one["id"] for one in first["items"] + rest["items"]} == {
            one.id for one in letters.letters(db, efua.id)
        }
    assert len(rest["items"]) == 1


def test_problems_are_told_in_the_language_of_the_tokens_user(app, tracker, efua, token_of):
    french = replace(efua, locale="fr")
    with tracker.database.write() as db:
        accounts.save_user(db, french)
    answer = Program(app, token_of(french)).post("/promises", due="demain")
    assert answer.json["title"] == "Quelque chose n’a pas pu être lu"
    assert "2026-01-09" in answer.json["errors"][1]["detail"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"data": "{", "content_type": "application/json"}, (400, "unreadable")),
        ({"data": b'{"body": "\xff"}', "content_type": "application/json"}, (400, "unreadable")),
        ({"data": "body=send"}, (415, "wrong-type")),
        ({"data": "[" * 100_000, "content_type": "application/json"}, (400, "unreadable")),
        ({"data": "x" * 600_000, "content_type": "application/json"}, (413, "too-large")),
        ({"json": []}, (422, "invalid")),
        ({"json": {"body": "a\x00b", "due": "2026-01-09"}}, (422, "invalid")),
        ({"json": {"body": "send", "due": "9999-12-31"}}, (422, "invalid")),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_kind(program, promises, sent, told):
    assert problem(program.ask("POST", "/promises", **sent)) == told
    assert len(promises()) == 0


def test_what_is_not_there_and_what_is_not_done_so_are_told_as_problems(program):
    assert problem(program.get("/nothing")) == (404, "not-found")
    answer = program.ask("DELETE", "/promises")
    assert problem(answer) == (405, "wrong-method")
    assert "POST" in answer.headers["Allow"]
    assert problem(program.get("/me?colour=red")) == (422, "invalid")
    assert program.get("/me?colour=red").json["errors"][0]["parameter"] == "colour"


def test_whoever_asks_too_often_is_told_when_to_come_back(app, program):
    app.config[limits.ASKED.name] = "2/minute"
    answers = [program.get("/me") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert problem(answers[-1]) == (429, "too-often")
    assert answers[-1].json["remedy"] == "Wait as long as Retry-After says, then send it once more."


def test_our_own_fault_is_told_with_a_mark_and_nothing_of_its_cause(app, program, caplog):
    def broken(*_, **__):
        raise RuntimeError("planted secret")

    app.view_functions["api.score_read"] = broken
    answer = program.get("/score")
    assert problem(answer) == (500, "broken")
    assert told(answer) == "Something broke on our side. What you sent was not saved. Try again in a minute."
    assert answer.json["detail"].startswith("Its mark in the log is ")
    assert "planted" not in answer.text
    mark = answer.json["detail"].rstrip(".").split()[-1]
    assert mark in caplog.text
    assert "planted secret" in caplog.text
