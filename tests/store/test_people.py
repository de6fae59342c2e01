"""Persons, and what passed between them and their user."""

from datetime import date, timedelta

import pytest

from tests.keeping import change, keep, remove
from tests.making import HOUR, NOW, person
from tracker.domain.people import Cadence, Circle, Direction, Give, GiveKind, Reach
from tracker.store import people
from tracker.store.ledger import Overtaken

AMA = person(
    addresses=frozenset({"ama@example.com", "ama@work.example"}),
    circle=Circle.INNER,
    cadence=Cadence(timedelta(days=10), timedelta(days=20)),
    names=frozenset({"Amma"}),
    tags=frozenset({"board"}),
    influence="opens doors",
    reach=Reach.MUCH,
    learn="how boards decide",
    interests="bees\ncathedrals",
    value="introductions",
    goal="a talk together",
    review_on=date(2026, 12, 31),
)
BOOK = Give("g1", "ama", GiveKind.ARTICLE, Direction.GIVEN, NOW, "the one on bees")


def test_a_person_comes_back_as_they_went(database, efua):
    plain = person("Ines Roth")
    with database.write() as db:
        keep(db, "efua", plain, AMA)
        assert people.person(db, "efua", "ama") == AMA
        assert people.persons(db, "efua") == (AMA, plain)


def test_a_person_changed_is_as_they_are_now(database, efua):
    with database.write() as db:
        keep(db, "efua", person())
        change(db, "efua", person(), AMA)
        assert people.persons(db, "efua") == (AMA,)


def test_who_turned_out_to_be_somebody_else_is_no_person_by_themselves(database, efua):
    other = person("A. Mensah", merged_into="ama")
    with database.write() as db:
        keep(db, "efua", AMA, other, BOOK._replace(person=other.id))
        assert people.persons(db, "efua") == (AMA,)
        assert people.persons(db, "efua").merged == (other,)
        assert people.person(db, "efua", other.id) == other
        assert people.gives(db, "efua") == (BOOK,)


def test_gives_come_back_oldest_first(database, efua):
    meal = Give("g0", "ama", GiveKind.MEAL, Direction.RECEIVED, NOW + HOUR)
    with database.write() as db:
        keep(db, "efua", AMA, meal, BOOK)
        assert people.gives(db, "efua") == (BOOK, meal)
        remove(db, "efua", meal)
        assert people.gives(db, "efua") == (BOOK,)


def test_efuas_people_are_nothing_to_kofi(database, efua, kofi):
    with database.write() as db:
        keep(db, "efua", AMA, BOOK)
        assert people.person(db, "kofi", "ama") is None
        assert people.persons(db, "kofi") == people.gives(db, "kofi") == ()
        keep(db, "kofi", person("Ama Boateng"))
        assert people.persons(db, "efua") == (AMA,)
        assert people.gives(db, "efua") == (BOOK,)
    with pytest.raises(Overtaken), database.write() as db:
        remove(db, "kofi", BOOK)
