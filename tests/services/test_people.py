"""Persons named, changed and let go of; what they take along."""

from dataclasses import replace
from datetime import date

import pytest

from tests.making import DAY, HOUR, NOW
from tracker.domain.people import Cadence, Circle, Direction, GiveKind, Reach
from tracker.domain.promise import Refused
from tracker.services import giving, people
from tracker.services.ledger import NotFound
from tracker.store import people as store
from tracker.store.ledger import Overtaken

FORTNIGHT = Cadence(14 * DAY, 21 * DAY)


def ama(database, user, **but):
    return people.name_person(database, user, **({"name": "Ama Owusu", "via": "page", "now": NOW} | but))


def passed_on(database, user, person, **but):
    values = {"kind": GiveKind.ARTICLE, "direction": Direction.GIVEN, "at": NOW - DAY, "via": "page", "now": NOW}
    return giving.give(database, user, **({"person": person.id} | values | but))


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


def test_all_that_may_be_said_of_somebody_is_kept_and_tidied(database, efua):
    named = ama(
        database,
        efua,
        names=frozenset({" Amma  O. ", "", "Ama Owusu"}),
        tags=frozenset({" Mentor ", ""}),
        reach=Reach.MUCH,
        learn=" how boards decide ",
        interests=" bees \n\n old  maps ",
        note=" met in Tema ",
        cadence=FORTNIGHT,
    )
    assert (named.names, named.tags) == (frozenset({"Amma O."}), frozenset({"mentor"}))
    assert (named.interests, named.learn, named.note) == ("bees\nold maps", "how boards decide", "met in Tema")
    assert persons(database, efua) == (named,)


def test_a_longest_below_the_ideal_is_refused(database, efua):
    with pytest.raises(Refused, match=r"cannot be shorter than the ideal. Make it as long, or the ideal shorter"):
        ama(database, efua, cadence=Cadence(14 * DAY, 13 * DAY))


def test_a_cadence_of_their_own_is_kept_and_given_up(database, efua):
    named = ama(database, efua, cadence=FORTNIGHT)
    people.edit_person(database, efua, replace(named, cadence=None), via="page", now=NOW)
    assert persons(database, efua)[0].cadence is None


def test_for_a_week_nothing_is_said_and_twice_is_once(database, efua):
    named = ama(database, efua)
    first = people.leave_be(database, efua, named.id, via="page", now=NOW)
    again = people.leave_be(database, efua, named.id, via="page", now=NOW + HOUR)
    assert first.quiet_until == persons(database, efua)[0].quiet_until == NOW + 7 * DAY
    assert again.quiet_until
    assert people.undo(database, efua, named.id, of=first, via="page", now=NOW) == named


def test_undo_takes_back_an_edit_a_naming_and_a_removal(database, efua):
    named = ama(database, efua)
    edited = people.edit_person(database, efua, replace(named, value="data"), via="page", now=NOW)
    assert people.undo(database, efua, named.id, of=edited, via="page", now=NOW) == named
    passed_on(database, efua, named)
    assert people.undo(database, efua, named.id, of=named, via="page", now=NOW) is None
    assert (persons(database, efua), gives(database, efua)) == ((), ())


def test_a_removal_is_undone_with_all_that_went_with_it(database, efua):
    named = ama(database, efua)
    given = {passed_on(database, efua, named), passed_on(database, efua, named, note="two")}
    people.remove_person(database, efua, named.id, via="page", now=NOW)
    assert people.undo(database, efua, named.id, of=None, via="page", now=NOW) == named
    assert (persons(database, efua), set(gives(database, efua))) == ((named,), given)


def test_what_was_changed_since_is_not_undone(database, efua):
    named = ama(database, efua)
    people.edit_person(database, efua, replace(named, value="data"), via="page", now=NOW)
    for seen in (named, None):
        with pytest.raises(Overtaken):
            people.undo(database, efua, named.id, of=seen, via="page", now=NOW)


def test_who_never_was_is_not_brought_back(database, efua):
    with pytest.raises(NotFound):
        people.undo(database, efua, "nobody", of=None, via="page", now=NOW)


def test_somebody_without_a_name_is_refused(database, efua):
    with pytest.raises(Refused, match="called"):
        ama(database, efua, name=" \t ")
    named = ama(database, efua)
    with pytest.raises(Refused, match="called"):
        people.edit_person(database, efua, replace(named, name=""), via="page", now=NOW)
    assert persons(database, efua) == (named,)


def test_a_person_can_move_to_another_circle(database, efua):
    moved = people.edit_person(database, efua, replace(ama(database, efua), circle=Circle.INNER), via="page", now=NOW)
    assert persons(database, efua) == (moved,)


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
    giving.take_back(database, kofi, one.id, via="page", now=NOW)
    assert (persons(database, efua), gives(database, efua)) == ((named,), (one,))
