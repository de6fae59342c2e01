"""tm: times that do not exist, zones that nobody knows, and zones that lie."""

from collections.abc import Iterator

from tests.calendars.hostile.making import (
    ACCEPT,
    ANY,
    PARTIAL,
    READ,
    Hostile,
    Occurrence,
    around,
    bad,
    event,
    written,
)

# Starts that are no time: the event is left out, with its reason.
NO_TIME = {
    "month-thirteen": "DTSTART:20261310T150000Z",
    "thirtieth-of-february": "DTSTART;VALUE=DATE:20260230",
    "day-of-nothing": "DTSTART:20260300T150000Z",
    "year-nothing": "DTSTART:00000101T000000Z",
    "hour-25": "DTSTART:20260310T250000Z",
    "minute-60": "DTSTART:20260310T156000Z",
    "words": "DTSTART:next Tuesday",
    "nothing": "DTSTART:",
    "a-zone-and-nothing": "DTSTART;TZID=Europe/Berlin:",
    "seconds-since-1970": "DTSTART:1773154800",
    "a-minus": "DTSTART:-20260310T150000Z",
    "in-other-digits": "DTSTART:２０２６０３１０T150000Z",
    "five-digits-of-year": "DTSTART:120260310T150000Z",
    "a-list": "DTSTART:20260310T150000Z,20260311T150000Z",
    "a-period": "DTSTART:20260310T150000Z/PT1H",
}

# Times that are strange and right, or nearly: exactly this is told (reliability D8).
EXACT: dict[str, tuple[frozenset[str], tuple[str, ...], tuple[str, str]]] = {
    "gap-takes-the-offset-before": (ACCEPT, ("DTSTART;TZID=America/New_York:20260308T023000",), ("0308T073000", "")),
    "gap-of-berlin": (ACCEPT, ("DTSTART;TZID=Europe/Berlin:20260329T023000",), ("0329T013000", "")),
    "across-the-gap": (
        ACCEPT,
        ("DTSTART;TZID=Europe/Berlin:20260329T013000", "DURATION:PT1H"),
        ("0329T003000", "0329T013000"),
    ),
    "a-day-across-the-gap": (
        ACCEPT,
        ("DTSTART;TZID=Europe/Berlin:20260328T120000", "DURATION:P1D"),
        ("0328T110000", "0329T100000"),
    ),
    "floating": (ACCEPT, ("DTSTART:20260310T150000",), ("0310T150000", "")),
    "a-day-with-a-zone": (
        ACCEPT,
        ("DTSTART;VALUE=DATE;TZID=America/New_York:20260310",),
        ("2026-03-10", "2026-03-11"),
    ),
    "a-day-that-does-not-say-so": (ACCEPT, ("DTSTART:20260310",), ("2026-03-10", "2026-03-11")),
    "utc-with-a-zone": (READ, ("DTSTART;TZID=America/New_York:20260310T150000Z",), ("0310T150000", "")),
    "zone-in-quotes": (ACCEPT, ('DTSTART;TZID="Europe/Berlin":20260310T150000',), ("0310T140000", "")),
    "zone-of-windows": (ACCEPT, ("DTSTART;TZID=W. Europe Standard Time:20260310T150000",), ("0310T140000", "")),
    "zone-behind-a-vendor": (
        ACCEPT,
        ("DTSTART;TZID=/calendar.example/20250101_1/Europe/Berlin:20260310T150000",),
        ("0310T140000", ""),
    ),
    "leap-second": (READ, ("DTSTART:20260310T150000Z", "DTEND:20260310T155960Z"), ("0310T150000", "0310T155959")),
    "small-letters": (READ, ("DTSTART:20260310t150000z",), ("0310T150000", "")),
    "end-before-start": (PARTIAL, ("DTSTART:20260310T150000Z", "DTEND:20260310T140000Z"), ("0310T150000", "")),
    "end-of-nothing": (READ, ("DTSTART:20260310T150000Z", "DURATION:PT0S"), ("0310T150000", "")),
    "end-and-length": (
        READ,
        ("DTSTART:20260310T150000Z", "DTEND:20260310T160000Z", "DURATION:PT3H"),
        ("0310T150000", "0310T160000"),
    ),
    "day-with-the-end-of-itself": (
        READ,
        ("DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260310"),
        ("2026-03-10", "2026-03-11"),
    ),
    "instant-that-ends-with-a-day": (
        READ,
        ("DTSTART:20260310T150000Z", "DTEND;VALUE=DATE:20260311"),
        ("0310T150000", "0311T000000"),
    ),
}

