"""What a person does with promises: each act once, each with its entry, each to be taken back."""

from datetime import timedelta

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW
from tests.services.deciding import acts, asked, stored
from tracker.domain.entry import Act
from tracker.domain.promise import Cause, Refused, from_record
from tracker.services import answers, ledger
from tracker.services.ledger import NotFound
from tracker.store import ledger as store


def added(database, user, body="send proposal", **but):
    values = {"promisee": "Ama", "due": FRIDAY, "dated": False, "via": "page", "now": NOW} | but
    return ledger.add(database, user, body=body, **values)


def test_delivering_twice_is_delivering_once(database, efua):
    made = added(database, efua)
    for moment in (NOW, NOW + HOUR):
        delivered = ledger.deliver(database, efua, made.id, via="page", now=moment)
    assert delivered.delivered_at == NOW
    assert acts(database, efua, made.id) == [Act.ADDED, Act.DELIVERED]


def test_delivered_before_it_was_marked_says_both_instants(database, efua):
    made = added(database, efua)
    ledger.deliver(database, efua, made.id, at=NOW - DAY, via="page", now=NOW)
    with database.read() as db:
        entry = store.entries(db, efua.id, made.id)[-1]
    assert (from_record(entry.after).delivered_at, entry.at) == (NOW - DAY, NOW)


def test_a_delivery_in_the_future_is_refused(database, efua):
    made = added(database, efua)
    with pytest.raises(Refused, match=r"That time has not come yet. Mark it when it is delivered"):
        ledger.deliver(database, efua, made.id, at=NOW + timedelta(seconds=1), via="page", now=NOW)


def test_undo_takes_back_the_last_act_and_is_an_entry_itself(database, efua):
    made = added(database, efua)
    ledger.deliver(database, efua, made.id, via="letter", now=NOW)
    assert ledger.undo(database, efua, made.id, via="page", now=NOW + HOUR) == made
    assert acts(database, efua, made.id) == [Act.ADDED, Act.DELIVERED, Act.UNDONE]


def test_undo_goes_back_act_by_act(database, efua):
    made = added(database, efua)
    ledger.renegotiate(database, efua, made.id, due=FRIDAY + DAY, dated=False, told=True, via="page", now=NOW)
    ledger.deliver(database, efua, made.id, via="page", now=NOW)
    ledger.undo(database, efua, made.id, via="page", now=NOW)
    assert ledger.undo(database, efua, made.id, via="page", now=NOW).terms == made.terms


def test_undoing_the_opening_asks_again(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    assert ledger.undo(database, efua, made.id, via="page", now=NOW) is None
    assert stored(database, efua, made.id) is None
    assert len(asked(database, efua)) == 1
    again = answers.accept(database, efua, found.sign, via="page", now=NOW)
    assert again.id != made.id


def test_a_new_due_binds_only_if_they_were_told(database, efua):
    made = added(database, efua)
    ledger.renegotiate(database, efua, made.id, due=FRIDAY + DAY, dated=False, told=False, via="page", now=NOW)
    assert stored(database, efua, made.id).binding.due == FRIDAY
    other = added(database, efua, "call the bank")
    ledger.renegotiate(database, efua, other.id, due=FRIDAY + DAY, dated=False, told=True, via="page", now=NOW)
    assert stored(database, efua, other.id).binding.due == FRIDAY + DAY


def test_a_new_due_agreed_after_the_old_one_does_not_bind(database, efua):
    made = added(database, efua)
    late = FRIDAY + HOUR
    ledger.renegotiate(database, efua, made.id, due=FRIDAY + DAY, dated=False, told=True, via="page", now=late)
    assert stored(database, efua, made.id).binding.due == FRIDAY


@pytest.mark.parametrize(
    ("act", "entry"), [(ledger.release, Act.RELEASED), (ledger.renege, Act.RENEGED), (ledger.strike, Act.VOIDED)]
)
def test_each_other_end_is_reached_once_and_can_be_undone(database, efua, act, entry):
    made = added(database, efua)
    for _ in range(2):
        act(database, efua, made.id, via="page", now=NOW)
    assert not stored(database, efua, made.id).open
    assert acts(database, efua, made.id) == [Act.ADDED, entry]
    assert ledger.undo(database, efua, made.id, via="page", now=NOW) == made


def test_a_broken_promise_says_why(database, efua):
    made = added(database, efua)
    ledger.renege(database, efua, made.id, cause=Cause.CAPACITY, via="page", now=NOW)
    assert stored(database, efua, made.id).cause is Cause.CAPACITY


def test_nobody_touches_anothers_promise(database, efua, kofi):
    made = added(database, efua)
    with pytest.raises(NotFound):
        ledger.deliver(database, kofi, made.id, via="page", now=NOW)
    assert stored(database, efua, made.id) == made


def test_a_promise_of_no_words_is_refused(database, efua):
    with pytest.raises(Refused, match="what is promised"):
        added(database, efua, "  ")


def test_the_entries_alone_give_the_stored_state(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    ledger.renegotiate(database, efua, made.id, due=FRIDAY + DAY, dated=True, told=True, via="page", now=NOW)
    ledger.deliver(database, efua, made.id, via="letter", now=NOW + DAY)
    with database.read() as db:
        last = store.entries(db, efua.id, made.id)[-1]
        assert from_record(last.after) == store.promise(db, efua.id, made.id)
