"""Titles that name but a thing, or but a day: what has nobody's deed in it."""

import pytest

from tests.domain.reading.inviting import AMA, EFUA, KOFI, invited, meeting, promise, whole_day
from tracker.domain.promise import ME
from tracker.domain.reading.facts import told
from tracker.domain.reading.structure import seen

DAYS = ["Poya", "Diwali", "Ganesh Chaturthi", "Funeral Kumasi", "Elections - vote", "Ama debs", "Nowruz", "Lisbon"]
DUES = ["VAT Q3", "Provisional tax", "Rent", "Insurance certificate", "Annual accounts", "Grant form"]
THINGS = ["Program text", "KD - sign transfer letters", "Model documentation", "Photos for the press kit", "Contract"]


@pytest.mark.parametrize("title", DAYS)
@pytest.mark.parametrize("transparent", [True, False])
def test_a_day_that_is_kept_is_no_promise(title: str, transparent: bool) -> None:
    assert not promise(whole_day(title, transparent=transparent))


@pytest.mark.parametrize("title", DUES)
def test_a_thing_on_a_whole_day_is_a_due(title: str) -> None:
    assert promise(whole_day(title, transparent=True))


def test_a_rent_comes_again_and_is_a_due_all_the_same() -> None:
    assert promise(whole_day("Rent to landlady", recurring=True, transparent=True))
    assert not promise(whole_day("Bins", recurring=True, transparent=True))


@pytest.mark.parametrize("title", THINGS)
def test_a_thing_in_a_quarter_of_an_hour_with_one_other_goes_to_them(title: str) -> None:
    for event in (invited(title, KOFI, minutes=15), invited(title, minutes=10, by=KOFI)):
        found = promise(event)
        assert found
        assert (found.promiser, found.who) == (ME, ("kofi@acme.example",))


@pytest.mark.parametrize("title", ["Quick question", "Report review", "Contract talk"])
def test_a_word_for_talk_makes_a_thing_a_meeting(title: str) -> None:
    assert meeting(invited(title, KOFI, minutes=15))


def test_a_thing_for_many_tells_nothing() -> None:
    event = whole_day("Contract", AMA, KOFI)
    rules = {each.rule for each in told(seen(event, EFUA, event.summary)).promise}
    assert "a thing to hand over" not in rules


def test_reading_in_time_of_ones_own_is_nobodys_promise() -> None:
    assert not promise(invited("Read plays", minutes=120))
    assert promise(invited("Read draft for Ama", minutes=120))


@pytest.mark.parametrize("notes", ["Kofi has to get the price across first", "Kofi is to send it"])
def test_a_thing_of_which_the_notes_say_who_does_it_is_theirs(notes: str) -> None:
    found = promise(invited("Bus quote", KOFI, minutes=0, description=notes))
    assert found
    assert found.promiser == "Kofi Danso-Boateng"
