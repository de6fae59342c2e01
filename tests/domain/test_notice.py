"""What a webhook is told, and when it is told again."""

import json
from datetime import timedelta

import pytest

from tests.making import BERLIN, DAY, FRIDAY, HOUR, NOW, promise
from tracker.domain.entry import Act
from tracker.domain.notice import Kind, body, enough, kind_of, next_try, promise_told, rest
from tracker.domain.verdict import Leniency

LENIENCY = Leniency(grace=HOUR, patience=7 * DAY)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (Act.ACCEPTED, Kind.MADE),
        (Act.ADDED, Kind.MADE),
        (Act.RENEGOTIATED, Kind.RENEGOTIATED),
        (Act.DELIVERED, Kind.DELIVERED),
        (Act.RELEASED, Kind.CLOSED),
        (Act.RENEGED, Kind.CLOSED),
        (Act.VOIDED, Kind.CLOSED),
        (Act.RECEIVED, Kind.CHANGED),
    ],
)
def test_each_act_is_told_as_its_kind(act, kind):
    assert kind_of(act) is kind


def test_an_act_that_took_the_promise_away_closes_it_whatever_it_was():
    assert kind_of(Act.ADDED, stands=False) is Kind.CLOSED


def test_a_body_is_small_json_with_its_instant_in_utc():
    told = body(Kind.LETTER, NOW.astimezone(BERLIN), {"week": "2026-W01", "to": "Éfua"})
    assert told == (
        '{"type":"letter.sent","version":1,"timestamp":"2026-01-05T09:00:00Z","data":{"week":"2026-W01","to":"Éfua"}}'
    )


def test_a_promise_is_told_as_it_is_judged_now():
    moved = promise(note="only mine", dated=True).renegotiate(FRIDAY + DAY, agreed_at=NOW)
    assert promise_told(moved, LENIENCY, NOW) == {
        "id": "p1",
        "body": "send proposal",
        "promiser": "me",
        "promisee": "Ama",
        "due": "2026-01-10T17:00:00Z",
        "dated": False,
        "outcome": "pending",
        "made_at": "2025-12-29T09:00:00Z",
        "delivered_at": None,
        "renegotiations": 1,
    }
    late = promise_told(promise(dated=True).deliver(FRIDAY + DAY), LENIENCY, FRIDAY + 2 * DAY)
    assert (late["outcome"], late["delivered_at"], late["dated"]) == ("late", "2026-01-10T17:00:00Z", True)
    assert promise_told(promise(), LENIENCY, FRIDAY + 2 * DAY)["outcome"] == "overdue"
    json.dumps(late)


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, MINUTE), (2, 5 * MINUTE), (3, HOUR / 2), (4, 2 * HOUR), (9, 20 * HOUR), (10, None)]
)
def test_after_each_failure_it_waits_longer_and_after_nine_it_ends(failures, wait):
    assert next_try(failures, NOW) == (NOW + wait if wait else None)


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, MINUTE), (4, 2 * HOUR), (5, 5 * HOUR), (9, 5 * HOUR), (40, 5 * HOUR)]
)
def test_an_address_rests_for_five_hours_at_most(failures, wait):
    assert rest(failures, NOW) == NOW + wait


def test_three_days_without_an_arrival_are_enough():
    assert not enough(NOW, NOW + 3 * DAY - MINUTE)
    assert enough(NOW, NOW + 3 * DAY)
