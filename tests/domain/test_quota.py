"""How much one user may have."""

from tracker.domain.quota import Quotas


def test_what_is_said_for_one_user_goes_before_and_nothing_else_changes():
    assert Quotas().but({"calendars": 3, "promises": 7}) == Quotas(calendars=3, promises=7)


def test_a_name_that_is_no_quota_says_nothing():
    assert Quotas().but({"letters": 3}) == Quotas()
