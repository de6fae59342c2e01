"""Two who are one, parted again; who is not to be asked about."""

from datetime import timedelta

import pytest

from tests.keeping import keep
from tests.making import FRIDAY, NOW, person, promise
from tracker.domain.entry import Act
from tracker.domain.people import Direction, Give, GiveKind, Person
from tracker.domain.promise import Refused
from tracker.services import giving, merging, people
from tracker.services.ledger import NotFound
from tracker.store import ledger as log
from tracker.store import people as store

AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}), influence="opens doors")
MIMI = person("Mimi", addresses=frozenset({"mimi@example.com"}), value="time", names=frozenset({"A. Mensah"}))
BOOK = Give("g1", "mimi", GiveKind.ARTICLE, Direction.GIVEN, NOW)
HOW = {"via": "page", "now": NOW}


@pytest.fixture
def both(database, efua):
    with database.write() as db:
        keep(db, efua.id, AMA, MIMI, BOOK, promise(promisee="Mimi", due=FRIDAY))
    return efua


def read(database, user):
    with database.read() as db:
        return store.persons(db, user.id), store.gives(db, user.id)


def acts(database, user, person_id):
    with database.read() as db:
        return [entry.act for entry in log.entries(db, user.id, person_id)]


def test_who_was_merged_answers_as_the_one_they_are_and_their_gives_show_there(database, both):
    assert merging.merge(database, both, "mimi", "ama", **HOW) == AMA
    persons, gives = read(database, both)
    assert persons == (AMA,)
    assert [persons.whose(who) for who in ("Mimi", "mimi@example.com", "A. Mensah", "Ama")] == [AMA] * 4
    assert [give.person for give in gives] == ["ama"]
    assert acts(database, both, "mimi")[-1] is Act.MERGED


def test_merging_twice_is_merging_once(database, both):
    for _ in range(2):
        merging.merge(database, both, "mimi", "ama", **HOW)
    assert acts(database, both, "mimi").count(Act.MERGED) == 1


def test_parted_again_each_is_exactly_who_they_were(database, both):
    merging.merge(database, both, "mimi", "ama", **HOW)
    for _ in range(2):
        assert merging.part(database, both, "mimi", **HOW) == MIMI
    assert read(database, both) == ((AMA, MIMI), (BOOK,))
    assert acts(database, both, "mimi")[1:] == [Act.MERGED, Act.PARTED]


def test_undo_takes_a_merging_back(database, both):
    merging.merge(database, both, "mimi", "ama", **HOW)
    with database.read() as db:
        merged = store.person(db, both.id, "mimi")
    assert people.undo(database, both, "mimi", of=merged, **HOW) == MIMI
    assert acts(database, both, "mimi")[-1] is Act.UNDONE


def test_what_is_merged_goes_along_when_its_heir_is_merged_and_comes_back_alone(database, both):
    with database.write() as db:
        keep(db, both.id, person("Ama M.", id="third"))
    merging.merge(database, both, "mimi", "ama", **HOW)
    merging.merge(database, both, "ama", "third", **HOW)
    persons, gives = read(database, both)
    assert persons.whose("mimi@example.com").id == gives[0].person == "third"
    merging.part(database, both, "ama", **HOW)
    assert read(database, both)[0].whose("Mimi") == AMA


def test_into_who_was_merged_is_into_who_they_are(database, both):
    with database.write() as db:
        keep(db, both.id, person("Ama M.", id="third"))
    merging.merge(database, both, "mimi", "ama", **HOW)
    assert merging.merge(database, both, "third", "mimi", **HOW) == AMA


@pytest.mark.parametrize(("one", "into"), [("ama", "ama"), ("ama", "mimi")])
def test_nobody_is_merged_into_themselves(database, both, one, into):
    if into == "mimi":
        merging.merge(database, both, "mimi", "ama", **HOW)
    with pytest.raises(Refused, match="cannot be made one"):
        merging.merge(database, both, one, into, **HOW)


def test_nobody_merges_anothers_people(database, both, kofi):
    with pytest.raises(NotFound):
        merging.merge(database, kofi, "mimi", "ama", **HOW)
    with pytest.raises(NotFound):
        merging.part(database, kofi, "mimi", **HOW)


def test_removing_takes_those_merged_along_and_undo_brings_all_back(database, both):
    merging.merge(database, both, "mimi", "ama", **HOW)
    before = read(database, both)
    people.remove_person(database, both, "ama", **HOW)
    persons, gives = read(database, both)
    assert (persons, persons.merged, gives) == ((), (), ())
    assert people.undo(database, both, "ama", of=None, **HOW) == AMA
    after = read(database, both)
    assert after == before
    assert after[0].merged == before[0].merged


def test_who_is_set_aside_stays_so_until_asked_for_again(database, efua):
    for _ in range(2):
        merging.set_aside(database, efua, "met-1", about="Nils", **HOW)
    with database.read() as db:
        assert [(one.sign, one.body) for one in log.dismissals(db, efua.id)] == [("met-1", "Nils")]
    merging.ask_again(database, efua, "met-1")
    with database.read() as db:
        assert log.dismissed(db, efua.id) == frozenset()


def test_undo_brings_back_only_what_went_with_a_removal(database, both):
    earlier = {"via": "page", "now": NOW - timedelta(hours=1)}
    giving.take_back(database, both, "g1", **earlier)
    people.remove_person(database, both, "mimi", **HOW)
    people.undo(database, both, "mimi", of=None, **HOW)
    persons, gives = read(database, both)
    assert isinstance(persons.whose("Mimi"), Person)
    assert gives == ()


def test_where_two_answer_to_a_name_the_promise_says_whose_it_is(database, efua):
    other = person("Ama Owusu", id="o")
    with database.write() as db:
        keep(db, efua.id, AMA, other, promise(promisee="Ama", due=FRIDAY))
    after = merging.promised(database, efua, "p1", "o", **HOW)
    assert after.promisee == "Ama Owusu"
    assert acts(database, efua, "p1")[-1] is Act.EDITED


def test_namesakes_are_told_apart_by_an_address_or_not_at_all(database, efua):
    twin = person("Ama Mensah", id="twin")
    with database.write() as db:
        keep(db, efua.id, AMA, twin, promise(promisee="Ama", promiser="me", due=FRIDAY))
    assert merging.promised(database, efua, "p1", "ama", **HOW).promisee == "ama@example.com"
    with pytest.raises(Refused, match="Nothing tells the two apart"):
        merging.promised(database, efua, "p1", "twin", **HOW)
