"""Every difference there is between us and the stock pair: how it is known, who is right, and what settles it.

A difference that none of these explains is a fault of ours until somebody shows otherwise.
"""

from tests.differential import signs
from tests.differential.compare import Group
from tests.differential.conforming import NOT_CONFORMING, Difference

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
        "same-instant-twice",
        "we",
        "3.8.5.3",
        "Duplicate instances are one: where the clock skips an hour, two times of a rule can be the same instant.",
        signs.same_instant_twice,
    ),
    Difference(
        "number-out-of-range",
        "we",
        "3.3.10",
        "A rule whose numbers are out of range is none: it is left out, and said. dateutil makes some sense of some.",
        signs.number_out_of_range,
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
        "definition-not-believed",
        "open",
        "3.6.5",
        "By the letter a definition counts. One of a name that Windows knows which shares no offset with that zone, "
        "or changes as no zone does, is a mistake for us.",
        signs.definition_not_believed,
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
    *NOT_CONFORMING,
)


def explained(group: Group) -> Difference | None:
    """The first difference that is seen in a group."""
    return next((one for one in DIFFERENCES if one.seen(group)), None)
