"""What a calendar told and a person settles: accepted, dismissed, moved, gone, delivered then."""

from dataclasses import replace

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, event
from tests.services.deciding import acts, asked, stored, tell
from tracker.domain.account import CalendarKind
from tracker.domain.entry import Act
from tracker.domain.promise import Refused
from tracker.domain.reading.detect import detect
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reconcile import Ask, Changes
from tracker.services import answers, ledger
from tracker.services.answers import Reply
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.services.sync import Doors, sync
from tracker.store import calendars, events
from tracker.store import ledger as store


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
    with pytest.raises(Refused, match="Say when it is due: the calendar's words leave it open"):
        answers.accept(database, efua, unclear.sign, via="page", now=NOW)
    made = answers.accept(database, efua, unclear.sign, due=readings[1].at, dated=True, via="page", now=NOW)
    assert made.binding.due == readings[1].at


def test_a_dismissed_candidate_is_not_asked_again(database, efua, found):
    answers.dismiss(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, candidate("Send PROPOSAL"))
    assert asked(database, efua) == []


def test_a_dismissal_can_be_taken_back(database, efua, found):
    answers.dismiss(database, efua, found.sign, via="page", now=NOW)
    answers.undismiss(database, efua, found.sign, via="page", now=NOW)
    assert len(asked(database, efua)) == 1


def test_words_that_the_calendar_does_not_tell_any_more_cannot_be_accepted(database, efua):
    with pytest.raises(NotFound):
        answers.accept(database, efua, "no such sign", via="page", now=NOW)


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


def done(at=NOW - HOUR, **but):
    """A to-do that its calendar calls done."""
    return candidate(delivered_at=at, **but)


def yes(told):
    return Reply(told.delivery_sign, delivered=True)


def no(told):
    return Reply(told.delivery_sign, delivered=False)


@pytest.fixture
def done_since(database, efua, found):
    """A promise accepted from a to-do that was ticked off since."""
    made = answers.accept(database, efua, found.sign, via="page", now=NOW - DAY)
    tell(database, efua, done())
    return made


def entry_of(database, user, promise_id):
    with database.read() as db:
        return store.entries(db, user.id, promise_id)[-1]


def test_done_there_is_delivered_then_only_once_its_user_says_so(database, efua, done_since):
    assert asked(database, efua) == [Ask.DELIVERED]
    assert stored(database, efua, done_since.id).open
    delivered = answers.delivered_then(database, efua, done_since.id, yes(done()), via="page", now=NOW)
    assert delivered.delivered_at == NOW - HOUR
    assert asked(database, efua) == []
    last = entry_of(database, efua, done_since.id)
    assert (last.act, last.via, last.at) == (Act.DELIVERED, "calendar+page", NOW)


def test_delivered_then_twice_is_once_and_undone_it_is_asked_again(database, efua, done_since):
    for _ in range(2):
        answers.delivered_then(database, efua, done_since.id, yes(done()), via="page", now=NOW)
    assert acts(database, efua, done_since.id) == [Act.ACCEPTED, Act.DELIVERED]
    ledger.undo(database, efua, done_since.id, via="page", now=NOW)
    assert asked(database, efua) == [Ask.DELIVERED]


def test_not_delivered_then_is_asked_again_only_of_another_instant(database, efua, done_since):
    for _ in range(2):
        answers.delivered_then(database, efua, done_since.id, no(done()), via="page", now=NOW)
    assert asked(database, efua) == []
    assert stored(database, efua, done_since.id).open
    tell(database, efua, done(NOW))
    assert asked(database, efua) == [Ask.DELIVERED]


def test_not_delivered_then_can_be_taken_back(database, efua, done_since):
    answers.delivered_then(database, efua, done_since.id, no(done()), via="page", now=NOW)
    answers.undismiss(database, efua, done().delivery_sign, via="page", now=NOW)
    assert asked(database, efua) == [Ask.DELIVERED]


@pytest.mark.parametrize("reply", [yes, no])
def test_a_word_that_the_calendar_has_changed_since_is_no_longer_answered(database, efua, done_since, reply):
    tell(database, efua, done(NOW))
    with pytest.raises(Refused, match="something else by now"):
        answers.delivered_then(database, efua, done_since.id, reply(done()), via="page", now=NOW)
    assert stored(database, efua, done_since.id).open
    assert asked(database, efua) == [Ask.DELIVERED]


def test_nobody_answers_for_anothers_promise(database, efua, kofi, done_since):
    with pytest.raises(NotFound):
        answers.delivered_then(database, kofi, done_since.id, yes(done()), via="page", now=NOW)
    assert stored(database, efua, done_since.id).open


def test_what_was_done_in_the_future_is_delivered_now(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, done(NOW + DAY))
    assert asked(database, efua) == [Ask.DELIVERED]
    delivered = answers.delivered_then(database, efua, made.id, yes(done(NOW + DAY)), via="page", now=NOW)
    assert delivered.delivered_at == NOW


def test_what_was_done_before_it_was_a_promise_is_accepted_and_delivered_in_one_answer(database, efua):
    tell(database, efua, done())
    assert asked(database, efua) == [Ask.DELIVERED]
    for _ in range(2):
        made = answers.accept(database, efua, done().sign, reply=yes(done()), via="page", now=NOW)
    assert (made.made_at, made.delivered_at) == (NOW, NOW - HOUR)
    assert acts(database, efua, made.id) == [Act.ACCEPTED, Act.DELIVERED]
    assert asked(database, efua) == []


