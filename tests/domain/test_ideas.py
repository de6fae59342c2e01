"""What to bring: three ideas at most, each from a line that stands somewhere, none again within eight weeks."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.making import DAY, HOUR, NOW, person, promise, user
from tracker.domain.event import EventKey
from tracker.domain.ideas import MOST, REST, Idea, Source, Stock, brought, prepared
from tracker.domain.people import Circle, Direction, Give, GiveKind, Meeting, MeetingKind, Persons

AMA = person(addresses=frozenset({"ama@example.com"}))
KOFI = person("Kofi Boateng", circle=Circle.INNER)
FULL = replace(AMA, value="data on soil\na hand with maps", interests="wells; goats")
TODAY = NOW.date()


def stock(*persons, offers=(), promises=(), gives=()):
    return Stock(user(offers=offers), Persons(persons or (AMA,)), promises, gives)


def meeting(*who, at=NOW + 2 * DAY, uid="one"):
    return Meeting(MeetingKind.MEAL, at, who or ("ama@example.com",), EventKey("work", uid), title="Lunch")


def given(kind=GiveKind.ARTICLE, note="", at=NOW - DAY, direction=Direction.RECEIVED):
    return Give(f"g{at}", "ama", kind, direction, at, note)


def lines(ideas):
    return [(idea.source, idea.line) for idea in ideas]


def test_each_idea_is_a_line_from_another_source_the_weightiest_first():
    held = stock(FULL, offers=("tea",), promises=(promise(),), gives=(given(note="How wells fail"),))
    assert lines(prepared(held, [meeting()], (), NOW)) == [
        (Source.PROMISE, "send proposal"),
        (Source.VALUE, "data on soil"),
        (Source.INTEREST, "wells"),
    ]


def test_each_source_alone_gives_ideas():
    assert lines(prepared(stock(promises=(promise(),)), [meeting()], (), NOW)) == [(Source.PROMISE, "send proposal")]
    both = [(Source.VALUE, "data"), (Source.VALUE, "maps")]
    assert lines(prepared(stock(replace(AMA, value=" data ;; maps ")), [meeting()], (), NOW)) == both
    assert lines(prepared(stock(replace(AMA, interests="wells")), [meeting()], (), NOW)) == [
        (Source.INTEREST, "wells")
    ]
    assert lines(prepared(stock(gives=(given(note="a map"),)), [meeting()], (), NOW)) == [(Source.GIFT, "a map")]
    assert lines(prepared(stock(offers=("tea",)), [meeting()], (), NOW)) == [(Source.OFFER, "tea")]


def test_only_what_they_gave_last_is_asked_about_and_never_a_meal_or_an_honour():
    old, new = given(note="old", at=NOW - 9 * DAY), given(note="new", at=NOW - 2 * DAY)
    meal, named = given(GiveKind.MEAL, "lunch"), given(GiveKind.NOMINATION, "for the prize")
    mine = given(note="mine", direction=Direction.GIVEN)
    held = stock(gives=(new, old, meal, named, mine))
    assert lines(prepared(held, [meeting()], (), NOW)) == [(Source.GIFT, "new")]
    assert lines(prepared(stock(gives=(given(GiveKind.ADVICE),)), [meeting()], (), NOW)) == [(Source.GIFT, "advice")]
    by_id = stock(gives=(new._replace(id="a"), old._replace(id="b")))
    assert lines(prepared(by_id, [meeting()], (), NOW)) == [(Source.GIFT, "new")]


@pytest.mark.parametrize(
    "closed",
    [
        promise().deliver(NOW),
        promise(promiser="Ama", promisee="me"),
        promise(promiser="Kofi", promisee="Ama"),
        promise().strike(),
    ],
)
def test_what_is_not_owed_is_nothing_to_bring(closed):
    assert prepared(stock(promises=(closed,)), [meeting()], (), NOW) == ()


def test_only_meetings_of_the_next_seven_days_with_somebody_named_have_ideas():
    held = stock(FULL)
    at_its_end, last = meeting(at=NOW - HOUR / 2), meeting(at=NOW + 7 * DAY)
    over, later, strangers = meeting(at=NOW - HOUR), meeting(at=NOW + 7 * DAY + HOUR), meeting("Bodil")
    found = [len(prepared(held, [one], (), NOW)) for one in (at_its_end, last, over, later, strangers)]
    assert found == [MOST, MOST, 0, 0, 0]


def test_two_meetings_with_one_person_get_different_ideas():
    first, second = meeting(uid="b"), meeting(uid="a", at=NOW + 3 * DAY)
    ideas = prepared(stock(FULL), [second, first], (), NOW)
    assert [idea.event.uid for idea in ideas] == ["b", "b", "b", "a"]
    assert len({idea.line for idea in ideas}) == 4


def test_who_is_nearest_comes_first_and_all_have_their_turn():
    kofi = replace(KOFI, value="tax form; a ladder")
    ideas = prepared(stock(FULL, kofi), [meeting("Ama", "Kofi", "Nobody")], (), NOW)
    assert [idea.person for idea in ideas] == ["kofi", "ama", "kofi"]


def test_one_line_is_brought_once_to_a_meeting():
    held = stock(AMA, KOFI, offers=("tea",))
    assert len(prepared(held, [meeting("Ama", "Kofi")], (), NOW)) == 1


def test_a_meeting_that_two_calendars_tell_has_its_ideas_once():
    again = meeting()._replace(event=EventKey("home", "x"), who=("Ama",))
    assert len(prepared(stock(FULL), [meeting(), again], (), NOW)) == MOST


@pytest.mark.parametrize(("since", "again"), [(REST - DAY, []), (REST, ["wells"])])
def test_a_line_rests_for_eight_weeks_in_any_case(since, again):
    shown = Idea("ama", "WELLS", TODAY - since, EventKey("work", "old"), Source.OFFER)
    ideas = prepared(stock(replace(AMA, interests="wells")), [meeting()], (shown,), NOW)
    assert [idea.line for idea in ideas] == again


def test_what_was_not_shown_for_longest_comes_first():
    held = stock(replace(AMA, value="one; two; three; four"))
    shown = [
        Idea("ama", line, TODAY - REST - days * DAY, EventKey("work", f"at {line}"), Source.VALUE)
        for line, days in (("one", 1), ("two", 30), ("three", 60))
    ]
    assert [idea.line for idea in prepared(held, [meeting()], shown, NOW)] == ["four", "three", "two"]


def test_of_a_line_that_was_shown_twice_the_later_day_counts_however_it_was_written():
    shown = [
        Idea("ama", line, TODAY - since, EventKey("work", "old"), Source.INTEREST)
        for line, since in (("WELLS", DAY), ("wells", REST + DAY))
    ]
    assert prepared(stock(replace(AMA, interests="wells")), [meeting()], shown, NOW) == ()


def test_what_was_shown_for_somebody_who_is_no_more_holds_nothing_up():
    shown = Idea("kofi", "wells", TODAY - DAY, EventKey("work", "one"), Source.INTEREST)
    held = stock(replace(AMA, interests="wells"))
    assert lines(prepared(held, [meeting()], (), NOW)) == [(Source.INTEREST, "wells")]
    assert [one.ideas for one in brought(held, [meeting()], (shown,), NOW)] == [()]


def test_an_idea_is_shown_until_the_day_of_its_meeting_as_its_user_counts_days():
    tokyo = replace(user(), zone=ZoneInfo("Asia/Tokyo"))
    held = replace(stock(replace(AMA, interests="wells")), user=tokyo)
    (idea,) = prepared(held, [meeting(at=NOW.replace(hour=20))], (), NOW)
    assert idea.shown_on == TODAY + DAY


def test_meetings_come_soonest_first_whatever_they_are_called():
    later = meeting(at=NOW + 2 * DAY, uid="a")._replace(kind=MeetingKind.COMMITTEE)
    held = [later, meeting(at=NOW + DAY, uid="b")]
    assert [one.meeting for one in brought(stock(FULL), held, (), NOW)] == [held[1], held[0]]


def test_a_meeting_keeps_its_ideas_until_it_is_over_and_fills_them_up():
    first = prepared(stock(replace(AMA, interests="wells")), [meeting()], (), NOW)
    assert len(first) == 1
    day_after = prepared(stock(FULL, promises=(promise(),)), [meeting()], first, NOW + DAY)
    assert first[0] in day_after
    assert len(day_after) == MOST
    assert prepared(stock(FULL, offers=("tea",)), [meeting()], day_after, NOW + 2 * DAY) == tuple(
        sorted(day_after, key=lambda idea: list(Source).index(idea.source))
    )


def test_a_meeting_that_moves_takes_its_ideas_along_and_they_rest_from_its_new_day():
    held = stock(replace(AMA, interests="wells"))
    first = prepared(held, [meeting()], (), NOW)
    (moved,) = prepared(held, [meeting(at=NOW + 6 * DAY)], first, NOW)
    assert (moved.line, moved.shown_on) == ("wells", TODAY + 6 * DAY)
    late = NOW + 2 * DAY + REST
    assert prepared(held, [meeting(uid="two", at=late)], (moved,), late) == ()


def test_an_idea_that_was_shown_elsewhere_since_is_not_shown_again():
    held, old = stock(replace(AMA, interests="wells")), EventKey("work", "one")
    both = (
        Idea("ama", "wells", TODAY - REST - DAY, old, Source.INTEREST),
        Idea("ama", "wells", TODAY - DAY, EventKey("work", "two"), Source.INTEREST),
    )
    assert prepared(held, [meeting()], both, NOW) == ()
    assert [one.ideas for one in brought(held, [meeting()], both, NOW)] == [()]


def test_a_line_that_was_taken_out_is_shown_no_more():
    ideas = prepared(stock(FULL), [meeting()], (), NOW)
    (bring,) = brought(stock(FULL), [meeting()], ideas, NOW)
    assert (bring.persons, set(bring.ideas)) == ((FULL,), set(ideas))
    (left,) = brought(stock(replace(FULL, interests="")), [meeting()], ideas, NOW)
    assert set(bring.ideas) - set(left.ideas) == {idea for idea in ideas if idea.source is Source.INTEREST}


def test_a_meeting_for_which_there_is_no_idea_is_shown_without():
    assert [(one.persons, one.ideas) for one in brought(stock(), [meeting()], (), NOW)] == [((AMA,), ())]
    assert brought(stock(), [meeting(at=NOW - DAY)], (), NOW) == ()


def test_who_was_merged_has_seen_what_both_have_seen():
    old = person("Ama M", id="old", merged_into="ama")
    shown = Idea("old", "wells", TODAY - timedelta(weeks=1), EventKey("work", "x"), Source.INTEREST)
    held = stock(replace(AMA, interests="wells"), old)
    assert prepared(held, [meeting()], (shown,), NOW) == ()
