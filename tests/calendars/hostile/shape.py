"""sh: feeds that are cut, nested, unfinished, or no calendar at all."""

import gzip
from collections.abc import Iterator

from tests.calendars.hostile.making import (
    ACCEPT,
    AFTER,
    ANY,
    BEFORE,
    HEAD,
    PARTIAL,
    READ,
    REJECT,
    Hostile,
    around,
    bad,
    event,
    written,
)

MARCH = "DTSTART:20260310T150000Z"
_COMMON = (bad("0310T150000"),)
_CUT = "(?i)cut off|incomplete|end is missing|ends before"
_NONE = "(?i)not a calendar"
_PAGE = b"<!DOCTYPE html><html><head><title>Error 500</title></head><body>" + b"<p>Something went wrong.</p>" * 40
_ALARM = (
    "BEGIN:VALARM",
    "UID:alarm@calendar.example",
    "ACTION:DISPLAY",
    "TRIGGER:-PT15M",
    "DTSTART:20270101T000000Z",
)


def _no_calendar() -> Iterator[tuple[str, str, bytes, str]]:
    """Bodies that are rejected whole: name, what, bytes, what is said."""
    yield "empty", "nothing", b"", "(?i)empty"
    yield "only-spaces", "blanks and line ends", b" \t\r\n\r\n   \n", "(?i)empty"
    yield "only-a-mark", "a byte order mark and nothing", b"\xef\xbb\xbf", "(?i)empty"
    yield "page", "an HTML page", _PAGE, "(?i)web page"
    yield "page-in-capitals", "an HTML page after blanks", b"\r\n\r\n  <HTML><BODY>No</BODY></HTML>", "(?i)web page"
    yield "page-round-a-calendar", "a calendar shown in a page", b"<html><pre>" + around() + b"</pre></html>", ""
    yield "json", "JSON", b'{"error": {"code": 403, "message": "rate limit"}}', _NONE
    yield "jcal", "a calendar as jCal", b'["vcalendar", [], [["vevent", [["uid", {}, "text", "x"]], []]]]', _NONE
    yield "path", "a path, as its only line", b"/etc/hostname", _NONE
    yield "path-of-a-file-address", "a file's address", b"file:///etc/hostname", _NONE
    yield "address", "the address of another feed", b"https://calendar.example/basic.ics\r\n", _NONE
    yield "zip", "an archive", b"PK\x03\x04" + bytes(range(256)) * 4, _NONE
    yield "gzip", "a calendar, packed", gzip.compress(around(), mtime=0), _NONE
    yield "events-without-a-calendar", "events that stand in no VCALENDAR", written(*BEFORE, *AFTER), ""
    yield "only-an-end", "END:VCALENDAR alone", written("END:VCALENDAR"), ""
    yield "cut-in-an-event", "the file ends in the second event", around()[:500], _CUT
    yield "cut-before-the-end", "END:VCALENDAR is missing", around()[: -len(b"END:VCALENDAR\r\n")], _CUT
    yield "cut-in-the-end", "the file ends in END:VCALENDAR", around()[: -len(b"ALENDAR\r\n")], _CUT
    yield "cut-after-the-head", "only the header", written(*HEAD), _CUT
    yield "second-of-two-is-cut", "a whole calendar, then a cut one", around() + around()[:400], _CUT