# Whatever is made of them, it is quick and harmless.
ODD = {
    "hour-24": ("DTSTART:20260310T240000Z",),
    "iso": ("DTSTART:2026-03-10T15:00:00+01:00",),
    "no-seconds": ("DTSTART:20260310T1500Z",),
    "offset-behind": ("DTSTART:20260310T150000-0500",),
    "last-moment": ("DTSTART:99991231T235959Z", "DURATION:P1D"),
    "last-day": ("DTSTART;VALUE=DATE:99991231",),
    "last-day-far-west": ("DTSTART;TZID=America/New_York:99991231T235959", "RRULE:FREQ=DAILY"),
    "first-moment-far-east": ("DTSTART;TZID=Asia/Tokyo:00010101T000000",),
    "first-day": ("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:99991231"),
    "all-of-time": ("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"),
    "ten-years-long": ("DTSTART:20200101T000000Z", "DTEND:20300101T000000Z"),
    "length-of-words": ("DTSTART:20260310T150000Z", "DURATION:an hour"),
    "length-of-nothing": ("DTSTART:20260310T150000Z", "DURATION:"),
    "length-of-ages": ("DTSTART:20260310T150000Z", "DURATION:P99999999W"),
    "length-beyond-numbers": ("DTSTART:20260310T150000Z", f"DURATION:P{'9' * 5_000}D"),
    "length-negative": ("DTSTART:20260310T150000Z", "DURATION:-PT1H"),
    "length-of-months": ("DTSTART:20260310T150000Z", "DURATION:P1Y2M"),
    "zone-of-nothing": ("DTSTART;TZID=:20260310T150000",),
    "zone-unknown": ("DTSTART;TZID=Nowhere At All:20260310T150000",),
    "zone-long": (f"DTSTART;TZID={'Z' * 300}:20260310T150000",),
    "zone-very-long": (f"DTSTART;TZID={'Z' * 60_000}:20260310T150000",),
    "zone-up-and-away": ("DTSTART;TZID=../../../etc/passwd:20260310T150000",),
    "zone-of-root": ("DTSTART;TZID=/etc/localtime:20260310T150000",),
    "zone-of-a-folder": ("DTSTART;TZID=Europe:20260310T150000",),
    "zone-of-a-table": ("DTSTART;TZID=zone.tab:20260310T150000",),
    "zone-with-nul": (b"DTSTART;TZID=Europe\0/Berlin:20260310T150000",),
    "zone-of-bytes": (b"DTSTART;TZID=\xff\xfe:20260310T150000",),
    "zone-of-posix": ("DTSTART;TZID=EST5EDT4,M3.2.0,M11.1.0:20260310T150000",),
    "zone-of-offset": ("DTSTART;TZID=UTC+99:99:20260310T150000",),
    "stamps-of-words": ("DTSTART:20260310T150000Z", "DTSTAMP:soon", "LAST-MODIFIED:", "CREATED:never"),
    "sequence-of-words": ("DTSTART:20260310T150000Z", f"SEQUENCE:{'9' * 5_000}"),
    "recurrence-of-words": ("DTSTART:20260310T150000Z", "RECURRENCE-ID:sometime"),
}


def _zone(tzid: str, *parts: str) -> tuple[str, ...]:
    return ("BEGIN:VTIMEZONE", f"TZID:{tzid}", *parts, "END:VTIMEZONE")


def _standard(offset: str, *more: str, since: str = "19700101T000000") -> tuple[str, ...]:
    times = (f"DTSTART:{since}", f"TZOFFSETFROM:{offset}", f"TZOFFSETTO:{offset}")
    return ("BEGIN:STANDARD", *times, *more, "END:STANDARD")


def _at_three(tzid: str) -> tuple[str | bytes, ...]:
    return event(f"DTSTART;TZID={tzid}:20260310T150000")


def _broken_zones() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Definitions that cannot be read. The event is kept, in a zone that is said, and the good are kept exactly."""
    yield "no-parts", "a zone of nothing", _zone("Ours")
    yield (
        "no-offsets",
        "a zone without offsets",
        _zone("Ours", "BEGIN:STANDARD", "DTSTART:19700101T000000", "END:STANDARD"),
    )
    yield "no-start", "a zone that begins never", _zone("Ours", "BEGIN:STANDARD", "TZOFFSETTO:+0100", "END:STANDARD")
    yield "offset-of-words", "an offset of words", _zone("Ours", *_standard("one hour"))
    yield "offset-of-a-day", "an offset of 24 hours", _zone("Ours", *_standard("+2400"))
    yield "offset-of-four-days", "an offset of 99 hours", _zone("Ours", *_standard("+9999"))
    yield (
        "every-second",
        "a clock that changes every second",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=SECONDLY")),
    )
    yield (
        "interval-of-nothing",
        "a rule that stands still",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;INTERVAL=0")),
    )
    yield (
        "30-february",
        "a change on 30 February",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")),
    )
    yield "rule-of-words", "a rule of words", _zone("Ours", *_standard("+0100", "RRULE:in spring"))
    yield (
        "a-million-years",
        "a rule with a COUNT beyond numbers",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;COUNT=99999999999")),
    )
    yield "start-of-words", "a zone that begins soon", _zone("Ours", *_standard("+0100", since="soon"))


def _odd_zones() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Definitions of which something may be made, in time."""
    yield (
        "since-year-1",
        "a rule since year 1",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", since="00010101T000000")),
    )
    yield (
        "in-year-9999",
        "a zone that begins in 9999",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY", since="99991231T235959")),
    )
    yield "ten-thousand-changes", "10,000 changes", _zone("Ours", *_standard("+0100") * 10_000)
    yield (
        "a-line-of-changes",
        "a line of 3,000 changes",
        _zone(
            "Ours",
            *_standard(
                "+0100",
                "RDATE:" + ",".join(f"{1970 + place % 60}0101T{place // 60:02}0000" for place in range(1_440)),
            ),
        ),
    )
    yield (
        "hundred-rules",
        "100 rules at once",
        _zone("Ours", *_standard("+0100", *["RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"] * 100)),
    )
    yield (
        "every-day-of-the-year",
        "a change on each day of the year",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")),
    )
    yield (
        "never-in-any-year",
        "a rule without any day",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")),
    )
    yield (
        "hour-99",
        "a change at an hour that is none",
        _zone("Ours", *_standard("+0100", "RRULE:FREQ=YEARLY;BYHOUR=99")),
    )
    yield "nested", "a zone in a zone", _zone("Ours", *_zone("Theirs", *_standard("+0200")), *_standard("+0100"))


