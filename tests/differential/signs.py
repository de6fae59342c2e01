"""How each cause of a difference is seen in a group: what its components say, and what shape the difference has."""

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from icalendar import Timezone

from tests.differential.compare import Group
from tests.differential.lines import Line, Part
from tracker.calendars.zones import guessed, known

_KEYS = frozenset({"UID", "DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"})


def windows_name_defined(group: Group) -> bool:
    """A TZID of the Windows table that the calendar itself defines."""
    return any(known(tzid) and not _iana(tzid) and _defined(group, tzid) for tzid in _tzids(group))


def broken_structure(group: Group) -> bool:
    """It, or what it stands in, is not closed where it should be."""
    return not group.sound or not group.parts or any(_holds_events(part) for part in group.parts)


def bad_time_line(group: Group) -> bool:
    """A line of a time that is no content line, for which we skipped a component."""
    return bool(group.skipped) and any(name in _KEYS for part in group.parts for name in part.bad)


def every_second(group: Group) -> bool:
    """A rule of more than 24 moments a day; nothing of ours is wrong, the rest is missing or never came."""
    wrong = group.extra if group.outcome.kind == "read" else []
    return not wrong and any(_often(rule) for rule in group.rules)


def endless(group: Group) -> bool:
    """A rule by the letter, of which the pair does not come to an end."""
    return group.outcome.kind == "endless" and bool(group.rules) and not any(_often(rule) for rule in group.rules)


def no_instance(group: Group) -> bool:
    """Hours that no step of an hourly rule ever meets, so that dateutil refuses it."""
    return group.outcome.kind == "refused" and any(
        rule.get("FREQ") == "HOURLY" and "BYHOUR" in rule for rule in group.rules
    )


def far_away(group: Group) -> bool:
    """A year that the pair cannot count to in UTC."""
    return "OverflowError" in group.outcome.why or "out of range" in group.outcome.why


def value_of_another_type(group: Group) -> bool:
    """A date that says it is a time, or a time that says it is a date."""
    return any(
        (kind == "DATE" and "T" in line.value.upper())
        or (kind == "DATE-TIME" and re.fullmatch(r"\d{8}", line.value.strip()))
        for line in group.times
        if (kind := line.params.get("VALUE", "").upper())
    )


def nobodys_zone(group: Group) -> bool:
    """A TZID that says nothing to anyone."""
    return any(
        not known(tzid, any_case=True) and not guessed(tzid) and not _defined(group, tzid) for tzid in _tzids(group)
    )


def over_a_year(group: Group) -> bool:
    """A series whose events last longer than a year; we show no other than DTSTART."""
    lasting = any(_digits(end)[:8] > _a_year_after(_digits(start)[:8]) for start, end in group.theirs)
    return lasting and not group.extra


def _a_year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def length_in_the_fold(group: Group) -> bool:
    """The same starts, other ends, an hour apart, on DURATION or DTEND in a zone."""
    ours, theirs = ([start for start, _ in some] for some in (group.extra, group.missing))
    return bool(ours) and ours == theirs and any(line.form == "TZID" for line in group.starts)


def gap_of_a_defined_zone(group: Group) -> bool:
    """A zone of the feed's own, and times an hour apart round its changes."""
    few = len(group.extra) + len(group.missing) <= 8
    return few and any(_defined(group, tzid) and not known(tzid) for tzid in _tzids(group))


def _often(rule: dict[str, str]) -> bool:
    if rule.get("FREQ") in ("SECONDLY", "MINUTELY"):
        return True
    hours = 24 if rule.get("FREQ") == "HOURLY" else _count(rule, "BYHOUR")
    return hours * _count(rule, "BYMINUTE") * _count(rule, "BYSECOND") > 24


def _count(rule: dict[str, str], name: str) -> int:
    return len(set(rule[name].split(","))) if name in rule else 1


def thousand(group: Group) -> bool:
    """We show as many as we ever do, and all before the first that only they show."""
    return len(group.theirs) >= 990 and not group.extra and group.missing == group.theirs[-len(group.missing) :]


def date_with_zone(group: Group) -> bool:
    """A DTSTART that is a date with a TZID: dates for us, times for them."""
    starts = [line for line in group.starts if line.date and line.params.get("TZID")]
    return bool(starts) and all(len(start) == 10 for start, _ in group.extra)


def guessed_zone(group: Group) -> bool:
    """A TZID that no table has as it stands, but that says which zone it means."""
    return any(
        not known(tzid) and not _defined(group, tzid) and (known(tzid, any_case=True) or guessed(tzid))
        for tzid in _tzids(group)
    )


def calendar_zone_on_utc(group: Group) -> bool:
    """A series in UTC in a calendar with X-WR-TIMEZONE."""
    return _calendar_zone(group) and any(line.form == "UTC" for line in group.times) and _repeats(group)


def calendar_zone_on_floating(group: Group) -> bool:
    """A floating time, or a day beside one, in a calendar with X-WR-TIMEZONE."""
    return _calendar_zone(group) and any(line.form == "FLOATING" for line in group.times)


def zone_defined_twice(group: Group) -> bool:
    """A TZID that another calendar of the body defines too, in other words."""
    return any(len(group.definitions.get(tzid.lower(), ())) > 1 for tzid in _tzids(group))


def mixed_weekdays(group: Group) -> bool:
    """BYDAY with plain weekdays and counted ones, of which they show fewer."""
    days = [rule.get("BYDAY", "").split(",") for rule in group.rules]
    return any(len({bool(re.match("[+-]?[0-9]", day)) for day in some}) > 1 for some in days)


