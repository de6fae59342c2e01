"""Names in words, and whom of those invited they mean."""

import pytest

from tracker.domain.event import Attendee
from tracker.domain.reading.languages.choice import LANGUAGES
from tracker.domain.reading.names import addressed, ends_with, first_named, fitting, is_name, known_as, meant

AMA = Attendee("ama.owusu@example.com", "Ama Owusu")
KOFI = Attendee("kofi@example.com", "Kofi Danso-Boateng")
DEBRA = Attendee("dhall@example.net", "Debra Hall")
ANSELM = Attendee("parish@example.org", "Fr. Anselm Hall")
LINNEA = Attendee("l.moe@example.com", "Linnéa Moe")
LINA = Attendee("lina@example.com", "Brakel, Lina (nights)")
NAMELESS = Attendee("desk.four@example.com", "")
ALL = (AMA, KOFI, DEBRA, ANSELM, LINNEA, LINA, NAMELESS)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("ama.owusu@example.com", AMA),
        ("Ama Owusu", AMA),
        ("Owusu, Ama", AMA),
        ("ama", AMA),
        ("Ama's", AMA),
        ("Ama’s", AMA),
        ("A. Owusu", AMA),
        ("Ama O", AMA),
        ("@ama.owusu", AMA),
        ("AO", AMA),
        ("A.O.", AMA),
        ("KDB", KOFI),
        ("Mr Danso", KOFI),
        ("@danso", KOFI),
        ("@Danso-Boateng", KOFI),
        ("K. Danso", KOFI),
        ("Kofi D", KOFI),
        ("Deb", DEBRA),
        ("Fr Anselm", ANSELM),
        ("Linnea", LINNEA),
        ("Lina", LINA),
        ("Lina Brakel", LINA),
        ("desk four", NAMELESS),
    ],
)
def test_a_name_means_the_one_who_is_called_so(name: str, who: Attendee) -> None:
    assert meant(name, ALL) == who


@pytest.mark.parametrize(
    ("name", "many"), [("Lin", (LINNEA, LINA)), ("Hall", (DEBRA, ANSELM)), ("L.", (LINNEA, LINA))]
)
def test_a_name_that_fits_two_means_both_and_so_nobody(name: str, many: tuple[Attendee, ...]) -> None:
    assert fitting(name, ALL) == many
    assert meant(name, ALL) is None
    assert known_as(name, ALL) == name


def test_words_that_begin_like_a_name_are_none() -> None:
    andrea, theo = Attendee("a@example.com", "Andrea Hall"), Attendee("t@example.com", "Theo Post")
    for words in ("draft and figures", "send the post", "book hall", "The plan"):
        assert first_named(words, (andrea, theo)) == (), words
    assert first_named("Draft for Andre", (andrea, theo)) == (andrea,)


@pytest.mark.parametrize("name", ["", " ", "@", "Nils", "ao", "it", "d", "Am", "-", "Ama Hall", "A" * 10_000])
def test_what_nobody_is_called_stays_as_it_stands(name: str) -> None:
    assert fitting(name, ALL) == ()
    assert known_as(name, ALL) == name.strip()


def test_a_surname_set_first_goes_last_whatever_stands_behind_the_first_name() -> None:
    debra = Attendee("", "Hall, Debra, PhD")
    assert meant("Deb", (debra,)) == debra


def test_an_honorific_alone_names_nobody_unless_it_is_an_initial() -> None:
    sirin, mina = Attendee("s@example.com", "Sirin Ba"), Attendee("m@example.com", "Mina Ba")
    assert fitting("Sir", (sirin,)) == ()
    assert fitting("Siri", (sirin,)) == (sirin,)
    assert fitting("M.", (mina,)) == (mina,)


def test_a_text_ends_with_a_thing_and_whom_it_is_for_whatever_sign_comes_last() -> None:
    words = LANGUAGES[0].events.on_behalf
    assert ends_with("Reference for AO?", "Reference", words, ALL)
    assert not ends_with("Reference for Nils", "Reference", words, ALL)


def test_a_weekday_cut_short_is_no_name() -> None:
    assert [is_name(words) for words in ("Sat.", "Sat. walk", "Ama.", "AGM", "")] == [
        False,
        False,
        True,
        False,
        False,
    ]


def test_one_who_is_invited_twice_is_one() -> None:
    assert fitting("Ama", (AMA, AMA)) == (AMA,)


def test_somebody_is_addressed_by_title_and_name() -> None:
    assert all(map(addressed, ("Visit Mrs Owusu", "Dr. Hall: results", "see Fr Anselm")))
    assert not any(map(addressed, ("Visit", "dr appointment", "Dr", "Ms in two parts", "mr Owusu")))