def _odd() -> Iterator[tuple[str, str, bytes, frozenset[str]]]:
    """Feeds in which only the good events are told."""
    yield (
        "journal-and-others",
        "VJOURNAL, VFREEBUSY, X-THING between events",
        around(
            *event(MARCH, kind="VJOURNAL"),
            *event("FREEBUSY:nonsense", kind="VFREEBUSY"),
            *event(MARCH, kind="X-THING"),
        ),
        READ,
    )
    yield (
        "bad-freebusy",
        "free and busy times that are none",
        around(*event("FREEBUSY;FBTYPE=BUSY:2026/later,,", "FREEBUSY", MARCH, kind="VFREEBUSY")),
        READ,
    )
    yield "stray-end", "an END:VEVENT that nothing began", around("END:VEVENT", "END:VTIMEZONE", "END:"), READ
    yield "begin-of-nothing", "BEGIN without a name", around("BEGIN:", "END:", "BEGIN", "END"), READ
    yield "lines-outside", "lines of an event between events", around("SUMMARY:Outside", MARCH, "no colon here"), READ
    yield (
        "junk-round-the-calendar",
        "words before and after the calendar",
        (b"Dear Kofi,\r\nhere is the calendar:\r\n" + around() + b"Regards\r\nAma\r\n"),
        READ,
    )
    yield (
        "no-version",
        "neither VERSION nor PRODID",
        written("BEGIN:VCALENDAR", *BEFORE, *AFTER, "END:VCALENDAR"),
        READ,
    )
    yield "version-of-old", "vCalendar 1.0", around(head=("VERSION:1.0",)), READ
    yield "blank-lines", "blank lines between all lines", around().replace(b"\r\n", b"\r\n\r\n"), READ
    yield (
        "trailing-spaces",
        "spaces after BEGIN and END",
        (around().replace(b":VEVENT\r\n", b":VEVENT  \t \r\n").replace(b":VCALENDAR\r\n", b":VCALENDAR \r\n")),
        READ,
    )
    yield "lower-case", "all names in lower case", _lowered(), READ
    yield "fold-in-begin", "BEGIN:VEV, fold, ENT", around().replace(b":VEVENT", b":VEV\r\n ENT"), READ
    yield "fold-by-tab", "folds by tabs, also in names", around().replace(b"DTSTART", b"DTS\r\n\tTART"), READ
    yield "fold-after-each-letter", "every letter on its own line", _a_letter_a_line(), READ
    yield (
        "several-calendars",
        "each good event in a calendar of its own",
        b"".join(written("BEGIN:VCALENDAR", *part, "END:VCALENDAR") for part in (BEFORE, (), AFTER)),
        READ,
    )
    yield (
        "calendar-in-a-calendar",
        "BEGIN:VCALENDAR twice, END twice",
        written(*HEAD, *HEAD, *BEFORE, *AFTER, "END:VCALENDAR", "END:VCALENDAR"),
        ANY,
    )
    yield "ended-midway", "END:VCALENDAR in the middle, and again at the end", around("END:VCALENDAR"), ANY
    yield "end-with-more", "END:VCALENDAR and more on its line", around()[:-2] + b" -- that is all\r\n", ANY
    yield "begin-with-parameter", "BEGIN with a parameter", around("BEGIN;X-A=1:VEVENT", "END;X-A=1:VEVENT"), READ
    yield "zone-left-open", "a VTIMEZONE that is never closed", around("BEGIN:VTIMEZONE", "TZID:Ours"), READ
    yield "no-line-end-at-last", "no line end after END:VCALENDAR", around().rstrip(), READ
    yield "todo-without-due", "a VTODO that is never due", around(*event(kind="VTODO")), READ


def _lowered() -> bytes:
    body = around()
    for name in (
        b"BEGIN",
        b"END",
        b"VEVENT",
        b"VCALENDAR",
        b"UID",
        b"DTSTART",
        b"DTEND",
        b"DURATION",
        b"RRULE",
        b"SUMMARY",
    ):
        body = body.replace(name, name.lower())
    return (
        body.replace(b";VALUE=DATE", b";value=date")
        .replace(b"TZID", b"tzid")
        .replace(b"FREQ=WEEKLY;COUNT", b"freq=weekly;count")
    )


def _a_letter_a_line() -> bytes:
    lines = around().split(b"\r\n")[:-1]
    return b"".join(b"\r\n ".join(bytes([letter]) for letter in line) + b"\r\n" for line in lines)


