"""sz: much of one thing. Full size is what a hostile server would send; a share of it has the same shape."""

from collections.abc import Callable, Iterable, Iterator

from tests.calendars.hostile.making import (
    ANY,
    PARTIAL,
    READ,
    REJECT,
    Body,
    Hostile,
    around,
    bad,
    event,
    pieces_around,
    times,
    written,
)

MARCH = "DTSTART:20260310T150000Z"
HUNDRED = 100 * 1024 * 1024
_COMMON = (bad("0310T150000"),)
SAID, CUT = PARTIAL | REJECT, "(?i)line|long|large|only the first|more than|too "  # over a bound, which is said (D4)


def _amid(*pieces: Callable[[float], Iterable[bytes]]) -> Body:
    """What stands between the good events."""
    return lambda share: pieces_around(piece for each in pieces for piece in each(share))


def _lines(*lines: str | bytes) -> Callable[[float], Iterable[bytes]]:
    return lambda _: (written(*lines),)


def _many(count: float, piece: bytes) -> Callable[[float], Iterable[bytes]]:
    return lambda share: times(count * share, piece)


def _in_event(*pieces: Callable[[float], Iterable[bytes]]) -> Body:
    """What stands in one event between the good ones."""
    *opening, closing = event(MARCH)
    return _amid(_lines(*opening), *pieces, _lines(closing))


