"""The weekly game: what a week holds, and which weeks are in a row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, FRIDAY, NOW, person, promise
from tracker.domain.game import WEEK, game, given_at, monday, run, waiting, week_of, weeks_behind
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.plan import Plan, plan_from, plan_record

START = date(2025, 12, 29)  # the Monday of 2026-W01: the year of a week is not always that of its days
THIS = "2026-W10"


def plan(week, person="ama", **but):
    values = {"id": week, "week": week, "person": person}
    values |= {"value": "careful reading", "on": monday(week) + timedelta(days=4)} if person else {}
    return Plan(**(values | but))


def skipped(week):
    return plan(week, person="")


def weeks(said):
    """Weeks up to this one, the newest last: `p` planned, `s` skipped, `.` left empty."""
    names = [week_of(monday(THIS) - (len(said) - 1 - number) * WEEK) for number in range(len(said))]
    made = {"p": plan, "s": skipped}
    return [made[letter](name) for name, letter in zip(names, said, strict=True) if letter in made]


@pytest.mark.parametrize(
    ("said", "length"),
    [
        ("", 0),
        (".", 0),
        ("p", 1),
        ("pp", 2),
        ("pp.", 2),  # this week is not over: it may still get its plan
        ("pp..", 0),
        ("p.p", 1),
        ("psp", 2),
        ("pss", 1),
        ("pss.", 1),
        ("s", 0),
        ("p.s", 0),
        ("ppspssp", 4),
    ],
)
def test_a_skipped_week_neither_adds_nor_ends_the_run_and_an_empty_one_ends_it(said, length):
    assert run(weeks(said), THIS) == length


def slow_run(said):
    """The same rule said another way: cut off the open week, take what follows the last empty one, count plans."""
    past = said.removesuffix(".") if said.endswith(".") else said
    return past.rpartition(".")[2].count("p")


@given(st.text("ps.", max_size=80))
def test_the_run_is_that_of_the_rule_said_another_way(said):
    assert run(weeks(said), THIS) == slow_run(said)


@given(st.text("ps.", max_size=40))
def test_to_skip_instead_of_leaving_a_week_empty_never_shortens_the_run(said):
    assert run(weeks(said.replace(".", "s")), THIS) >= run(weeks(said), THIS)


@given(st.text("ps.", max_size=40), st.integers(0, 39))
def test_a_plan_more_never_shortens_the_run(said, place):
    more = said[:place] + "p" + said[place + 1 :] if place < len(said) else said
    assert run(weeks(more), THIS) >= run(weeks(said), THIS)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_week_begins_on_the_monday_at_or_before_each_of_its_days(on):
    begins = monday(week_of(on))
    assert begins.weekday() == 0
    assert timedelta() <= on - begins < WEEK


def test_the_year_of_a_week_is_that_of_its_thursday():
    assert week_of(START) == "2026-W01"
    assert week_of(date(2027, 1, 3)) == "2026-W53"
    assert run([plan("2026-W52"), plan("2026-W53"), plan("2027-W01")], "2027-W01") == 3


def test_the_game_holds_this_week_and_last_week():
    played = game(weeks("pps"), [], monday(THIS) + timedelta(days=6))
    assert (played.week, played.plan.skipped, played.last.week, played.run) == (THIS, True, "2026-W09", 2)
    empty = game(weeks("p.."), [], monday(THIS))
    assert (empty.plan, empty.last, empty.given_at, empty.run) == (None, None, None, 0)


def test_a_plan_is_given_when_its_user_says_so_or_when_its_promise_is_delivered():
    kept = promise(delivered_at=NOW)
    assert given_at(plan(THIS), [kept]) is None
    assert given_at(plan(THIS, given_at=NOW), []) == NOW
    assert given_at(plan(THIS, promise="p1"), [kept]) == NOW
    assert given_at(plan(THIS, promise="p1"), [promise()]) is None
    assert given_at(plan(THIS, promise="gone"), [kept]) is None
    assert given_at(plan(THIS, promise="p1", given_at=FRIDAY), [kept]) == FRIDAY


def test_the_weeks_behind_go_back_to_the_first_plan_and_name_those_left_empty():
    behind = weeks_behind(weeks("ps.pp"), THIS, most=9)
    assert [(name, bool(one), bool(one and one.skipped)) for name, one in behind] == [
        ("2026-W09", True, False),
        ("2026-W08", False, False),
        ("2026-W07", True, True),
        ("2026-W06", True, False),
    ]
    assert len(weeks_behind(weeks("ps.pp"), THIS, most=2)) == 2
    assert weeks_behind([], THIS, most=9) == ()


def test_who_waits_is_first_who_was_never_given_to_then_who_was_given_to_longest_ago():
    ama, kofi, nils = (person(name, value="a walk") for name in ("Ama", "Kofi", "Nils"))
    ines = person("Ines")  # nothing is known that I can give
    gives = [
        Give("1", "ama", GiveKind.MEAL, Direction.GIVEN, NOW),
        Give("2", "kofi", GiveKind.MEAL, Direction.GIVEN, NOW - DAY),
        Give("3", "nils", GiveKind.MEAL, Direction.RECEIVED, NOW),
    ]
    assert waiting([ama, kofi, nils, ines], gives, 9) == (nils, kofi, ama)
    assert waiting([ama, kofi, nils, ines], gives, 1) == (nils,)
    before = Give("0", "ama", GiveKind.MEAL, Direction.GIVEN, NOW - 90 * DAY)
    assert waiting([ama, kofi, nils, ines], [*gives, before], 9) == (nils, kofi, ama)


@pytest.mark.parametrize(
    "one", [plan(THIS), skipped(THIS), plan(THIS, promise="p1", given_at=NOW, give="g1"), plan(THIS, given_at=NOW)]
)
def test_a_plan_is_written_down_and_read_again(one):
    assert plan_from(plan_record(one)) == one


def test_a_plan_without_a_give_is_written_as_before_there_were_any():
    assert "give" not in plan_record(plan(THIS))
