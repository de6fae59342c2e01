"""What changed, what is not believed, and what is asked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, FRIDAY, HOUR, NOW, candidate, event, made_from
from tracker.domain.event import EventKey, Pull, Skipped, Span
from tracker.domain.promise import Term
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reconcile import Ask, Changes, Question, SuddenlyEmpty, compare, questions, told_of

WHOLE = Span(NOW - 90 * DAY, NOW + 180 * DAY)


def known(*events):
    return {one.key: one for one in events}


def coming(count, first=0):
    return tuple(event(uid=f"e{number}", at=NOW + (number + 1) * DAY) for number in range(first, first + count))


def ask(candidates=(), promises=(), dismissed=frozenset(), standing=None, now=NOW):
    standing = {one.event for one in candidates} if standing is None else standing
    return [
        (question.ask, question.candidate, question.promise)
        for question in questions(candidates, promises, dismissed=dismissed, standing=standing, now=now)
    ]


def test_a_first_pull_is_all_new():
    assert compare({}, Pull(coming(3), whole=WHOLE), now=NOW) == Changes(new=coming(3))


@given(st.lists(st.integers(0, 40), unique=True))
def test_the_same_pull_twice_changes_nothing(numbers):
    events = tuple(event(uid=f"e{number}", at=NOW + number * DAY) for number in numbers)
    assert compare(known(*events), Pull(events, whole=WHOLE), now=NOW) == Changes()


@given(st.sets(st.integers(0, 12)), st.sets(st.integers(0, 12)))
def test_what_is_known_after_the_changes_is_what_was_told(before, after):
    old = known(*(event(uid=f"e{number}", at=NOW + DAY) for number in before))
    told = known(*(event("Moved", uid=f"e{number}", at=NOW + 2 * DAY) for number in after))
    changes = compare(old, Pull(tuple(told.values()), whole=WHOLE), believe=True, now=NOW)
    now_known = {key: value for key, value in old.items() if key not in changes.gone}
    assert now_known | known(*changes.new, *changes.changed) == told


def test_a_new_stamp_alone_is_no_change():
    restamped = event(updated=NOW)
    assert compare(known(event()), Pull((restamped,), whole=WHOLE), now=NOW) == Changes()


def test_a_moved_event_is_the_same_event_changed():
    moved = event(at=FRIDAY + DAY)
    assert compare(known(event()), Pull((moved,), whole=WHOLE), now=NOW) == Changes(changed=(moved,))


def test_what_a_whole_pull_does_not_name_is_gone():
    one, two = coming(2)
    assert compare(known(one, two), Pull((one,), whole=WHOLE), now=NOW) == Changes(gone=(two.key,))


def test_what_can_no_longer_be_read_is_not_gone():
    one, two = coming(2)
    pull = Pull((one,), (Skipped(two.key.uid, "it has no start"),), whole=WHOLE)
    assert compare(known(one, two), pull, now=NOW) == Changes()


def test_what_was_read_in_part_was_read_and_may_go_another_time():
    one, two = coming(2)
    pull = Pull((one,), (Skipped(two.key.uid, "its EXRULE was ignored", kept=True),), whole=WHOLE)
    assert compare(known(one, two), pull, now=NOW) == Changes(gone=(two.key,))


def test_a_pull_that_speaks_of_some_uids_says_nothing_of_the_others():
    one, two, three = coming(3)
    pull = Pull((one,), whole=WHOLE, only=frozenset({one.key.uid, two.key.uid}))
    assert compare(known(one, two, three), pull, now=NOW) == Changes(gone=(two.key,))


def test_a_series_that_moved_or_was_cut_in_two_did_not_vanish():
    days = tuple(event(uid="stand-up@example.com", at=NOW + (n + 1) * DAY) for n in range(9))
    before = tuple(replace(day, key=replace_id(day.key, str(n))) for n, day in enumerate(days))
    after = tuple(replace(day, key=replace_id(day.key, f"new {n}")) for n, day in enumerate(days))
    second = tuple(
        replace(day, key=EventKey("work", "stand-up_R20260301T090000@example.com", str(n)))
        for n, day in enumerate(days)
    )
    for told in (after, second):
        assert len(compare(known(*before), Pull(told, whole=WHOLE), now=NOW).gone) == 9


def replace_id(key, recurrence_id):
    return key._replace(recurrence_id=recurrence_id)


def test_absence_outside_the_whole_span_says_nothing():
    old = event(at=NOW - 91 * DAY)
    assert compare(known(old), Pull((), whole=WHOLE), now=NOW) == Changes()


def test_absence_from_a_pull_that_tells_only_changes_says_nothing():
    assert compare(known(*coming(9)), Pull(()), now=NOW) == Changes()


def test_sudden_emptiness_is_not_believed():
    with pytest.raises(SuddenlyEmpty) as told:
        compare(known(*coming(10)), Pull(coming(2), whole=WHOLE), now=NOW)
    assert str(told.value) == "8 of 10 coming events are missing"


def test_what_begins_just_now_is_coming_still():
    now = coming(1)[0].start
    with pytest.raises(SuddenlyEmpty) as told:
        compare(known(*coming(6)), Pull(coming(1, first=5), whole=WHOLE), now=now)
    assert str(told.value) == "5 of 6 coming events are missing"


def test_losing_more_than_half_of_what_is_coming_is_not_believed():
    with pytest.raises(SuddenlyEmpty):
        compare(known(*coming(10)), Pull(coming(4), whole=WHOLE), now=NOW)
    assert len(compare(known(*coming(10)), Pull(coming(5), whole=WHOLE), now=NOW).gone) == 5


def test_a_few_events_may_go_without_doubt():
    assert len(compare(known(*coming(4)), Pull((), whole=WHOLE), now=NOW).gone) == 4


def test_emptiness_is_believed_when_a_person_says_so():
    assert len(compare(known(*coming(10)), Pull((), whole=WHOLE), believe=True, now=NOW).gone) == 10


def test_a_candidate_nobody_decided_on_is_asked():
    found = candidate()
    assert ask([found]) == [(Ask.IS_PROMISE, found, None)]


def test_a_promise_is_not_asked_again():
    found = candidate()
    assert ask([found], [made_from(found)]) == []


def test_a_dismissed_candidate_stays_dismissed_in_other_letters():
    found, shouted = candidate("send proposal"), candidate("Send  PROPOSAL")
    assert ask([shouted], dismissed={found.sign}) == []


def test_a_dismissed_series_is_asked_of_no_occurrence():
    first, second = (
        candidate(event=candidate().event._replace(recurrence_id=day)) for day in ("20260109", "20260116")
    )
    assert first.sign != second.sign
    assert ask([second], dismissed={first.series_sign}) == []


def test_an_edited_title_is_no_second_promise():
    was = made_from(candidate("send proposal"))
    assert ask([candidate("send the proposal and prices")], [was]) == []


def test_a_moved_due_asks_whether_they_were_told():
    was = made_from(candidate())
    moved = candidate(due=FRIDAY + 3 * DAY)
    assert ask([moved], [was]) == [(Ask.MOVED, moved, was)]


def test_a_settled_move_is_not_asked_again():
    moved = candidate(due=FRIDAY + 3 * DAY)
    assert ask([moved], [made_from(candidate()).settle(FRIDAY + 3 * DAY)]) == []


def test_a_vanished_event_asks_what_became_of_its_promise():
    was = made_from(candidate())
    assert ask([], [was]) == [(Ask.GONE, None, was)]


def of_series(recurrence_id, uid="weekly@example.com", **but):
    return candidate(event=EventKey("work", uid, recurrence_id), **but)


def test_a_series_cut_in_two_asks_nothing_again():
    first, second = (
        of_series("20260109T090000Z"),
        of_series("20260109T090000Z", "weekly_R20260109T090000@example.com"),
    )
    assert ask([second], [made_from(first)]) == []
    assert ask([second], dismissed={first.sign}) == ask([second], dismissed={first.series_sign}) == []


def test_a_series_moved_within_its_days_moves_its_promises():
    was = made_from(of_series("20260109T090000Z"))
    later = of_series("20260109T150000Z", "weekly_R20260109T150000@example.com", due=FRIDAY + HOUR)
    assert ask([later], [was]) == [(Ask.MOVED, later, was)]
    assert ask([later], [was.deliver(NOW)]) == []


def test_of_two_occurrences_on_one_day_each_has_its_own_promise():
    morning, evening = of_series("20260109T090000Z"), of_series("20260109T190000Z", due=FRIDAY + HOUR)
    assert ask([morning, evening], [made_from(morning)]) == [(Ask.IS_PROMISE, evening, None)]
    both = [made_from(morning), made_from(evening)]
    assert ask([evening], both) == [(Ask.GONE, None, both[0])]


def test_nothing_is_asked_of_a_promise_that_no_longer_follows_its_event():
    assert ask([], [made_from(candidate()).unfollow()]) == []


def test_nothing_is_asked_of_a_closed_promise():
    assert ask([], [made_from(candidate()).deliver(NOW)]) == []


def test_nothing_is_asked_about_a_cancelled_event():
    assert ask([candidate()], standing=set()) == []


def test_what_was_due_long_ago_is_history():
    assert ask([candidate(due=NOW - 15 * DAY)]) == []
    assert len(ask([candidate(due=NOW - 14 * DAY)])) == 1
    assert len(ask([candidate(due=NOW - 13 * DAY)])) == 1


def test_an_unclear_due_is_asked():
    readings = (Due(FRIDAY, True), Due(FRIDAY + 7 * DAY, True))
    found = replace(candidate(), due=Unclear(readings, "next Friday"))
    assert ask([found]) == [(Ask.IS_PROMISE, found, None)]


def done(at=NOW, **but):
    return candidate(delivered_at=at, **but)


def test_what_the_calendar_says_was_done_asks_whether_the_promise_was_delivered_then():
    was = made_from(candidate())
    assert ask([done()], [was]) == [(Ask.DELIVERED, done(), was)]


def test_what_was_done_before_anyone_called_it_a_promise_is_one_question():
    assert ask([done()]) == [(Ask.DELIVERED, done(), None)]


def test_a_word_that_was_turned_down_is_not_asked_again_but_another_is():
    was, no = made_from(candidate()), {done().delivery_sign}
    assert ask([done()], [was], dismissed=no) == []
    assert ask([done(NOW - DAY)], [was], dismissed=no) == [(Ask.DELIVERED, done(NOW - DAY), was)]
    assert ask([done()], dismissed=no) == [(Ask.IS_PROMISE, done(), None)]


def test_what_is_no_promise_is_not_asked_for_having_been_done():
    assert ask([done()], dismissed={candidate().sign}) == []


def test_a_closed_promise_is_not_asked_for_having_been_done():
    assert ask([done()], [made_from(candidate()).release(NOW)]) == []


def test_an_open_promise_is_asked_about_however_long_ago_it_was_done_but_history_is_not():
    old = {"due": NOW - 60 * DAY, "at": NOW - 61 * DAY}
    was = made_from(candidate(due=old["due"]))
    assert ask([done(**old)], [was]) == [(Ask.DELIVERED, done(**old), was)]
    assert ask([done(**old)]) == []


def test_whether_it_was_delivered_is_asked_before_whether_they_were_told_of_a_move():
    was, moved = made_from(candidate()), done(due=FRIDAY + 3 * DAY)
    assert ask([moved], [was]) == [(Ask.DELIVERED, moved, was)]
    assert ask([moved], [was], dismissed={moved.delivery_sign}) == [(Ask.MOVED, moved, was)]


def test_a_delivery_would_be_judged_against_what_binds_and_else_against_what_is_told():
    was = made_from(candidate()).renegotiate(FRIDAY + DAY, agreed_at=NOW)
    assert Question(Ask.DELIVERED, done(), was).term == was.binding
    assert Question(Ask.DELIVERED, done(), None).term == Term(FRIDAY, None)
    assert Question(Ask.DELIVERED, done(due=None), None).term is None


def unsure(due=FRIDAY):
    return replace(candidate(), due=Unclear((Due(due, False),), ""), unsure=True)


def test_a_due_in_a_zone_that_nobody_knows_is_asked():
    assert ask([unsure()]) == [(Ask.IS_PROMISE, unsure(), None)]
    assert Question(Ask.DELIVERED, unsure(), None).term is None


def test_a_guess_that_was_looked_at_is_no_move_and_another_guess_is_one():
    was = made_from(candidate(due=FRIDAY + DAY)).settle(FRIDAY)
    assert ask([unsure()], [was]) == []
    assert ask([unsure(FRIDAY + 3 * DAY)], [was]) == [(Ask.MOVED, unsure(FRIDAY + 3 * DAY), was)]


def test_a_zone_that_becomes_known_and_agrees_with_what_binds_is_no_move():
    was = made_from(candidate(due=FRIDAY + DAY)).settle(FRIDAY)
    assert ask([candidate(due=FRIDAY + DAY)], [was]) == []


def test_questions_come_soonest_due_first():
    later, sooner = candidate("b", due=FRIDAY + timedelta(days=2), uid="b"), candidate("a", uid="a")
    assert [found for _, found, _ in ask([later, sooner])] == [sooner, later]


def test_what_became_of_two_promises_is_asked_soonest_due_first():
    later, sooner = (
        made_from(candidate(body, due=due, uid=body)) for body, due in (("a", FRIDAY + DAY), ("b", FRIDAY))
    )
    assert [promise for _, _, promise in ask([], [later, sooner])] == [sooner, later]


def test_of_two_promises_of_one_event_each_stays_beside_its_own_words():
    deck, rent = candidate("send deck"), candidate("pay rent")
    assert ask([deck, rent], [made_from(rent), made_from(deck)]) == []
    assert ask([deck, replace(rent, due=Due(FRIDAY + DAY, False))], [made_from(rent), made_from(deck)]) == [
        (Ask.MOVED, replace(rent, due=Due(FRIDAY + DAY, False)), made_from(rent))
    ]


def test_a_question_of_a_promise_bears_the_name_of_its_origin():
    found = candidate()
    assert Question(Ask.GONE, None, made_from(found)).sign == found.sign
    assert Question(Ask.GONE, None, replace(made_from(found), origin=None)).sign == ""
    assert Question(Ask.GONE, None, None).sign == ""


def test_of_a_promise_its_calendar_tells_what_its_own_event_tells_first_that_which_was_accepted():
    uid = "one@google.com"
    accepted, beside = candidate("send proposal", uid=uid), candidate("pay rent", uid=uid)
    slot = replace(accepted, event=accepted.event._replace(uid="one_R20260109T170000@google.com"))
    held = made_from(accepted)
    assert told_of(held, [beside, slot, accepted]) == (accepted, beside)
    assert told_of(held, [slot]) == (slot,)
    assert told_of(held, [candidate(uid="two")]) == ()
    assert told_of(replace(held, origin=None), [accepted]) == ()


def test_a_question_says_when_its_calendar_says_that_it_was_done():
    done = replace(candidate(), delivered_at=FRIDAY)
    assert Question(Ask.DELIVERED, done, None).delivered_at == FRIDAY
    assert Question(Ask.DELIVERED, None, made_from(candidate())).delivered_at is None


def test_what_a_delivery_would_be_judged_against_is_as_dated_as_it_was_told():
    day = replace(candidate(), due=Due(FRIDAY, True, "by Friday"))
    assert Question(Ask.DELIVERED, day, None).term == Term(FRIDAY, None, True)
    assert Question(Ask.DELIVERED, candidate(), None).term == Term(FRIDAY, None, False)
