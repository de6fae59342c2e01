"""What a promisee may say of a promise, and what becomes of it."""

from datetime import UTC, datetime

import pytest

from tests.making import DAY, HOUR, NOW, promise
from tracker.domain.entry import Act, Entry
from tracker.domain.promise import Refused, to_record
from tracker.domain.word import ACTS, CHANGED_FOR, PROMISEE, Saying, asked, heard, spoken

HAVE, NOT_YET, LET_OFF = Saying.HAVE, Saying.NOT_YET, Saying.LET_OFF
LATER = NOW + DAY


def by_promisee(before, word, at=NOW):
    """A promise on which its promisee said a word, and the act of it."""
    after = spoken(before, word, at)
    return after, Entry("p1", at, PROMISEE, "link", ACTS[word], to_record(before), to_record(after))


def by_user(one):
    return Entry("p1", NOW, "efua", "page", Act.ADDED, {}, to_record(one))


def test_of_an_open_promise_all_three_may_be_said():
    told = heard(promise(), [by_user(promise())], NOW)
    assert (told.last, told.may, told.changes) == (None, (HAVE, NOT_YET, LET_OFF), False)


def test_of_one_that_was_delivered_nobody_can_be_let_off():
    one = promise().deliver(NOW)
    assert heard(one, [by_user(one)], LATER).may == (HAVE, NOT_YET)


@pytest.mark.parametrize("one", [promise().release(NOW), promise().renege(NOW), promise().deliver(NOW).strike()])
def test_of_one_that_fell_away_nothing_can_be_said(one):
    assert heard(one, [by_user(one)], LATER).may == ()


def test_not_yet_is_followed_by_any_other_word_and_taken_back_by_none():
    one, act = by_promisee(promise(), NOT_YET)
    told = heard(one, [by_user(promise()), act], NOW + 2 * CHANGED_FOR)
    assert (told.last, told.may, told.changes) == (NOT_YET, (HAVE, LET_OFF), False)


@pytest.mark.parametrize(("word", "may"), [(HAVE, (NOT_YET, LET_OFF)), (LET_OFF, (HAVE, NOT_YET))])
def test_another_word_may_be_changed_for_seven_days_and_then_it_stands(word, may):
    one, act = by_promisee(promise(), word)
    told = heard(one, [by_user(promise()), act], NOW + CHANGED_FOR)
    assert (told.last, told.may, told.changes) == (word, may, True)
    stands = heard(one, [by_user(promise()), act], NOW + CHANGED_FOR + HOUR)
    assert (stands.last, stands.may, stands.changes) == (word, (), False)


def test_after_an_act_of_its_user_no_word_of_the_promisee_is_the_last():
    one, act = by_promisee(promise(), HAVE)
    told = heard(one, [act, by_user(one)], LATER)
    assert (told.last, told.may, told.changes) == (None, (NOT_YET,), False)


def test_that_they_lack_it_can_be_said_for_seven_days_after_they_had_it():
    one, _ = by_promisee(promise(), HAVE)
    assert heard(one, [by_user(one)], NOW + CHANGED_FOR).may == (NOT_YET,)
    assert heard(one, [by_user(one)], NOW + CHANGED_FOR + HOUR).may == ()


def test_a_word_is_an_act_on_the_promise():
    assert spoken(promise(), HAVE, NOW).received_at == NOW
    assert spoken(promise(), NOT_YET, NOW).doubted_at == NOW
    assert spoken(promise(), LET_OFF, NOW).released_at == NOW
    with pytest.raises(Refused):
        spoken(promise().strike(), LET_OFF, NOW)


def test_the_link_by_which_they_were_asked_last_is_the_one_that_asks():
    at = datetime(2026, 1, 5, 9, 0, 0, 250_000, tzinfo=UTC)
    one = promise().ask(at)
    assert asked(one, NOW)
    assert not asked(one, NOW + HOUR)
    assert not asked(one.unask(), NOW)
    assert not asked(one.strike(), NOW)


def test_an_act_that_their_words_have_too_is_no_word_of_theirs_when_its_user_did_it():
    one = promise().release(NOW)
    act = Entry("p1", NOW, "efua", "page", Act.RELEASED, to_record(promise()), to_record(one))
    told = heard(one, [by_user(promise()), act], LATER)
    assert (told.last, told.may, told.changes) == (None, (), False)


def test_who_has_it_may_say_not_yet_instead_and_is_told_of_that_promise():
    before = promise().deliver(NOW - HOUR)
    received, first = by_promisee(before, HAVE, NOW)
    told = heard(received, [by_user(before), first], LATER)
    assert (told.promise, told.last, told.may, told.changes) == (received, HAVE, (NOT_YET,), True)
    doubted, second = by_promisee(received, NOT_YET, LATER)
    told = heard(doubted, [by_user(before), first, second], LATER)
    assert (told.promise, told.last) == (doubted, NOT_YET)
