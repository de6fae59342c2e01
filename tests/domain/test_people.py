"""Who is meant, also of those who turned out to be somebody else."""

from dataclasses import replace
from json import dumps, loads

import pytest

from tests.making import DAY, NOW, person
from tracker.domain.people import Cadence, Circle, Persons, person_from, person_record, whose

AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}))
OTHER_AMA = person("Ama Owusu", id="ama2")
KOFI = person("Kofi Asante")


@pytest.mark.parametrize("who", ["ama@example.com", "AMA@example.com ", "Ama Mensah", "ama mensah", "Ama"])
def test_an_address_a_name_and_a_first_name_mean_a_person(who):
    assert whose(who, (AMA, KOFI)) == AMA


def test_two_with_the_same_first_name_are_nobody_until_asked():
    assert whose("Ama", (AMA, OTHER_AMA)) is None
    assert whose("Ama Owusu", (AMA, OTHER_AMA)) == OTHER_AMA


def test_a_stranger_is_nobody():
    assert whose("Nils", (AMA, KOFI)) is None
    assert whose("", (AMA, KOFI)) is None


def test_another_name_means_a_person_too():
    ama = person("Ama Mensah", names=frozenset({"Amma M."}))
    assert whose("amma m.", (ama, KOFI)) == ama
    assert whose("Amma", (ama, KOFI)) is None  # only names by which one is called are cut short


def test_an_address_goes_before_a_name_and_a_name_before_a_first_name():
    persons = Persons((person("Ama", id="just"), OTHER_AMA, person("ama@example.com", id="odd"), AMA))
    assert persons.whose("ama@example.com") == AMA
    assert persons.whose("Ama").name == "Ama"


def test_all_whom_a_name_may_mean_are_told():
    persons = Persons((AMA, OTHER_AMA, KOFI))
    assert persons.meant("ama") == (AMA, OTHER_AMA)
    assert persons.meant("Nils") == ()


def test_who_was_merged_answers_as_who_they_turned_out_to_be():
    merged = person(
        "A. Mensah", merged_into="ama", addresses=frozenset({"am@example.com"}), names=frozenset({"Mimi"})
    )
    persons = Persons((merged, AMA, KOFI))
    assert persons == (AMA, KOFI)
    assert [persons.whose(who) for who in ("am@example.com", "A. Mensah", "Mimi", "Ama")] == [AMA] * 4
    assert persons.merged_into(AMA) == (merged,)


def test_who_was_merged_in_two_steps_is_the_last_of_them():
    first = person("Mimi", id="m1", merged_into="m2")
    second = person("A. Mensah", id="m2", merged_into="ama")
    assert Persons((first, second, AMA)).whose("Mimi") == AMA


def test_a_circle_of_merged_persons_holds_nobody_up():
    persons = Persons((person("Mimi", id="m1", merged_into="m2"), person("Momo", id="m2", merged_into="m1"), AMA))
    assert persons.whose("Mimi") is None
    assert persons.turned_out("m1") is None
    assert persons == (AMA,)


def test_who_was_merged_into_somebody_who_is_no_more_is_nobody():
    persons = Persons((person("Mimi", id="m1", merged_into="gone"), AMA))
    assert persons.turned_out("m1") is None
    assert persons.whose("Mimi") is None


def test_whoever_is_not_named_answers_to_nothing():
    assert Persons((AMA,)).answers_to(person("Nils Lindqvast")) == ()


def test_nearer_circles_meet_more_often():
    cadences = [circle.cadence for circle in Circle]
    assert cadences == sorted(cadences)
    assert all(cadence.ideal < cadence.longest for cadence in cadences)


@pytest.mark.parametrize(
    "but",
    [
        {},
        {"cadence": Cadence(14 * DAY, 21 * DAY), "note": "met in Tema", "quiet_until": NOW, "merged_into": "kofi"},
    ],
)
def test_a_person_comes_back_from_a_record(but):
    one = person(**but)
    assert person_from(loads(dumps(person_record(one)))) == one


def test_a_record_written_before_notes_is_the_same_still():
    record = person_record(AMA)
    assert not {"note", "quiet_until"} & set(record)
    assert person_record(person_from(record)) == record


def test_a_first_name_is_the_first_word_and_of_no_name_nothing():
    assert person("Ama Mensah").first_name == "Ama"
    assert replace(person(), name=" ").first_name == ""


def test_each_circle_is_met_in_its_own_time():
    weeks = {circle: tuple(part.days // 7 for part in circle.cadence) for circle in Circle}
    assert weeks == {Circle.INNER: (2, 4), Circle.CLOSE: (4, 6), Circle.FRIENDS: (8, 13), Circle.WIDER: (26, 39)}
