"""What does not conform to RFC 5545, and is read in one way by us and in another by the stock pair."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tests.differential import faults
from tests.differential.compare import Group

Right = Literal["we", "open", "bound", "they"]


class Difference(NamedTuple):
    """A cause by name; the section of RFC 5545 (or of ours) that settles it, and why; how it is seen in a group."""

    name: str
    right: Right  # we; open: the standard does not say; bound: ours, on purpose; they: a fault of ours, to be mended
    section: str
    why: str
    seen: Callable[[Group], bool]


NOT_CONFORMING = (
    Difference(
        "end-before-start",
        "we",
        "3.8.2.2",
        "DTEND must be later than DTSTART. We keep the start and no length; the pair changes one for the other.",
        faults.end_before_start,
    ),
    Difference(
        "end-in-another-form",
        "we",
        "3.8.2.2",
        "If DTSTART is local, so must DTEND be. We read each as it stands; the pair reads a floating start on the "
        "clock of its end.",
        faults.end_in_another_form,
    ),
    Difference(
        "end-of-another-type",
        "we",
        "3.8.2.2",
        "DTEND must be of DTSTART's type, so we bring it to that; the pair makes both of them times.",
        faults.end_of_another_type,
    ),
    Difference(
        "nobodys-zone",
        "open",
        "3.2.19",
        "A TZID that nothing explains: we read it in the reader's zone and say so; the pair lets it float, and "
        "beside another time takes that one's zone.",
        faults.nobodys_zone,
    ),
    Difference(
        "not-looked-into",
        "bound",
        "our bound",
        "What surely lies outside the window is not looked into, so its UID is known although its event is broken.",
        faults.not_looked_into,
    ),
    Difference(
        "day-of-no-length",
        "we",
        "3.8.2.2",
        "DTEND must be later than DTSTART: a day that ends on itself is that day, as if it had no DTEND.",
        faults.day_of_no_length,
    ),
    Difference(
        "definition-in-part",
        "open",
        "3.6.5",
        "A definition with one bad line is read without that line; the pair gets none, and the times float.",
        faults.definition_in_part,
    ),
    Difference(
        "list-of-another-type",
        "we",
        "3.8.5.2",
        "RDATE and EXDATE must be of DTSTART's type, so we bring them to that; the pair makes all of them times.",
        faults.list_of_another_type,
    ),
    Difference(
        "range-of-a-single",
        "open",
        "3.8.4.4",
        "RANGE=THISANDFUTURE on an instance of what does not repeat: that one alone is replaced.",
        faults.range_of_a_single,
    ),
    Difference(
        "until-of-another-type",
        "open",
        "3.3.10",
        "UNTIL must be of DTSTART's type. A day as the end of times takes in all of that day; the "
        "pair ends at its midnight in UTC.",
        faults.until_of_another_type,
    ),
    Difference(
        "no-uid",
        "open",
        "3.8.4.7",
        "An event must have a UID. Those that say the same without one are one for us, and several for the pair.",
        faults.no_uid,
    ),
    Difference(
        "one-uid-for-two",
        "open",
        "3.8.4.7",
        "No two events may share a UID. Of those that do we show the last revision, and say so; the pair "
        "shows the first.",
        faults.one_name_for_two,
    ),
    Difference(
        "zone-in-another-case",
        "we",
        "3.2",
        "A parameter is the same in small letters and in capitals, so a TZID finds its definition; not for the pair.",
        faults.zone_in_another_case,
    ),
    Difference(
        "hours-of-days",
        "we",
        "3.3.10",
        "A day has no hours to repeat by: it is there once, or replaced; the pair shows it once for each hour.",
        faults.hours_of_days,
    ),
    Difference(
        "name-of-another-type",
        "open",
        "3.8.4.4",
        "RECURRENCE-ID must be of DTSTART's type. A day names the instance on that day; for the pair it names none.",
        faults.name_of_another_type,
    ),
    Difference(
        "replaced-by-nothing",
        "open",
        "3.8.4.4",
        "An instance was replaced, and its replacement cannot be read: it is left out, and that is said.",
        faults.replaced_by_nothing,
    ),
)
