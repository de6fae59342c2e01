"""An event seen at a glance, before it is parsed: its UID, and whether any of it can reach a window.

What is not plain at a glance is not decided here: then the event is read. So only what surely lies outside is passed
over: a single event, or a series with an end, whose every line of time is written as nearly all programs write it.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from tracker.domain.event import Span

LONGEST = timedelta(weeks=100)  # more than a DURATION says that is taken at a glance
SLACK = timedelta(days=2)  # dates are compared as they stand, whatever their zones

# A line that we need, with its folds; or the sign of one that is written in an odd way: in lower case, with a space
# or a fold inside its name.
_LINES = re.compile(
    rb"\n(?:(UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXRULE|RECURRENCE-ID|BEGIN|END)([;:][^\n]*(?:\n[ \t][^\n]*)*)"
    rb"|([A-Z0-9-]++[^:;]|[^A-Z0-9 \t-]))"
)
_DAY = re.compile(rb"(?:;VALUE=DATE|;VALUE=DATE-TIME|;TZID=[^:;\"\n]+)*:(\d{8})(?:T\d{6}Z?)?\r?")
_UNTIL = re.compile(rb":(?:[^\n]*;)?UNTIL=(\d{8})(?:T\d{6}Z?)?(?:;[^\n]*)?\r?")
_UID = re.compile(rb":([!-\[\]-~]{1,500})\r?")  # printable ASCII, without a backslash
_FOLD = re.compile(rb"\r?\n[ \t]")
_LENGTH = re.compile(rb":P(?:\d{1,2}[DW])?(?:T(?:\d{1,2}H)?(?:\d{1,3}M)?(?:\d{1,3}S)?)?\r?")
_ALARM = re.compile(rb":VALARM\r?")


class Glance(NamedTuple):
    """`uid` is empty where it is not plain. `reaches`: it may touch the window, or must be read to know."""

    uid: str
    reaches: bool


PUZZLED = Glance("", True)


class Days(NamedTuple):
    """The first and the last day, as `20260310`, beyond which nothing reaches a window; and one so long before it
    that nothing does whose length was not worked out.
    """

    first: bytes
    last: bytes
    long_before: bytes

    @classmethod
    def of(cls, window: Span) -> "Days":
        """Two days beyond the window's own on either side."""
        days = (window.start - SLACK, window.end + SLACK, window.start - SLACK - LONGEST)
        return cls(*(b"%04d%02d%02d" % (day.year, day.month, day.day) for day in days))


def glance(piece: bytes, days: Days) -> Glance:
    """What a piece (`pieces.Pieces`) shows."""
    if piece.count(b"\r") != piece.count(b"\r\n"):
        return PUZZLED  # a line may end at a bare one
    found: dict[bytes, bytes] = {}
    alarm = False
    for name, value, odd in _LINES.findall(piece):
        if odd:
            return PUZZLED
        if name in (b"BEGIN", b"END"):
            if alarm is (name == b"BEGIN") or not _ALARM.fullmatch(value):
                return PUZZLED
            alarm = not alarm
        elif not alarm and found.setdefault(name, value) is not value:
            return PUZZLED  # two of a kind
    return PUZZLED if alarm else Glance(_uid(found), _reaches(found, days))


def _uid(found: dict[bytes, bytes]) -> str:
    value = found.get(b"UID", b"")
    plain = _UID.fullmatch(_FOLD.sub(b"", value) if b"\n" in value else value)
    return plain[1].decode() if plain else ""


def _reaches(found: dict[bytes, bytes], days: Days) -> bool:
    if b"RDATE" in found or b"EXRULE" in found or b"RECURRENCE-ID" in found:
        return True
    if not _LENGTH.fullmatch(found.get(b"DURATION", b":P")):
        return True
    start = _DAY.fullmatch(found.get(b"DTSTART", b""))
    end = _DAY.fullmatch(found.get(b"DTEND", b"")) if b"DTEND" in found else start
    if not start or not end:
        return True
    first, last = min(start[1], end[1]), max(start[1], end[1])
    if first > days.last:
        return False
    if b"RRULE" in found:
        until = _UNTIL.fullmatch(found[b"RRULE"])
        if not until or found[b"RRULE"].count(b"UNTIL") > 1 or int(last) - int(first) > 1:
            return True  # the last instance of a long event reaches beyond UNTIL
        last = max(last, until[1])
    return last >= (days.long_before if b"DURATION" in found else days.first)
