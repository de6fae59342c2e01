"""What is learned from answers: replayed, taken back, added up; what is dismissed is not asked, what is taught is."""

import json
from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, NOW, candidate
from tracker.domain.event import EventKey
from tracker.domain.feedback import (
    Answer,
    Feedback,
    from_record,
    shown,
    standing,
    title_key,
    to_record,
    to_take_back,
    traits,
    untaught,
)
from tracker.domain.learning import BOUND, NOTHING, RATE, Learned, Reliability, heeded, learned, sure_of
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import ASK, FLOOR, LIST, Kind
from tracker.domain.reading.evidence import Evidence, sure

WORDS = ("send", "lunch", "report", "with ama", "by friday", "plan", "room 4", "rent")


def found(title="send report", *, rule="verb", weight=0.2, uid="one", **but):
    """A candidate whose one rule weighs so much; titles of one event only."""
    evidence = (Evidence("base", "", -0.1), Evidence(rule, title, weight))
    return candidate(title, uid=uid, rule=rule, evidence=evidence, confidence=round(sure(evidence), 4), **but)


def meeting(title="lunch with ama", **but):
    return found(title, kind=Kind.MEETING, meeting=MeetingKind.MEAL, **({"rule": "meal"} | but))


def occurrence(day, title="send report"):
    """One of a weekly series."""
    return replace(found(title), event=EventKey("work", "weekly", f"202601{day:02}"))


def told(number, of, answer=Answer.CONFIRMED, back=None, *, whole=True):
    """One line of the log."""
    record = shown(of, reader=3, learned=0)._replace(whole=whole)
    return Feedback(number, NOW + number * DAY, "page", answer, record, back)


def after(*answers):
    """What is learned from these answers to these candidates, in this order."""
    return learned([told(number, of, answer) for number, (answer, of) in enumerate(answers, 1)])


def score(one, what):
    (heard,) = heeded((one,), what)
    return heard.confidence


YES, NO, TAUGHT = Answer.CONFIRMED, Answer.DISMISSED, Answer.TAUGHT


def test_who_answered_nothing_sees_what_the_rules_say():
    assert heeded((found(),), NOTHING) == (found(),)
    assert heeded((found(),), learned(())) == (found(),)


def test_what_was_confirmed_is_believed_sooner_and_so_is_what_resembles_it():
    what = after((YES, found("send report")))
    assert score(found("send report"), what) > score(found("send minutes"), what) > found().confidence
    assert score(found("pay rent", rule="due"), after((YES, meeting()))) < score(meeting(), after((YES, meeting())))


def test_a_meeting_teaches_nothing_about_promises():
    same = found("lunch with ama", rule="meal")
    assert not [each for each in after((NO, meeting())).shift(same) if each.rule == "learned words"]


@pytest.mark.parametrize("one", [found(), meeting()])
def test_what_was_dismissed_is_not_asked_again_in_any_case_or_number(one):
    what = after((NO, replace(one, title="Room 4: " + one.title)))
    assert what.silences(replace(one, title="ROOM  17: " + one.title, event=EventKey("work", "another")))
    assert not what.silences(found("pay rent"))


def test_what_was_confirmed_since_is_asked_again():
    assert not after((NO, found()), (YES, found(uid="two"))).silences(found(uid="three"))


def test_what_is_marked_was_decided_and_stays_as_it_is():
    marked = found(marked=True)
    assert not after((NO, found())).silences(marked)
    assert heeded((marked,), after((NO, found()))) == (marked,)


def test_one_occurrence_dismissed_leaves_its_series_asked_a_second_one_does_not():
    log = [told(1, occurrence(5), NO, whole=False)]
    assert not learned(log).silences(occurrence(12))
    assert score(occurrence(12), learned(log)) < occurrence(12).confidence
    log.append(told(2, occurrence(12), NO, whole=False))
    assert learned(log).silences(occurrence(19))


def test_a_doubt_about_a_series_makes_no_silent_title_speak():
    log = [told(1, found(), NO), told(2, occurrence(5), NO, whole=False)]
    assert learned(log).silences(occurrence(12))
    assert learned(log[1:]).silences(found()) is False


def test_a_series_that_was_dismissed_stays_so_when_another_of_that_title_is_confirmed():
    what = after((NO, occurrence(5)), (YES, found(uid="two")))
    assert what.silences(occurrence(12))
    assert not what.silences(found(uid="three"))


