"""Dates and instants as feeds write them, and one in the form of another (RFC 5545, 3.3.4 to 3.3.6, 3.3.9)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import vDuration

from tracker.calendars.properties import Lines, Property, Unread
from tracker.calendars.zones import Zones
from tracker.domain.saying import Words

DATES = 5_000
DAY = timedelta(days=1)

_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z?))?", re.IGNORECASE | re.ASCII)


class Moment(NamedTuple):
    """A date, or an aware instant on its own wall clock. What was `floating` was read in the user's zone."""

    at: date
    floating: bool = False

    @property
    def all_day(self) -> bool:
        """Whether it is a date."""
        return not isinstance(self.at, datetime)

    def later(self, by: timedelta) -> "Moment":
        """After a DURATION: days on the wall clock, hours exactly (RFC 5545, 3.3.6); dates count whole days."""
        if not isinstance(self.at, datetime):
            return Moment(self.at + timedelta(days=-((-by) // timedelta(days=1))))
        zone = self.at.tzinfo
        return Moment(
            ((self.at + timedelta(days=by.days)).astimezone(UTC) + (by % DAY)).astimezone(zone), self.floating
        )

    def instant(self, home: ZoneInfo) -> datetime:
        """In UTC; a date is its first moment in the user's zone."""
        if isinstance(self.at, datetime):
            return self.at.astimezone(UTC)
        return datetime.combine(self.at, time(), home).astimezone(UTC)


def alike(at: Moment, model: Moment, *, midnight: bool = False) -> Moment:
    """A moment in the form of another, as feeds should write it: a date, or an instant on the same clock.

    A date becomes the model's time on that day, or its midnight.
    """
    if not isinstance(model.at, datetime):
        return Moment(at.at.date() if isinstance(at.at, datetime) else at.at)
    if not isinstance(at.at, datetime):
        wall = time() if midnight else model.at.time()
        return Moment(datetime.combine(at.at, wall, model.at.tzinfo), model.floating)
    if at.floating and not model.floating:
        return Moment(at.at.replace(tzinfo=model.at.tzinfo))
    return Moment(at.at.astimezone(model.at.tzinfo), model.floating)


def moment(line: Property, zones: Zones) -> Moment:
    """A DATE or DATE-TIME (RFC 5545, 3.3.4, 3.3.5). Raises Unread.

    VALUE=DATE is a date whatever its TZID says; eight digits are a date even if VALUE does not say so.
    """
    match = _TIME.fullmatch(line.value.strip())
    if not match:
        raise Unread("one of its times cannot be read")
    year, month, day, hour, minute, second, utc = match.groups()
    try:
        on = date(int(year), int(month), int(day))
        if hour is None or line.params.get("VALUE", "").upper() == "DATE":
            return Moment(on)
        wall = datetime.combine(on, time(int(hour), int(minute), min(int(second or 0), 59)))  # 60 is a leap second
    except ValueError:
        raise Unread("one of its times does not exist") from None
    if utc:
        return Moment(wall.replace(tzinfo=UTC))
    if tzid := line.params.get("TZID", "").strip():
        return Moment(wall.replace(tzinfo=zones.zone(tzid)))
    return Moment(wall.replace(tzinfo=zones.home), floating=True)


def dates(
    lines: Lines, name: str, zones: Zones
) -> tuple[tuple[tuple[Moment, timedelta | None], ...], tuple[str, ...]]:
    """RDATE or EXDATE values; of a period its start and length. What cannot be read is left out and said."""
    found: list[tuple[Moment, timedelta | None]] = []
    bad = False
    for line in lines.all(name):
        for value in line.value.split(","):
            if len(found) >= DATES:
                return tuple(found), (
                    Words("only the first %(most)s of its %(name)s values were read", most=DATES, name=name),
                )
            try:
                found.extend(_date(Property(line.params, value), zones) if value.strip() else ())
            except (Unread, ValueError, OverflowError):
                bad = True
    return tuple(found), (Words("an %(name)s value of it cannot be read", name=name),) if bad else ()


def _date(line: Property, zones: Zones) -> list[tuple[Moment, timedelta | None]]:
    begin, slash, rest = line.value.strip().partition("/")
    start = moment(Property(line.params, begin), zones)
    if not slash:
        return [(start, None)]
    if rest.lstrip("+-").upper().startswith("P"):
        return [(start, vDuration.from_ical(rest))]  # type: ignore[no-untyped-call]
    end = alike(moment(Property(line.params, rest), zones), start)
    return [(start, end.at - start.at)]
