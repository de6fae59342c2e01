"""What does not conform to RFC 5545, and is read in one way by us and in another by the stock pair."""

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


NOT_CONFORMING = (
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
