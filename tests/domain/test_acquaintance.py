"""Who was met and is not named, and who may be named twice."""

from time import perf_counter

import pytest

from tests.making import DAY, NOW, person, user
from tracker.domain.acquaintance import look_alikes, met
from tracker.domain.event import EventKey
from tracker.domain.lasting import Part
from tracker.domain.people import Meeting, MeetingKind, Persons

EFUA = user(name="Efua Mensah")
AMA = person("Ama Mensah", addresses=frozenset({"ama@example.com"}))


def meeting(who, called="", at=NOW - DAY):
    return Meeting(MeetingKind.ONE_TO_ONE, at, (who,), EventKey("work", "m"), (called or who,))


def strangers(*meetings, persons=(AMA,), dismissed=()):
    return met(Persons(persons), meetings, EFUA, NOW, dismissed)


def test_who_was_met_four_times_and_is_not_named_is_told_so():
    (kofi,) = strangers(*(meeting("kofi@example.com", "Kofi Boateng", NOW - n * DAY) for n in (1, 8, 15, 22)))
    assert (kofi.name, kofi.address, kofi.times, kofi.last) == ("Kofi Boateng", "kofi@example.com", 4, NOW - DAY)


def test_who_was_met_most_comes_first():
    told = strangers(
        meeting("Nils"), meeting("kofi@example.com"), meeting("kofi@example.com", at=NOW - 2 * DAY), meeting("Yaa")
    )
    assert [one.who for one in told] == ["kofi@example.com", "nils", "yaa"]


def test_an_address_alone_still_reads_like_a_name():
    assert strangers(meeting("kofi.boateng2@example.com"))[0].name == "Kofi Boateng"


@pytest.mark.parametrize("who", ["ama@example.com", "Ama", "AMA MENSAH", "efua@example.com", "Efua Mensah", " "])
def test_neither_who_is_named_nor_oneself_is_a_stranger(who):
    assert strangers(meeting(who)) == ()


def test_a_name_that_two_answer_to_is_no_strangers():
    assert strangers(meeting("Ama"), persons=(AMA, person("Ama Owusu", id="o"))) == ()


def test_who_is_asked_again_where_no_meeting_comes_is_told_the_same():
    persons, held = Persons((AMA,)), Part((meeting("Nils"),))
    told = [met(persons, held, EFUA, now, ()) for now in (NOW, NOW + DAY)]
    assert [[one.who for one in strangers] for strangers in told] == [["nils"]] * 2


def test_who_is_yet_to_be_met_was_not_met():
    assert strangers(meeting("Nils", at=NOW + DAY)) == ()
    assert strangers(meeting("Nils", at=NOW))[0].times == 1


def test_who_was_dismissed_is_not_told_again_however_often_met():
    (nils,) = strangers(meeting("Nils"))
    assert strangers(meeting("Nils"), meeting("NILS", at=NOW - 9 * DAY), dismissed={nils.sign}) == ()


@pytest.mark.parametrize(
    ("who", "called"), [("ama.mensah@work.example", ""), ("am@work.example", "Ama Ménsah"), ("ama mensah.", "")]
)
def test_who_looks_like_somebody_named_is_set_beside_them(who, called):
    assert strangers(meeting(who, called))[0].like == AMA


def test_who_looks_like_two_is_set_beside_neither():
    assert strangers(meeting("a.m@x.example", "A. M."), persons=(person("Am"), person("A M", id="x")))[0].like is None


def pairs(*persons, dismissed=()):
    return [{pair.one.id, pair.other.id} for pair in look_alikes(Persons(persons), dismissed)]


def test_two_of_one_name_look_alike_whatever_its_case_and_accents():
    assert pairs(AMA, person("AMA  MÉNSAH", id="two"), person("Kofi")) == [{"ama", "two"}]


def test_two_of_whom_one_goes_by_the_others_name_look_alike():
    assert pairs(AMA, person("Mimi", names=frozenset({"Ama Mensah"}))) == [{"ama", "mimi"}]


def test_an_address_that_says_the_others_name_makes_them_alike():
    other = person("Secretary", addresses=frozenset({"ama.mensah@work.example"}))
    (pair,) = look_alikes(Persons((AMA, other)))
    assert {pair.one, pair.other} == {AMA, other}
    assert (pair.address, pair.called) == ("ama.mensah@work.example", "Ama Mensah")


def test_two_who_share_a_first_name_alone_do_not_look_alike():
    assert pairs(AMA, person("Ama Owusu", id="o", addresses=frozenset({"ama@work.example"}))) == []


def test_who_is_better_known_stays_who_they_are():
    known = person("Ama Mensah", id="zz", influence="opens doors")
    assert look_alikes(Persons((AMA, known)))[0].one == known


def test_two_who_were_called_two_are_not_asked_about_again():
    both = AMA, person("Ama Mensah", id="two")
    (pair,) = look_alikes(Persons(both))
    assert look_alikes(Persons(reversed(both)), {pair.sign}) == ()


def test_who_was_merged_looks_like_nobody():
    assert pairs(AMA, person("Ama Mensah", id="two", merged_into="ama")) == []


def test_a_thousand_namesakes_are_no_burden():
    begun = perf_counter()
    assert len(pairs(*(person("Ama Mensah", id=str(n)) for n in range(1_000)))) == 15
    assert perf_counter() - begun < 1  # each with each are half a million


def test_of_those_met_as_often_who_was_met_last_comes_first():
    told = strangers(meeting("Nils", at=NOW - 9 * DAY), meeting("Yaa", at=NOW - DAY), meeting("Bo", at=NOW - 5 * DAY))
    assert [one.who for one in told] == ["yaa", "bo", "nils"]


def test_a_name_as_it_was_written_is_kept_and_only_an_address_is_made_one():
    called, written = strangers(meeting("yaa@example.com", "yaa van den Berg"), meeting("Dr. K-B"))
    assert {called.name, written.name} == {"yaa van den Berg", "Dr. K-B"}
    assert {called.address, written.address} == {"yaa@example.com", ""}


def test_each_pair_is_told_once_and_all_of_them():
    amas = [person("Ama Mensah", id=id) for id in "abc"]
    assert [(pair.one.id, pair.other.id) for pair in look_alikes(Persons(amas))] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]
