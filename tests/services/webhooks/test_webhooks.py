"""Webhooks begun, changed, tried, stopped and removed by their user."""

import pytest

from tests.calendars.test_webhook import NOTICE
from tests.making import DAY, HOUR, NOW
from tests.services.webhooks.telling import Hook
from tracker.calendars.trouble import FeedRefused
from tracker.calendars.webhook import Notice, signature
from tracker.domain.notice import Kind
from tracker.domain.promise import Refused
from tracker.services import notices, webhooks
from tracker.services.ledger import NotFound
from tracker.store import webhooks as store
from tracker.store.notices import State
from tracker.store.seal import Seal


def signed_with(came, *secrets):
    at = NOTICE.at.fromtimestamp(int(came.headers["webhook-timestamp"]), NOTICE.at.tzinfo)
    return came.headers["webhook-signature"] == signature(Notice(came.id, came.body, secrets, at))


def test_its_address_and_its_secret_are_sealed_at_rest_and_masked_in_sight(hook, database, efua):
    assert hook.now.shown == "127.0.0.1…-own"
    with database.read() as db:
        kept = store.sealed(db, efua.id, hook.id)
        assert "127.0.0.1" not in kept.address
        assert hook.secret not in kept.secret


def test_a_new_secret_signs_at_once_and_the_old_one_beside_it_for_a_day(hook, database, doors, efua, promised, clock):
    promised()
    hook.tell()
    assert signed_with(hook.taker.came[-1], hook.secret)
    anew = webhooks.renew(database, doors.seal, efua, hook.id, NOW)
    promised("call Kofi")
    hook.tell()
    assert signed_with(hook.taker.came[-1], anew, hook.secret)
    clock.pass_by(DAY)
    promised("pay Yaa")
    hook.tell()
    assert signed_with(hook.taker.came[-1], anew)


def test_a_test_is_sent_at_once_and_once_whatever_comes_of_it(hook, doors, efua, clock):
    arrived = webhooks.attempt(doors, efua, hook.id, NOW)
    assert (arrived.state, arrived.status, hook.types) == (State.TOLD, 204, ["webhook.test"])
    hook.taker.answers(500)
    failed = webhooks.attempt(doors, efua, hook.id, NOW)
    assert (failed.state, failed.status) == (State.GIVEN_UP, 500)
    assert "answered 500" in failed.trouble
    clock.pass_by(DAY)
    assert hook.tell() == 0
    assert hook.now.failing_since is None


def test_a_test_that_arrives_ends_the_rest_of_an_address(hook, doors, efua, promised):
    hook.taker.answers(500)
    promised()
    hook.tell()
    assert not hook.due()
    hook.taker.answer = None
    webhooks.attempt(doors, efua, hook.id, NOW)
    assert hook.due()
    assert hook.tell() == 1


def test_what_arrived_can_be_sent_again_under_its_id(hook, database, efua, promised):
    promised()
    hook.tell()
    webhooks.again(database, efua, hook.kept[0].id, NOW)
    webhooks.again(database, efua, hook.kept[0].id, NOW)
    assert hook.tell() == 1
    first, second = hook.taker.came
    assert (first.id, first.body) == (second.id, second.body)


def test_a_stopped_one_is_told_nothing_and_what_happens_meanwhile_is_not_kept_for_it(
    hook, database, efua, promised, clock
):
    promised()
    webhooks.stop(database, efua, hook.id, NOW)
    promised("call Kofi", due=NOW + HOUR)
    clock.pass_by(3 * HOUR)
    assert not hook.due()
    assert hook.tell() == 0
    webhooks.start(database, efua, hook.id, clock())
    webhooks.start(database, efua, hook.id, clock())
    hook.look()
    hook.tell()
    assert hook.types == ["promise.made"]


def test_what_it_is_told_can_be_chosen_anew_and_nothing_of_before_follows(hook, database, efua, promised, clock):
    webhooks.choose(database, efua, hook.id, [Kind.MADE], NOW)
    promised(due=NOW + HOUR)
    clock.pass_by(3 * HOUR)
    webhooks.choose(database, efua, hook.id, [Kind.OVERDUE], clock())
    hook.look()
    assert [one.kind for one in hook.kept] == [Kind.MADE]


def test_a_removed_one_leaves_nothing(hook, database, efua, promised):
    promised()
    webhooks.remove(database, efua, hook.id, via="page", now=NOW)
    assert hook.now is None
    assert hook.kept == ()
    promised("call Kofi")


def test_one_that_is_removed_while_it_is_told_is_no_trouble(hook, database, efua, doors, promised):
    def send(address, notice, *, before_data):
        webhooks.remove(database, efua, hook.id, via="page", now=NOW)
        return doors.send(address, notice, before_data=before_data)

    promised()
    assert notices.tell(doors._replace(send=send), efua.id, hook.id) == 0


def test_one_user_has_so_many(doors, efua, kofi, taker):
    for _ in range(webhooks.MOST):
        Hook(doors, efua, taker)
    with pytest.raises(Refused, match="10 webhooks already"):
        Hook(doors, efua, taker)
    Hook(doors, kofi, taker)


def test_one_that_is_told_nothing_is_refused(doors, efua, taker):
    with pytest.raises(Refused, match="Choose at least one thing that it is told"):
        Hook(doors, efua, taker, kinds=[Kind.TEST][1:])


def test_an_address_inside_is_refused_when_it_is_given(database, doors, efua):
    with pytest.raises(FeedRefused, match="https://"):
        webhooks.begin(
            database,
            doors.seal,
            efua,
            address="http://10.0.0.8/",
            kinds=[Kind.MADE],
            allow_private=False,
            via="page",
            now=NOW,
        )


def test_nobody_reaches_anothers(hook, kofi, database, doors, promised):
    promised()
    theirs = hook.kept[0].id
    for attempted in (
        lambda: webhooks.stop(database, kofi, hook.id, NOW),
        lambda: webhooks.start(database, kofi, hook.id, NOW),
        lambda: webhooks.remove(database, kofi, hook.id, via="page", now=NOW),
        lambda: webhooks.renew(database, doors.seal, kofi, hook.id, NOW),
        lambda: webhooks.choose(database, kofi, hook.id, [Kind.MADE], NOW),
        lambda: webhooks.attempt(doors, kofi, hook.id, NOW),
        lambda: webhooks.again(database, kofi, theirs, NOW),
    ):
        with pytest.raises(NotFound):
            attempted()
    assert hook.tell() == 1


def test_without_its_key_nothing_is_sent_and_that_is_said(hook, doors, efua, promised):
    promised()
    other = doors._replace(seal=Seal([Seal.new_key()]))
    assert notices.tell(other, efua.id, hook.id) == 0
    assert "Put the key back" in hook.kept[0].trouble


def test_marks_of_calendars_have_it_looked_for_soon(hook, database, efua, clock):
    hook.look()
    assert hook.now.look_at > NOW
    with database.write() as db:
        store.stir(db, efua.id, NOW)
    assert hook.now.look_at == NOW
