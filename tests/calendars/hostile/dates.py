"""rd: lists of dates that are too long, too odd, or that take away what is there."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from tests.calendars.hostile.making import (
    ANY,
    PARTIAL,
    READ,
    REJECT,
    Hostile,
    around,
    bad,
    event,
    pieces_around,
    times,
    written,
)

MARCH = "DTSTART:20260310T150000Z"
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)


def _minutes(count: int) -> Iterator[str]:
    return ((_FIRST + timedelta(minutes=10 * place)).strftime("%Y%m%dT%H%M%SZ") for place in range(count))


def _in_one_line(name: str, count: int) -> Callable[[float], Iterator[bytes]]:
    def pieces(share: float) -> Iterator[bytes]:
        yield written("BEGIN:VEVENT", "UID:bad@calendar.example", "SUMMARY:The bad part", MARCH)
        yield f"{name}:".encode()
        for at in _minutes(max(int(count * share), 20_000)):
            yield b"\r\n " + at.encode() + b","
        yield b"20260311T150000Z\r\nEND:VEVENT\r\n"

    return lambda share: pieces_around(pieces(share))


def _in_lines(name: str, count: int) -> Callable[[float], Iterator[bytes]]:
    def pieces(share: float) -> Iterator[bytes]:
        yield written("BEGIN:VEVENT", "UID:bad@calendar.example", "SUMMARY:The bad part", MARCH)
        for at in _minutes(max(int(count * share), 20_000)):
            yield f"{name}:{at}\r\n".encode()
        yield b"END:VEVENT\r\n"

    return lambda share: pieces_around(pieces(share))


def _the_same(share: float) -> Iterator[bytes]:
    yield written("BEGIN:VEVENT", "UID:bad@calendar.example", "SUMMARY:The bad part", MARCH)
    yield from times(1_000_000 * share, b"RDATE:20260311T150000Z\r\n")
    yield b"END:VEVENT\r\n"


def _one(name: str, does: str, *lines: str, also: tuple[str, ...] = ("0310T150000",), says: str = "") -> Hostile:
    told = tuple(sorted(bad(at) for at in also))
    return Hostile(f"rd-{name}", does, around(*event(MARCH, *lines)), READ, says, also=told)


DATES = (
    *(
        Hostile(
            f"rd-{words}-{name.lower()}s-in-{where}",
            f"{count:,} {name} values in {where}",
            body,
            PARTIAL | REJECT,
            said,
        )
        for name in ("RDATE", "EXDATE")
        for count, words in ((20_000, "many"), (1_000_000, "a-million"))
        for where, body in (("one-line", _in_one_line(name, count)), ("lines", _in_lines(name, count)))
        for said in (f"{name}|only the first|larger than|too ",)
    ),
    Hostile(
        "rd-the-same-a-million-times", "one date, a million times", lambda share: pieces_around(_the_same(share)), ANY
    ),
    _one(
        "garbage",
        "a list of words and one date",
        "RDATE:soon,later,,20260312T150000Z,never",
        also=("0310T150000", "0312T150000"),
        says="RDATE",
    ),
    _one(
        "of-no-day",
        "days that do not exist",
        "RDATE:00000000T000000Z,20260230T000000Z,20261301T000000Z",
        says="RDATE",
    ),
    _one("empty", "dates that are not there", "RDATE:", "EXDATE:", "RDATE:,,,,", "EXDATE;VALUE=DATE:"),
    _one(
        "of-a-zone-that-is-none",
        "a date in a zone that nobody knows",
        "RDATE;TZID=Nowhere/At All:20260312T150000",
        also=("0310T150000", "0312T150000"),
        says="Nowhere",
    ),
    _one("period-without-end", "a period that never ends", "RDATE;VALUE=PERIOD:20260312T150000Z/", says="RDATE"),
    _one("period-of-words", "a period until some time", "RDATE;VALUE=PERIOD:20260312T150000Z/later", says="RDATE"),
    _one(
        "exdate-of-all",
        "a series of which nothing is left",
        "RRULE:FREQ=DAILY;COUNT=3",
        "EXDATE:20260310T150000Z,20260311T150000Z,20260312T150000Z",
        also=(),
    ),
    _one(
        "exdate-of-nothing",
        "dates that are no instances",
        "RRULE:FREQ=DAILY;COUNT=2",
        "EXDATE:20260310T150001Z,99991231T235959Z,00010101T000000Z",
        also=("0310T150000", "0311T150000"),
    ),
    Hostile(
        "rd-period-backwards",
        "a period that ends before it begins",
        around(*event(MARCH, "RDATE;VALUE=PERIOD:20260312T150000Z/20260311T150000Z")),
        READ,
        most=2,
    ),
    Hostile(
        "rd-period-of-ages",
        "periods that last longer than the calendar",
        around(*event(MARCH, "RDATE;VALUE=PERIOD:20260312T150000Z/P99999999D,20260313T150000Z/P9999999999999W")),
        READ,
        most=3,
    ),
    Hostile(
        "rd-period-negative",
        "a period of less than no time",
        around(*event(MARCH, "RDATE;VALUE=PERIOD:20260312T150000Z/-P1D")),
        READ,
        most=2,
    ),
    Hostile(
        "rd-at-the-ends-of-time",
        "the first day there is and the last",
        around(
            *event(MARCH, "RDATE:00010101T000000Z,99991231T235959Z", "RDATE;TZID=America/New_York:99991231T235959")
        ),
        READ,
        most=1,
    ),
    Hostile(
        "rd-in-another-form",
        "days in a series of instants, instants in a series of days",
        around(
            *event(MARCH, "RDATE;VALUE=DATE:20260312"),
            *event("DTSTART;VALUE=DATE:20260310", "RDATE:20260312T150000Z", uid="worse"),
        ),
        READ,
        most=4,
    ),
)
