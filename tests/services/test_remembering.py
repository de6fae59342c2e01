"""Each answer leaves a line of feedback with what was shown, and whatever takes the answer back another."""

from dataclasses import replace

import pytest

from tests.making import DAY, FRIDAY, HOUR, NOW, candidate
from tests.services.deciding import asked, tell
from tracker.domain.event import EventKey
from tracker.domain.feedback import Answer
from tracker.domain.learning import NOTHING
from tracker.domain.reading.candidate import Band
from tracker.services import answers, ledger, remembering
from tracker.services.gather import gather
from tracker.store import feedback
from tracker.store import ledger as store

VIA = {"via": "page", "now": NOW}


def log(database, user):
    with database.read() as db:
        return feedback.log(db, user.id)


def said(database, user):
    return [each.answer.value for each in log(database, user)]


def titles(database, user):
    with database.read() as db:
        known = gather(db, user, NOW)
    return [each.candidate.title for each in (*known.questions, *known.review)]


def learned(database, user):
    with database.read() as db:
        return remembering.known(db, user)


def test_accepting_leaves_what_was_shown(database, efua, found):
    answers.accept(database, efua, found.sign, place=2, **VIA)
    (one,) = log(database, efua)
    assert (one.answer, one.via, one.at, one.of) == (Answer.CONFIRMED, "page", NOW, None)
    assert (one.shown.sign, one.shown.key, one.shown.rule) == (found.sign, "send proposal", "verb to person")
    assert (one.shown.score, one.shown.band, one.shown.place, one.shown.edited) == (0.9, Band.LIST, 2, ())
    assert one.shown.traits == (
        "promise:words:send",
        "promise:words:proposal",
        "promise:words:send proposal",
        "promise:calendar:work",
        "promise:rule:verb to person",
        "promise:person:ama",
    )


def test_what_was_changed_before_it_was_accepted_is_remembered(database, efua, found):
    answers.accept(database, efua, found.sign, body="send offer", due=FRIDAY + DAY, **VIA)
    (one,) = log(database, efua)
    assert one.shown.edited == ("due", "what")


def test_the_score_that_is_remembered_is_the_one_that_was_shown(database, efua, found):
    again = replace(found, event=EventKey("work", "two"))
    tell(database, efua, found, again)
    answers.accept(database, efua, found.sign, **VIA)
    answers.accept(database, efua, again.sign, **VIA)
    first, second = log(database, efua)
    assert (first.shown.learned, second.shown.learned) == (0, 1)
    assert second.shown.score > first.shown.score
    assert second.shown.base == first.shown.base


def test_answering_twice_leaves_one_line(database, efua, found):
    for _ in range(2):
        answers.accept(database, efua, found.sign, **VIA)
    assert said(database, efua) == ["confirmed"]
    tell(database, efua, candidate("buy milk", uid="two"))
    for _ in range(2):
        answers.dismiss(database, efua, candidate("buy milk", uid="two").sign, **VIA)
    assert said(database, efua) == ["confirmed", "dismissed"]


def test_an_answer_that_is_refused_leaves_nothing(database, efua):
    unclear = candidate(due=None)
    tell(database, efua, unclear)
    with pytest.raises(ledger.Refused):
        answers.accept(database, efua, unclear.sign, **VIA)
    assert said(database, efua) == []


def test_accepting_undone_is_never_to_have_accepted(database, efua, found):
    made = answers.accept(database, efua, found.sign, **VIA)
    ledger.undo(database, efua, made.id, **VIA)
    assert said(database, efua) == ["confirmed", "retracted"]
    assert learned(database, efua) == NOTHING


def test_another_act_undone_leaves_the_answer_as_it_is(database, efua, found):
    made = answers.accept(database, efua, found.sign, **VIA)
    ledger.deliver(database, efua, made.id, **VIA)
    ledger.undo(database, efua, made.id, **VIA)
    assert said(database, efua) == ["confirmed"]


def test_a_dismissal_taken_back_is_never_to_have_dismissed(database, efua, found):
    answers.dismiss(database, efua, found.sign, **VIA)
    answers.undismiss(database, efua, found.sign, **VIA)
    assert said(database, efua) == ["dismissed", "retracted"]
    assert learned(database, efua) == NOTHING
    assert len(asked(database, efua)) == 1


