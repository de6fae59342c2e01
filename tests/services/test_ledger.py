"""What a person does with promises: each act once, each with its entry, each to be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, event
from tracker.domain.due import Due, Unclear
from tracker.domain.promise import Act, Cause, Refused, from_record
from tracker.domain.reconcile import Changes
from tracker.services import answers, ledger
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import calendars, events
from tracker.store import ledger as store


@pytest.fixture
def found(database, efua):
    """A candidate in Efua's calendar, not decided yet."""
    tell(database, efua, candidate())
    return candidate()


def tell(database, user, *candidates, at=NOW):
    """Let the calendar tell an event with these words in it."""
    with database.write() as db:
        if calendars.calendar(db, user.id, "work") is None:
            calendars.add_calendar(db, calendar(), "sealed")
        known = events.known(db, user.id, "work")
        told = {one.event: event(one.title, uid=one.event.uid, at=one.start) for one in candidates}
        new = tuple(one for key, one in told.items() if key not in known)
        changed = tuple(one for key, one in told.items() if key in known)
        events.record(db, user.id, "work", Changes(new=new, changed=changed), at)
        for key in told:
            events.save_candidates(db, user.id, key, [one for one in candidates if one.event == key], 1)


def added(database, user, body="send proposal", **but):
    values = {"promisee": "Ama", "due": FRIDAY, "dated": False, "via": "page", "now": NOW} | but
    return ledger.add(database, user, body=body, **values)


def acts(database, user, promise_id):
    with database.read() as db:
        return [entry.act for entry in store.entries(db, user.id, promise_id)]


def stored(database, user, promise_id):
    with database.read() as db:
        return store.promise(db, user.id, promise_id)


def asked(database, user, now=NOW):
    with database.read() as db:
        return [question.ask for question in gather(db, user, now).questions]


def test_accepting_a_candidate_opens_a_promise_with_its_origin(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    assert (made.body, made.promisee, made.binding.due) == ("send proposal", "Ama", FRIDAY)
    assert made.origin.quote == found.quote
    assert acts(database, efua, made.id) == [Act.ACCEPTED]
    assert asked(database, efua) == []


def test_accepting_twice_opens_one_promise(database, efua, found):
    first, second = (answers.accept(database, efua, found.sign, via="page", now=NOW) for _ in range(2))
    assert first == second
    assert acts(database, efua, first.id) == [Act.ACCEPTED]


def test_a_candidate_can_be_accepted_in_other_words(database, efua, found):
    made = answers.accept(
        database, efua, found.sign, body="send the offer", promisee="Kofi", due=FRIDAY + DAY, via="page", now=NOW
    )
    assert (made.body, made.promisee, made.binding.due) == ("send the offer", "Kofi", FRIDAY + DAY)


def test_an_unclear_due_must_be_chosen(database, efua):
    readings = (Due(FRIDAY, True), Due(FRIDAY + 7 * DAY, True))
    unclear = replace(candidate(), due=Unclear(readings, "next Friday"))
    tell(database, efua, unclear)
    with pytest.raises(Refused, match="when it is due"):
        answers.accept(database, efua, unclear.sign, via="page", now=NOW)
    made = answers.accept(database, efua, unclear.sign, due=readings[1].at, dated=True, via="page", now=NOW)
    assert made.binding.due == readings[1].at


def test_a_dismissed_candidate_is_not_asked_again(database, efua, found):
    answers.dismiss(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, candidate("Send PROPOSAL"))
    assert asked(database, efua) == []


def test_a_dismissal_can_be_taken_back(database, efua, found):
    answers.dismiss(database, efua, found.sign, via="page", now=NOW)
    answers.undismiss(database, efua, found.sign)
    assert len(asked(database, efua)) == 1


def test_words_that_the_calendar_does_not_tell_any_more_cannot_be_accepted(database, efua):
    with pytest.raises(NotFound):
        answers.accept(database, efua, "no such sign", via="page", now=NOW)


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
    with pytest.raises(Refused, match="not come yet"):
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


def test_a_moved_event_is_asked_about_once(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, candidate(due=FRIDAY + DAY, start=FRIDAY + DAY))
    assert asked(database, efua) == ["it moved: were they told?"]
    answers.moved(database, efua, made.id, told=True, via="page", now=NOW)
    assert asked(database, efua) == []
    assert stored(database, efua, made.id).binding.due == FRIDAY + DAY
    assert answers.moved(database, efua, made.id, told=True, via="page", now=NOW).renegotiations == 1


def test_a_move_that_nobody_was_told_of_changes_no_term(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, candidate(due=FRIDAY + DAY, start=FRIDAY + DAY))
    answers.moved(database, efua, made.id, told=False, via="page", now=NOW)
    assert asked(database, efua) == []
    assert stored(database, efua, made.id).terms == made.terms


def test_a_vanished_event_is_asked_about_until_its_user_says_that_it_is_still_owed(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    with database.write() as db:
        events.record(db, efua.id, "work", Changes(gone=(found.event,)), NOW)
    assert asked(database, efua) == ["it is gone: what became of it?"]
    answers.still_owed(database, efua, made.id, via="page", now=NOW)
    assert asked(database, efua) == []
    assert stored(database, efua, made.id).open


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
