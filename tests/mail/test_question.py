"""The one question of a letter."""

from datetime import date, timedelta

import pytest

from tests.mail.weeks import MONDAY, known, week
from tracker import tongue
from tracker.domain.digest import compose
from tracker.domain.plan import Plan
from tracker.mail.question import GOOD, question


def planned(weeks: int):
    """The digest of a Monday so many weeks on, whose week has its plan."""
    at = MONDAY + timedelta(weeks=weeks)
    year, number, _ = at.isocalendar()
    name = f"{year}-W{number:02}"
    plan = Plan(id=name, week=name, person="ama", value="a walk", on=date(2026, 12, 1))
    return compose(known(plans=(plan,)), at)


def test_until_somebody_is_named_it_asks_whom():
    assert question(week(persons=(), meetings=())).page == "/people/new"


def test_until_the_week_has_a_plan_it_is_the_games():
    assert question(week()) == ("This week: name 1 person, 1 value, 1 date.", "Name them", "/week")


def test_else_it_is_a_good_one_and_another_each_week():
    asked = [question(planned(weeks)) for weeks in range(len(GOOD))]
    assert {one.says for one in asked} == set(GOOD)
    assert {(one.tap, one.page) for one in asked} == {("", "")}


@pytest.mark.parametrize("asked", GOOD)
def test_each_is_a_question_in_every_language(asked):
    for locale in tongue.LOCALES:
        with tongue.speaking(locale.code):
            assert tongue.gettext(asked).endswith("?")
