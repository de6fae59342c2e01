"""How a feed can write a time: every form and kind of zone that readers meet (RFC 5545, 3.3.4, 3.3.5, 3.6.5)."""

from datetime import UTC, date, datetime
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

IANA = (
    "Europe/Berlin",
    "America/New_York",
    "Africa/Accra",
    "Europe/London",
    "Asia/Kolkata",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Pacific/Auckland",
    "Australia/Lord_Howe",
    "America/St_Johns",
)
WINDOWS = {
    "W. Europe Standard Time": "Europe/Berlin",
    "Eastern Standard Time": "America/New_York",
    "Greenwich Standard Time": "Africa/Accra",
    "India Standard Time": "Asia/Kolkata",
    "New Zealand Standard Time": "Pacific/Auckland",
}
UNKNOWN = ("Nowhere/Particular", "Our Own Time", "(UTC+01:00) Amsterdam, Berlin", "GMT+0200", "europe/berlin")

_BERLIN_RULES = ("19961027T030000", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "19810329T020000", "BYMONTH=3;BYDAY=-1SU")


class Clock(NamedTuple):
    """A way of writing times: dates, floating, in UTC, or by a TZID, with its definition if it has one."""

    form: str  # DATE, FLOATING, UTC, TZID
    tzid: str = ""
    zone: ZoneInfo = ZoneInfo("UTC")  # the clock on which the rule is thought up
    definition: tuple[str, ...] = ()

    def line(self, name: str, at: datetime, *more: str) -> str:
        """A content line with this time."""
        return self.list(name, [self.value(at)], *more)

    def list(self, name: str, values: list[str], *more: str) -> str:
        """A content line with these values."""
        own = {"DATE": ["VALUE=DATE"], "TZID": [f"TZID={quoted(self.tzid)}"]}.get(self.form, [])
        return ";".join([name, *own, *more]) + ":" + ",".join(values)

    def value(self, at: datetime) -> str:
        """A wall time as a value."""
        if self.form == "DATE":
            return at.strftime("%Y%m%d")
        return at.strftime("%Y%m%dT%H%M%S") + ("Z" if self.form == "UTC" else "")

    def in_utc(self, at: datetime) -> str:
        """A wall time as a value in UTC."""
        return at.replace(tzinfo=self.zone).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def quoted(value: str) -> str:
    """A parameter's value, quoted if it must be (RFC 5545, 3.2)."""
    return f'"{value}"' if any(sign in value for sign in ":;,") else value


def a_clock(random: Random) -> Clock:
    """Any of them, the common ones more often."""
    makers = (_utc, _iana, _all_day, _floating, _windows, _own, _lying, _vendor, _unknown)
    return random.choices(makers, weights=(18, 34, 18, 9, 7, 6, 3, 3, 2))[0](random)


def _utc(random: Random) -> Clock:
    return Clock("UTC")


def _all_day(random: Random) -> Clock:
    return Clock("DATE")


def _floating(random: Random) -> Clock:
    return Clock("FLOATING")


def _iana(random: Random) -> Clock:
    name = random.choice(IANA)
    return Clock(
        "TZID", name, ZoneInfo(name), berlin(name) if name == "Europe/Berlin" and random.random() < 0.6 else ()
    )


def _windows(random: Random) -> Clock:
    name = random.choice(list(WINDOWS))
    defined = berlin(name) if name.startswith("W.") and random.random() < 0.6 else ()
    return Clock("TZID", name, ZoneInfo(WINDOWS[name]), defined)


def _own(random: Random) -> Clock:
    """A name of the feed's own, with its definition: with summer time, without, or with a list of changes."""
    name = random.choice(["Our Clock", "Customized Time Zone", "/example.com/Ours", "Office: hall"])
    kind = random.randrange(3)
    if kind == 0:
        return Clock("TZID", name, ZoneInfo("Europe/Berlin"), berlin(name))
    if kind == 1:
        return Clock("TZID", name, ZoneInfo("Asia/Kolkata"), fixed(name, "+0530"))
    return Clock("TZID", name, ZoneInfo("UTC"), listed(name))


def _lying(random: Random) -> Clock:
    """A definition that says otherwise than everybody who knows the name."""
    name = random.choice(["America/New_York", "Eastern Standard Time", "Europe/London"])
    return Clock("TZID", name, ZoneInfo(WINDOWS.get(name, name)), random.choice([berlin(name), fixed(name, "+0900")]))


def _vendor(random: Random) -> Clock:
    name = random.choice(IANA)
    return Clock("TZID", f"/example.com/2026a/{name}", ZoneInfo(name))


def _unknown(random: Random) -> Clock:
    return Clock("TZID", random.choice(UNKNOWN))


def berlin(tzid: str) -> tuple[str, ...]:
    """A definition with summer time, by rules without end."""
    winter, winter_rule, summer, summer_rule = _BERLIN_RULES
    return (
        *("BEGIN:VTIMEZONE", f"TZID:{tzid}"),
        *("BEGIN:STANDARD", f"DTSTART:{winter}", f"RRULE:{winter_rule}", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("TZNAME:CET", "END:STANDARD"),
        *("BEGIN:DAYLIGHT", f"DTSTART:{summer}", f"RRULE:FREQ=YEARLY;{summer_rule}", "TZOFFSETFROM:+0100"),
        *("TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT", "END:VTIMEZONE"),
    )


def fixed(tzid: str, offset: str) -> tuple[str, ...]:
    """A definition with one offset for ever."""
    observance = ("DTSTART:19700101T000000", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}", "TZNAME:OUR")
    return ("BEGIN:VTIMEZONE", f"TZID:{tzid}", "BEGIN:STANDARD", *observance, "END:STANDARD", "END:VTIMEZONE")


def listed(tzid: str) -> tuple[str, ...]:
    """A definition whose changes are listed, not ruled."""
    winter = ("DTSTART:20181028T030000", "RDATE:20231029T030000,20241027T030000,20251026T030000,20261025T030000")
    summer = ("DTSTART:20190331T020000", "RDATE:20240331T020000,20250330T020000,20260329T020000")
    return (
        *("BEGIN:VTIMEZONE", f"TZID:{tzid}", "BEGIN:STANDARD", *winter, "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("TZNAME:W", "END:STANDARD", "BEGIN:DAYLIGHT", *summer, "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("TZNAME:S", "END:DAYLIGHT", "END:VTIMEZONE"),
    )


def a_start(random: Random, clock: Clock) -> datetime:
    """A wall time from 2019 to 2027: mostly an hour of work, at times one that is skipped or repeated."""
    if random.random() < 0.08:
        return random.choice(_CHANGES)
    on = date(2019, 1, 1).toordinal() + int(random.triangular(0, 3285, 2600))
    hour, minute = random.choice([*range(8, 19), 0, 1, 2, 3, 23]), random.choice([0, 0, 0, 15, 30, 45, 59])
    return datetime.fromordinal(on).replace(hour=hour, minute=minute)


_CHANGES = tuple(
    datetime.fromisoformat(at)
    for at in (
        *("2026-03-29T02:30", "2026-10-25T02:30", "2026-03-08T02:30", "2026-11-01T01:30", "2025-03-30T02:15"),
        *("2026-04-05T02:30", "2026-10-04T02:15", "2025-10-26T02:00", "2025-10-26T01:59", "2024-02-29T10:00"),
        *("2025-12-31T23:30", "2024-12-31T09:00", "2026-01-31T12:00", "2027-02-28T08:00", "2020-02-29T00:00"),
    )
)
