"""Cards beside those who are named: who is new, and to whom they add something."""

from dataclasses import replace
from datetime import date
from time import perf_counter

from tests.making import DAY, person
from tracker.domain.cards import beside
from tracker.domain.people import Cadence, Circle, Persons, Reach

AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}), value="time", tags=frozenset({"board"}))


def card(name="Ama Mensah", *addresses, **but):
    return person(name, id="", addresses=frozenset(addresses), **but)


def of(*cards, persons=(AMA,)):
    return beside(cards, Persons(persons))


def one(*cards, persons=(AMA,)):
    ((coming,), ()) = of(*cards, persons=persons)
    return coming


def test_a_card_of_nobody_named_is_new():
    coming = one(card("Kofi Boateng", "kofi@example.com"))
    assert (coming.new, coming.adds, coming.after) == (True, False, coming.card)


def test_a_card_with_an_address_of_somebody_named_adds_to_them():
    coming = one(card("A. Mensah", "ama@example.com", "ama@work.example", note="bees", tags=frozenset({"choir"})))
    assert (coming.known, coming.adds) == (AMA, True)
    assert coming.after.name == "Ama Mensah"
    assert coming.after.names == {"A. Mensah"}
    assert coming.after.addresses == {"ama@example.com", "ama@work.example"}
    assert (coming.after.tags, coming.after.note) == ({"board", "choir"}, "bees")


def test_a_card_never_takes_what_was_said_already():
    coming = one(card("Ama Mensah", "ama@example.com", value="money", circle=Circle.WIDER, reach=Reach.MUCH))
    assert (coming.after.value, coming.after.circle, coming.after.reach) == ("time", Circle.CLOSE, Reach.MUCH)


def test_the_same_card_again_adds_nothing():
    first = one(card("Ama Mensah", "ama@example.com", note="bees"))
    assert not one(first.card, persons=(first.after,)).adds


def test_the_same_name_means_them_only_where_one_has_no_address():
    assert one(card("ama mensah")).known == AMA
    assert one(card("Ama Mensah", "other@example.com")).new
    assert one(card("Ama")).new  # a first name alone is nobody


def test_two_cards_of_one_name_with_addresses_of_their_own_are_two():
    coming, _ = of(card("Yaa Addo", "yaa@example.com"), card("Yaa Addo", "addo@example.com"), persons=())
    assert [each.card.addresses for each in coming] == [{"yaa@example.com"}, {"addo@example.com"}]


def test_a_card_says_what_was_not_said_yet_and_changes_nothing_that_was():
    told = card("Ama Mensah", "ama@example.com", interests="bees", reach=Reach.MUCH)
    assert one(told).after.interests == "bees"
    said = replace(AMA, interests="goats", reach=Reach.SOME)
    after = one(told, persons=(said,)).after
    assert (after.interests, after.reach) == ("goats", Reach.SOME)


def test_a_card_whose_addresses_belong_to_two_is_asked_about():
    kofi = person("Kofi", addresses=frozenset({"kofi@example.com"}))
    coming, unclear = of(card("Both", "ama@example.com", "kofi@example.com"), persons=(AMA, kofi))
    assert coming == ()
    assert unclear[0].uid == "Both"
    assert "Ama Mensah" in unclear[0].reason
    assert "Kofi" in unclear[0].reason


def test_cards_of_one_file_that_share_an_address_are_one_person():
    coming = one(
        card("Kofi", "k@example.com"),
        card("Kofi Boateng", "k@example.com", "kofi@x.example"),
        card("KOFI"),
        persons=(),
    )
    assert coming.card.addresses == {"k@example.com", "kofi@x.example"}


def test_an_address_of_who_was_merged_means_who_they_are():
    merged = person("Mimi", merged_into="ama", addresses=frozenset({"mimi@example.com"}))
    assert one(card("Mimi", "mimi@example.com"), persons=(AMA, merged)).known == AMA


def test_two_thousand_cards_beside_a_thousand_persons_are_no_burden():
    persons = Persons(person(f"P {n}", id=str(n), addresses=frozenset({f"{n}@example.com"})) for n in range(1_000))
    begun = perf_counter()
    coming, _ = beside((card(f"C {n}", f"{n}@example.com") for n in range(2_000)), persons)
    assert (len(coming), sum(each.new for each in coming)) == (2_000, 1_000)
    assert perf_counter() - begun < 2


def test_the_next_review_of_a_card_is_kept_where_none_was_planned():
    day, other = date(2026, 3, 1), date(2026, 4, 1)
    known = replace(AMA, review_on=day)
    assert one(card("Ama", "ama@example.com", review_on=other)).after.review_on == other
    assert one(card("Ama", "ama@example.com", review_on=other), persons=(known,)).after.review_on == day


def test_a_note_of_a_card_stands_below_what_was_noted():
    known = replace(AMA, note="bees")
    assert one(card("Ama", "ama@example.com", note="goats"), persons=(known,)).after.note == "bees\ngoats"
    assert one(card("Ama", "ama@example.com", note="bees"), persons=(known,)).after.note == "bees"


def test_whom_the_addresses_of_a_card_belong_to_is_said():
    kofi = person("Kofi Boateng", addresses=frozenset({"kofi@example.com"}))
    _, (unclear,) = of(card("Both", "ama@example.com", "kofi@example.com"), persons=(AMA, kofi))
    assert (
        "belong to Ama Mensah and Kofi Boateng." in unclear.reason or "belong to Kofi Boateng and" in unclear.reason
    )


def test_a_cadence_of_a_card_is_taken_where_none_was_said_and_all_its_names_are_kept():
    said, told = Cadence(7 * DAY, 9 * DAY), Cadence(14 * DAY, 30 * DAY)
    card_ = card("A. Mensah", "ama@example.com", cadence=told, names=frozenset({"Abena"}))
    assert one(card_).after.cadence == told
    assert one(card_, persons=(replace(AMA, cadence=said),)).after.cadence == said
    named = one(card_, persons=(replace(AMA, names=frozenset({"Amma"})),)).after
    assert named.names == {"Amma", "Abena", "A. Mensah"}
