"""How each cause of a difference is seen in a group: what its components say, and what shape the difference has."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

from tests.differential import facts
from tests.differential.compare import Group
from tests.differential.lines import Part
from tests.differential.mend import TIMES, is_rule, is_time
from tracker.calendars.zones import guessed, iana, known

_KEYS = frozenset({"UID", "DTSTART", "DTEND", "DUE", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE"})


def broken_structure(group: Group) -> bool:
    """It, or what it stands in, is not closed where it should be."""
    return not group.sound or not group.parts or any(facts.holds_events(part) for part in group.parts)


def bad_time_line(group: Group) -> bool:
    """A time that cannot be read: we skip its component, or read it without an empty parameter."""
    empty = any(";;" in raw.partition(":")[0] for part in group.parts for raw in part.own)
    no_line = any(name in _KEYS for part in group.parts for name in part.bad)
    no_value = any(line.name in TIMES[:4] and not is_time(line.value.strip()) for line in group.times)
    return (bool(group.skipped) and (no_line or no_value)) or (empty and no_line)


def no_calendar(group: Group) -> bool:
    """An event that stands in no VCALENDAR."""
    return not group.ours and group.bare


def every_second(group: Group) -> bool:
    """A rule of more than 24 moments a day; but for instances that differ nothing is more, the rest is missing."""
    differing = {at for part in group.parts if part not in group.masters for at in _starts(part, group)}
    wrong = group.extra if group.outcome.kind == "read" else []
    return any(_often(rule) for rule in group.rules) and {facts.digits(start) for start, _ in wrong} <= differing


def _starts(part: Part, group: Group) -> list[str]:
    return [at for line in part.all("DTSTART") for at in facts.instants(line, group)]


def endless(group: Group) -> bool:
    """A rule by the letter, of which the pair does not come to an end."""
    return group.outcome.kind == "endless" and bool(group.rules) and not any(_often(rule) for rule in group.rules)


def no_instance(group: Group) -> bool:
    """Hours that no step of an hourly rule ever meets, so that dateutil refuses it."""
    return group.outcome.kind == "refused" and any(
        rule.get("FREQ") == "HOURLY" and "BYHOUR" in rule for rule in group.rules
    )


def far_away(group: Group) -> bool:
    """A year, or a length, that the pair cannot count to."""
    return any(word in group.outcome.why for word in ("OverflowError", "out of range", "Impractical"))


def value_of_another_type(group: Group) -> bool:
    """A date that says it is a time, or a time that says it is a date."""
    return any(
        (kind == "DATE" and "T" in line.value.upper())
        or (kind == "DATE-TIME" and re.fullmatch(r"\d{8}", line.value.strip()))
        for line in group.times
        if (kind := line.params.get("VALUE", "").upper())
    )


def utc_with_zone(group: Group) -> bool:
    """A time in UTC with a TZID."""
    return any(line.form == "UTC" and line.params.get("TZID") for line in group.times)


def over_a_year(group: Group) -> bool:
    """A series whose events last longer than a year; we show no other than DTSTART."""
    lasting = any(facts.digits(end)[:8] > _a_year_after(facts.digits(start)[:8]) for start, end in group.theirs)
    return lasting and not _starts_extra(group)


def _a_year_after(day: str) -> str:
    return f"{int(day[:4]) + 1}{day[4:]}"


def length_in_the_fold(group: Group) -> bool:
    """The same starts, other ends, on a clock that is set forward and back."""
    ours, theirs = ([start for start, _ in some] for some in (group.extra, group.missing))
    return bool(ours) and ours == theirs and any(line.form in ("TZID", "FLOATING") for line in group.starts)


def gap_of_a_defined_zone(group: Group) -> bool:
    """A zone of the feed's own, and times an hour apart round its changes."""
    few = len(group.extra) + len(group.missing) <= 8
    return few and any(facts.defined(group, tzid) and not known(tzid) for tzid in facts.tzids(group))


def _often(rule: dict[str, str]) -> bool:
    if rule.get("FREQ") in ("SECONDLY", "MINUTELY"):
        return True
    hours = 24 if rule.get("FREQ") == "HOURLY" else _count(rule, "BYHOUR")
    return hours * _count(rule, "BYMINUTE") * _count(rule, "BYSECOND") > 24


def _count(rule: dict[str, str], name: str) -> int:
    return len(set(rule[name].split(","))) if name in rule else 1


def thousand(group: Group) -> bool:
    """We show as many as we ever do, and all before the first that only they show."""
    missing = _starts_missing(group)
    last = [start for start, _ in group.theirs][-len(missing) :]
    return len(group.theirs) >= 990 and not _starts_extra(group) and missing == last


def _starts_missing(group: Group) -> list[str]:
    ours = {start for start, _ in group.ours}
    return [start for start, _ in group.missing if start not in ours]


