"""The tray: what is unsure is asked about, a few a day, the most uncertain first, one of a title."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from tests.making import ACCRA, DAY, FRIDAY, HOUR, NOW, candidate, made_from
from tracker.domain.feedback import Answer, Feedback, shown
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.domain.reconcile import Ask, questions
from tracker.domain.tray import A_DAY, answered_today, counts, listed, review


def unsure(body="call", confidence=0.6, **but):
    return candidate(body, confidence=confidence, **({"uid": body} | but))


def met(body="lunch", confidence=0.6, **but):
    given = {"kind": Kind.MEETING, "meeting": MeetingKind.MEAL, "due": None, "start": NOW - DAY}
    return unsure(body, confidence, **(given | but))


def asked(*candidates, promises=(), dismissed=(), answered=0):
    """The titles that are listed, and those in the tray."""
    standing = {each.event for each in candidates} | {each.origin.event for each in promises}
    known = {"dismissed": dismissed, "standing": standing, "now": NOW}
    told = questions(candidates, promises, **known)
    return (
        [each.candidate.title for each in listed(told)],
        [each.candidate.title for each in review(told, candidates, answered=answered, **known)],
    )


def test_what_is_sure_is_listed_what_is_unsure_lies_in_the_tray_the_rest_is_nowhere():
    assert asked(unsure("a", 0.9), unsure("b", 0.6), unsure("c", 0.3)) == (["a"], ["b"])


def test_what_its_user_marked_is_listed_however_unsure_the_words_are():
    assert asked(unsure("a", 0.5, marked=True)) == (["a"], [])


def test_the_most_uncertain_comes_first_then_the_soonest():
    told = unsure("a", 0.7), unsure("b", 0.5), unsure("c", 0.42, start=FRIDAY), unsure("d", 0.42, start=FRIDAY - DAY)
    assert asked(*told)[1] == ["b", "d", "c", "a"]


def test_five_a_day_are_asked_and_those_answered_today_are_counted():
    told = [unsure(letter) for letter in "abcdefg"]
    assert len(asked(*told)[1]) == A_DAY
    assert len(asked(*told, answered=3)[1]) == 2
    assert asked(*told, answered=9)[1] == []


def test_of_one_title_one_is_asked():
    assert len(asked(unsure("call room 4"), unsure("Call room 17"))[1]) == 1


def test_a_meeting_is_asked_about_once_it_is_over():
    assert asked(met())[1] == ["lunch"]
    assert asked(met(start=NOW + HOUR))[1] == []
    assert asked(met(start=NOW - 15 * DAY))[1] == []


def test_a_meeting_is_asked_about_as_one():
    (question,) = review((), [met()], answered=0, dismissed=(), standing={met().event}, now=NOW)
    assert (question.ask, question.candidate, question.promise) == (Ask.IS_MEETING, met(), None)


def test_a_meeting_that_is_sure_or_unlikely_is_not_asked_about():
    assert asked(met(confidence=0.9), met("tea", 0.2)) == ([], [])


@pytest.mark.parametrize("one", [met(), unsure()])
def test_what_was_dismissed_or_called_off_is_not_asked(one):
    assert asked(one, dismissed={one.sign}) == ([], [])
    assert asked(one, dismissed={one.series_sign}) == ([], [])
    assert review((), [met()], answered=0, dismissed=(), standing=set(), now=NOW) == ()


def test_what_moves_a_promise_is_asked_however_unsure_the_words_are():
    moved = replace(unsure(), due=candidate(due=FRIDAY + DAY).due)
    assert asked(moved, promises=[made_from(unsure())]) == (["call"], [])


@pytest.mark.parametrize(("confidence", "confirmed", "does"), [(0.9, 0, 1), (0.6, 0, 0), (0.6, 1, 1), (0.1, 1, 1)])
def test_a_meeting_found_surely_counts_and_another_once_confirmed(confidence, confirmed, does):
    assert counts(met(confidence=confidence), bool(confirmed)) == bool(does)
    assert not counts(unsure(confidence=confidence), bool(confirmed))


def told(number, at, answer=Answer.CONFIRMED, confidence=0.6, of=None):
    record = shown(unsure(confidence=confidence, uid=str(of or number)), reader=3, learned=0)
    return Feedback(number, at, "page", answer, record, of)


def test_answers_of_today_are_those_of_the_day_where_the_user_lives():
    log = [told(1, NOW - 10 * HOUR), told(2, NOW - HOUR), told(3, NOW - HOUR, confidence=0.9)]
    assert answered_today(log, ACCRA, NOW) == 1
    assert answered_today(log, ZoneInfo("Pacific/Auckland"), NOW) == 2
    assert answered_today(log, ZoneInfo("America/New_York"), NOW) == 1
    assert answered_today(log, ZoneInfo("America/New_York"), NOW - 9 * HOUR) == 1


def test_an_answer_taken_back_counts_no_more():
    log = [told(1, NOW), told(2, NOW, Answer.RETRACTED, of=1)]
    assert answered_today(log[:1], ACCRA, NOW) == 1
    assert answered_today(log, ACCRA, NOW) == 0


def test_meetings_are_asked_about_in_whatever_order_they_are_told():
    soon, over, old = (met(f"lunch {days}", start=NOW + days * DAY) for days in (2, -2, -40))
    for told in ((soon, over, old), (old, over, soon), (over, soon, old)):
        assert asked(*told)[1] == ["lunch -2"]


def test_today_is_the_day_of_its_user():
    auckland = ZoneInfo("Pacific/Auckland")
    log = [
        Feedback(1, NOW, "page", Answer.CONFIRMED, shown(unsure(), reader=3, learned=0), None)
    ]  # ten at night there
    assert answered_today(log, auckland, NOW + HOUR) == 1
    assert answered_today(log, auckland, NOW + 3 * HOUR) == 0