def test_a_series_that_was_confirmed_is_asked_though_another_of_its_title_is_dismissed():
    what = after((YES, occurrence(5)), (NO, found(uid="two")))
    assert not what.silences(occurrence(12))
    assert what.silences(found(uid="three"))


def test_what_is_remembered_of_a_title_is_told_first_and_of_that_title_alone():
    what = after((YES, found()))
    assert what.answers == 1
    assert what.shift(found())[0] == Evidence("learned title", "send report", 2.5)
    assert "learned title" not in {each.rule for each in what.shift(found("pay rent", uid="two"))}


def weighing(**weights):
    """What was learned of words alone: so much of each."""
    return Learned(
        {f"promise:words:{word}": Evidence("learned words", word, weight) for word, weight in weights.items()}
    )


def test_the_five_heaviest_traits_are_named_and_all_others_in_one_sum():
    six = found("alder birch cedar durian elder fig")
    what = weighing(alder=0.1, birch=-0.6, cedar=0.5, durian=0.4, elder=-0.3, fig=0.2)
    assert [each.quote for each in what.shift(six)] == ["birch", "cedar", "durian", "elder", "fig", ""]
    assert what.shift(six)[-1] == Evidence("learned rest", "", pytest.approx(0.1))
    assert [each.quote for each in what.shift(found("alder birch cedar durian elder"))][-1] == "alder"


def test_an_answer_is_a_step_down_the_slope_and_the_more_a_trait_has_moved_the_less():
    """AdaGrad (Duchi, Hazan and Singer, 2011): the slope over the root of the sum of all squares so far."""
    slope = sure_of(0.1)
    weight = after((NO, found())).weights["promise:words:send"].weight
    assert weight == pytest.approx(-RATE * slope / sqrt(1 + slope**2))
    moved = learned([told(1, found(), NO)], Learned(squares={"promise:words:send": 3.0}, answers=1))
    assert moved.weights["promise:words:send"].weight == pytest.approx(-RATE * slope / sqrt(3 + slope**2))


def test_what_many_titles_share_learns_more_slowly_than_words():
    weights = after((NO, found())).weights
    assert weights["promise:rule:verb"].weight == pytest.approx(weights["promise:words:send"].weight / 10)
    assert weights["promise:calendar:work"] == Evidence(
        "learned calendar", "work", weights["promise:rule:verb"].weight
    )


def test_what_was_as_sure_as_can_be_teaches_nothing():
    sure_already = replace(found(), evidence=(Evidence("verb", "send report", 60.0),))
    assert after((YES, sure_already)).weights == {}


def test_a_rule_in_whose_name_stands_a_colon_is_learned_by_all_of_its_name():
    what = after((NO, found(rule="owner: last")))
    assert what.weights["promise:rule:owner: last"].quote == "owner: last"
    assert what.like(found(rule="owner: last")).dismissed == 1


def test_what_is_usual_of_a_rule_is_the_mean_at_which_it_was_confirmed():
    what = after(*((YES, found(name, weight=weight)) for name, weight in (("a", 0.1), ("b", 1.1), ("c", 3.1))))
    assert what.like(found()).usual == pytest.approx((0.0 + 1.0 + 3.0) / 3)


def test_a_taught_title_is_of_that_kind_until_it_is_dismissed():
    what = after((TAUGHT, found("Garden gate 2")))
    assert what.kinds("garden  GATE 3") == {Kind.PROMISE}
    assert what.confirmed(found("Garden gate 2").sign)
    dismissed = after((TAUGHT, found("Garden gate 2")), (NO, found("garden gate 9", uid="two")))
    assert dismissed.kinds("garden gate 3") == set()
    confirmed = after((TAUGHT, found("Garden gate 2")), (YES, found("garden gate 9", uid="two")))
    assert confirmed.kinds("garden gate 3") == {Kind.PROMISE}
    assert NOTHING.kinds("Garden gate 2") == set()


def test_a_title_that_comes_each_week_speaks_once_for_all_that_resemble_it():
    weekly = [(YES, occurrence(day)) for day in range(1, 29)]
    assert after(*weekly).weights == after(*weekly[:1]).weights
    assert after(*weekly).like(found()).confirmed == 28


def test_the_last_answer_to_a_thing_is_the_one_that_counts():
    assert after((YES, found()), (NO, found())) == after((NO, found()))
    assert after((NO, found()), (YES, found())).like(found()) == Reliability(1, 0, pytest.approx(0.1))


