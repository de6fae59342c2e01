"""Enrolling a user, and keeping what they set for themselves."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests.making import ACCRA, NOW
from tracker.domain.promise import Refused
from tracker.services.users import enrol, readdress, settle, zone_here
from tracker.store import accounts


def stored(database, user):
    with database.read() as db:
        return accounts.user(db, user.id)


def test_a_new_user_is_scored_from_now_on_and_has_a_first_letter_planned(database):
    ama = enrol(database, "ama@example.com", zone="Africa/Accra", name=" Ama ", now=NOW)
    assert (ama.name, ama.zone, ama.scored_from) == ("Ama", ACCRA, NOW)
    assert ama.next_digest_at == datetime(2026, 1, 12, 9, tzinfo=UTC)
    assert stored(database, ama) == ama


def test_an_address_is_kept_in_small_letters_and_is_one_of_their_own(database):
    ama = enrol(database, " Ama@Example.COM ", zone="UTC", now=NOW)
    assert (ama.email, ama.addresses) == ("ama@example.com", frozenset({"ama@example.com"}))


def test_an_address_is_enrolled_once_however_it_is_written(database, efua):
    with pytest.raises(Refused, match="here already"):
        enrol(database, "EFUA@example.com", zone="UTC", now=NOW)


@pytest.mark.parametrize(
    "address", ["", "ama", "ama at example.com", "a ma@example.com", "ama@example.com\nBcc: x@y"]
)
def test_what_is_no_address_is_refused_with_one_that_is(database, address):
    with pytest.raises(Refused, match=r"efua@example\.com"):
        enrol(database, address, zone="UTC", now=NOW)


@pytest.mark.parametrize(
    "zone", ["", "Accra", "Mars/Olympus", "../../etc/passwd", "Africa", "/etc/localtime", "a\0b"]
)
def test_what_is_no_zone_is_refused_with_one_that_is(database, zone):
    with pytest.raises(Refused, match="Africa/Accra"):
        enrol(database, "ama@example.com", zone=zone, now=NOW)


def test_this_machine_has_a_zone_that_is_one():
    assert zone_here() in available_timezones()


def test_the_next_letter_moves_with_its_day_hour_and_zone(database, efua):
    settled = settle(database, replace(efua, digest_day=2, digest_hour=7, zone=ZoneInfo("Asia/Tokyo")), NOW)
    assert settled.next_digest_at == datetime(2026, 1, 6, 22, tzinfo=UTC)
    assert stored(database, efua) == settled


def test_letters_can_go_to_another_address_and_the_old_one_stays_ones_own(database, efua):
    moved = readdress(database, efua, " Efua@Example.org ")
    assert moved.email == "efua@example.org"
    assert moved.addresses == {"efua@example.com", "efua@example.org"}
    assert stored(database, efua) == moved


def test_nobody_takes_anothers_address(database, efua, kofi):
    with pytest.raises(Refused, match="here already"):
        readdress(database, efua, "kofi@example.com")
    with pytest.raises(Refused, match="no mail address"):
        readdress(database, efua, "kofi")
    assert stored(database, efua) == efua
