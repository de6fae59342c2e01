"""A person says what no reader found: this was a promise; this was time with somebody."""

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar, candidate, event
from tracker.domain.account import CalendarKind
from tracker.domain.event import EventKey
from tracker.domain.feedback import Answer
from tracker.domain.learning import NOTHING
from tracker.domain.promise import Refused
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reconcile import Ask
from tracker.services import answers, ledger, remembering, teaching
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.services.sync import Doors, sync
from tracker.store import calendars, events, feedback

VIA = {"via": "page", "now": NOW}
GATE = event("Garden gate", uid="gate", at=NOW - DAY)
NEXT = event("Garden GATE", uid="next", at=NOW + DAY)
CRICKET = event("Cricket", uid="cricket", at=NOW - DAY)


def read(database, user, *told, now=NOW):
    with database.write() as db:
        if calendars.calendar(db, user.id, "work") is None:
            calendars.add_calendar(db, calendar(user=user.id), "sealed")
    sync(database, Doors({CalendarKind.ICS: FakeSource(told)}, detect), user, "work", now=now)


def known(database, user, now=NOW):
    with database.read() as db:
        return gather(db, user, now)


def titles(questions):
    return [each.candidate.title for each in questions if each.candidate]


def said(database, user):
    with database.read() as db:
        return [each.answer.value for each in feedback.log(db, user.id)]


@pytest.fixture
def told(database, efua):
    """Two garden gates and a game, in which nothing is found."""
    read(database, efua, GATE, NEXT, CRICKET)
    assert known(database, efua).questions == ()
    return database


def test_this_was_a_promise_opens_it_and_finds_its_like(told, efua):
    made = teaching.teach_promise(told, detect, efua, GATE.key, **VIA)
    assert (made.body, made.binding.due, made.origin.rule) == ("Garden gate", GATE.end, "taught")
    assert titles(known(told, efua).questions) == ["Garden GATE"]
    (question,) = known(told, efua).questions
    assert {each.rule for each in question.candidate.evidence} >= {"taught", "learned title", "learned words"}


def test_it_can_be_said_in_other_words(told, efua):
    more = {"body": "mend the gate", "promisee": "Nils", "due": FRIDAY, "dated": True}
    made = teaching.teach_promise(told, detect, efua, GATE.key, **more, **VIA)
    assert (made.body, made.promisee, made.binding.due, made.binding.dated) == ("mend the gate", "Nils", FRIDAY, True)


def test_what_was_taught_holds_for_what_is_told_later(told, efua):
    teaching.teach_promise(told, detect, efua, GATE.key, **VIA)
    later = event("garden gate", uid="later", at=NOW + 2 * DAY)
    read(told, efua, GATE, NEXT, CRICKET, later, now=NOW + HOUR)
    assert "garden gate" in titles(known(told, efua).questions)


def test_teaching_twice_is_teaching_once(told, efua):
    first, second = (teaching.teach_promise(told, detect, efua, GATE.key, **VIA) for _ in range(2))
    assert first == second
    assert said(told, efua) == ["taught"]


def test_a_taught_promise_undone_is_never_to_have_been_taught(told, efua):
    made = teaching.teach_promise(told, detect, efua, GATE.key, **VIA)
    assert ledger.undo(told, efua, made.id, **VIA) is None
    assert said(told, efua) == ["taught", "retracted"]
    assert known(told, efua).questions == known(told, efua).review == ()
    read(told, efua, GATE, NEXT, CRICKET, now=NOW + HOUR)
    with told.read() as db:
        assert [one for one in events.candidates(db, efua.id) if one.kind is Kind.PROMISE] == []
        assert remembering.known(db, efua) == NOTHING


