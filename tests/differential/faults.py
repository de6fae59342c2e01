"""How each cause is seen that lies in what does not conform (see signs.py for the others)."""

from tests.differential import facts
from tests.differential.compare import Group
from tests.differential.lines import Part
from tracker.calendars.zones import guessed, known


def not_looked_into(group: Group) -> bool:
    """No occurrence for either, and a UID that only we know, of an event that had to be mended."""
    return group.named == (True, False) and bool(group.mended) and not group.ours and not group.theirs


def definition_in_part(group: Group) -> bool:
    """A definition of which a line was bad, so that the pair got none, on a TZID that it defines."""
    return "no-zone" in group.mended and any(facts.defined(group, tzid) for tzid in facts.tzids(group))


def day_of_no_length(group: Group) -> bool:
    """Days that end on the day they start."""
    pairs = [(part.first("DTSTART"), part.first("DTEND")) for part in group.parts]
    same = any(start and end and start.date and start.value.strip() == end.value.strip() for start, end in pairs)
    return same and [start for start, _ in group.extra] == [start for start, _ in group.missing]


def one_name_for_two(group: Group) -> bool:
    """Several components under one UID, none of them an instance of another."""
    return len(group.masters) > 1


def range_of_a_single(group: Group) -> bool:
    """RANGE=THISANDFUTURE where nothing repeats."""
    ranged = any(line.params.get("RANGE") for line in facts.listed(group, "RECURRENCE-ID"))
    return ranged and not group.rules and not facts.listed(group, "RDATE")


def list_of_another_type(group: Group) -> bool:
    """RDATE or EXDATE with times for a series of days, or the other way round."""
    days = {line.date for line in group.starts}
    return any(line.date not in days for name in ("RDATE", "EXDATE") for line in facts.listed(group, name))


def nobodys_zone(group: Group) -> bool:
    """A TZID that says nothing to anyone."""
    return any(
        not known(tzid, any_case=True) and not guessed(tzid) and not facts.defined(group, tzid)
        for tzid in facts.tzids(group)
    )


def end_before_start(group: Group) -> bool:
    """An event that ends before it starts."""
    return any(_backwards(part, group) for part in group.parts)


def _backwards(part: Part, group: Group) -> bool:
    start, end, length = part.first("DTSTART"), part.first("DTEND") or part.first("DUE"), part.value("DURATION")
    if length.startswith("-"):
        return True
    if not (start and end):
        return False
    return max(facts.instants(end, group), default="") < min(facts.instants(start, group), default="")


def end_in_another_form(group: Group) -> bool:
    """A floating start and an end that does not float, or the other way round."""
    pairs = [(part.first("DTSTART"), part.first("DTEND") or part.first("DUE")) for part in group.parts]
    return any(
        start and end and start.form != end.form and "FLOATING" in (start.form, end.form) for start, end in pairs
    )


def end_of_another_type(group: Group) -> bool:
    """A date and a time as start and end of one event, or a date and hours."""
    pairs = [(part.first("DTSTART"), part.first("DTEND") or part.first("DUE")) for part in group.parts]
    hours = any(part.value("DURATION").upper().count("T") and _days(part) for part in group.parts)
    return hours or any(start and end and start.date != end.date for start, end in pairs)


def _days(part: Part) -> bool:
    return any(line.date for line in part.all("DTSTART"))


def until_of_another_type(group: Group) -> bool:
    """Days with an UNTIL that is a time, or the other way round."""
    days = any(line.date for line in group.starts)
    return any("UNTIL" in rule and ("T" in rule["UNTIL"]) == days for rule in group.rules)


def name_of_another_type(group: Group) -> bool:
    """A RECURRENCE-ID that is a time in a series of days, or the other way round."""
    days = {line.date for part in group.masters for line in part.all("DTSTART")}
    return any(line.date not in days for line in facts.listed(group, "RECURRENCE-ID")) and bool(days)


def no_uid(group: Group) -> bool:
    """An event without a UID."""
    return not group.name[1]


def hours_of_days(group: Group) -> bool:
    """Days that repeat by the hour."""
    return any(line.date for line in group.starts) and any(
        rule.get("FREQ") == "HOURLY" or {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(rule) for rule in group.rules
    )


def zone_in_another_case(group: Group) -> bool:
    """A TZID that is defined in other letters, small for capital."""
    return any(
        facts.defined(group, tzid) and not any(f"TZID:{tzid}\n" in one for one in group.definitions[tzid.lower()])
        for tzid in facts.tzids(group)
    )


def replaced_by_nothing(group: Group) -> bool:
    """A skipped component with a RECURRENCE-ID, and only the instance missing that it names."""
    named = {at for line in facts.listed(group, "RECURRENCE-ID") for at in facts.instants(line, group)}
    return bool(group.skipped) and not group.extra and {facts.digits(start) for start, _ in group.missing} <= named
