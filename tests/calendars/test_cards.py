"""Files of vCards, read and written."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import DAY, person
from tracker.calendars.cage import CageTrouble, Limits, confined
from tracker.calendars.cards import parse, read, write
from tracker.domain.people import Cadence, Circle, Reach

THREE = """BEGIN:VCARD
VERSION:3.0
N:Mensah;Ama;;;
FN:Ama Mensah
NICKNAME:Amma,Mimi
EMAIL;TYPE=INTERNET;TYPE=WORK:Ama@Example.com
item1.EMAIL;type=INTERNET:ama@work.example
CATEGORIES:Mentor,Board\\, old
NOTE:Met in Tema\\nlikes bees\\; and maps, old ones
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 AAAA
END:VCARD
"""
FOUR = """BEGIN:VCARD
VERSION:4.0
FN:Kofi Boateng\\, PhD
N:Boateng;Kofi;;;
EMAIL;PREF=1:mailto:kofi@example.com
TEL;VALUE=uri;TYPE="voice,home":tel:+1-555
CATEGORIES:choir
BDAY:--0203
END:VCARD
"""
OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg
EMAIL;INTERNET:joerg@example.com
END:VCARD
"""


def told(*bodies):
    return parse("".join(bodies).encode())


def card(*lines):
    return "\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))


def only(*lines):
    (one,) = told(card(*lines)).persons
    return one


def test_a_card_of_version_3_is_read():
    (ama,) = told(THREE).persons
    assert (ama.name, ama.names) == ("Ama Mensah", {"Amma", "Mimi"})
    assert ama.addresses == {"ama@example.com", "ama@work.example"}
    assert ama.tags == {"mentor", "board, old"}
    assert ama.note == "Met in Tema\nlikes bees; and maps, old ones"


def test_a_card_of_version_4_is_read():
    (kofi,) = told(FOUR).persons
    assert (kofi.name, kofi.addresses, kofi.tags) == ("Kofi Boateng, PhD", {"kofi@example.com"}, {"choir"})


def test_a_card_of_an_old_telephone_is_read():
    assert told(OLD).persons[0].name == "Jörg Müller"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_be_in_two_bytes_a_letter_and_end_its_lines_either_way(encoding):
    for text in (THREE + FOUR, (THREE + FOUR).replace("\n", "\r\n")):
        assert [one.name for one in parse(text.encode(encoding)).persons] == ["Ama Mensah", "Kofi Boateng, PhD"]


def test_without_a_formatted_name_the_parts_a_nickname_a_house_or_an_address_will_do():
    assert only("N:Mensah;Ama;;;").name == "Ama Mensah"
    assert only("NICKNAME:Amma,Mimi").name == "Amma"
    assert only("ORG:The Choir;Altos").name == "The Choir Altos"
    assert only("EMAIL:ama@example.com").name == "ama@example.com"


def test_a_card_without_any_of_them_is_told_of_and_the_others_come_in():
    found = told(THREE, card("TEL:1"), FOUR)
    assert [one.name for one in found.persons] == ["Ama Mensah", "Kofi Boateng, PhD"]
    assert [(one.uid, one.kept) for one in found.skipped] == [("card 2", False)]


def test_a_line_that_cannot_be_read_is_told_of_and_the_card_comes_in():
    found = told(card("FN:Ama", "EMAIL", "NOTE;CHARSET=klingon;ENCODING=QUOTED-PRINTABLE:=41"))
    assert [one.name for one in found.persons] == ["Ama"]
    assert [one.kept for one in found.skipped] == [True, True]
    assert found.skipped[0].reason == "A line could not be read, and was left out: EMAIL"


def test_a_name_without_end_is_no_name():
    found = told(card(f"FN:{'a' * 201}"), card(f"FN:{'b' * 200}"))
    assert [len(one.name) for one in found.persons] == [200]
    assert found.skipped[0].reason == "Its name is longer than 200 letters."


def test_what_is_too_long_is_cut_and_told():
    found = told(card("FN:Ama", f"NOTE:{'x' * 3000}"))
    assert len(found.persons[0].note) == 2000
    assert found.skipped[0].reason == "Some of it is too long, and was cut."


def test_what_is_no_address_is_none():
    assert only("FN:Ama", "EMAIL:ama at example", "EMAIL:@", "EMAIL:a b@c.d").addresses == frozenset()


def test_no_more_cards_are_read_than_a_file_may_hold():
    found = told(*(card(f"FN:Nobody {n}") for n in range(2_003)))
    assert len(found.persons) == 2_000
    assert [one.uid for one in found.skipped] == ["card 2001 and those after it"]


@pytest.mark.parametrize(
    "junk", [b"", b"hello", b"\xff\xfe\x00", b"BEGIN:VCARD\nFN:Ama", b"BEGIN:VCALENDAR\nEND:VCALENDAR"]
)
def test_what_is_no_file_of_cards_holds_nobody(junk):
    assert parse(junk) == ((), ())


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_nothing_that_a_file_says_breaks_the_reader(junk):
    parse(junk)
    parse(b"BEGIN:VCARD\n" + junk + b"\nEND:VCARD\n")


def test_a_file_is_read_in_the_cage():
    found = read((THREE + card("TEL:1")).encode())
    assert (found.persons, found.skipped[0].uid) == (told(THREE).persons, "card 2")


def test_what_uses_up_its_bounds_is_given_up():
    with pytest.raises(CageTrouble):
        confined(Limits(memory=1, cpu=1, wall=5), parse, THREE.encode() * 2_000)


FULL = person(
    "Ama Mensah",
    id="",
    names=frozenset({"Amma, the elder", "Mimi"}),
    addresses=frozenset({"ama@example.com", "ama@work.example"}),
    tags=frozenset({"mentor", "board, old"}),
    circle=Circle.INNER,
    cadence=Cadence(10 * DAY, 20 * DAY),
    influence="opens; doors",
    reach=Reach.MUCH,
    value="a\\b, c",
    learn="how boards decide",
    interests="bees\nold maps",
    goal="one paper",
    note="met in Tema\n\nEND:VCARD",
    review_on=date(2026, 12, 31),
)


def test_a_person_comes_back_from_their_card():
    assert told(write([FULL, person("Kofi", id="")])).persons == (FULL, person("Kofi", id=""))


def test_what_is_ours_and_makes_no_sense_is_passed_over():
    kept = only(
        "FN:Ama",
        "X-TRACKER-CIRCLE:enemies",
        "X-TRACKER-CADENCE:1",
        "X-TRACKER-CADENCE:9999999999 9",
        "X-TRACKER-REVIEW-ON:soon",
    )
    assert kept == person("Ama", id="")


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)


@given(name=WORDS.filter(bool), note=WORDS, tags=st.frozensets(WORDS.map(str.casefold).filter(bool), max_size=3))
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_of_somebody_comes_back_from_their_card(name, note, tags):
    one = replace(person("x", id="", tags=frozenset(map(str.casefold, tags))), name=name, note=note)
    assert parse(write([one]).encode()).persons == (one,)