def _made_zones() -> Iterator[Hostile]:
    for name, does, zone in _broken_zones():
        yield Hostile(f"tm-zone-{name}", does, around(*_at_three("Ours"), head=zone), PARTIAL, "Ours", most=1)
    for name, does, zone in _odd_zones():
        yield Hostile(f"tm-zone-{name}", does, around(*_at_three("Ours"), head=zone), READ, most=1)
    yield _told(
        "behind",
        "a zone behind its use",
        around(*_at_three("Ours"), *_zone("Ours", *_standard("+0500"))),
        "0310T100000",
    )
    lies = _zone("Europe/Berlin", *_standard("+1400")) + _zone("America/New_York", *_standard("-1100"))
    yield _told(
        "that-lies",
        "IANA names under which other rules are told",
        around(*_at_three("Europe/Berlin"), head=lies),
        "0310T140000",
    )
    lies = _zone("Pacific Standard Time", *_standard("+1400"))
    yield _told(
        "of-windows-that-lies",
        "a name of Windows under which another rule is told",
        around(*_at_three("Pacific Standard Time"), head=lies),
        "0310T220000",
    )
    twice = _zone("Ours", *_standard("+0500")) + _zone("Ours", *_standard("-0500"))
    yield Hostile("tm-zone-twice", "two zones of one name", around(*_at_three("Ours"), head=twice), READ, most=1)
    seconds = _zone("Ours", *_standard("+052130"))
    yield _told("of-seconds", "an offset with seconds", around(*_at_three("Ours"), head=seconds), "0310T093830")
    yield Hostile(
        "tm-hint-up-and-away",
        "X-WR-TIMEZONE with dots in it",
        around(*event("DTSTART:20260310T150000"), head=("X-WR-TIMEZONE:../../../etc/passwd",)),
        READ,
        also=(bad("0310T150000"),),
        never=("root:",),
    )
    yield Hostile(
        "tm-hint-of-nul", "X-WR-TIMEZONE with NUL in it", around(head=(b"X-WR-TIMEZONE:Europe\0/../Berlin",)), READ
    )
    own = written("BEGIN:VCALENDAR", *_zone("Ours", *_standard("+0500")), *_at_three("Ours"), "END:VCALENDAR")
    other = _zone("Ours", *_standard("-0500"))
    yield _told(
        "of-another-calendar",
        "two calendars, each with its own zone of one name",
        own + around(head=other),
        "0310T100000",
    )


def _told(name: str, does: str, body: bytes, at: str) -> Hostile:
    return Hostile(f"tm-zone-{name}", does, body, READ, also=(bad(at),))


def _exact(lines: tuple[str, str]) -> tuple[Occurrence, ...]:
    return (bad(*lines),)


INSTANTS = (
    *(
        Hostile(f"tm-{name}", line, around(*event(line)), PARTIAL, "(?i)time|DTSTART", also=())
        for name, line in NO_TIME.items()
    ),
    *(
        Hostile(f"tm-{name}", lines[0], around(*event(*lines)), status, also=_exact(told))
        for name, (status, lines, told) in EXACT.items()
    ),
    *(
        Hostile(f"tm-{name}", str(lines[-1])[:60], around(*event(*lines)), READ, never=("root:",), most=1)
        for name, lines in ODD.items()
    ),
    *_made_zones(),
    Hostile(
        "tm-two-in-the-fold",
        "the hour that there is twice",
        around(*event("DTSTART;TZID=America/New_York:20251102T013000", "RRULE:FREQ=DAILY;COUNT=2")),
        ANY,
        most=0,
    ),
)
