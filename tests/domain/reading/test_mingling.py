"""When people come together who do not know each other; and who stands in the shape of an event."""

import pytest

from tests.domain.reading.inviting import AMA, EFUA, KOFI, crowd, invited
from tests.making import user
from tracker.domain.event import Attendee, CalendarEvent
from tracker.domain.reading.structure import Shape, never, seen


def _shape(told: CalendarEvent) -> Shape:
    return seen(told, EFUA, told.summary)


def _mingling(told: CalendarEvent) -> str:
    return _shape(told).mingling


def test_words_for_strangers_count_only_where_somebody_is_invited() -> None:
    assert _mingling(invited("Garden", KOFI, description="meet new people")) == "meet new people"
    assert _mingling(invited("Garden", description="meet new people")) == ""


def test_words_for_a_mingling_count_for_one_alone_and_for_many() -> None:
    assert _mingling(invited("Gallery opening")) == "Gallery opening"
    assert _mingling(invited("Founders drinks", *crowd(8))) == "Founders drinks"
    assert _mingling(invited("Garden", *crowd(8), description="networking")) == "networking"
    assert _mingling(invited("Garden", *crowd(8), by=Attendee("x@y.example", "Meetup Accra"))) == "Meetup"


@pytest.mark.parametrize("title", ["Mentoring", "Ethics meeting", "Plan the stall"])
def test_who_is_guided_who_sits_on_a_body_and_who_prepares_mingles_with_nobody(title: str) -> None:
    assert _mingling(invited(title, KOFI, description="meet new people")) == ""


def test_an_occasion_of_which_only_the_host_is_seen_is_a_mingling() -> None:
    assert _mingling(invited("Christmas party", by=KOFI)) == "Christmas party"
    assert _mingling(invited("Christmas party", by=KOFI, minutes=46)) == "Christmas party"


@pytest.mark.parametrize(
    "told",
    [
        invited("Christmas party", by=KOFI, minutes=45),
        invited("Christmas party", by=KOFI, recurring=True),
        invited("Christmas party", AMA, by=KOFI),
        invited("Christmas party list", by=KOFI),
        invited("Christmas lights", by=KOFI),
    ],
)
def test_what_is_short_comes_again_or_shows_others_is_no_occasion(told: CalendarEvent) -> None:
    assert _mingling(told) == ""


def test_a_user_without_an_address_is_known_by_name() -> None:
    nameless = user(name="Efua Mensah", addresses=frozenset())
    assert seen(invited("Walk"), nameless, "Walk").own == (Attendee("", "Efua Mensah"),)


def test_who_has_no_address_is_from_nowhere() -> None:
    assert _shape(invited("Walk", Attendee("", "Nils"), KOFI)).away == ("acme.example",)


@pytest.mark.parametrize("kind", ["holiday", "contacts"])
def test_googles_calendars_of_holidays_and_birthdays_hold_no_promise(kind: str) -> None:
    theirs = Attendee(f"en.uk#{kind}@group.v.calendar.google.com", "")
    assert never(invited("Early May bank holiday", by=theirs), EFUA)
    assert not never(invited("Early May bank holiday", by=KOFI), EFUA)
