"""A week composed: worst first, the right week in the right zone, and the hour of the next one."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.making import (
    ACCRA,
    BERLIN,
    DAY,
    FRIDAY,
    HOUR,
    NEW_YORK,
    NOW,
    calendar,
    candidate,
    connection,
    made_from,
    person,
    promise,
    user,
)
from tracker.domain.digest import Lost, compose, next_digest, week_before, week_name
from tracker.domain.event import EventKey
from tracker.domain.ideas import prepared
from tracker.domain.known import Known, lines
from tracker.domain.people import Cadence, Direction, Give, GiveKind, Meeting, MeetingKind
from tracker.domain.plan import Plan
from tracker.domain.promise import Term
from tracker.domain.reconcile import Ask, Question
from tracker.domain.trust import Rate
from tracker.domain.verdict import Leniency, Outcome

SYDNEY = ZoneInfo("Australia/Sydney")


def known(*promises, **but):
    values = {
        "user": user(),
        "calendars": (calendar(),),
        "promises": promises,
        "questions": (),
        "persons": (person(),),
        "meetings": (Meeting(MeetingKind.ONE_TO_ONE, NOW - 2 * DAY, ("Ama",), EventKey("work", "m")),),
        "gives": (),
    }
    return Known(**(values | but))


def bodies(lines_):
    return [line.promise.body for line in lines_]


def test_a_week_tells_what_is_overdue_coming_kept_late_and_broken():
    digest = compose(
        known(
            promise("overdue", id="1", due=NOW - DAY),
            promise("coming", id="2", due=NOW + 6 * DAY),
            promise("far off", id="3", due=NOW + 8 * DAY),
            promise("kept", id="4", due=NOW - 3 * DAY).deliver(NOW - 4 * DAY),
            promise("late", id="5", due=NOW - 6 * DAY).deliver(NOW - 5 * DAY),
            promise("broken", id="6", due=NOW - 33 * DAY),
            promise("long ago", id="7", due=NOW - 40 * DAY).deliver(NOW - 41 * DAY),
        ),
        NOW,
    )
    assert (bodies(digest.overdue), bodies(digest.coming)) == (["overdue"], ["coming"])
    assert (bodies(digest.kept), bodies(digest.late), bodies(digest.broken)) == (["kept"], ["late"], ["broken"])
    assert digest.rate == Rate(2, 4)
    assert digest.before == Rate(1, 1)


def test_what_is_delivered_on_the_letters_own_day_is_told_by_the_next_letter_and_only_by_it():
    monday = promise(due=NOW + DAY).deliver(NOW - HOUR)
    told = [bodies(compose(known(monday), NOW + weeks * 7 * DAY).kept) for weeks in (0, 1, 2)]
    assert told == [[], ["send proposal"], []]


def test_what_others_promised_me_is_waited_on_and_never_scored():
    theirs = promise("the figures", promiser="Kofi", due=NOW - DAY)
    digest = compose(known(theirs), NOW)
    assert bodies(digest.waiting_on) == ["the figures"]
    assert (digest.overdue, digest.rate) == ((), Rate(0, 0))


def test_history_from_before_scoring_began_is_shown_and_never_scored():
    old = promise("old", due=NOW - 2 * DAY)
    digest = compose(known(old, user=user(scored_from=NOW - DAY)), NOW)
    assert bodies(digest.overdue) == ["old"]
    assert digest.trust.weight == 0


def test_a_stale_calendar_turns_nothing_overdue():
    made = made_from(candidate(due=NOW - HOUR))
    stale = calendar(synced_at=NOW - 2 * DAY)
    (line,) = lines(known(made, calendars=(stale,)), NOW)
    assert (line.verdict.outcome, line.verdict.at) == (Outcome.PENDING, NOW - 2 * DAY)
    assert compose(known(made, calendars=(stale,)), NOW).troubled == (stale,)


def test_a_promise_typed_by_hand_is_judged_as_of_now_whatever_the_calendars():
    stale = calendar(synced_at=NOW - 2 * DAY)
    (line,) = lines(known(promise(due=NOW - 2 * HOUR), calendars=(stale,)), NOW)
    assert line.verdict.outcome is Outcome.OVERDUE


def test_gives_of_the_week_are_told_by_direction():
    lent = Give("1", "ama", GiveKind.ARTICLE, Direction.GIVEN, NOW - DAY)
    got = Give("2", "ama", GiveKind.ADVICE, Direction.RECEIVED, NOW - DAY)
    old = Give("3", "ama", GiveKind.MEAL, Direction.GIVEN, NOW - 20 * DAY)
    digest = compose(known(gives=(lent, got, old)), NOW)
    assert (digest.given, digest.received) == ((lent,), (got,))


@pytest.mark.parametrize(
    ("but", "coming", "named"),
    [
        ({}, (), ["Kofi Asante"]),
        ({"quiet_until": NOW + DAY}, (), []),
        ({}, (NOW + 30 * DAY,), []),
        ({"tags": frozenset({"pen-friend"})}, (), []),
    ],
)
def test_the_cold_are_named_unless_quiet_to_be_met_or_of_a_patient_tag(but, coming, named):
    met = tuple(Meeting(MeetingKind.MEAL, at, ("Kofi",), EventKey("work", "k")) for at in (NOW - 50 * DAY, *coming))
    patient = user(cadences=(("pen-friend", Cadence(90 * DAY, 180 * DAY)),))
    digest = compose(known(user=patient, persons=(person("Kofi Asante", **but),), meetings=met), NOW)
    assert [warmth.person.name for warmth in digest.cold] == named


def test_persons_not_met_for_longer_than_their_longest_are_cold():
    digest = compose(known(persons=(person(), person("Kofi Asante"))), NOW)
    assert [warmth.person.name for warmth in digest.cold] == ["Kofi Asante"]


def test_a_week_with_nothing_to_say_is_quiet():
    assert compose(known(), NOW).quiet
    assert not compose(known(persons=()), NOW).quiet
    assert not compose(known(promise(due=NOW + DAY)), NOW).quiet
    assert not compose(known(questions=(Question(Ask.IS_PROMISE, candidate(), None),)), NOW).quiet
    assert not compose(known(calendars=(calendar(trouble="It asks for a password."),)), NOW).quiet


def test_a_lunch_that_nobody_spoke_of_is_asked_about_and_no_quiet_week():
    lunch = Meeting(MeetingKind.MEAL, NOW - 2 * DAY, ("Ama",), EventKey("work", "m"))
    digest = compose(known(meetings=(lunch,)), NOW)
    assert [(one.person, one.kind) for one in digest.suggestions] == [("ama", GiveKind.MEAL)]
    assert not digest.quiet
    assert compose(known(meetings=(lunch,), dismissed=frozenset({digest.suggestions[0].sign})), NOW).quiet


def test_what_was_prepared_for_a_coming_lunch_is_told_and_a_lunch_without_ideas_is_none():
    met = known().meetings
    lunch = Meeting(MeetingKind.MEAL, NOW + 2 * DAY, ("Ama",), EventKey("work", "l"))
    bare = known(meetings=(*met, lunch), persons=(person(interests="wells"),))
    digest = compose(bare._replace(ideas=prepared(bare.stock, bare.meetings, (), NOW)), NOW)
    assert [idea.line for one in digest.to_bring for idea in one.ideas] == ["wells"]
    assert not digest.quiet
    without = compose(bare, NOW)
    assert (len(without.bring), without.to_bring, without.quiet) == (1, (), True)


def test_a_promise_renegotiated_this_week_is_told():
    moved = promise().renegotiate(FRIDAY + DAY, agreed_at=NOW - DAY)
    assert bodies(compose(known(moved), NOW).renegotiated) == ["send proposal"]


def test_on_a_monday_the_week_is_monday_to_monday_on_the_users_clock():
    monday = datetime(2026, 3, 30, 9, tzinfo=BERLIN)
    week = week_before(user(zone=BERLIN), monday)
    assert week.start == datetime(2026, 3, 23, tzinfo=BERLIN)
    assert week.end.astimezone(UTC) - week.start.astimezone(UTC) == timedelta(hours=167)  # the clocks went forward


@pytest.mark.parametrize("zone", [ACCRA, BERLIN, NEW_YORK, SYDNEY])
def test_each_digest_of_two_years_is_a_monday_at_nine_on_the_wall_and_none_is_skipped(zone):
    reader, at = user(zone=zone), datetime(2026, 1, 1, tzinfo=UTC)
    days = []
    for _ in range(104):
        at = next_digest(reader, at)
        days.append(at.astimezone(zone).date())
        assert at.astimezone(zone).replace(tzinfo=None).timetuple()[3:7] == (9, 0, 0, 0)
    assert all(then - day == timedelta(days=7) for day, then in pairwise(days))
    assert len({week_name(reader, datetime(day.year, day.month, day.day, 9, tzinfo=zone)) for day in days}) == 104


def test_an_hour_that_the_clocks_skip_comes_with_the_offset_before_the_gap():
    reader = user(zone=BERLIN, digest_day=6, digest_hour=2)
    assert next_digest(reader, datetime(2026, 3, 27, tzinfo=UTC)).astimezone(UTC) == datetime(
        2026, 3, 29, 1, tzinfo=UTC
    )


def test_an_hour_that_the_clocks_repeat_comes_once():
    reader = user(zone=BERLIN, digest_day=6, digest_hour=2)
    first = next_digest(reader, datetime(2026, 10, 23, tzinfo=UTC))
    assert first.astimezone(UTC) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert next_digest(reader, first).astimezone(UTC) == datetime(2026, 11, 1, 1, tzinfo=UTC)


def test_the_next_digest_is_later_than_now_even_at_the_very_hour():
    monday = datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert next_digest(user(), monday) == monday + 7 * DAY
    assert next_digest(user(), monday - timedelta(seconds=1)) == monday


def test_a_week_is_named_after_iso_in_the_users_zone():
    sunday_night = datetime(2026, 1, 4, 23, 30, tzinfo=UTC)
    assert week_name(user(), sunday_night) == "2026-W01"
    assert week_name(user(zone=BERLIN), sunday_night) == "2026-W02"
    assert week_name(user(), datetime(2027, 1, 2, tzinfo=UTC)) == "2026-W53"


def followed_at_google(**but):
    """What is known where two calendars of one lost connection are followed, and a feed."""
    theirs = [
        calendar(id=name, name=name, connection="g", trouble="Connect it again.") for name in ("Home", "Garden")
    ]
    values = {"calendars": (*theirs, calendar()), "connections": (connection(lost_at=NOW - HOUR),)}
    return known(**(values | but))


def test_a_lost_connection_is_told_of_once_for_all_its_calendars():
    digest = compose(followed_at_google(), NOW)
    ((told, theirs),) = digest.lost
    assert (told.account, [one.name for one in theirs]) == ("efua@gmail.com", ["Home", "Garden"])
    assert digest.lost[0].trouble == "Connect it again."
    assert digest.troubled == theirs
    assert digest.troubled_alone == ()
    assert not digest.quiet


def test_a_calendar_in_trouble_of_its_own_is_told_of_beside_it():
    ill = calendar(id="feed", trouble="It asks for a password.")
    digest = compose(followed_at_google(calendars=(ill, calendar(id="g1", connection="g"))), NOW)
    assert digest.troubled_alone == (ill,)
    assert [one.id for one in digest.lost[0].calendars] == ["g1"], "it is lost though it was read an hour ago"


def test_a_connection_that_holds_or_that_nothing_is_read_by_is_not_lost():
    assert compose(followed_at_google(connections=(connection(),)), NOW).lost == ()
    assert compose(followed_at_google(calendars=(calendar(),)), NOW).lost == ()


@pytest.mark.parametrize("zone", [ACCRA, BERLIN, NEW_YORK, SYDNEY])
@pytest.mark.parametrize("hours", range(0, 4 * 365 * 24, 997))
def test_four_letters_remind_of_a_lost_connection_and_no_fifth(zone, hours):
    lost_at, reader = NOW + hours * HOUR, user(zone=zone)
    told = followed_at_google(user=reader, connections=(connection(lost_at=lost_at),))
    at, reminded = lost_at, []
    for _ in range(6):
        at = next_digest(reader, at)
        reminded.append(len(compose(told, at).reminded))
        assert compose(told, at).lost, "how fresh it is goes on being told"
    assert reminded == [1, 1, 1, 1, 0, 0]


def test_of_a_lost_connection_it_is_known_what_its_calendar_read_longest_ago_told():
    calendars = (calendar(synced_at=NOW), calendar(synced_at=NOW - DAY), calendar(synced_at=None))
    assert Lost(connection(), calendars).synced_at == NOW - DAY
    assert Lost(connection(), calendars[2:]).synced_at is None


def test_i_wait_first_for_what_is_open_then_for_what_was_broken_lately_the_newest_first():
    def theirs(body, due, id):
        return promise(body, id=id, due=due, promiser="Ama", promisee="me")

    patient = user(leniency=Leniency(patience=14 * DAY))
    held = known(
        theirs("long ago", NOW - 60 * DAY, "1"),
        theirs("older", NOW - 35 * DAY, "2"),
        theirs("newer", NOW - 20 * DAY, "3"),
        theirs("overdue", NOW - 5 * DAY, "4"),
        theirs("open", NOW + DAY, "5"),
        user=patient,
    )
    assert bodies(compose(held, NOW).awaited) == ["overdue", "open", "newer", "older"]


def test_a_letter_tells_how_the_game_stands_on_its_users_day():
    auckland = user(zone=ZoneInfo("Pacific/Auckland"))
    sunday = datetime(2026, 1, 4, 12, tzinfo=UTC)  # Monday there, in the second week
    assert compose(known(user=auckland), sunday).game.week == "2026-W02"
    assert compose(known(), sunday).game.week == "2026-W01"


def test_a_week_in_which_a_plan_came_due_is_not_quiet_and_one_let_go_by_is():
    calm = known(meetings=(Meeting(MeetingKind.ONE_TO_ONE, NOW - DAY, ("Ama",), EventKey("work", "m")),))
    assert compose(calm, NOW).quiet
    last = Plan(id="p", week="2026-W01", person="ama", value="time", on=NOW.date())
    assert not compose(calm._replace(plans=(last,)), NOW).quiet
    assert compose(calm._replace(plans=(Plan(id="p", week="2026-W01", person=""),)), NOW).quiet


def test_a_letter_tells_the_run_and_what_was_given_of_last_weeks_plan():
    last = Plan(id="p", week="2026-W01", person="ama", value="time", promise="1")
    kept = [promise(id=str(n), due=NOW - 3 * DAY).deliver(NOW - 4 * DAY) for n in (1, 2)]
    digest = compose(known(*kept, plans=(last,)), NOW)
    assert digest.run.kept == 2
    assert digest.game.given_at == NOW - 4 * DAY


def test_a_lost_connection_says_what_is_wrong_as_its_first_troubled_calendar_was_told():
    assert Lost(connection(), (calendar(), calendar(trouble="Connect it again."))).trouble == "Connect it again."
    assert Lost(connection(), (calendar(),)).trouble == ""


def test_a_week_ends_with_its_last_moment():
    told = compose(known(promise()), NOW)
    assert told.weeks[-1].first == told.week.start.astimezone(ACCRA).date()


def test_what_was_agreed_once_and_never_moved_is_not_among_what_was():
    agreed = promise(terms=(Term(FRIDAY, NOW - DAY, False),))
    assert compose(known(agreed), NOW).renegotiated == ()
