"""Persons named, changed and let go of; gives recorded and taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.making import DAY, NOW
from tracker.domain.people import Circle, Direction, GiveKind
from tracker.domain.promise import Refused
from tracker.services import people
from tracker.services.ledger import NotFound
from tracker.store import people as store


def ama(database, user, **but):
    return people.name_person(database, user, **({"name": "Ama Owusu", "via": "page", "now": NOW} | but))


def passed_on(database, user, person, **but):
    values = {"kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW - DAY, "via": "page", "now": NOW}
    return people.give(database, user, **({"person": person.id} | values | but))


def persons(database, user):
    with database.read() as db:
        return store.persons(db, user.id)


def gives(database, user):
    with database.read() as db:
        return store.gives(db, user.id)


def test_somebody_who_matters_is_kept_with_why(database, efua):
    named = ama(
        database,
        efua,
        influence=" knows the field ",
        value="data",
        goal="one paper",
        review_on=date(2026, 7, 1),
    )
    assert (named.influence, named.value, named.goal) == ("knows the field", "data", "one paper")
    assert persons(database, efua) == (named,)


def test_names_and_addresses_are_tidied(database, efua):
    named = ama(database, efua, name="  Ama \n Owusu ", addresses=frozenset({" Ama@Example.com ", "", "  "}))
    assert (named.name, named.addresses) == ("Ama Owusu", frozenset({"ama@example.com"}))


@pytest.mark.parametrize("circle", list(Circle))
def test_a_circle_says_how_often_to_meet(database, efua, circle):
    assert ama(database, efua, circle=circle).cadence == circle.cadence


def test_somebody_without_a_name_is_refused(database, efua):
    with pytest.raises(Refused, match="called"):
        ama(database, efua, name=" \t ")
    named = ama(database, efua)
    with pytest.raises(Refused, match="called"):
        people.edit_person(database, efua, replace(named, name=""), via="page", now=NOW)
    assert persons(database, efua) == (named,)


def test_a_person_can_move_to_another_circle_and_cadence(database, efua):
    moved = people.edit_person(database, efua, replace(ama(database, efua), circle=Circle.INNER), via="page", now=NOW)
    assert moved.cadence == Circle.INNER.cadence
    assert persons(database, efua) == (moved,)


def test_a_give_is_recorded_with_its_direction(database, efua):
    named = ama(database, efua)
    one = passed_on(database, efua, named, note=" on trust ")
    two = passed_on(database, efua, named, kind=GiveKind.ADVICE, direction=Direction.RECEIVED)
    assert one.note == "on trust"
    assert set(gives(database, efua)) == {one, two}


def test_a_give_of_tomorrow_is_refused(database, efua):
    named = ama(database, efua)
    with pytest.raises(Refused, match="not come yet"):
        passed_on(database, efua, named, at=NOW + timedelta(seconds=1))
    assert passed_on(database, efua, named, at=NOW)


def test_a_give_that_was_none_is_taken_back_and_twice_is_once(database, efua):
    one = passed_on(database, efua, ama(database, efua))
    for _ in range(2):
        people.take_back(database, efua, one.id, via="page", now=NOW)
    assert gives(database, efua) == ()


def test_who_is_named_no_longer_takes_their_gives_with_them(database, efua):
    named = ama(database, efua)
    passed_on(database, efua, named)
    for _ in range(2):
        people.remove_person(database, efua, named.id, via="page", now=NOW)
    assert (persons(database, efua), gives(database, efua)) == ((), ())


def test_nobody_touches_anothers_people(database, efua, kofi):
    named = ama(database, efua)
    one = passed_on(database, efua, named)
    with pytest.raises(NotFound):
        people.edit_person(database, kofi, replace(named, name="Nobody"), via="page", now=NOW)
    with pytest.raises(NotFound):
        passed_on(database, kofi, named)
    people.remove_person(database, kofi, named.id, via="page", now=NOW)
    people.take_back(database, kofi, one.id, via="page", now=NOW)
    assert (persons(database, efua), gives(database, efua)) == ((named,), (one,))
