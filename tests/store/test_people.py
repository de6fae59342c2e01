"""Persons, and what passed between them and their user."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.making import HOUR, NOW, person
from tracker.domain.people import Cadence, Circle, Direction, Give, GiveKind
from tracker.store import people

AMA = person(
    addresses=frozenset({"ama@example.com", "ama@work.example"}),
    circle=Circle.INNER,
    cadence=Cadence(timedelta(days=10), timedelta(days=20)),
    influence="opens doors",
    value="introductions",
    goal="a talk together",
    review_on=date(2026, 12, 31),
)
BOOK = Give("g1", "ama", GiveKind.ARTICLE, Direction.GIVEN, NOW, "the one on bees")


def test_a_person_comes_back_as_they_went(database, efua):
    plain = person("Ines Roth")
    with database.write() as db:
        people.keep_person(db, "efua", plain)
        people.keep_person(db, "efua", AMA)
        assert people.person(db, "efua", "ama") == AMA
        assert people.persons(db, "efua") == (AMA, plain)


def test_a_person_kept_again_is_changed(database, efua):
    with database.write() as db:
        people.keep_person(db, "efua", person())
        people.keep_person(db, "efua", AMA)
        assert people.persons(db, "efua") == (AMA,)


def test_gives_come_back_oldest_first(database, efua):
    meal = Give("g0", "ama", GiveKind.MEAL, Direction.RECEIVED, NOW + HOUR)
    with database.write() as db:
        people.keep_person(db, "efua", AMA)
        people.keep_give(db, "efua", meal)
        people.keep_give(db, "efua", BOOK._replace(note=""))
        people.keep_give(db, "efua", BOOK)
        assert people.gives(db, "efua") == (BOOK, meal)
        people.remove_give(db, "efua", "g0")
        assert people.gives(db, "efua") == (BOOK,)


def test_a_person_who_goes_takes_their_gives_along(database, efua):
    with database.write() as db:
        people.keep_person(db, "efua", AMA)
        people.keep_give(db, "efua", BOOK)
        people.remove_person(db, "efua", "ama")
        assert people.persons(db, "efua") == ()
        assert people.gives(db, "efua") == ()


def test_efuas_people_are_nothing_to_kofi(database, efua, kofi):
    with database.write() as db:
        people.keep_person(db, "efua", AMA)
        people.keep_give(db, "efua", BOOK)
        assert people.person(db, "kofi", "ama") is None
        assert people.persons(db, "kofi") == people.gives(db, "kofi") == ()
        people.remove_give(db, "kofi", "g1")
        people.remove_person(db, "kofi", "ama")
        people.keep_person(db, "kofi", person("Ama Boateng"))
        assert people.persons(db, "efua") == (AMA,)
        assert people.gives(db, "efua") == (BOOK,)


def test_a_give_is_to_a_person_of_ones_own(database, efua, kofi):
    with database.write() as db:
        people.keep_person(db, "efua", AMA)
    with pytest.raises(IntegrityError), database.write() as db:
        people.keep_give(db, "kofi", BOOK)
