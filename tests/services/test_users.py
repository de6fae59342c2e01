"""Enrolling a user, and keeping what they set for themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from tests.making import ACCRA, BERLIN, DAY, HOUR, NOW
from tracker.domain.account import account_record
from tracker.domain.entry import Act, Thing, first_broken
from tracker.domain.event import Span
from tracker.domain.promise import Refused
from tracker.domain.verdict import Leniency
from tracker.services import users
from tracker.services.users import enrol, readdress, settle, zone_here
from tracker.store import accounts, ledger
from tracker.store.ledger import Overtaken


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
    with pytest.raises(Refused, match=r"Somebody with that address is here already. Give another one"):
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
    with pytest.raises(Refused, match=r"is no time zone. It should look like Africa/Accra"):
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


ON_PAGE = {"via": "page", "now": NOW}


def log(database, user):
    """The acts on a user's account, as they stand in the ledger."""
    with database.read() as db:
        assert first_broken(ledger.chain(db, user.id)) is None
        return [entry.act for entry in ledger.entries(db, user.id, user.id) if entry.thing is Thing.ACCOUNT]


def test_an_account_is_opened_by_an_entry(database):
    ama = enrol(database, "ama@example.com", zone="UTC", now=NOW)
    with database.read() as db:
        (opening,) = ledger.entries(db, ama.id)
    assert (opening.act, opening.before, opening.after) == (Act.ADDED, {}, account_record(ama.account))


def test_how_promises_are_judged_is_an_entry_and_a_letters_hour_is_none(database, efua):
    settle(database, replace(efua, digest_hour=7), NOW)
    assert log(database, efua) == []
    lenient = settle(database, replace(efua, leniency=Leniency(patience=7 * DAY)), NOW)
    assert log(database, efua) == [Act.EDITED]
    assert stored(database, efua) == lenient
    settle(database, lenient, NOW)
    assert log(database, efua) == [Act.EDITED], "twice is once"


def test_what_is_decided_is_written_by_no_other_way(database, efua):
    with database.write() as db:
        accounts.save_user(db, replace(efua, scored_from=NOW, away=Span(NOW, NOW + DAY), offers=("tea",)))
    assert stored(database, efua) == efua


def test_days_away_begin_and_end_at_midnight_where_their_user_lives(database, efua):
    berliner = settle(database, replace(efua, zone=BERLIN), NOW)
    gone = users.go_away(database, berliner, date(2026, 3, 28), date(2026, 3, 29), **ON_PAGE)
    assert gone.away.end - gone.away.start == timedelta(hours=47), "a night in March is an hour shorter"
    assert stored(database, efua) == gone
    assert gone.is_away(datetime(2026, 3, 29, 21, 59, tzinfo=UTC))
    assert not gone.is_away(datetime(2026, 3, 29, 22, tzinfo=UTC))
    assert users.come_back(database, gone, **ON_PAGE).away is None
    assert log(database, efua) == [Act.EDITED, Act.EDITED]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [(date(2026, 1, 9), date(2026, 1, 8), "before the first"), (date(2026, 1, 1), date(2026, 1, 4), "over")],
)
def test_days_away_that_cannot_be_are_refused(database, efua, first, last, said):
    with pytest.raises(Refused, match=said):
        users.go_away(database, efua, first, last, **ON_PAGE)
    assert stored(database, efua) == efua


def test_to_begin_anew_keeps_the_log_and_can_be_taken_back(database, efua):
    anew = users.begin_anew(database, efua, date(2026, 1, 5), **ON_PAGE)
    assert anew.scored_from == datetime(2026, 1, 5, tzinfo=ACCRA)
    assert users.undo(database, anew, of=anew.account, via="page", now=NOW + HOUR) == efua
    assert log(database, efua) == [Act.RESET, Act.UNDONE]
    assert stored(database, efua) == efua


def test_to_begin_anew_on_a_day_to_come_is_refused(database, efua):
    with pytest.raises(Refused, match=r"That day has not come yet. Choose today, or a day that is past"):
        users.begin_anew(database, efua, date(2026, 1, 6), **ON_PAGE)


def test_nothing_is_taken_back_that_changed_since_or_never_was(database, efua):
    with pytest.raises(Refused, match="nothing to take back"):
        users.undo(database, efua, of=efua.account, **ON_PAGE)
    anew = users.begin_anew(database, efua, date(2026, 1, 5), **ON_PAGE)
    users.decide(database, anew, {"offers": ("tea",)}, **ON_PAGE)
    with pytest.raises(Overtaken):
        users.undo(database, anew, of=anew.account, **ON_PAGE)


def test_the_opening_of_an_account_is_not_taken_back(database):
    ama = enrol(database, "ama@example.com", zone="UTC", now=NOW)
    with pytest.raises(Refused, match="nothing to take back"):
        users.undo(database, ama, of=ama.account, **ON_PAGE)


def test_of_two_who_decide_at_once_neither_is_lost(database, efua):
    users.decide(database, efua, {"offers": ("tea",)}, **ON_PAGE)
    last = users.begin_anew(database, efua, date(2026, 1, 5), **ON_PAGE)
    assert (last.offers, stored(database, efua)) == (("tea",), last)
