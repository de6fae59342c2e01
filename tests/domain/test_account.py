"""Leave that ends about a week after consent, which is explained."""

from dataclasses import replace

import pytest

from tests.making import DAY, HOUR, NOW
from tracker.domain.account import Connection

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
