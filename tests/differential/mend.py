"""A series alone, mended step by step until the stock pair can read it: so that what we make of a broken one is
compared too, with what the pair makes of it without the line that is broken.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from tests.differential.lines import Part, parsed, rule_parts, value_list

ONCE = {
    *(
        "UID",
        "DTSTART",
        "DTEND",
        "DUE",
        "DURATION",
        "RRULE",
        "RECURRENCE-ID",
        "SEQUENCE",
        "SUMMARY",
        "DTSTAMP",
        "STATUS",
    ),
    *("CLASS", "TRANSP", "LAST-MODIFIED", "LOCATION", "DESCRIPTION", "PRIORITY", "GEO", "URL", "COMPLETED"),
    *("TZID", "TZOFFSETFROM", "TZOFFSETTO", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-TIMEZONE"),
}
TIMES = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE", "COMPLETED", "LAST-MODIFIED", "DTSTAMP")
_KEY = re.compile("(UID|DTSTART|DTEND|DUE|DURATION|RECURRENCE-ID)[;:]", re.IGNORECASE)
Lines = list[str]


class Alone(NamedTuple):
    """One calendar with one series: its headers, its zones, and the series' components without their alarms."""

    header: Lines
    zones: list[Lines]
    parts: list[Lines]

    def lines(self) -> Lines:
        """All of it."""
        inner = [line for block in (*self.zones, *self.parts) for line in block]
        return ["BEGIN:VCALENDAR", *self.header, *inner, "END:VCALENDAR"]

    def each(self, change: Callable[[Lines], Lines]) -> "Alone":
        """With each block changed; a block without lines is gone."""
        zones, parts = ([new for old in blocks if (new := change(old))] for blocks in (self.zones, self.parts))
        return Alone(change(self.header), zones, parts)


def alone(calendar: Part, parts: list[Part]) -> Alone:
    """A calendar with these of its components."""
    zones = [part.raw for part in calendar.parts if part.kind == "VTIMEZONE"]
    return Alone(calendar.own, zones, [[part.raw[0], *part.own, f"END:{part.kind}"] for part in parts])


def mends(calendars: list[Alone]) -> Iterator[tuple[str, list[Alone]]]:
    """The calendars with ever more mended, each with the name of the last mend that changed something."""
    for name, mend in _MENDS:
        better = [mend(calendar) for calendar in calendars]
        if better != calendars:
            calendars = better
            yield name, calendars


def _scale(calendar: Alone) -> Alone:
    return calendar.each(lambda block: [line for line in block if not line.upper().startswith("CALSCALE")])


def _no_line(calendar: Alone) -> Alone:
    """Without lines that are none. The line of a time goes with its event, which would be another without it."""

    def kept(block: Lines) -> Lines:
        broken = any(not parsed(line) and re.match(_KEY, line) for line in block)
        return [] if broken else [line for line in block if parsed(line)]

    return calendar.each(kept)


def _twice(calendar: Alone) -> Alone:
    return calendar.each(_firsts)


def _firsts(block: Lines) -> Lines:
    """Without the second of what may stand once. An observance of a zone starts anew."""
    seen: set[str] = set()
    kept = []
    for line in block:
        name = re.split("[:;]", line, maxsplit=1)[0].upper()
        seen = set() if name == "BEGIN" else seen
        if name not in ONCE or name not in seen:
            kept.append(line)
        seen.add(name)
    return kept


def _spelt(calendar: Alone) -> Alone:
    return calendar.each(lambda block: [_respelt(line) for line in block])


def _respelt(raw: str) -> str:
    """A time or rule as the standard spells it: capitals, no dashes, seconds below 60; no empty parameter."""
    line = parsed(raw)
    if not line:
        better = re.sub(r";+(?=[:;])", "", raw.partition(":")[0] + ":") + raw.partition(":")[2]
        return _respelt(better) if better != raw else raw
    if line.name in ("RRULE", "CALSCALE", "DURATION"):
        return f"{line.name}:" + re.sub(r";X-[^;]*|[;\s]+$|\s", "", line.value.upper())
    if line.name not in TIMES:
        return raw
    head, _, _ = raw.rpartition(":" + line.value) if line.value else (raw, "", "")
    return head + ":" + ",".join(_retimed(value) for value in value_list(line.value))


def _retimed(value: str) -> str:
    match = re.fullmatch(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z?))?\s*", value.upper())
    if not match:
        return value
    year, month, day, hour, minute, second, utc = match.groups()
    clock = f"T{hour}{minute}{min(int(second or 0), 59):02}{utc}" if hour else ""
    return f"{year}{month}{day}{clock}"


def is_time(value: str) -> bool:
    """Whether it is a DATE or a DATE-TIME that exists."""
    match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?", value)
    if not match:
        return False
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return False
    return True


def is_duration(value: str) -> bool:
    """Whether it is a DURATION (RFC 5545, 3.3.6)."""
    return re.fullmatch(r"[+-]?P(?=.)(\d+W|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?)", value.strip()) is not None


