"""Every difference there is between us and the stock pair: how it is known, who is right, and what settles it.

A difference that none of these explains is a fault of ours until somebody shows otherwise.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tests.differential import signs
from tests.differential.compare import Group

Right = Literal["we", "open", "bound", "they"]


class Difference(NamedTuple):
    """A cause by name; the section of RFC 5545 (or of ours) that settles it, and why; how it is seen in a group."""

    name: str
    right: Right  # we; open: the standard does not say; bound: ours, on purpose; they: a fault of ours, to be mended
    section: str
    why: str
    seen: Callable[[Group], bool]


DIFFERENCES = (
    Difference(
        "wall-clock-as-utc",
        "we",
        "3.8.4.4",
        "EXDATE and RECURRENCE-ID name the instance at that instant. The pair also takes their wall clock for one in "
        "UTC, and hides an instance that happens to stand there.",
        signs.wall_clock_as_utc,
    ),
    Difference(
        "place-in-the-first-set",
        "we",
        "3.3.10",
        "BYSETPOS counts from the beginning of the week or day, also in the first; dateutil counts there from "
        "DTSTART on.",
        signs.place_in_first_set,
    ),
    Difference(
        "mixed-weekdays",
        "we",
        "3.3.10",
        "Each of several values in BYDAY adds its days, so `MO,1FR` is every Monday and the first Friday; dateutil "
        "wants a day to be both.",
        signs.mixed_weekdays,
    ),
    Difference(
        "exdate-and-override",
        "open",
        "3.8.5.1",
        "An instance that is both excluded and replaced: the standard names no winner. We show the replacement, as "
        "most programs do.",
        signs.exdate_and_override,
    ),
    Difference(
        "length-in-the-fold",
        "we",
        "3.8.5.3",
        "Days of a DURATION are days on the clock, and its hours are hours, also where the clock repeats one; "
        "the pair counts all of it on the clock.",
        signs.length_in_the_fold,
    ),
    Difference(
        "no-calendar",
        "we",
        "3.4",
        "An iCalendar object is a VCALENDAR; a body without one is refused, since it may be anything.",
        signs.no_calendar,
    ),
    Difference(
        "broken-structure",
        "we",
        "3.6",
        "A component ends at its END and holds no event. One that is never closed is skipped and said; the pair "
        "makes it and all that follow it into one.",
        signs.broken_structure,
    ),
    Difference(
        "unreadable-time",
        "we",
        "3.1",
        "A time whose line cannot be read leaves its event unknown: it is skipped and said. The pair forgets the "
        "line, and an instance becomes an event of its own.",
        signs.bad_time_line,
    ),
    Difference(
        "every-second",
        "bound",
        "our bound",
        "What repeats every second or minute, or more than 24 times a day, is shown once, and that is said.",
        signs.every_second,
    ),
    Difference(
        "over-a-year",
        "bound",
        "our bound",
        "What lasts longer than a year and repeats is shown once, and that is said.",
        signs.over_a_year,
    ),
    Difference(
        "thousand",
        "bound",
        "our bound",
        "Of one series 1,000 occurrences are shown, and that is said.",
        signs.thousand,
    ),
    Difference(
        "endless",
        "we",
        "3.3.10",
        "A rule whose parts exclude each other has no instance; the pair seeks one up to the year 9999.",
        signs.endless,
    ),
    Difference(
        "no-instance",
        "we",
        "3.3.10",
        "Hours that an hourly rule never meets leave it without an instance; the pair refuses the body.",
        signs.no_instance,
    ),
    Difference(
        "far-away",
        "we",
        "3.3.5",
        "A year that no window reaches is no reason to lose a body; the pair cannot count to it.",
        signs.far_away,
    ),
    Difference(
        "value-of-another-type",
        "open",
        "3.2.20",
        "A value must be of the type that VALUE says. One that is not is a date for us if either says so.",
        signs.value_of_another_type,
    ),
    Difference(
        "date-with-zone",
        "we",
        "3.2.19",
        "TZID must not stand with a DATE, which has no clock: a day everywhere. The pair makes it midnight there.",
        signs.date_with_zone,
    ),
    Difference(
        "zone-by-another-name",
        "we",
        "3.3.5",
        "A time with a TZID is a time in that zone and never floats. We read names such as `GMT+0200` and "
        "`europe/berlin`; the pair knows none of them and lets their times float, unsaid.",
        signs.guessed_zone,
    ),
    Difference(
        "utc-with-zone",
        "open",
        "3.2.19",
        "TZID must not stand with a time in UTC. For us the Z counts, for the pair the TZID.",
        signs.utc_with_zone,
    ),
    Difference(
        "calendar-zone-moves-utc",
        "we",
        "3.3.5",
        "A time in UTC is UTC (form 2). With X-WR-TIMEZONE, which is not in the standard, the pair repeats a series "
        "in UTC on that zone's clock.",
        signs.calendar_zone_on_utc,
    ),
    Difference(
        "calendar-zone-on-floating",
        "we",
        "3.3.5",
        "A floating time is the reader's own clock (form 1), whatever X-WR-TIMEZONE says; the pair reads it there.",
        signs.calendar_zone_on_floating,
    ),
    Difference(
        "definition-behind",
        "we",
        "3.2.19",
        "A VTIMEZONE may stand behind the events that name it. The pair has by then taken a name that Windows knows "
        "for Windows' zone, and keeps to that.",
        signs.definition_behind,
    ),
    Difference(
        "zone-defined-twice",
        "we",
        "3.2.19",
        "A TZID means the VTIMEZONE of its own iCalendar object. The pair keeps the first of that name for all.",
        signs.zone_defined_twice,
    ),
    Difference(
        "week-without-day",
        "we",
        "3.3.10",
        "What a rule does not say comes from DTSTART: BYWEEKNO alone means DTSTART's weekday, and not all seven.",
        signs.week_without_day,
    ),
    Difference(
        "gap-of-a-defined-zone",
        "we",
        "3.3.5",
        "A time that the clock skips is read with the offset before the gap, one that it repeats is the first; the "
        "pair does so for IANA zones, but not for those that a feed defines.",
        signs.gap_of_a_defined_zone,
    ),
    Difference(
        "end-before-start",
        "we",
        "3.8.2.2",
        "DTEND must be later than DTSTART. We keep the start and no length; the pair changes one for the other.",
        signs.end_before_start,
    ),
    Difference(
        "end-in-another-form",
        "we",
        "3.8.2.2",
        "If DTSTART is local, so must DTEND be. We read each as it stands; the pair reads a floating start on the "
        "clock of its end.",
        signs.end_in_another_form,
    ),
    Difference(
        "end-of-another-type",
        "we",
        "3.8.2.2",
        "DTEND must be of DTSTART's type, so we bring it to that; the pair makes both of them times.",
        signs.end_of_another_type,
    ),
    Difference(
        "nobodys-zone",
        "open",
        "3.2.19",
        "A TZID that nothing explains: we read it in the reader's zone and say so; the pair lets it float, and "
        "beside another time takes that one's zone.",
        signs.nobodys_zone,
    ),
    Difference(
        "not-looked-into",
        "bound",
        "our bound",
        "What surely lies outside the window is not looked into, so its UID is known although its event is broken.",
        signs.not_looked_into,
    ),
    Difference(
        "day-of-no-length",
        "we",
        "3.8.2.2",
        "DTEND must be later than DTSTART: a day that ends on itself is that day, as if it had no DTEND.",
        signs.day_of_no_length,
    ),
    Difference(
        "definition-in-part",
        "open",
        "3.6.5",
        "A definition with one bad line is read without that line; the pair gets none, and the times float.",
        signs.definition_in_part,
    ),
    Difference(
        "list-of-another-type",
        "we",
        "3.8.5.2",
        "RDATE and EXDATE must be of DTSTART's type, so we bring them to that; the pair makes all of them times.",
        signs.list_of_another_type,
    ),
    Difference(
        "range-of-a-single",
        "open",
        "3.8.4.4",
        "RANGE=THISANDFUTURE on an instance of what does not repeat: that one alone is replaced.",
        signs.range_of_a_single,
    ),
    Difference(
        "until-of-another-type",
        "open",
        "3.3.10",
        "UNTIL must be of DTSTART's type. A day as the end of times takes in all of that day; the "
        "pair ends at its midnight in UTC.",
        signs.until_of_another_type,
    ),
    Difference(
        "no-uid",
        "open",
        "3.8.4.7",
        "An event must have a UID. Those that say the same without one are one for us, and several for the pair.",
        signs.no_uid,
    ),
    Difference(
        "one-uid-for-two",
        "open",
        "3.8.4.7",
        "No two events may share a UID. Of those that do we show the last revision, and say so; the pair "
        "shows the first.",
        signs.one_name_for_two,
    ),
)


def explained(group: Group) -> Difference | None:
    """The first difference that is seen in a group."""
    return next((one for one in DIFFERENCES if one.seen(group)), None)