def _one_bad() -> Iterator[Hostile]:
    """Feeds in which one event is strange, and something exact is told of it or said."""
    opening = event(MARCH)[:-1]
    yield Hostile("sh-end-missing", "an event without END", around(*opening), PARTIAL, "(?i)end", most=1)
    yield Hostile(
        "sh-event-in-an-event",
        "an event inside an event",
        around(*opening, *event(MARCH, uid="inner"), "END:VEVENT"),
        ANY,
        most=2,
    )
    yield Hostile(
        "sh-event-in-a-todo",
        "an event inside a to-do",
        around("BEGIN:VTODO", "UID:todo", *event(MARCH), "END:VTODO"),
        ANY,
        most=1,
    )
    yield Hostile(
        "sh-line-without-colon",
        "a line that is none, in an event",
        around(*event(MARCH, "this line says nothing", ";;;", ":", "=:;")),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "sh-alarm-with-a-uid",
        "an alarm with a UID and a start of its own, before the event's",
        around("BEGIN:VEVENT", *_ALARM, "END:VALARM", *event(MARCH)[1:]),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "sh-alarm-left-open", "an alarm that is never closed", around(*opening, *_ALARM, "END:VEVENT"), READ, most=1
    )
    yield Hostile(
        "sh-begin-in-a-title",
        "BEGIN:VEVENT as words, behind a fold and behind an escape",
        around(
            *event(
                MARCH, "DESCRIPTION:see\\nBEGIN:VEVENT\\nEND:VEVENT", "COMMENT:", " BEGIN:VEVENT", " END:VCALENDAR"
            )
        ),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "sh-begin-in-a-description",
        "a description with raw line ends that spell an event",
        around(
            *event(
                MARCH, "DESCRIPTION:A meeting is", "BEGIN:VEVENT", "SUMMARY:Not this one", "END:VEVENT", "and so on"
            )
        ),
        ANY,
        most=1,
    )
    yield Hostile(
        "sh-end-in-a-description",
        "a description with raw line ends that spell the end",
        around(*event(MARCH, "DESCRIPTION:it ends with", "END:VCALENDAR", "or so")),
        ANY,
        most=1,
    )
    yield Hostile(
        "sh-quoted-parameters",
        "colons, semicolons and commas within quotes",
        around(
            *event(
                'DTSTART;X-SAYS="a:b;TZID=UTC,c";TZID="Europe/Berlin":20260310T150000',
                'SUMMARY;ALTREP="https://calendar.example/a;b:c":Tea',
            )
        ),
        READ,
        also=(bad("0310T140000"),),
    )
    yield Hostile(
        "sh-open-quote",
        "a quote that is never closed",
        around(*event('DTSTART;TZID="Europe/Berlin:20260310T150000')),
        PARTIAL,
        "DTSTART|time",
        most=1,
    )
    yield Hostile(
        "sh-empty-parameters",
        "parameters without a name or value",
        around(*event("DTSTART;;VALUE=:20260310T150000Z", "SUMMARY;;:Tea", "LOCATION;=:There")),
        READ,
        most=1,
    )
    yield Hostile("sh-no-uid", "an event without UID", around("BEGIN:VEVENT", MARCH, "END:VEVENT"), READ, most=1)
    yield Hostile(
        "sh-empty-uid",
        "an event whose UID is nothing",
        around("BEGIN:VEVENT", "UID:", MARCH, "END:VEVENT"),
        READ,
        most=1,
    )
    yield Hostile(
        "sh-uid-twice",
        "an event with two UIDs",
        around(*event(MARCH, "UID:good-hour@calendar.example")),
        READ,
        also=_COMMON,
    )
    yield Hostile(
        "sh-start-twice", "an event with two starts", around(*event(MARCH, "DTSTART:20260311T150000Z")), READ, most=1
    )
    yield Hostile(
        "sh-no-start",
        "an event without a start",
        around(*event("DTEND:20260310T150000Z")),
        PARTIAL,
        "DTSTART",
        also=(),
    )
    yield Hostile(
        "sh-todo-of-a-good-uid",
        "a to-do with the UID of a good event",
        around("BEGIN:VTODO", "UID:good-hour@calendar.example", "DUE:20260310T150000Z", "END:VTODO"),
        READ,
    )
    yield Hostile(
        "sh-two-of-one-uid",
        "two events with one UID",
        around(*event(MARCH), *event("DTSTART:20260311T150000Z")),
        READ,
        most=2,
    )
    yield Hostile(
        "sh-todo-between",
        "a to-do with a broken due",
        around(*event("DUE:tomorrow", kind="VTODO")),
        PARTIAL,
        "(?i)time|due",
    )
    yield Hostile(
        "sh-todo-among-events", "to-dos between events", around(*event("DUE:20260310T150000Z", kind="VTODO")), ACCEPT
    )
    yield Hostile("sh-empty-event", "an event of no lines", around("BEGIN:VEVENT", "END:VEVENT"), PARTIAL, "DTSTART")


SHAPE = (
    *(Hostile(f"sh-{name}", does, body, REJECT, says, good=()) for name, does, body, says in _no_calendar()),
    *(Hostile(f"sh-{name}", does, body, status, most=0) for name, does, body, status in _odd()),
    *_one_bad(),
)
