"""Gives counted, and those that show what one can do."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import ACCRA, BERLIN, DAY, NOW
from tracker.domain.giving import Balance, Shown, balance, balances, by_kind, chosen, competence, weeks, years
from tracker.domain.people import Direction, Give, GiveKind


def give(kind=GiveKind.ARTICLE, direction=Direction.GIVEN, *, at=NOW, person="ama", id="g"):
    return Give(id, person, kind, direction, at)


def test_what_showed_ability_is_counted_by_year_and_kind():
    told = (
        give(GiveKind.TALK),
        give(GiveKind.TALK),
        give(GiveKind.CERTIFICATE),
        give(GiveKind.NOMINATION, Direction.RECEIVED, at=NOW - 10 * DAY),
    )
    assert competence(told, ACCRA) == (
        Shown(2026, GiveKind.CERTIFICATE, 1),
        Shown(2026, GiveKind.TALK, 2),
        Shown(2025, GiveKind.NOMINATION, 1),
    )


@pytest.mark.parametrize(
    ("kind", "direction"),
    [
        (GiveKind.MEAL, Direction.GIVEN),
        (GiveKind.SERVICE, Direction.GIVEN),
        (GiveKind.QUESTION, Direction.GIVEN),
        (GiveKind.INTRODUCTION, Direction.GIVEN),
        (GiveKind.NOMINATION, Direction.GIVEN),
        (GiveKind.CERTIFICATE, Direction.RECEIVED),
        (GiveKind.TALK, Direction.RECEIVED),
        (GiveKind.ADVICE, Direction.RECEIVED),
    ],
)
def test_kindness_and_what_others_can_do_is_no_ability_of_mine(kind, direction):
    assert competence((give(kind, direction),), ACCRA) == ()


def test_a_give_on_new_years_eve_is_of_the_year_on_the_users_clock():
    late = give(GiveKind.TALK, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert (competence((late,), ACCRA)[0].year, competence((late,), BERLIN)[0].year) == (2025, 2026)
    assert (years((late,), ACCRA), years((late,), BERLIN)) == ((2025,), (2026,))
    assert chosen((late,), BERLIN, year=2026) == (late,)
    assert chosen((late,), ACCRA, year=2026) == ()


def test_given_and_received_stand_side_by_side_for_each_person():
    told = (give(), give(), give(direction=Direction.RECEIVED), give(direction=Direction.RECEIVED, person="kofi"))
    assert balance(told) == Balance(2, 2)
    assert balances(told) == {"ama": Balance(2, 1), "kofi": Balance(0, 1)}


def test_kinds_stand_with_both_their_sides_the_most_frequent_first():
    meals = (give(GiveKind.MEAL), give(GiveKind.MEAL, Direction.RECEIVED))
    told = (give(GiveKind.TALK), give(GiveKind.ARTICLE, Direction.RECEIVED), *meals)
    assert by_kind(told) == (
        (GiveKind.MEAL, Balance(1, 1)),
        (GiveKind.ARTICLE, Balance(0, 1)),
        (GiveKind.TALK, Balance(1, 0)),
    )


def test_a_week_is_named_by_its_monday_on_the_users_clock():
    sunday = give(at=datetime(2026, 1, 11, 23, 30, tzinfo=UTC), id="late")
    monday = give(at=NOW, id="early")
    assert weeks((monday, sunday), ACCRA) == ((date(2026, 1, 5), (sunday, monday)),)
    assert [day for day, _ in weeks((monday, sunday), BERLIN)] == [date(2026, 1, 12), date(2026, 1, 5)]


def test_where_weeks_begin_on_sunday_the_sunday_belongs_to_the_days_after_it():
    sunday, monday = give(at=NOW - DAY, id="first"), give(at=NOW, id="then")
    assert weeks((sunday, monday), ACCRA, begins=6) == ((date(2026, 1, 4), (monday, sunday)),)
    assert [day for day, _ in weeks((sunday, monday), ACCRA)] == [date(2026, 1, 5), date(2025, 12, 29)]


def test_gives_are_chosen_by_kind_and_year():
    talk, old = give(GiveKind.TALK), give(at=NOW - 30 * DAY)
    assert chosen((talk, old), ACCRA) == (talk, old)
    assert chosen((talk, old), ACCRA, kind=GiveKind.TALK) == (talk,)
    assert chosen((talk, old), ACCRA, year=2025) == (old,)
    assert chosen((talk, old), ACCRA, kind=GiveKind.TALK, year=2025) == ()


GIVES = st.lists(
    st.builds(
        Give,
        st.uuids().map(str),
        st.sampled_from(("ama", "kofi", "yaa")),
        st.sampled_from(GiveKind),
        st.sampled_from(Direction),
        st.integers(0, 100_000).map(lambda hours: NOW - timedelta(hours=hours)),
    )
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # it is no race
@given(GIVES)
def test_no_give_is_lost_or_counted_twice(gives):
    assert sum(map(sum, balances(gives).values())) == sum(balance(gives)) == len(gives)
    listed = [give for _, week in weeks(gives, BERLIN) for give in week]
    assert sorted(listed) == sorted(gives)
    assert sorted(one for year in years(gives, BERLIN) for one in chosen(gives, BERLIN, year=year)) == sorted(gives)


def test_years_are_told_the_newest_first():
    assert years((give(at=NOW - 400 * DAY), give(at=NOW), give(at=NOW - 20 * DAY)), ACCRA) == (2026, 2025, 2024)


def test_in_a_week_the_newest_give_comes_first_whatever_its_id():
    old, new = give(at=NOW, id="b"), give(at=NOW + DAY, id="a")
    assert weeks([old, new], ACCRA) == ((date(2026, 1, 5), (new, old)),)
