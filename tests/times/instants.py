"""Instants at which clocks have misled programs, and the zones of the process to meet them in."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

ZONES = ("Pacific/Kiritimati", "America/St_Johns", "Africa/Casablanca")
LEAD = timedelta(seconds=20)  # so long before its instant a clock begins, so that a suite runs across it


class Instant(NamedTuple):
    """An instant with the name by which `--at` asks for it, and what happens then."""

    name: str
    at: datetime
    what: str


def _instant(name: str, at: str, what: str) -> Instant:
    return Instant(name, datetime.fromisoformat(at).replace(tzinfo=UTC), what)


INSTANTS = (
    _instant("new-york-spring", "2027-03-14T07:00", "New York skips an hour"),
    _instant("new-york-autumn", "2027-11-07T06:00", "New York has an hour twice"),
    _instant("berlin-spring", "2027-03-28T01:00", "Berlin skips an hour"),
    _instant("berlin-autumn", "2027-10-31T01:00", "Berlin has an hour twice"),
    _instant("sydney-spring", "2027-10-02T16:00", "Sydney skips an hour, in October"),
    _instant("lord-howe-autumn", "2027-04-03T15:00", "Lord Howe has half an hour twice, and soon Sydney an hour"),
    _instant("leap-day", "2028-02-29T00:00", "29 February begins"),
    _instant("year-end", "2028-01-01T00:00", "a year ends"),
    _instant("week-53-ends", "2027-01-04T00:00", "ISO week 53 of 2026, which is mostly of 2027's first days, ends"),
    _instant("week-53-begins", "2032-12-27T00:00", "ISO week 53 of 2032 begins, and holds 1 January"),
    _instant("leap-second", "2017-01-01T00:00", "a leap second was put in, nine years before the first release"),
    _instant("32-bit", "2038-01-19T03:14:08", "seconds since 1970 pass 2^31"),
)