def test_how_often_a_rule_was_right_is_counted_for_each_kind():
    what = after((YES, found("a")), (YES, found("b")), (NO, found("c")), (NO, meeting("d", rule="verb")))
    assert what.like(found())[:2] == (2, 1)
    assert what.like(found()).rate == pytest.approx(3 / 5)
    assert what.like(found(rule="due")).answers == 0


def test_what_was_learned_once_is_not_learned_twice():
    (heard,) = heeded((found(),), after((YES, found())))
    again = shown(heard, reader=3, learned=1)
    assert again.base == shown(found(), reader=3, learned=0).base
    assert again.traits == traits(found())
    assert again.score > again.base


def test_an_answer_to_something_taught_counts_what_its_words_said():
    evidence = (Evidence("base", "", -2.0), Evidence("taught", "garden gate", 9.0))
    taught = replace(found(), evidence=evidence)
    record = shown(taught, reader=3, learned=0)
    assert (record.base, record.traits.count("promise:rule:taught")) == (-2.0, 0)
    assert untaught(taught).confidence == pytest.approx(sure(evidence[:1]), abs=1e-4)
    assert untaught(found()) == found()


def test_what_was_taught_counts_only_as_long_as_it_is_not_taken_back():
    evidence = (Evidence("base", "", -2.0), Evidence("taught", "send report", 9.0))
    taught = replace(found(), evidence=evidence)
    log = [told(1, untaught(taught), TAUGHT)]
    assert score(taught, learned(log)) > LIST
    log.append(told(2, untaught(taught), Answer.RETRACTED, back=1))
    assert score(taught, learned(log)) < FLOOR


def trusted(weight):
    return Learned(
        weights={"promise:rule:verb": Evidence("learned rule", "verb", weight)},
        rules={"promise:verb": Reliability(20, 2, usual=0.0)},
    )


def test_a_trusted_rule_is_not_lost_without_a_notice():
    (notice,) = trusted(-1.0).notices
    assert (notice.kind, notice.rule, notice.reliability.answers) == (Kind.PROMISE, "verb", 22)
    assert notice.score < ASK
    assert trusted(-0.2).notices == ()


def test_a_notice_names_a_rule_in_whose_name_stands_a_colon():
    what = Learned(
        weights={"promise:rule:owner: last": Evidence("learned rule", "owner: last", -1.0)},
        rules={"promise:owner: last": Reliability(20, 2, usual=0.0)},
    )
    assert [notice.rule for notice in what.notices] == ["owner: last"]


@pytest.mark.parametrize("reliability", [Reliability(19, 0, 0.0), Reliability(20, 3, 0.0), Reliability(20, 0, -3.0)])
def test_there_is_no_notice_of_a_rule_that_was_seldom_right_or_seldom_asked(reliability):
    assert trusted(-1.0)._replace(rules={"promise:verb": reliability}).notices == ()


def test_a_dismissed_series_is_taken_back_by_its_own_sign():
    log = (told(1, occurrence(5), NO), told(2, found(uid="two"), YES))
    assert [one.number for one in to_take_back(log, [occurrence(5).series_sign], [NO])] == [1]
    assert [one.number for one in to_take_back(log, [found(uid="two").sign], [NO])] == []
    back = told(3, occurrence(5), Answer.RETRACTED, back=1)
    assert not list(to_take_back((*log, back), [occurrence(5).sign], [NO]))


def test_the_pull_to_nothing_never_turns_a_dismissal_into_praise():
    low = found(weight=-8.0)
    before = Learned(weights={trait: Evidence("learned words", trait, -BOUND) for trait in traits(low)}, answers=1)
    assert {each.weight for each in learned([told(1, low, NO)], before).weights.values()} == {-BOUND}


def test_no_trait_weighs_more_than_its_bound_however_often_it_is_told():
    names = [f"call {first}{second}" for first in "abcdefgh" for second in "abcdefgh"]
    calls = [found(name, weight=6.0, uid=name, rule=name, who=(name,)) for name in names]
    what = after(*((NO, call) for call in calls))
    assert what.weights["promise:words:call"].weight == -BOUND
    assert all(abs(each.weight) <= BOUND for each in what.weights.values())


# What holds of any log.

