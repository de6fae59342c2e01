"""Leave that ends about a week after consent, which is explained."""

import json
from dataclasses import replace

import pytest

from tests.making import BERLIN, DAY, HOUR, NOW, calendar, user
from tracker.domain.account import CalendarKind, Connection, Role, account_from, account_record
from tracker.domain.event import Span
from tracker.domain.people import Cadence

LEAVE = Connection(id="c", user="efua", account="efua@example.com", scopes=frozenset(), consented_at=NOW)


@pytest.mark.parametrize(
    ("lasted", "explained"),
    [
        (5 * DAY + 23 * HOUR, False),
        (6 * DAY, True),
        (7 * DAY, True),
        (8 * DAY + 12 * HOUR, True),
        (8 * DAY + 13 * HOUR, False),
        (180 * DAY, False),
    ],
)
def test_leave_that_ended_about_a_week_after_consent_is_explained_by_the_testing_status(lasted, explained):
    assert LEAVE.ended_by_testing(NOW + lasted) is explained


def test_what_explains_it_is_when_it_was_lost_however_late_somebody_looks():
    assert replace(LEAVE, lost_at=NOW + 7 * DAY).ended_by_testing(NOW + 60 * DAY)


def test_an_owner_looks_after_the_service_and_a_member_does_not():
    assert user(role=Role.OWNER).owns
    assert not user(role=Role.MEMBER).owns


def test_what_is_decided_of_a_user_goes_out_and_comes_back():
    decided = user(offers=("tea",), away=Span(NOW, NOW + DAY))
    assert user().with_account(decided.account) == decided
    assert account_from(json.loads(json.dumps(account_record(decided.account)))) == decided.account


def test_an_account_is_written_in_utc_whatever_zone_it_was_said_in():
    there = user(scored_from=NOW.astimezone(BERLIN), away=Span(NOW.astimezone(BERLIN), NOW + DAY))
    record = account_record(there.account)
    assert record["scored_from"] == "2026-01-05T09:00:00+00:00"
    assert record["away"] == ["2026-01-05T09:00:00+00:00", "2026-01-06T09:00:00+00:00"]


def test_the_cadence_of_a_tag_is_written_in_days():
    cadences = (("board", Cadence(14 * DAY, 30 * DAY)), ("choir", Cadence(7 * DAY, 9 * DAY)))
    record = account_record(user(cadences=cadences).account)
    assert record["cadences"] == [["board", 14, 30], ["choir", 7, 9]]
    assert account_from(record).cadences == cadences


def test_a_calendar_is_stale_when_it_was_not_read_for_more_than_a_day_and_a_file_never_is():
    assert not calendar(synced_at=NOW).stale(NOW + DAY)
    assert calendar(synced_at=NOW).stale(NOW + DAY + HOUR / 60)
    assert calendar(synced_at=None).stale(NOW)
    file = calendar(kind=CalendarKind.FILE, synced_at=NOW)
    assert not file.stale(NOW + 90 * DAY)
    assert file.as_of(NOW + 90 * DAY) == NOW + 90 * DAY
    assert calendar(synced_at=NOW).as_of(NOW + 2 * DAY) == NOW
