"""Whose promise a title is, where it is not the user's: who does it, from whom it is awaited, who is only away."""

import pytest

from tests.domain.reading.inviting import AMA, EFUA, KOFI, NILS, invited, meeting, promise, whole_day
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.promise import ME
from tracker.domain.reading.doers import done_by
from tracker.domain.reading.structure import seen

NOOR = Attendee("n.tambe@acme.example", "Noorjehan Tambe")
SULI = Attendee("vaka@acme.example", "Suliana Vaka-Tuho", PartStat.ACCEPTED)


def brief(summary: str, *others: Attendee, **but: object) -> CalendarEvent:
    return invited(summary, *others, minutes=15, **but)


def test_who_is_not_invited_is_but_a_name_with_the_words_that_say_what_they_do() -> None:
    told = brief("Boiler: Ines to call the plumber", KOFI)
    assert done_by(seen(told, EFUA, told.summary)) == (Attendee("", "Ines"), "Ines to")


@pytest.mark.parametrize(
    ("told", "promiser"),
    [
        (brief("Noor to approve the flyer", NOOR), NOOR.name),
        (brief("flyer - Noor to approve", NOOR, AMA), NOOR.name),
        (brief("Sul 2 send photos", SULI), SULI.name),
        (brief("Sul shd send photos", SULI), SULI.name),
        (brief("Kofi bringing the spare key", KOFI), KOFI.name),
        (brief("ladder back from Sul", SULI), SULI.name),
        (brief("chasing Noor - quote", NOOR, AMA), NOOR.name),
        (brief("chase quote from Noor", NOOR, AMA), NOOR.name),
        (brief("boxes from Mr Danso-Boateng - he drops them off", KOFI), KOFI.name),
        (brief("boxes from Nils - he drops them off"), "Nils"),
        (whole_day("Kofi's chapter (he promised)", KOFI), KOFI.name),
        (whole_day("Radek's chapter (he promised)"), "Radek"),
        (whole_day("Awaiting refund from Petrosk"), "Petrosk"),
        (whole_day("Quote due from Radek"), "Radek"),
        (brief("Radek sends May invoices out"), "Radek"),
        (brief("Radek 2 pay the deposit"), "Radek"),
        (brief("Budget - Radek to approve"), "Radek"),
        (brief("Kofi apporte les clés", KOFI), KOFI.name),
        (whole_day("En attente du devis de Bodil"), "Bodil"),
        (brief("Collect keys from Kofi", KOFI), ME),
        (brief("Kofi's kegs go back", KOFI), ME),
        (whole_day("Abiba's reference letter"), ME),
    ],
)
def test_whose_a_title_is(told: CalendarEvent, promiser: str) -> None:
    found = promise(told)
    assert found
    assert found.promiser == promiser


@pytest.mark.parametrize(
    "title",
    [
        "Radek returns from paternity leave",
        "Radek returns Monday",
        "Csilla back from Lisbon",
        "Csilla starts maternity leave",
        "Csilla on annual leave",
        "Bodil en congé maternité",
    ],
)
def test_that_somebody_is_away_is_nobodys_promise(title: str) -> None:
    assert promise(whole_day(title)) is None


@pytest.mark.parametrize(
    "title", ["Shift sheets", "Bids for June", "Pls confirm tour dates", "Menu choices please", "Choir contribution"]
)
def test_a_thing_or_a_request_without_time_is_promised_to_who_invites_several(title: str) -> None:
    found = promise(brief(title, AMA, NILS, KOFI, by=KOFI))
    assert found
    assert (found.promiser, found.who) == (ME, (KOFI.address,))


def test_merci_de_asks_too() -> None:
    found = promise(brief("Merci de confirmer les dates", AMA, NILS, KOFI, by=KOFI))
    assert found
    assert found.who == (KOFI.address,)


@pytest.mark.parametrize(
    "title", ["Reference for Kofi", "Kofi's ladder goes back", "projector back to Kofi", "échelle à rendre à Kofi"]
)
def test_a_thing_that_goes_to_the_only_one_invited_is_promised_though_it_takes_half_an_hour(title: str) -> None:
    found = promise(invited(title, KOFI, minutes=30))
    assert found
    assert (found.promiser, found.who) == (ME, (KOFI.address,))


@pytest.mark.parametrize("title", ["Feedback for Kofi", "Goals for Kofi", "Back to school", "Plan for Kofi"])
def test_what_two_talk_about_for_half_an_hour_is_a_meeting(title: str) -> None:
    assert meeting(invited(title, KOFI, minutes=30))


@pytest.mark.parametrize("title", ["Kofi brings compressor filters", "Kofi delivers hay - 40 squares"])
def test_what_the_only_one_invited_brings_is_theirs_though_it_takes_half_an_hour(title: str) -> None:
    found = promise(invited(title, KOFI._replace(partstat=PartStat.NEEDS_ACTION), minutes=30))
    assert found
    assert found.promiser == KOFI.name
    assert meeting(invited(title, KOFI, minutes=60))  # who accepted an hour comes to it


def _who(told: CalendarEvent) -> tuple[str, str] | None:
    found = done_by(seen(told, EFUA, told.summary))
    return (found[0].address or found[0].name, found[1]) if found else None


@pytest.mark.parametrize(
    ("told", "who"),
    [
        (invited("Landlord to fix it"), ("Landlord", "Landlord to")),
        (invited("awaiting the form from Ama", AMA), ("ama@ourschool.example", "awaiting the form from")),
        (invited("awaiting the form from Zuri"), ("Zuri", "awaiting the form from")),
        (invited("Nils brings hay", NILS), ("nils@acme.example", "brings")),
        (invited("Report: Kofi will send it", KOFI), ("kofi@acme.example", "will send")),
        (invited("Nils's chapter (he promised)", NILS), ("nils@acme.example", "he promised")),
        (invited("Chapter", NILS, minutes=0, description="he promised it"), ("nils@acme.example", "he promised")),
        (whole_day("Chapter", NILS, description="he promised it"), ("nils@acme.example", "he promised")),
        (invited("Chapter", NILS, description="he promised it"), None),
        (invited("Chapter", NILS, KOFI, minutes=0, description="he promised it"), None),
        (invited("Efua to fix it", AMA), None),
    ],
)
def test_who_does_it_is_told_with_the_words_that_say_so(told: CalendarEvent, who: tuple[str, str] | None) -> None:
    assert _who(told) == who