def _values(calendar: Alone) -> Alone:
    """Without the values of EXDATE and RDATE that are none, and without components one of whose times is none."""
    parts = [[_listed(line) for line in block] for block in calendar.parts]
    return Alone(calendar.header, calendar.zones, [[line for line in part if line] for part in parts if _sound(part)])


def _listed(raw: str) -> str:
    line = parsed(raw)
    if line and line.name in TIMES[6:]:
        return raw if is_time(line.value.strip()) else ""
    if not line or line.name not in ("EXDATE", "RDATE"):
        return raw
    good = [value for value in value_list(line.value) if _listable(value)]
    head = raw[: len(raw) - len(line.value)]
    return head + ",".join(good) if good else ""


def _listable(value: str) -> bool:
    begin, slash, end = value.partition("/")
    return is_time(begin) and (not slash or is_time(end) or is_duration(end))


def _sound(block: Lines) -> bool:
    lines = [line for raw in block if raw and (line := parsed(raw))]
    if block[0].upper() == "BEGIN:VTODO" and any(line.name == "DUE" for line in lines):
        lines = [line for line in lines if line.name not in ("DTSTART", "DURATION")]  # the due is all that we look at
    bad_time = any(line.name in TIMES[:4] and not is_time(line.value.strip()) for line in lines)
    bad_length = any(line.name == "DURATION" and not is_duration(line.value) for line in lines)
    return not bad_time and not bad_length and any(line.name in ("DTSTART", "DUE") for line in lines)


_ZONE_LINE = re.compile(r"(BEGIN|END|TZ\w+|LAST-MODIFIED|DTSTART|RRULE|RDATE|COMMENT|X-[\w-]+)[;:]", re.IGNORECASE)


def _zones(calendar: Alone) -> Alone:
    """Without lines that no zone has, and without definitions that are none even so."""
    zones = [[line for line in zone if _ZONE_LINE.match(line)] for zone in calendar.zones]
    return Alone(calendar.header, [zone for zone in zones if _zone(zone)], calendar.parts)


def _zone(block: Lines) -> bool:
    """Whether a definition has what it must (RFC 5545, 3.6.5)."""
    text = "\n".join(block).upper()
    starts = re.findall(r"^DTSTART(.*):(.*)$", text, re.MULTILINE)
    observances = len(re.findall(r"^BEGIN:(?:STANDARD|DAYLIGHT)$", text, re.MULTILINE))
    offsets = re.findall(r"^TZOFFSET(?:FROM|TO):[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?$", text, re.MULTILINE)
    rules = re.findall(r"^RRULE:(.*)$", text, re.MULTILINE)
    return (
        observances == len(starts) == len(offsets) / 2 > 0
        and all(is_time(value) and not params for params, value in starts)
        and not re.search("^RDATE;(?!VALUE=DATE-TIME:)", text, re.MULTILINE)
        and all("FREQ=YEARLY" in rule and is_rule(rule) for rule in rules)
        and all(
            _listable(value)
            for values in re.findall(r"^RDATE(?:;VALUE=DATE-TIME)?:(.*)$", text, re.MULTILINE)
            for value in values.split(",")
        )
    )


def _rules(calendar: Alone) -> Alone:
    def kept(block: Lines) -> Lines:
        return [raw for raw in block if not (line := parsed(raw)) or line.name != "RRULE" or is_rule(line.value)]

    return Alone(calendar.header, calendar.zones, [kept(part) for part in calendar.parts])


_NUMBERS = {
    "INTERVAL": (1, 10_000),
    "COUNT": (1, 10**9),
    "BYSECOND": (0, 60),
    "BYMINUTE": (0, 59),
    "BYHOUR": (0, 23),
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (1, 31),
    "BYYEARDAY": (1, 366),
    "BYWEEKNO": (1, 53),
    "BYSETPOS": (1, 366),
}
_FREQUENCIES = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def is_rule(value: str) -> bool:
    """Whether it is an RRULE by the letter (RFC 5545, 3.3.10)."""
    parts = rule_parts(value)
    return parts.get("FREQ") in _FREQUENCIES and all(_is_part(name, said) for name, said in parts.items())


def _is_part(name: str, said: str) -> bool:
    if name in _NUMBERS:
        low, high = _NUMBERS[name]
        signed = name in ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")
        pattern = r"[+-]?\d+" if signed else r"\d+"
        return all(re.fullmatch(pattern, one) and low <= abs(int(one)) <= high for one in said.split(","))
    if name in ("BYDAY", "WKST"):
        return all(re.fullmatch(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", one) for one in said.split(","))
    return is_time(said) if name == "UNTIL" else name == "FREQ" or name.startswith("X-")


_MENDS: tuple[tuple[str, Callable[[Alone], Alone]], ...] = (
    ("spelling", _spelt),
    ("no-line", _no_line),
    ("no-scale", _scale),
    ("said-twice", _twice),
    ("no-value", _values),
    ("no-zone", _zones),
    ("no-rule", _rules),
)
