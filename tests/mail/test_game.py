"""The weekly game as the letter tells it."""

from datetime import date
from typing import Any

import pytest

from tests.mail.weeks import MONDAY, WEEKS, day, known, letter, promise, week
from tracker.domain.digest import compose
from tracker.domain.plan import Plan
from tracker.mail.game import ASKED, played

LAST, THIS = "2026-W01", "2026-W02"


def plan(name: str = LAST, **changes: Any) -> Plan:
    return Plan(**{"id": name, "week": name, "person": "ama", "value": "a walk", "on": date(2026, 1, 2), **changes})


def skipped(name: str) -> Plan:
    return Plan(id=name, week=name)


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        ((), ()),
        (
            (plan(),),
            (
                "Last week, not given yet: a walk, for Ama Owusu, by Fri 2 Jan.",
                "Run: 1 week in a row with a plan.",
            ),
        ),
        (
            (plan(given_at=day(-4)),),
            (
                "Last week, given Thu 1 Jan: a walk, for Ama Owusu, by Fri 2 Jan.",
                "Run: 1 week in a row with a plan.",
            ),
        ),
        ((skipped(LAST),), ("You let last week go by.",)),
        ((plan("2025-W51"),), ()),
    ],
)
def test_last_weeks_plan_is_one_line_and_this_week_is_asked_for(
    plans: tuple[Plan, ...], says: tuple[str, ...]
) -> None:
    assert played(week(plans=plans)) == (says, ASKED)


def test_a_week_that_is_planned_or_let_go_by_is_told_and_not_asked_for_again() -> None:
    told = played(week(plans=(plan(), plan(THIS, on=date(2026, 1, 9)))))
    assert told.says[1:] == ("This week: a walk, for Ama Owusu, by Fri 9 Jan.", "Run: 2 weeks in a row with a plan.")
    assert told.asks == ""
    assert played(week(plans=(skipped(THIS),))) == (("You let this week go by.",), "")


def test_a_plan_whose_promise_is_delivered_is_told_as_given() -> None:
    kept = promise("a walk", day(-3), delivered_at=day(-5))
    assert (
        played(week(plans=(plan(promise=kept.id),), promises=(kept,))).says[0].startswith("Last week, given Wed 31")
    )


def test_who_is_no_longer_named_is_not_missed() -> None:
    assert "somebody whom you no longer name" in played(week(plans=(plan(person="gone"),))).says[0]


def test_no_letter_is_quiet_about_a_plan() -> None:
    assert compose(known(), MONDAY).quiet
    assert compose(known(plans=(skipped(LAST),)), MONDAY).quiet
    assert not compose(known(plans=(plan(),)), MONDAY).quiet


def test_a_hostile_value_breaks_no_line() -> None:
    said = letter(week(plans=(plan(value="x\r\nBcc: all@example.com\u202e" + "y" * 400),))).as_string()
    assert "\nBcc:" not in said
    assert len(played(week(plans=(plan(value="y" * 400),))).says[0]) < 300


@pytest.mark.parametrize("name", sorted(WEEKS.keys() - {"first"}))
def test_each_letter_leads_to_the_game_once_somebody_is_named(name: str) -> None:
    assert "/week" in letter(WEEKS[name]()).as_string()
