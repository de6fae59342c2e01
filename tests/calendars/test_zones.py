"""Names of zones in feeds, as zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.calendars.zones import Zones

HOME = ZoneInfo("Africa/Accra")


@pytest.mark.parametrize(
    ("tzid", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ('"Europe/Berlin"', "Europe/Berlin"),
        ("/mozilla.example/20070129_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("/vendor.example/Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(GMT+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"),
        ("GMT+0200", "Etc/GMT-2"),
        ("UTC", "UTC"),
        ("Z", "UTC"),
    ],
)
def test_a_name_is_known_in_the_ways_feeds_write_it(tzid: str, name: str):
    zones = Zones([], "", HOME)
    assert str(zones.zone(tzid)) == name
    assert not zones.unknown


@pytest.mark.parametrize("tzid", ["Middle of Nowhere", "../../etc/passwd", "/", "", "X" * 5_000])
def test_a_name_that_nobody_knows_is_remembered_and_read_at_home(tzid: str):
    zones = Zones([], "", HOME)
    assert zones.zone(tzid) == HOME
    assert zones.unknown == {tzid}


def test_an_instant_in_utc_is_shown_on_the_calendars_own_clock():
    at = datetime(2026, 3, 10, tzinfo=UTC)
    assert Zones([], "Europe/Berlin", HOME).name(UTC, at) == "Europe/Berlin"
    assert Zones([], "", HOME).name(ZoneInfo("UTC"), at) == "Africa/Accra"