def test_what_was_taught_and_then_dismissed_is_not_asked_again(told, efua):
    teaching.teach_promise(told, detect, efua, GATE.key, **VIA)
    (found,) = known(told, efua).questions
    answers.dismiss(told, efua, found.sign, **VIA)
    read(told, efua, GATE, NEXT, CRICKET, now=NOW + HOUR)
    assert known(told, efua).questions == ()
    answers.undismiss(told, efua, found.sign, **VIA)
    read(told, efua, GATE, NEXT, CRICKET, now=NOW + 2 * HOUR)
    assert titles(known(told, efua).questions) == ["Garden GATE"]


def test_this_was_time_with_somebody_counts_as_contact_until_it_is_taken_back(told, efua):
    assert known(told, efua).meetings == ()
    taught = teaching.teach_meeting(told, detect, efua, CRICKET.key, **VIA)
    assert isinstance(taught, Candidate)
    (met,) = known(told, efua).meetings
    assert met.event == CRICKET.key
    teaching.unconfirm_meeting(told, efua, taught.sign, **VIA)
    assert known(told, efua).meetings == ()
    assert said(told, efua) == ["taught", "retracted"]


def test_nothing_is_taught_of_what_its_calendar_does_not_tell(told, efua, kofi):
    with pytest.raises(NotFound):
        teaching.teach_promise(told, detect, efua, EventKey("work", "nowhere"), **VIA)
    with pytest.raises(NotFound):
        teaching.teach_meeting(told, detect, kofi, CRICKET.key, **VIA)
    assert said(told, efua) == said(told, kofi) == []


@pytest.mark.parametrize("but", [{"private": True}, {"cancelled": True}, {"summary": " "}])
def test_what_must_not_be_read_is_not_taught(database, efua, but):
    read(database, efua, event(**({"summary": "Garden gate", "uid": "gate"} | but)))
    with pytest.raises(Refused, match="too little of this event"):
        teaching.teach_promise(database, detect, efua, GATE.key, **VIA)
    assert said(database, efua) == []


def test_a_promise_that_is_refused_teaches_nothing(told, efua):
    with pytest.raises(Refused, match="in a few words"):
        teaching.teach_promise(told, detect, efua, GATE.key, body=" ", **VIA)
    assert said(told, efua) == []
    assert known(told, efua).questions == ()


def unsure_meeting(event_, _user, _decided):
    """A detector that is not sure of any meeting."""
    given = {"kind": Kind.MEETING, "event": event_.key, "start": event_.start, "title": event_.summary}
    return (candidate(event_.summary, confidence=0.6, due=None, **given),)


@pytest.fixture
def unsure(database, efua):
    """A meeting of yesterday that may have been one."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
    sync(database, Doors({CalendarKind.ICS: FakeSource((CRICKET,))}, unsure_meeting), efua, "work", now=NOW)
    return database


def test_a_meeting_that_is_unsure_is_asked_about_and_counts_once_confirmed(unsure, efua):
    assert known(unsure, efua).meetings == known(unsure, efua).questions == ()
    (question,) = known(unsure, efua).review
    assert question.ask is Ask.IS_MEETING
    for _ in range(2):
        teaching.confirm_meeting(unsure, efua, question.sign, place=1, **VIA)
    assert [one.event for one in known(unsure, efua).meetings] == [CRICKET.key]
    assert known(unsure, efua).review == ()
    assert said(unsure, efua) == ["confirmed"]
    teaching.unconfirm_meeting(unsure, efua, question.sign, **VIA)
    assert known(unsure, efua).meetings == ()
    assert len(known(unsure, efua).review) == 1


def test_a_meeting_that_was_none_is_not_asked_again(unsure, efua):
    (question,) = known(unsure, efua).review
    answers.dismiss(unsure, efua, question.sign, place=1, **VIA)
    assert known(unsure, efua).review == known(unsure, efua).meetings == ()
    with unsure.read() as db:
        (one,) = feedback.log(db, efua.id)
    assert (one.answer, one.shown.kind, one.shown.place) == (Answer.DISMISSED, Kind.MEETING, 1)


def test_what_is_no_meeting_cannot_be_confirmed_as_one(told, efua):
    with pytest.raises(NotFound):
        teaching.confirm_meeting(told, efua, "no such sign", **VIA)