def _long(name: str, size: int = HUNDRED) -> Body:
    """One event with one line of so many bytes."""
    return _in_event(lambda _: (name.encode(),), _many(size // 64, b"ha" * 32), _lines(""))


def _filled(share: float) -> Iterator[bytes]:
    """100 MB of single events, most of them long past."""
    text = "DESCRIPTION:" + "tea and bread, " * 60
    for place in range(int(95_000 * share)):
        year = 1990 + place % 36
        day = f"DTSTART:{year}{place % 12 + 1:02}{place % 28 + 1:02}T120000Z"
        yield written(*event(day, "DURATION:PT1H", text, uid=f"full-{place}"))


def _sixty_thousand(share: float) -> Iterator[bytes]:
    for place in range(int(60_000 * share)):
        day = f"DTSTART:{2000 + place % 40}{place % 12 + 1:02}{place % 28 + 1:02}T120000Z"
        yield written(*event(day, uid=f"small-{place}"))


def _calendars(count: int) -> Callable[[float], Iterator[bytes]]:
    def pieces(share: float) -> Iterator[bytes]:
        yield around()
        for place in range(int(count * share)):
            yield written("BEGIN:VCALENDAR", *event(MARCH, uid=f"single-{place}"), "END:VCALENDAR")

    return pieces


def _zones(share: float) -> Iterator[bytes]:
    for place in range(int(20_000 * share)):
        part = ("BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD")
        yield written("BEGIN:VTIMEZONE", f"TZID:Ours {place}", *part, "END:VTIMEZONE")


def _in_zones(share: float) -> Iterator[bytes]:
    for place in range(int(5_000 * share)):
        yield written(*event(f"DTSTART;TZID=Village {place}:20260310T150000", uid=f"village-{place}"))


def _nested(count: int) -> Body:
    return _amid(_many(count, b"BEGIN:X-BOX\r\n"), _many(count, b"END:X-BOX\r\n"))


SIZE = (
    Hostile("sz-hundred-mb-of-events", "95,000 events, 100 MB", _amid(_filled), ANY, most=20_000),
    Hostile("sz-sixty-thousand-events", "60,000 small events, 9 MB", _amid(_sixty_thousand), ANY, most=20_000),
    Hostile("sz-title-of-hundred-mb", "one line of 100 MB", _long("SUMMARY;X-LONG=1:"), SAID, CUT, most=1),
    Hostile("sz-unused-line-of-hundred-mb", "one line of 100 MB that nobody uses", _long("X-WHATEVER:"), ANY, most=1),
    Hostile("sz-name-of-hundred-mb", "one line of 100 MB without a colon", _long("A"), ANY, most=1),
    Hostile("sz-start-of-hundred-mb", "a DTSTART of 100 MB", _long("DTSTART:"), SAID, CUT, most=1),
    Hostile(
        "sz-header-line-of-hundred-mb",
        "the calendar's name has 100 MB",
        lambda share: (
            written("BEGIN:VCALENDAR") + b"X-WR-CALNAME:",
            *times(HUNDRED // 64 * share, b"ha" * 32),
            b"\r\n" + around()[17:],
        ),
        ANY,
    ),
    Hostile(
        "sz-folded-line-of-hundred-mb",
        "one line of 100 MB in 1.4 million folds",
        _in_event(_lines("DESCRIPTION:x"), _many(HUNDRED // 75, b" " + b"h" * 72 + b"\r\n")),
        SAID,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-folds-of-nothing",
        "300,000 folds that hold nothing",
        _in_event(_lines("DESCRIPTION:x"), _many(300_000, b" \r\n")),
        READ,
        also=_COMMON,
    ),
    Hostile(
        "sz-a-letter-a-fold",
        "a million folds that hold one letter",
        _in_event(_lines("DESCRIPTION:x"), _many(1_000_000, b" y\r\n")),
        SAID,
        CUT,
        most=1,
    ),
    Hostile("sz-blank-lines", "200,000 blank lines", _amid(_many(200_000, b"\r\n")), READ),
    Hostile("sz-hundred-mb-of-blank-lines", "50 million blank lines", _amid(_many(HUNDRED // 2, b"\r\n")), ANY),
    Hostile("sz-hundred-mb-of-carriage-returns", "100 million bare CRs", _amid(_many(HUNDRED, b"\r")), ANY),
    Hostile(
        "sz-hundred-mb-of-nothing",
        "100 MB of NUL, and no calendar",
        lambda share: times(HUNDRED // 64 * share, b"\0" * 64),
        REJECT,
        good=(),
    ),
    Hostile(
        "sz-nul-between",
        "100 MB of NUL between good events",
        _amid(_many(HUNDRED // 64, b"\0" * 64), _lines("")),
        ANY,
    ),
    Hostile(
        "sz-hundred-mb-of-page",
        "100 MB of HTML",
        lambda share: (b"<html>", *times(HUNDRED // 16 * share, b"<p>tea, bread</p>")),
        REJECT,
        "(?i)web page",
        good=(),
    ),
    Hostile("sz-nesting-of-5000", "components nested 5,000 deep", _nested(5_000), READ),
    Hostile("sz-nesting-of-500000", "components nested 500,000 deep", _nested(500_000), ANY),
    Hostile(
        "sz-events-in-events",
        "100,000 BEGIN:VEVENT and no END",
        _amid(_many(100_000, b"BEGIN:VEVENT\r\n"), _many(1, b"END:VEVENT\r\n")),
        ANY,
    ),
    Hostile(
        "sz-alarms-in-alarms",
        "an event with 100,000 VALARMs, none closed",
        _in_event(_many(100_000, b"BEGIN:VALARM\r\n")),
        ANY,
        most=1,
    ),
    Hostile("sz-ends-of-nothing", "a million stray ENDs", _amid(_many(1_000_000, b"END:VEVENT\r\n")), ANY),
    Hostile(
        "sz-million-attendees",
        "an event with 1,000,000 attendees",
        _in_event(_many(1_000_000, b"ATTENDEE;PARTSTAT=ACCEPTED;CN=Efua:mailto:efua@calendar.example\r\n")),
        SAID,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-million-unused-lines",
        "an event with 1,000,000 lines that nobody uses",
        _in_event(_many(1_000_000, b"X-WHATEVER:tea\r\n")),
        ANY,
        most=1,
    ),
    Hostile(
        "sz-alarms",
        "an event with 50,000 alarms",
        _in_event(_many(50_000, b"BEGIN:VALARM\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n")),
        ANY,
        most=1,
    ),
    Hostile(
        "sz-huge-unused-property",
        "an X- property of 4 MB in the header and in an event",
        lambda _: (around(*event(MARCH, "X-APPLE:" + "x" * 4_000_000), head=("X-GREAT:" + "y" * 4_000_000,)),),
        READ,
        also=_COMMON,
    ),
    Hostile(
        "sz-parameters",
        "100,000 parameters on one line",
        around(*event(MARCH, "ATTENDEE" + ";X-A=b" * 100_000 + ":mailto:efua@calendar.example")),
        PARTIAL,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-parameters-of-the-start",
        "100,000 parameters on DTSTART",
        around(*event("DTSTART" + ";X-A=b" * 100_000 + ":20260310T150000Z")),
        PARTIAL,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-parameter",
        "a quoted parameter of 1 MB",
        around(*event(MARCH, 'ORGANIZER;CN="' + "Ama:;" * 200_000 + '":mailto:ama@calendar.example')),
        PARTIAL,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-uid-of-a-mb", "a UID of 1 MB", around(*event(MARCH, uid="u" * 10**6)), READ, never=("u" * 10_000,), most=1
    ),
    Hostile(
        "sz-uid-of-a-mb-folded",
        "a UID of 1 MB in folds",
        around("BEGIN:VEVENT", "UID:x", *[" " + "u" * 70] * 15_000, MARCH, "END:VEVENT"),
        READ,
        never=("u" * 10_000,),
        most=1,
    ),
    Hostile(
        "sz-title-of-a-mb",
        "a title of 1 MB, on a rule that is refused",
        around(*event(MARCH, "RRULE:FREQ=SECONDLY", "SUMMARY:" + "t" * 10**6)),
        READ,
        never=("t" * 10_000,),
        most=1,
    ),
    Hostile(
        "sz-categories",
        "100,000 categories on one line",
        around(*event(MARCH, "CATEGORIES:" + ",".join(["tea"] * 100_000))),
        PARTIAL,
        CUT,
        most=1,
    ),
    Hostile(
        "sz-backslashes",
        "a million backslashes",
        around(*event(MARCH, "DESCRIPTION:" + "\\" * 10**6)),
        PARTIAL,
        CUT,
        also=_COMMON,
    ),
    Hostile("sz-fifty-calendars", "50 calendars in one", _calendars(50), READ, most=50),
    Hostile("sz-a-calendar-an-event", "10,000 calendars of one event", _calendars(10_000), READ, most=10_000),
    Hostile("sz-zones", "20,000 zones that nobody names", _amid(_zones), ANY),
    Hostile(
        "sz-names-of-zones",
        "5,000 events in 5,000 zones that nobody knows",
        _amid(_in_zones),
        READ,
        "(?i)zone",
        most=5_000,
    ),
    Hostile(
        "sz-ten-thousand-bad",
        "10,000 events that cannot be read",
        _amid(_many(10_000, written(*event("DTSTART:soon")))),
        READ,
        most=0,
    ),
    Hostile("sz-one-uid", "15,000 events of one UID", _amid(_many(15_000, written(*event(MARCH)))), ANY, most=1),
)
