"""Notices on their way: in order for one promise, tried until they arrive, and an address that never takes one."""

from datetime import timedelta

import pytest

from tests.making import DAY, HOUR, NOW
from tracker.domain.notice import WAITS
from tracker.services import ledger, notices, webhooks
from tracker.store import letters
from tracker.store.notices import State

WEEK = 7 * DAY


def test_of_one_subject_none_is_told_before_what_came_before_it(hook, promised, database, efua, clock):
    first, second = promised("send proposal"), promised("call Kofi")
    ledger.deliver(database, efua, first.id, via="page", now=NOW)

    def picky(request):
        told = hook.taker.came[-1].body.decode()
        request.send_response(500 if first.id in told and "made" in told and clock() == NOW else 204)
        request.end_headers()

    hook.taker.answer = picky
    for _ in range(3):
        hook.tell()
    assert [(one["type"], one["data"]["promise"]["id"]) for one in hook.said] == [("promise.made", first.id)]
    clock.pass_by(timedelta(minutes=1))
    hook.tell()
    assert [one["data"]["promise"]["id"] for one in hook.said[1:]] == [second.id, first.id, first.id]
    assert hook.types[-2:] == ["promise.made", "promise.delivered"]


def test_what_did_not_arrive_is_tried_again_later_and_later_under_the_same_id(hook, promised, clock):
    hook.taker.answers(500)
    promised()
    waits = []
    for _ in range(len(WAITS)):
        before = clock()
        hook.tell()
        assert not hook.due()
        clock.now = hook.kept[0].next_try_at
        waits.append(clock() - before)
        assert hook.due()
    assert waits == list(WAITS)
    assert sum(waits, timedelta()) >= 71 * HOUR
    assert len({came.id for came in hook.taker.came}) == 1
    assert len({came.body for came in hook.taker.came}) == 1


def test_an_address_that_is_mended_is_told_all_that_waited_in_order(hook, promised, clock):
    hook.taker.answers(500)
    made = [promised(f"part {number}") for number in range(3)]
    hook.tell()
    assert len(hook.taker.came) == 1  # one that is down is not asked for each
    hook.taker.answer = None
    clock.pass_by(timedelta(minutes=1))
    assert hook.tell() == 3
    assert {one["data"]["promise"]["id"] for one in hook.said} == {one.id for one in made}
    assert hook.now.failing_since is None


def test_a_server_that_asks_for_patience_is_given_it(hook, promised, clock):
    hook.taker.answers(429, Retry_After="7200")
    promised()
    hook.tell()
    clock.pass_by(HOUR)
    assert not hook.due()
    clock.pass_by(HOUR)
    assert hook.due()


def test_after_three_days_without_one_arrival_it_is_stopped_and_its_user_told_once(
    hook, promised, clock, database, efua
):
    hook.taker.answers(503)
    promised()
    for _ in range(40):
        hook.tell()
        clock.pass_by(2 * HOUR)
    assert hook.now.stopped_at is not None
    with database.read() as db:
        (letter,) = letters.letters(db, efua.id)
    assert (letter.kind, letter.subject) == ("webhook", "A webhook was stopped")
    promised("call Kofi")
    assert not hook.due()
    hook.taker.answer = None
    webhooks.start(database, efua, hook.id, clock())
    assert hook.tell() == 1
    assert hook.types[-1] == "promise.made"
    assert hook.kept[0].state == State.TOLD


def test_an_address_that_is_gone_for_good_is_stopped_at_once(hook, promised, database, efua):
    hook.taker.answers(410)
    promised()
    hook.tell()
    assert hook.now.stopped_at == NOW
    with database.read() as db:
        assert len(letters.letters(db, efua.id)) == 1


def test_one_notice_that_is_never_taken_stops_nothing_else_and_is_given_up(hook, promised, clock):
    bad = promised("send proposal")

    def picky(request):
        request.send_response(400 if bad.id in hook.taker.came[-1].body.decode() else 204)
        request.end_headers()

    hook.taker.answer = picky
    for number in range(60):
        hook.tell()
        clock.pass_by(2 * HOUR)
        if number < 45:
            promised(f"part {number}", due=clock() + WEEK)
            hook.tell()
    states = [one.state for one in hook.kept if one.subject == bad.id]
    assert states == [State.GIVEN_UP]
    assert hook.now.stopped_at is None
    assert {one.state for one in hook.kept if one.subject != bad.id} == {State.TOLD}


def test_a_worker_that_dies_after_it_was_taken_tells_it_twice_under_one_id(hook, promised, clock, doors):
    class Killed(BaseException):
        """The process dies here."""

    def dies(address, notice, *, before_data):
        doors.send(address, notice, before_data=before_data)
        raise Killed

    promised()
    with pytest.raises(Killed):
        notices.tell(doors._replace(send=dies), hook.user.id, hook.id)
    assert hook.kept[0].state == State.SENDING
    assert hook.tell() == 0
    clock.pass_by(doors.lease)
    assert hook.tell() == 1
    first, second = hook.taker.came
    assert (first.id, first.body) == (second.id, second.body)


def test_nobody_is_asked_from_inside_a_transaction(hook, promised, doors, database):
    def send(address, notice, *, before_data):
        assert database.in_use == 0, "asked from inside a transaction"
        before_data()
        assert database.in_use == 0, "asked from inside a transaction"
        return 204

    promised()
    assert notices.tell(doors._replace(send=send), hook.user.id, hook.id) == 1


def test_who_lost_the_lease_meanwhile_does_not_send(hook, promised, clock, doors):
    def late(address, notice, *, before_data):
        clock.pass_by(doors.lease)
        hook.tell()
        before_data()
        raise AssertionError("sent without a lease")

    promised()
    assert notices.tell(doors._replace(send=late), hook.user.id, hook.id) == 0
    assert len(hook.taker.came) == 1


def test_what_was_told_is_forgotten_after_thirty_days_and_what_waits_is_not(hook, promised, database, clock):
    promised()
    hook.tell()
    hook.taker.answers(500)
    promised("call Kofi")
    hook.tell()
    assert notices.forget(database, NOW + 31 * DAY) == 1
    assert [one.state for one in hook.kept] == [State.FAILED]