def _starts_extra(group: Group) -> list[str]:
    theirs = {start for start, _ in group.theirs}
    return [start for start, _ in group.extra if start not in theirs]


def same_instant_twice(group: Group) -> bool:
    """All that is missing starts when another does that is there."""
    return not group.extra and not _starts_missing(group)


def number_out_of_range(group: Group) -> bool:
    """A rule that is none by the letter, of which we show DTSTART at most."""
    rules = [line.value for part in group.masters for line in part.all("RRULE")]
    return not group.extra and any(not is_rule(value) for value in rules)


def date_with_zone(group: Group) -> bool:
    """A date with a TZID: dates for us, times for them."""
    dates = [line for line in group.times if line.date and line.params.get("TZID")]
    return bool(dates) and all(len(start) == 10 for start, _ in group.extra)


def guessed_zone(group: Group) -> bool:
    """A TZID that no table has as it stands, but that says which zone it means."""
    return any(
        not known(tzid) and not facts.defined(group, tzid) and (known(tzid, any_case=True) or guessed(tzid))
        for tzid in facts.tzids(group)
    )


def _lies(group: Group) -> bool:
    """A name of Windows whose definition in the body has not one offset of the zone that Windows means by it."""
    return any(
        (meant := known(tzid)) and not iana(tzid) and not _offsets_of(group, tzid) & _offsets(meant)
        for tzid in facts.tzids(group)
        if facts.defined(group, tzid)
    )


def _offsets_of(group: Group, tzid: str) -> set[timedelta | None]:
    defined = map(facts.defined_zone, group.definitions[tzid.lower()])
    return {offset for zone in defined if zone for offset in _offsets(zone)}


def _offsets(zone: tzinfo) -> set[timedelta | None]:
    days = (datetime(year, month, 15, 12, tzinfo=UTC) for year in (2016, 2021, 2026) for month in (1, 4, 7, 10))
    return {day.astimezone(zone).utcoffset() for day in days}


def calendar_zone_on_utc(group: Group) -> bool:
    """A series in UTC in a calendar with X-WR-TIMEZONE."""
    return facts.calendar_zone(group) and any(line.form == "UTC" for line in group.times) and facts.repeats(group)


def calendar_zone_on_floating(group: Group) -> bool:
    """A floating time, or a day beside one, in a calendar with X-WR-TIMEZONE."""
    return facts.calendar_zone(group) and any(line.form == "FLOATING" for line in group.times)


def definition_behind(group: Group) -> bool:
    """A defined TZID that is also a name of Windows, in a calendar with an event before a zone."""
    orders = [[part.kind == "VTIMEZONE" for part in calendar.parts] for calendar in group.calendars]
    behind = any(order != sorted(order, reverse=True) for order in orders)
    return behind and any(known(tzid) and facts.defined(group, tzid) for tzid in facts.tzids(group))


def definition_not_believed(group: Group) -> bool:
    """A name of Windows and a definition that lies of it, or one that changes by another rule than a yearly one."""
    rules = [
        rule
        for tzid in facts.tzids(group)
        for one in group.definitions.get(tzid.lower(), ())
        for rule in re.findall(r"^RRULE:(.*)$", one, re.MULTILINE | re.IGNORECASE)
    ]
    odd = any(not is_rule(rule) or "FREQ=YEARLY" not in rule.upper() for rule in rules)
    return odd or _lies(group)


def zone_defined_twice(group: Group) -> bool:
    """A TZID that another calendar of the body defines too, in other words."""
    return any(len(group.definitions.get(tzid.lower(), ())) > 1 for tzid in facts.tzids(group))


def place_in_first_set(group: Group) -> bool:
    """BYSETPOS in a week or a day, the first of which DTSTART may cut."""
    return any("BYSETPOS" in rule and rule.get("FREQ") in ("WEEKLY", "DAILY", "HOURLY") for rule in group.rules)


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
    excluded = {at for line in facts.listed(group, "EXDATE") for at in facts.instants(line, group)}
    replaced = {at for line in facts.listed(group, "RECURRENCE-ID") for at in facts.instants(line, group)}
    return not group.missing and bool(excluded & replaced)


def wall_clock_as_utc(group: Group) -> bool:
    """We show what begins, in UTC, at the wall clock of a RECURRENCE-ID or EXDATE, or the other way round."""
    names = [line for name in ("RECURRENCE-ID", "EXDATE") for line in facts.listed(group, name)]
    walls = {value for line in names if line.form == "TZID" for value in facts.moments(line)}
    instants = {at for line in names for at in facts.instants(line, group)}
    zones = {facts.zone_of(line, group) for line in group.starts}
    both = all(
        facts.digits(start) in walls
        or any(facts.wall(facts.digits(start), zone) in instants | walls for zone in zones)
        for start, _ in group.extra
    )
    return bool(group.extra) and not group.missing and both
