"""Names of zones in feeds, as zones."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.reading import YEAR
from tracker.calendars.ics import read
from tracker.calendars.lines import components
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


def defined(rule: str) -> Zones:
    """Zones of a calendar that defines "House Time", an hour east, two in summer."""
    lines = ["BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "TZID:House Time"]
    for kind, start, before, after in (
        ("STANDARD", "19701025T030000", "+0200", "+0100"),
        ("DAYLIGHT", "19700329T020000", "+0100", "+0200"),
    ):
        lines += [f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}"]
        lines += [f"RRULE:{rule};BYMONTH={int(start[4:6])};BYDAY=-1SU", f"END:{kind}"]
    body = "\n".join([*lines, "END:VTIMEZONE", "END:VCALENDAR"]).encode()
    return Zones(components(body)[0].parts, "", HOME)


def test_a_zone_that_the_feed_defines_is_shown_under_a_name_that_all_know():
    zones = defined("FREQ=YEARLY")
    zone = zones.zone("house time")
    at = datetime(2026, 3, 10, 12, tzinfo=zone)
    assert at.astimezone(UTC) == datetime(2026, 3, 10, 11, tzinfo=UTC)
    assert ZoneInfo(zones.name(zone, at)).utcoffset(at.replace(month=7)) == at.replace(month=7).utcoffset()


def test_a_feeds_own_zone_has_one_instant_for_each_time_in_gap_and_fold():
    zone = defined("FREQ=YEARLY").zone("House Time")
    berlin = ZoneInfo("Europe/Berlin")
    for hour in range(24 * 365):
        at = datetime(2026, 1, 1, 0, 30, tzinfo=UTC).timestamp() + hour * 3600
        ours, theirs = datetime.fromtimestamp(at, zone), datetime.fromtimestamp(at, berlin)
        assert (ours.replace(tzinfo=None), ours.fold) == (theirs.replace(tzinfo=None), theirs.fold)
    for wall in (datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)):  # noqa: DTZ001 - wall times
        for fold in (0, 1):
            both = [wall.replace(tzinfo=each, fold=fold).utcoffset() for each in (zone, berlin)]
            assert both[0] == both[1]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=YEARLY;INTERVAL=0", "FREQ=YEARLY;BYSECOND=1,2", "nonsense"])
def test_a_zone_that_changes_as_no_zone_does_is_unknown(rule: str):
    zones = defined(rule)
    assert zones.zone("House Time") == HOME
    assert zones.unknown == {"House Time"}


def test_a_windows_name_means_what_the_feed_defines_and_what_windows_means_only_without_that():
    """RFC 5545, 3.2.19: TZID refers to a VTIMEZONE of the same calendar. One that shares no offset with what Windows
    means is a lie.
    """
    definition = ["BEGIN:VTIMEZONE", "TZID:New Zealand Standard Time", "BEGIN:STANDARD", "DTSTART:19700101T000000"]
    lie = [*definition, "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD", "END:VTIMEZONE"]
    definition += ["TZOFFSETFROM:+1300", "TZOFFSETTO:+1200", "END:STANDARD", "END:VTIMEZONE"]
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=New Zealand Standard Time:20260310T090000", "END:VEVENT"]
    for lines, hour in ((definition, 21), (lie, 20), ([], 20)):
        body = "\n".join(("BEGIN:VCALENDAR", *lines, *event, "END:VCALENDAR")).encode()
        found = read(body, calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
        assert [event.start.hour for event in found.events] == [hour]


def test_a_definition_that_breaks_the_library_is_none():
    """Found by the fuzzer: dateutil raises IndexError for the sixtieth Sunday of a month."""
    definition = ["BEGIN:VTIMEZONE", "TZID:Village", "BEGIN:STANDARD", "DTSTART:20200101T000000"]
    definition += [
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=60SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
    event = ["BEGIN:VEVENT", "UID:1", "DTSTART;TZID=Village:20260310T090000", "END:VEVENT"]
    body = "\n".join(("BEGIN:VCALENDAR", *definition, *event, "END:VCALENDAR")).encode()
    found = read(body, calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert [event.unsure for event in found.events] == [True]