def test_one_answer_of_two_acts_is_taken_back_whole(database, efua):
    tell(database, efua, done())
    made = answers.accept(database, efua, done().sign, reply=yes(done()), via="page", now=NOW)
    assert ledger.undo(database, efua, made.id, acts=2, via="page", now=NOW) is None
    assert acts(database, efua, made.id) == [Act.ACCEPTED, Act.DELIVERED, Act.UNDONE, Act.UNDONE]
    assert asked(database, efua) == [Ask.DELIVERED]


def test_a_promise_that_is_still_owed_whatever_its_calendar_says(database, efua):
    tell(database, efua, done())
    made = answers.accept(database, efua, done().sign, reply=no(done()), via="page", now=NOW)
    assert made.open
    assert asked(database, efua) == []


def test_an_answer_to_another_word_accepts_nothing(database, efua):
    tell(database, efua, done())
    with pytest.raises(Refused, match="something else by now"):
        answers.accept(database, efua, done().sign, reply=yes(done(NOW)), via="page", now=NOW)
    assert asked(database, efua) == [Ask.DELIVERED]


def told_by_feed(database, user, *told):
    """One reading of Efua's calendar, all the way to what is found in it."""
    with database.write() as db:
        if calendars.calendar(db, user.id, "work") is None:
            calendars.add_calendar(db, calendar(), "sealed")
    sync(database, Doors({CalendarKind.ICS: FakeSource(told)}, detect), user, "work", now=NOW)


def to_do(summary="Send proposal to Ama", **but):
    return event(summary, end=FRIDAY, todo=True, **but)


def test_a_to_do_that_its_calendar_ticks_off_later_is_the_same_promise(database, efua):
    told_by_feed(database, efua, to_do())
    with database.read() as db:
        (asked_first,) = gather(db, efua, NOW).questions
    made = answers.accept(database, efua, asked_first.sign, via="page", now=NOW)
    told_by_feed(database, efua, to_do(completed_at=NOW - HOUR))
    with database.read() as db:
        (question,) = gather(db, efua, NOW).questions
    assert (question.ask, question.promise, question.delivered_at) == (Ask.DELIVERED, made, NOW - HOUR)


def test_a_marked_to_do_that_is_ticked_off_already_is_opened_and_asked_about(database, efua):
    told_by_feed(database, efua, to_do("!p Send proposal to Ama", completed_at=NOW - HOUR))
    assert asked(database, efua) == [Ask.DELIVERED]
    with database.read() as db:
        (made,) = store.promises(db, efua.id)
    assert made.open


def test_a_marked_promise_in_a_zone_that_nobody_knows_is_asked_about_before_it_counts(database, efua):
    told_by_feed(database, efua, event("!p Send proposal to Ama", unsure=True))
    assert asked(database, efua) == [Ask.IS_PROMISE]
    with database.read() as db:
        assert store.promises(db, efua.id) == ()


def unsure(due=FRIDAY):
    """A promise whose calendar names a zone that nobody knows."""
    return replace(candidate(), due=Unclear((Due(due, False),), ""), unsure=True)


def test_a_due_that_is_a_guess_must_be_confirmed(database, efua):
    tell(database, efua, unsure())
    with pytest.raises(Refused, match="a time zone that nobody knows"):
        answers.accept(database, efua, unsure().sign, via="page", now=NOW)
    made = answers.accept(database, efua, unsure().sign, due=FRIDAY + HOUR, via="page", now=NOW)
    assert (made.binding.due, made.origin.told_due) == (FRIDAY + HOUR, FRIDAY)
    assert asked(database, efua) == []


def test_a_zone_that_becomes_known_is_asked_about_only_if_it_tells_another_due(database, efua):
    tell(database, efua, unsure())
    answers.accept(database, efua, unsure().sign, due=FRIDAY + HOUR, via="page", now=NOW)
    tell(database, efua, candidate(due=FRIDAY + HOUR))
    assert asked(database, efua) == []
    tell(database, efua, candidate(due=FRIDAY + 2 * HOUR))
    assert asked(database, efua) == [Ask.MOVED]


def test_a_move_to_a_due_that_is_a_guess_binds_only_what_its_user_says_they_were_told(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, unsure(FRIDAY + DAY))
    assert asked(database, efua) == [Ask.MOVED]
    with pytest.raises(Refused, match="a time zone that nobody knows"):
        answers.moved(database, efua, made.id, told=True, via="page", now=NOW)
    told = Due(FRIDAY + DAY + HOUR, dated=False)
    answers.moved(database, efua, made.id, told=True, due=told, via="page", now=NOW)
    assert stored(database, efua, made.id).binding.due == told.at
    assert asked(database, efua) == []


def test_a_guess_that_changes_nothing_they_were_told_leaves_the_term(database, efua, found):
    made = answers.accept(database, efua, found.sign, via="page", now=NOW)
    tell(database, efua, unsure(FRIDAY + DAY))
    answers.moved(database, efua, made.id, told=True, due=Due(FRIDAY, dated=False), via="page", now=NOW)
    assert stored(database, efua, made.id).terms == made.terms
    assert acts(database, efua, made.id) == [Act.ACCEPTED, Act.SETTLED]
    assert asked(database, efua) == []
