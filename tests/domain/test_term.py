"""Terms on wall clocks: how they are kept, and what today's rules of a zone make of them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.making import ACCRA, BERLIN, NEW_YORK, NOW, promise
from tracker.domain.promise import from_record, to_record
from tracker.domain.rezoning import rezoned
from tracker.domain.term import Term, by_rules_of_now, said

PLUS_ONE, PLUS_TWO = (timezone(timedelta(hours=hours)) for hours in (1, 2))
SUMMER = datetime(2026, 7, 1, 17, tzinfo=BERLIN)


def test_a_due_keeps_its_wall_clock_its_offset_and_its_zone():
    term = said(SUMMER, NOW, zones=[ACCRA])
    assert (term.due.isoformat(), term.zone) == ("2026-07-01T17:00:00+02:00", "Europe/Berlin")
    assert from_record(to_record(promise(terms=(term,)))).terms == (term,)


@pytest.mark.parametrize(
    ("due", "zone"),
    [
        (SUMMER.replace(tzinfo=PLUS_TWO), "Europe/Berlin"),
        (SUMMER.replace(tzinfo=PLUS_ONE), ""),
        (SUMMER.replace(tzinfo=UTC), "Africa/Accra"),
    ],
)
def test_a_due_without_a_zone_was_said_on_the_clock_that_shows_the_same_time_if_any_does(due, zone):
    assert said(due, NOW, zones=[BERLIN, ACCRA]).zone == zone


def test_a_record_of_before_zones_were_kept_is_an_instant_and_stays_as_it_was_written():
    old = promise()
    assert "zones" not in to_record(old)
    assert from_record(to_record(old)).binding.zone == ""


def test_a_due_in_a_skipped_hour_is_kept_as_the_clock_shows_it_then():
    term = said(datetime(2026, 3, 8, 2, 30, tzinfo=NEW_YORK), NOW, zones=[])
    assert term.due.isoformat() == "2026-03-08T03:30:00-04:00"
    assert by_rules_of_now(term) is term


@pytest.mark.parametrize("fold", [0, 1])
def test_either_pass_of_a_doubled_hour_stays_that_pass(fold):
    due = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=fold)
    term = said(due, NOW, zones=[])
    assert term.due.astimezone(UTC) == due.astimezone(UTC)
    assert by_rules_of_now(term) is term


def test_the_same_due_of_a_doubled_hour_is_equal_however_it_came():
    due = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert said(due, NOW, zones=[]) == said(due.astimezone(PLUS_TWO), NOW, zones=[BERLIN])


def test_a_due_that_was_reckoned_by_other_rules_comes_to_the_same_wall_clock():
    winter_always = Term(SUMMER.replace(tzinfo=PLUS_ONE), NOW, zone="Europe/Berlin")
    assert by_rules_of_now(winter_always).due.isoformat() == "2026-07-01T17:00:00+02:00"


def test_a_wall_clock_that_is_skipped_by_now_is_read_with_the_offset_before_the_gap():
    no_summer = Term(datetime(2026, 3, 29, 2, 30, tzinfo=PLUS_TWO), NOW, zone="Europe/Berlin")
    assert by_rules_of_now(no_summer).due == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["", "Atlantis/Old_Town", "../etc/passwd"])
def test_a_zone_that_nobody_knows_any_more_leaves_the_due_where_it_is(zone):
    term = Term(SUMMER.replace(tzinfo=PLUS_ONE), NOW, zone=zone)
    assert by_rules_of_now(term) is term


def test_what_would_be_due_already_by_the_new_rules_stays():
    now = datetime(2026, 7, 1, 15, 30, tzinfo=UTC)
    near = promise(terms=(Term(SUMMER.replace(tzinfo=PLUS_ONE), NOW, zone="Europe/Berlin"),))
    assert near.binding.due > now > SUMMER
    assert rezoned(near, now) == near


def test_every_zone_that_there_is_keeps_a_due_as_it_was_said():
    for name in ("Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "America/St_Johns"):
        for hours in range(0, 24 * 365, 7):
            at = (datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).astimezone(ZoneInfo(name))
            term = said(at, NOW, zones=[])
            assert term.due == at.astimezone(UTC)
            assert by_rules_of_now(term) is term