def week_without_day(group: Group) -> bool:
    """BYWEEKNO without any BYDAY, and only on other weekdays than DTSTART's are there more of theirs."""
    rules = [rule for rule in group.rules if "BYWEEKNO" in rule]
    return any(not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(rule) for rule in rules)


def exdate_and_override(group: Group) -> bool:
    """The same moment in EXDATE and in RECURRENCE-ID, and we show more."""
    excluded = {at for line in _listed(group, "EXDATE") for at in _instants(line, group)}
    replaced = {at for line in _listed(group, "RECURRENCE-ID") for at in _instants(line, group)}
    return not group.missing and bool(excluded & replaced)


def wall_clock_as_utc(group: Group) -> bool:
    """We show what begins, in UTC, at the wall clock of a RECURRENCE-ID or EXDATE, or the other way round."""
    names = [line for name in ("RECURRENCE-ID", "EXDATE") for line in _listed(group, name)]
    walls = {value for line in names if line.form == "TZID" for value in _moments(line)}
    instants = {at for line in names for at in _instants(line, group)}
    zones = {_zone(line, group) for line in group.starts}
    both = all(
        _digits(start) in walls or any(_wall(_digits(start), zone) in instants for zone in zones)
        for start, _ in group.extra
    )
    return bool(group.extra) and not group.missing and both


def _wall(digits: str, zone: tzinfo) -> str:
    """An instant as digits, on another clock."""
    try:
        return datetime.strptime(digits + "+0000", "%Y%m%dT%H%M%S%z").astimezone(zone).strftime("%Y%m%dT%H%M%S")
    except ValueError:
        return digits


def end_before_start(group: Group) -> bool:
    """An event that ends before it starts."""
    return any(_backwards(part, group) for part in group.parts)


def _backwards(part: Part, group: Group) -> bool:
    start, end, length = part.first("DTSTART"), part.first("DTEND"), part.value("DURATION")
    if length.startswith("-"):
        return True
    return bool(start and end) and max(_instants(end, group), default="") < min(_instants(start, group), default="")  # type: ignore[arg-type]


def end_in_another_form(group: Group) -> bool:
    """A floating start and an end that does not float, or the other way round."""
    pairs = [(part.first("DTSTART"), part.first("DTEND") or part.first("DUE")) for part in group.parts]
    return any(
        start and end and start.form != end.form and "FLOATING" in (start.form, end.form) for start, end in pairs
    )


def end_of_another_type(group: Group) -> bool:
    """A date and a time as start and end of one event."""
    pairs = [(part.first("DTSTART"), part.first("DTEND") or part.first("DUE")) for part in group.parts]
    return any(start and end and start.date != end.date for start, end in pairs)


def until_of_another_type(group: Group) -> bool:
    """Days with an UNTIL that is a time, or the other way round."""
    days = any(line.date for line in group.starts)
    return any("UNTIL" in rule and ("T" in rule["UNTIL"]) == days for rule in group.rules)


def name_of_another_type(group: Group) -> bool:
    """A RECURRENCE-ID that is a time in a series of days, or the other way round."""
    days = {line.date for part in group.masters for line in part.all("DTSTART")}
    return any(line.date not in days for line in _listed(group, "RECURRENCE-ID")) and bool(days)


def no_uid(group: Group) -> bool:
    """An event without a UID."""
    return not group.name[1]


def _tzids(group: Group) -> set[str]:
    return {line.params["TZID"] for line in group.times if line.params.get("TZID") and not line.date}


def _iana(tzid: str) -> bool:
    zone = known(tzid)
    return zone is not None and tzid.strip("/").endswith(zone.key)


def _defined(group: Group, tzid: str) -> bool:
    return tzid.lower() in group.definitions


def _holds_events(part: Part) -> bool:
    return any(inner.kind in ("VEVENT", "VTODO", "VCALENDAR") for inner in part.parts)


def _calendar_zone(group: Group) -> bool:
    return any(calendar.first("X-WR-TIMEZONE") for calendar in group.calendars)


def _repeats(group: Group) -> bool:
    return any(part.first(name) for part in group.parts for name in ("RRULE", "RDATE"))


def _listed(group: Group, name: str) -> list[Line]:
    return [line for part in group.parts for line in part.all(name)]


def _moments(line: Line) -> list[str]:
    return [value.strip().rstrip("Zz") for value in line.value.split(",")]


def _digits(shown: str) -> str:
    return re.sub("[-:Z]", "", shown)


def _instants(line: Line, group: Group) -> list[str]:
    """Its values in UTC, as digits; what is a date, or cannot be read, as it stands."""
    return [_instant(value, line, group) for value in _moments(line)]


def _instant(value: str, line: Line, group: Group) -> str:
    try:
        wall = datetime.strptime(value[:15].upper(), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a wall time
    except ValueError:
        return value
    if line.form == "UTC":
        return value
    return wall.replace(tzinfo=_zone(line, group)).astimezone(UTC).strftime("%Y%m%dT%H%M%S")


def _zone(line: Line, group: Group) -> tzinfo:
    """The zone of a line: by its name, by its definition as the pair reads that, or the reader's."""
    tzid = line.params.get("TZID", "")
    if zone := known(tzid):
        return zone
    for definition in group.definitions.get(tzid.lower(), ()):
        return defined(definition) or group.zone
    return known(tzid, any_case=True) or guessed(tzid) or group.zone


@lru_cache(maxsize=64)
def defined(definition: str) -> tzinfo | None:
    """A VTIMEZONE as a zone."""
    try:
        read = Timezone.from_ical(definition.replace("\n", "\r\n"))
        return read.to_tz(lookup_tzid=False) if isinstance(read, Timezone) else None
    except (ValueError, KeyError, TypeError):
        return None