def test_a_dismissed_series_is_taken_back_by_its_own_sign(database, efua):
    first, second = (candidate(event=EventKey("work", "one", f"2026010{day}")) for day in (1, 8))
    tell(database, efua, first, second)
    answers.dismiss(database, efua, first.sign, series=True, **VIA)
    assert asked(database, efua) == []
    answers.undismiss(database, efua, first.series_sign, **VIA)
    assert len(asked(database, efua)) == 2
    assert learned(database, efua) == NOTHING


def test_one_occurrence_dismissed_leaves_the_others_asked_and_two_silence_them(database, efua):
    weekly = [candidate(event=EventKey("work", "one", f"202601{day:02}")) for day in (1, 8, 15, 22)]
    tell(database, efua, *weekly)
    answers.dismiss(database, efua, weekly[0].sign, **VIA)
    assert titles(database, efua)
    answers.dismiss(database, efua, weekly[1].sign, **VIA)
    assert titles(database, efua) == []


def test_what_was_dismissed_is_not_asked_again_under_another_number(database, efua):
    tell(database, efua, candidate("hand in sheet 3"))
    answers.dismiss(database, efua, candidate("hand in sheet 3").sign, **VIA)
    tell(database, efua, candidate("Hand in  sheet 14", uid="two"))
    assert asked(database, efua) == []


def test_a_promise_that_was_struck_out_was_none(database, efua, found):
    made = answers.accept(database, efua, found.sign, **VIA)
    for _ in range(2):
        ledger.strike(database, efua, made.id, **VIA)
    assert said(database, efua) == ["confirmed", "dismissed"]
    assert learned(database, efua).silences(found)
    ledger.undo(database, efua, made.id, **VIA)
    assert said(database, efua) == ["confirmed", "dismissed", "retracted"]
    assert learned(database, efua).confirmed(found.sign)


def test_it_was_none_even_if_its_calendar_tells_it_no_more(database, efua, found):
    made = answers.accept(database, efua, found.sign, **VIA)
    tell(database, efua, candidate("something else"))
    ledger.strike(database, efua, made.id, **VIA)
    assert said(database, efua) == ["confirmed", "dismissed"]
    assert learned(database, efua).silences(found)


def test_a_promise_typed_by_hand_teaches_nothing(database, efua):
    made = ledger.add(database, efua, body="call", promisee="", due=FRIDAY, dated=False, **VIA)
    ledger.strike(database, efua, made.id, **VIA)
    assert said(database, efua) == []


def test_a_promise_that_a_title_dismissed_since_still_moves_and_is_asked_about(database, efua, found):
    answers.accept(database, efua, found.sign, **VIA)
    again = replace(found, event=EventKey("work", "two"))
    tell(database, efua, replace(found, due=candidate(due=FRIDAY + HOUR).due), again)
    answers.dismiss(database, efua, again.sign, **VIA)
    assert asked(database, efua) == ["it moved: were they told?"]


def test_what_was_learned_of_one_is_nothing_to_another(database, efua, kofi, found):
    answers.dismiss(database, efua, found.sign, **VIA)
    assert learned(database, kofi) == NOTHING


def test_what_was_learned_makes_others_more_or_less_sure(database, efua):
    weak = [candidate(f"call {name}", uid=name, confidence=0.6, who=(name,)) for name in ("Ama", "Nils", "Ines")]
    tell(database, efua, *weak)
    for one in weak[:2]:
        answers.accept(database, efua, one.sign, **VIA)
    with database.read() as db:
        (left,) = gather(db, efua, NOW).review
    assert left.candidate.confidence > 0.6
    assert {each.rule for each in left.candidate.evidence[1:]} >= {"learned words", "learned rule"}


def test_the_tray_asks_five_a_day(database, efua):
    unsure = [candidate(f"call {name}", uid=name, confidence=0.5, who=(name,), rule=name) for name in "abcdefgh"]
    tell(database, efua, *unsure)
    with database.read() as db:
        first = gather(db, efua, NOW).review
        assert gather(db, efua, NOW).questions == ()
    for question in first:
        answers.dismiss(database, efua, question.sign, **VIA)
    with database.read() as db:
        assert len(first) == 5
        assert gather(db, efua, NOW).review == ()
        assert {each.sign for each in gather(db, efua, NOW + DAY).review}.isdisjoint(each.sign for each in first)


def test_nothing_is_kept_if_the_ledger_is_not(database, efua, found):
    with pytest.raises(ledger.Refused):
        answers.accept(database, efua, found.sign, body=" ", **VIA)
    with database.read() as db:
        assert (store.promises(db, efua.id), feedback.log(db, efua.id)) == ((), ())
