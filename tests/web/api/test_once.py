"""A request sent twice under one key is done once."""

import pytest

from tests.fakes import FakeClock
from tests.making import HOUR, NOW
from tests.web.api.asking import Program, problem
from tests.web.browsing import tracker_with
from tracker.services import once
from tracker.services.once import KEPT, RESTS, KeyReused, Once, Told, UnderWay
from tracker.store import tokens as token_store
from tracker.web.app import create_app

PROPOSAL = {"body": "send proposal", "promisee": "Ama", "due": "2026-01-09"}


@pytest.fixture
def named(tracker, program, efua):
    """Efua's program's request that is called `one`."""
    with tracker.database.read() as db:
        (token,) = token_store.tokens(db, efua.id)
    return Once(tracker.database, tracker.seal, token, "one")


def test_what_is_made_under_a_key_is_made_once_and_the_answer_is_the_same(program, promises):
    first, second = (program.post("/promises", key="one", **PROPOSAL) for _ in range(2))
    assert (first.status_code, first.data) == (second.status_code, second.data) == (201, first.data)
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(promises()) == 1


def test_without_a_key_or_under_another_it_is_another_request(program, promises):
    for key in ("", "", "one", "two"):
        assert program.post("/promises", key=key, **PROPOSAL).status_code == 201
    assert len(promises()) == 4


def test_a_key_is_one_requests_alone(program, promises):
    program.post("/promises", key="one", **PROPOSAL)
    assert problem(program.post("/promises", key="one", **PROPOSAL | {"body": "send it"})) == (422, "key-reused")
    assert problem(program.post("/people", key="one", name="Ama")) == (422, "key-reused")
    assert len(promises()) == 1


def test_two_users_may_choose_the_same_key(program, strangers, promises):
    mine, theirs = (who.post("/promises", key="one", **PROPOSAL).json["id"] for who in (program, strangers))
    assert mine != theirs
    assert len(promises()) == 1


@pytest.mark.parametrize("key", ["a key", "é", "k" * 201, " "])
def test_a_key_that_is_none_is_refused_by_its_name(program, promises, key):
    answer = program.ask("POST", "/promises", headers={"Idempotency-Key": key}, json=PROPOSAL)
    assert problem(answer) == (422, "invalid")
    assert [fault["parameter"] for fault in answer.json["errors"]] == ["Idempotency-Key"]
    assert len(promises()) == 0


def test_what_was_refused_may_be_sent_again_under_its_key(program, promised):
    there = f"/promises/{promised().id}/deliver"
    assert problem(program.post(there, key="one", at="2026-01-06T09:00:00Z")) == (409, "refused")
    assert program.post(there, key="one", at="2026-01-05T08:00:00Z").status_code == 200


def test_what_is_being_done_just_now_is_not_begun_again(named):
    assert named.begin("a request", NOW) is None
    with pytest.raises(UnderWay):
        named.begin("a request", NOW + RESTS / 2)
    with pytest.raises(KeyReused):
        named.begin("another", NOW)


def test_what_was_begun_and_never_answered_is_taken_over(named):
    named.begin("a request", NOW)
    assert named.begin("a request", NOW + RESTS) is None


def test_an_answer_that_was_lost_on_its_way_into_our_books_makes_nothing_twice(tracker, efua, token_of, promises):
    secret, clock = token_of(efua), FakeClock()
    app = create_app(tracker_with(tracker.database, seal=tracker.seal, clock=clock))
    first = Program(app, secret).post("/promises", key="one", **PROPOSAL).json
    with tracker.database.write() as db:
        db.exec_driver_sql("UPDATE api_answers SET status = NULL")
    clock.pass_by(HOUR)
    again = Program(app, secret).post("/promises", key="one", **PROPOSAL)
    assert (again.status_code, again.json["id"]) == (201, first["id"])
    assert "Idempotency-Replayed" not in again.headers
    assert len(promises()) == 1


def test_a_person_and_a_give_are_made_once_too(program, tracker, named):
    for _ in range(2):
        ama = program.post("/people", key="ama", name="Ama").json["id"]
        program.post("/gives", key="meal", person=ama, kind="meal")
        with tracker.database.write() as db:
            db.exec_driver_sql("DELETE FROM api_answers")
    assert [one["id"] for one in program.get("/people").json["items"]] == [ama]
    assert len(program.get("/gives").json["items"]) == 1


def test_answers_are_sealed_and_thrown_away_after_a_day(named, tracker):
    named.begin("a request", NOW)
    named.answer(Told(201, {}, "a secret"))
    with tracker.database.read() as db:
        assert b"a secret" not in db.exec_driver_sql("SELECT body FROM api_answers").scalar_one()
    assert named.begin("a request", NOW) == Told(201, {}, "a secret")
    assert once.forget_old(tracker.database, NOW + KEPT) == 0
    assert once.forget_old(tracker.database, NOW + KEPT + HOUR) == 1
