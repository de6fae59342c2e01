"""rr: rules that never end, never begin, or repeat until nothing else can be done."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.calendars.hostile.making import (
    ACCEPT,
    PARTIAL,
    READ,
    Hostile,
    Occurrence,
    around,
    bad,
    event,
    pieces_around,
    written,
)

MARCH = "DTSTART:20260310T150000Z"
ONCE = "(?i)once"
_COMMON = (bad("0310T150000"),)


def _all(last: int) -> str:
    return ",".join(str(number) for number in range(last))


def _days(
    count: int, hours: int = 24, start: datetime = datetime(2026, 3, 10, 15, tzinfo=UTC)
) -> tuple[Occurrence, ...]:
    starts = (start + timedelta(hours=hours * place) for place in range(count))
    return tuple(bad(at.strftime("%m%dT%H%M%S")) for at in starts)


# Rules of one event that starts in March: each is not followed, and the event stands once.
REFUSED = {
    "interval-of-nothing": "FREQ=DAILY;INTERVAL=0",
    "interval-of-nothing-until": "FREQ=DAILY;INTERVAL=0;UNTIL=20270101T000000Z",
    "interval-of-nothing-counted": "FREQ=WEEKLY;INTERVAL=0;COUNT=3",
    "interval-backwards": "FREQ=DAILY;INTERVAL=-1",
    "interval-of-ages": "FREQ=DAILY;INTERVAL=99999999999999999999",
    "interval-beyond-the-bound": "FREQ=YEARLY;INTERVAL=10001",
    "every-second": "FREQ=SECONDLY",
    "every-minute": "FREQ=MINUTELY",
    "every-second-a-billion-times": "FREQ=SECONDLY;COUNT=1000000000",
    "every-second-of-30-february": "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "every-minute-of-30-february": "FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30;COUNT=1",
    "yearly-on-30-february": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
    "every-second-by-lists": f"FREQ=DAILY;BYHOUR={_all(24)};BYMINUTE={_all(60)};BYSECOND={_all(60)}",
    "hourly-every-second-by-lists": f"FREQ=HOURLY;BYMINUTE={_all(60)};BYSECOND={_all(60)}",
    "yearly-every-second-once": f"FREQ=YEARLY;BYMONTHDAY={_all(32)[2:]};BYHOUR={_all(24)};BYMINUTE={_all(60)};"
    f"BYSECOND={_all(60)};COUNT=1",
    "count-of-nothing": "FREQ=DAILY;COUNT=0",
    "count-backwards": "FREQ=DAILY;COUNT=-5",
    "no-frequency": "BYDAY=MO",
    "unknown-frequency": "FREQ=FORTNIGHTLY",
    "words": "every other Tuesday",
    "only-signs": ";;;===;;;",
    "chinese-months": "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=5L",
    "unknown-day": "FREQ=WEEKLY;BYDAY=XX",
    "count-of-letters": "FREQ=DAILY;COUNT=many",
    "until-of-letters": "FREQ=DAILY;UNTIL=soon",
    "until-that-does-not-exist": "FREQ=DAILY;UNTIL=20269999T000000Z",
}

# Rules that mean little: whatever is made of them, it is quick, bounded and leaves the others alone.
ODD = {
    "count-beyond-numbers": "FREQ=DAILY;COUNT=" + "9" * 40,
    "sixtieth-monday": "FREQ=MONTHLY;BYDAY=60MO",
    "month-thirteen": "FREQ=YEARLY;BYMONTH=13",
    "month-of-nothing": "FREQ=YEARLY;BYMONTH=0",
    "day-thirty-two": "FREQ=MONTHLY;BYMONTHDAY=32",
    "day-of-nothing": "FREQ=MONTHLY;BYMONTHDAY=0",
    "year-day-367": "FREQ=YEARLY;BYYEARDAY=367",
    "week-54": "FREQ=YEARLY;BYWEEKNO=54",
    "hour-24": "FREQ=DAILY;BYHOUR=24",
    "minute-60": "FREQ=DAILY;BYMINUTE=60",
    "second-61": "FREQ=DAILY;BYSECOND=61",
    "place-of-nothing": "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0",
    "place-beyond-all": "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366,-366",
    "ten-thousand-places": f"FREQ=YEARLY;BYDAY=MO;BYSETPOS={_all(10_000)[2:]}",
    "week-starts-on-no-day": "FREQ=WEEKLY;WKST=XX",
    "frequency-twice": "FREQ=DAILY;FREQ=SECONDLY",
    "interval-twice": "FREQ=DAILY;INTERVAL=1;INTERVAL=0",
    "interval-as-a-list": "FREQ=DAILY;INTERVAL=1,0",
    "frequency-as-a-list": "FREQ=DAILY,SECONDLY",
    "count-with-underscore": "FREQ=DAILY;COUNT=1_0",
    "count-in-wide-digits": "FREQ=DAILY;COUNT=３",
    "interval-of-a-half": "FREQ=DAILY;INTERVAL=0.5",
    "easter": "FREQ=YEARLY;BYEASTER=0",
    "january-on-day-200": "FREQ=YEARLY;BYMONTH=1;BYYEARDAY=200;COUNT=1",
    "january-on-day-200-hourly": "FREQ=HOURLY;BYMONTH=1;BYYEARDAY=200;COUNT=1",
    "july-in-week-one": "FREQ=DAILY;BYMONTH=7;BYWEEKNO=1;COUNT=1",
    "place-25-of-an-hour": "FREQ=HOURLY;BYSETPOS=25;COUNT=1",
    "place-25-of-a-day": "FREQ=DAILY;BYHOUR=1,2,3;BYSETPOS=25;COUNT=1",
    "leap-day-on-a-monday": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;COUNT=100",
    "never-in-a-thousand-years": "FREQ=DAILY;INTERVAL=10000;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYWEEKNO=9;COUNT=9",
    "friday-13-in-february-week-53": "FREQ=WEEKLY;BYWEEKNO=53;BYMONTH=2;COUNT=5",
    "hour-that-is-stepped-over": "FREQ=HOURLY;INTERVAL=24;BYHOUR=3;COUNT=1",
    "month-that-is-stepped-over": "FREQ=MONTHLY;INTERVAL=12;BYMONTH=4;COUNT=1",
    "weekday-that-is-stepped-over": "FREQ=DAILY;INTERVAL=7;BYDAY=WE;COUNT=1",
    "skip-backwards": "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD",
    "twenty-thousand-days": "FREQ=MONTHLY;BYMONTHDAY=" + ",".join(["31"] * 20_000),
    "nine-thousand-parts": "FREQ=DAILY;" + "X-A=1;" * 9_000,
    "until-year-nothing": "FREQ=DAILY;UNTIL=00000000T000000Z",
    "part-without-value": "FREQ=DAILY;COUNT=;INTERVAL=",
    "part-without-name": "FREQ=DAILY;=3",
    "everything-at-once": f"FREQ=YEARLY;BYMONTH={_all(13)[2:]};BYWEEKNO={_all(54)[2:]};BYYEARDAY={_all(367)[2:]};"
    f"BYMONTHDAY={_all(32)[2:]};BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={_all(24)}",
}

# Rules that are strange and right: they are followed exactly.
RIGHT: dict[str, tuple[str, tuple[Occurrence, ...]]] = {
    "daily-a-billion-times": ("FREQ=DAILY;COUNT=1000000000", _days(52)),
    "daily-until-9999": ("FREQ=DAILY;UNTIL=99991231T235959Z", _days(52)),
    "lower-case": ("freq=daily;count=3", _days(3)),
    "no-instance-at-all": ("FREQ=DAILY;UNTIL=20260309T000000Z", ()),
    "unknown-part": ("FREQ=DAILY;COUNT=3;X-OURS=7", _days(3)),
    "trailing-semicolon": ("FREQ=DAILY;COUNT=3;", _days(3)),
    "hourly": ("FREQ=HOURLY;COUNT=5", _days(5, hours=1)),
}

# Series that began long ago: more steps than anyone has, whether followed or shown once.
LONG_AGO = {
    "every-second-since-2000": ("20000101T000000Z", "FREQ=SECONDLY"),
    "every-minute-since-2014": ("20140101T000000Z", "FREQ=MINUTELY"),
    "hourly-since-1970": ("19700101T000000Z", "FREQ=HOURLY"),
    "hourly-since-year-1": ("00010101T000000Z", "FREQ=HOURLY"),
    "daily-since-year-1": ("00010101T000000Z", "FREQ=DAILY"),
    "weekly-since-1601": ("16010101T000000Z", "FREQ=WEEKLY"),
    "daily-days-since-year-1": ("00010101", "FREQ=DAILY"),
    "daily-of-year-9999": ("99991231T000000Z", "FREQ=DAILY"),
}


def _many_daily(share: float) -> Iterator[bytes]:
    for place in range(int(3_000 * share)):
        yield written(*event("DTSTART:20000101T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", uid=f"daily-{place}"))


def _many_hourly(share: float) -> Iterator[bytes]:
    for place in range(int(400 * share)):
        yield written(*event("DTSTART:20260101T000000Z", "RRULE:FREQ=HOURLY", uid=f"hourly-{place}"))


def _many_overrides(share: float) -> Iterator[bytes]:
    yield written(*event("DTSTART:20260201T000000Z", "RRULE:FREQ=HOURLY;COUNT=1000"))
    for place in range(int(5_000 * share)):
        at = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=place % 2_000)
        moved = (f"RECURRENCE-ID:{at:%Y%m%dT%H%M%SZ}", f"DTSTART:{at + timedelta(minutes=5):%Y%m%dT%H%M%SZ}")
        yield written(*event(*moved, f"SEQUENCE:{place}"))


def _many_splits(share: float) -> Iterator[bytes]:
    yield written(*event("DTSTART:20260201T000000Z", "RRULE:FREQ=HOURLY;COUNT=1000"))
    for place in range(int(1_000 * share)):
        at = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(hours=place)
        moved = (f"RECURRENCE-ID;RANGE=THISANDFUTURE:{at:%Y%m%dT%H%M%SZ}", f"DTSTART:{at:%Y%m%dT%H%M%SZ}")
        yield written(*event(*moved))


def _made() -> Iterator[Hostile]:
    for name, rule in REFUSED.items():
        yield Hostile(
            f"rr-{name}",
            f"RRULE:{rule[:60]}",
            around(*event(MARCH, f"RRULE:{rule}")),
            *(PARTIAL, ONCE + "|cannot be"),
            also=_COMMON,
        )
    for name, rule in ODD.items():
        yield Hostile(f"rr-{name}", f"RRULE:{rule[:60]}", around(*event(MARCH, f"RRULE:{rule}")), READ)
    for name, (rule, told) in RIGHT.items():
        yield Hostile(f"rr-{name}", f"RRULE:{rule[:60]}", around(*event(MARCH, f"RRULE:{rule}")), ACCEPT, also=told)
    for name, (start, rule) in LONG_AGO.items():
        yield Hostile(
            f"rr-{name}", f"RRULE:{rule} since {start}", around(*event(f"DTSTART:{start}", f"RRULE:{rule}")), READ
        )
    yield from _several()
    yield from _big()


def _several() -> Iterator[Hostile]:
    ten = "RRULE:FREQ=DAILY;COUNT=3"
    yield Hostile("rr-empty", "an RRULE that says nothing", around(*event(MARCH, "RRULE:")), READ, also=_COMMON)
    yield Hostile("rr-ten-thousand-rules", "10,000 RRULE lines", around(*event(MARCH, *[ten] * 10_000)), READ)
    yield Hostile(
        "rr-exrule-equal-to-rule",
        "an EXRULE that takes away all that the RRULE gives",
        around(*event("DTSTART:20000101T000000Z", "RRULE:FREQ=SECONDLY", "EXRULE:FREQ=SECONDLY")),
        *(PARTIAL, "EXRULE|once"),
    )
    yield Hostile(
        "rr-exrule-is-said",
        "an EXRULE, which no program writes any more",
        around(*event(MARCH, "RRULE:FREQ=DAILY;COUNT=3", "EXRULE:FREQ=DAILY;INTERVAL=2")),
        *(PARTIAL, "EXRULE"),
        also=_days(3),
    )
    yield Hostile(
        "rr-rule-on-an-override",
        "an instance that repeats itself",
        around(
            *event(MARCH, "RRULE:FREQ=DAILY;COUNT=2"),
            *event("RECURRENCE-ID:20260311T150000Z", "DTSTART:20260311T160000Z", "RRULE:FREQ=DAILY;COUNT=500"),
        ),
        READ,
        also=(bad("0310T150000"), bad("0311T160000")),
    )
    yield Hostile(
        "rr-longer-than-its-step",
        "a daily event that lasts a year",
        around(*event("DTSTART:20250101T000000Z", "DURATION:P365D", "RRULE:FREQ=DAILY")),
        READ,
    )
    yield Hostile(
        "rr-longer-than-a-year",
        "a weekly event that lasts ten years",
        around(*event("DTSTART:20200101T000000Z", "DURATION:P3650D", "RRULE:FREQ=WEEKLY")),
        *(PARTIAL, ONCE),
        most=1,
    )
    yield Hostile(
        "rr-range-of-old",
        "RANGE=THISANDPRIOR, which RFC 5545 has taken back",
        around(
            *event(MARCH, "RRULE:FREQ=DAILY;COUNT=3"),
            *event("RECURRENCE-ID;RANGE=THISANDPRIOR:20260311T150000Z", "DTSTART:20260311T160000Z"),
        ),
        READ,
        also=(bad("0310T150000"), bad("0311T160000"), bad("0312T150000")),
    )
    yield Hostile(
        "rr-override-of-no-instance",
        "an override of an instant at which the series has nothing",
        around(
            *event(MARCH, "RRULE:FREQ=DAILY;COUNT=2"),
            *event("RECURRENCE-ID:99991231T235959Z", "DTSTART:20260311T160000Z"),
        ),
        READ,
        most=3,
    )


def _big() -> Iterator[Hostile]:
    yield Hostile(
        "rr-three-thousand-daily-since-2000",
        "3,000 events that recur daily for ever since 2000",
        lambda share: pieces_around(_many_daily(share)),
        *(READ, ""),
        most=20_000,
    )
    yield Hostile(
        "rr-four-hundred-hourly",
        "400 events that recur hourly for ever: more occurrences than a feed may have",
        lambda share: pieces_around(_many_hourly(share)),
        *(PARTIAL, "(?i)only the first"),
        most=20_000,
    )
    yield Hostile(
        "rr-five-thousand-overrides",
        "5,000 overrides of one series",
        lambda share: pieces_around(_many_overrides(share)),
        READ,
    )
    yield Hostile(
        "rr-thousand-splits",
        "a series that is split 1,000 times",
        lambda share: pieces_around(_many_splits(share)),
        READ,
    )


RECURRENCE = tuple(_made())