titles = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True).map(" ".join)
things = st.builds(
    lambda title, rule, weight, uid, is_meeting: (meeting if is_meeting else found)(
        title, rule=rule, weight=weight, uid=uid
    ),
    titles,
    st.sampled_from(["verb", "due", "meal"]),
    st.floats(-3, 3).map(lambda weight: round(weight, 2)),
    st.sampled_from("abcdefgh"),
    st.booleans(),
)
answered = st.tuples(st.sampled_from([YES, NO, TAUGHT]), things, st.booleans())


@st.composite
def logs(draw):
    """Answers, some of them taken back later."""
    log = [
        told(n, of, said, whole=whole) for n, (said, of, whole) in enumerate(draw(st.lists(answered, max_size=25)), 1)
    ]
    for each in draw(st.lists(st.sampled_from(log), unique=True, max_size=5) if log else st.just([])):
        log.append(each._replace(number=len(log) + 1, answer=Answer.RETRACTED, of=each.number))
    return log


@given(logs())
def test_to_take_an_answer_back_is_never_to_have_given_it(log):
    gone = {each.of for each in log}
    kept = [each for each in log if each.of is None and each.number not in gone]
    assert learned(log) == learned(kept)


@given(logs(), st.integers(0, 25))
def test_a_replay_may_go_on_from_where_it_stood(log, at):
    log = list(standing(log))
    assert learned(log[at:], learned(log[:at])) == learned(log)


@given(logs(), st.randoms(use_true_random=False))
def test_a_log_is_replayed_in_its_order_however_it_comes(log, random):
    shuffled = random.sample(log, len(log))
    assert learned(shuffled) == learned(log)


@given(logs(), things)
def test_what_was_learned_adds_up_to_the_score(log, one):
    (heard,) = heeded((one,), learned(log))
    assert heard.evidence[: len(one.evidence)] == one.evidence
    assert heard.confidence == pytest.approx(sure(heard.evidence), abs=1e-4)
    added = sum(each.weight for each in learned(log).shift(one))
    assert added == pytest.approx(
        sum(each.weight for each in heard.evidence) - sum(each.weight for each in one.evidence)
    )


@given(logs(), things, st.booleans())
def test_to_dismiss_a_title_never_raises_its_score(log, one, whole):
    before = [each for each in log if each.shown.sign != one.sign]
    dismissed = told(100, one, NO, whole=whole)
    assert score(one, learned([*before, dismissed])) <= score(one, learned(before))


@given(logs(), things)
def test_to_confirm_a_title_never_lowers_its_score(log, one):
    before = [each for each in log if each.shown.sign != one.sign]
    assert score(one, learned([*before, told(100, one)])) >= score(one, learned(before))


@given(things, things, st.sampled_from([YES, NO]), st.sampled_from([YES, NO]))
def test_answers_that_share_nothing_may_come_in_any_order(one, other, first, second):
    other = replace(other, kind=Kind.MEETING, event=EventKey("home", "x"))
    one = replace(one, kind=Kind.PROMISE)
    assert after((first, one), (second, other)) == after((second, other), (first, one))


@given(st.text(max_size=60))
def test_a_title_made_plain_stays_as_it_is(text):
    assert title_key(title_key(text)) == title_key(text)


def test_what_was_shown_is_written_down_and_read_again():
    record = shown(found(), reader=3, learned=2)._replace(edited=("body",))
    assert from_record(json.loads(json.dumps(to_record(record)))) == record


def test_what_was_shown_says_by_which_reader_and_after_how_many_answers_and_how_sure_that_was():
    record = shown(found(weight=1.23456789), reader=3, learned=2)
    assert (record.reader, record.learned) == (3, 2)
    assert (record.base, record.score) == (1.1346, 0.7567)


def test_answers_are_heard_in_the_order_of_their_numbers_however_they_come():
    told_last, told_first = told(2, found(), Answer.DISMISSED), told(1, found())
    assert standing([told_last, told_first]) == (told_last,)
    other = told(3, found("pay rent"))
    assert standing([other, told_first]) == (told_first, other)


def test_a_dismissal_of_one_occurrence_alone_is_not_taken_back_with_its_series():
    alone, whole = (told(n, occurrence(6), Answer.DISMISSED, whole=n == 2) for n in (1, 2))
    signs = [occurrence(6).series_sign]
    assert list(to_take_back([alone, whole], signs, [Answer.DISMISSED])) == [whole]
