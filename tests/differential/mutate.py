"""Damage done to a clean body, of the kinds that broken programs do; most of it can still be read."""

import re
from random import Random

_VALUES = (
    *(
        "20260230",
        "20261301T000000",
        "20260310T250000",
        "2026-03-10",
        "20260310T0900",
        "",
        "FREQ=DAILY",
        "P",
        "-PT1H",
    ),
    *(
        "20260310T090000Z",
        "20260310T090000",
        "20260310",
        "19700101",
        "20260310T090060Z",
        "99999999",
        "PT1H30M",
        "P1W2D",
    ),
)
_RULES = (
    *(
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=WEEKLY;COUNT=0",
        "FREQ=DAILY;UNTIL=20260401",
        "FREQ=DAILY;UNTIL=20260401T120000",
    ),
    *("FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z", "INTERVAL=2", "FREQ=MONTHLY;BYDAY=", "FREQ=WEEKLY;BYDAY=MO;"),
    *(
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=SOMETIMES",
        "FREQ=WEEKLY;X-OURS=1",
        "freq=daily;count=4",
    ),
    *(
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=DAILY;UNTIL=20100101T000000Z",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;COUNT=-1",
    ),
    *(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY; BYDAY=TU",
        "FREQ=MONTHLY;BYSETPOS=2",
        "FREQ=DAILY;COUNT=1e3",
    ),
)
_TIMES = re.compile(rb"^(DTSTART|DTEND|DUE|RECURRENCE-ID|EXDATE|RDATE)[;:]", re.IGNORECASE)
Lines = list[bytes]


def damaged(random: Random, body: bytes) -> bytes:
    """One to three kinds of damage, one after the other."""
    lines = re.sub(rb"\r?\n[ \t]", b"", body).replace(b"\r\n", b"\n").rstrip(b"\n").split(b"\n")
    for _ in range(random.choice([1, 1, 2, 3])):
        lines = random.choice(_KINDS)(random, lines)
    return b"\r\n".join(lines) + b"\r\n"


def _inner(random: Random, lines: Lines) -> int:
    """The place of a line that opens and closes nothing, if there is one."""
    inner = [at for at, line in enumerate(lines) if line[:6].upper() != b"BEGIN:" and line[:4].upper() != b"END:"]
    return random.choice(inner or [0])


def _dropped(random: Random, lines: Lines) -> Lines:
    place = _inner(random, lines)
    return lines[:place] + lines[place + 1 :]


def _doubled(random: Random, lines: Lines) -> Lines:
    place = _inner(random, lines)
    return [*lines[:place], lines[place], *lines[place:]]


def _swapped(random: Random, lines: Lines) -> Lines:
    one, other = _inner(random, lines), _inner(random, lines)
    lines = list(lines)
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _blocks(lines: Lines) -> list[tuple[int, int]]:
    """Where the events stand."""
    starts = [at for at, line in enumerate(lines) if line.upper() in (b"BEGIN:VEVENT", b"BEGIN:VTODO")]
    return [
        (at, next((end + 1 for end in range(at, len(lines)) if lines[end][:5].upper() == b"END:V"), at))
        for at in starts
    ]


def _block_doubled(random: Random, lines: Lines) -> Lines:
    if not (blocks := _blocks(lines)):
        return lines
    begin, end = random.choice(blocks)
    return lines[:begin] + lines[begin:end] + lines[begin:]


def _block_dropped(random: Random, lines: Lines) -> Lines:
    if not (blocks := _blocks(lines)):
        return lines
    begin, end = random.choice(blocks)
    return lines[:begin] + lines[end:]


def _recased(random: Random, lines: Lines) -> Lines:
    place = _inner(random, lines)
    return [
        *lines[:place],
        random.choice([bytes.lower, bytes.upper, bytes.swapcase])(lines[place]),
        *lines[place + 1 :],
    ]


def _revalued(random: Random, lines: Lines) -> Lines:
    times = [at for at, line in enumerate(lines) if _TIMES.match(line) or line.upper().startswith(b"DURATION")]
    place = random.choice(times or [_inner(random, lines)])
    head, _, _ = lines[place].rpartition(b":")
    return [*lines[:place], head + b":" + random.choice(_VALUES).encode(), *lines[place + 1 :]]


def _ruled(random: Random, lines: Lines) -> Lines:
    """Another rule: one from elsewhere in the body, or a bad one."""
    rules = [at for at, line in enumerate(lines) if line.upper().startswith(b"RRULE")]
    new = b"RRULE:" + random.choice(_RULES).encode()
    if rules:
        place = random.choice(rules)
        return [*lines[:place], new if random.random() < 0.6 else lines[random.choice(rules)], *lines[place + 1 :]]
    place = next((at for at, line in enumerate(lines) if line.upper() == b"END:VEVENT"), len(lines) - 1)
    return [*lines[:place], new, *lines[place:]]


def _retyped(random: Random, lines: Lines) -> Lines:
    """A time in another form: a zone more or less, a date for an instant."""
    times = [at for at, line in enumerate(lines) if _TIMES.match(line)]
    if not times:
        return lines
    place = random.choice(times)
    name = _TIMES.match(lines[place])[1]  # type: ignore[index]
    value = lines[place].rpartition(b":")[2].rstrip(b"Zz")
    forms = (b":" + value, b":" + value + b"Z", b";VALUE=DATE:" + value[:8], b";TZID=Europe/Berlin:" + value)
    odd = (b";TZID=Europe/Berlin;VALUE=DATE:" + value[:8], b":" + value[:8], b";;VALUE=DATE-TIME:" + value)
    return [*lines[:place], name + random.choice(forms + odd), *lines[place + 1 :]]


def _spoiled(random: Random, lines: Lines) -> Lines:
    """A line that is none, anywhere."""
    bad = random.choice([b"no colon at all", b":", b"SUMMARY", b"X-\xff:\xfe", b"A B:c", b'X-Q;P="open:1', b"=2E"])
    place = random.randrange(1, len(lines))
    return [*lines[:place], bad, *lines[place:]]


def _nudged(random: Random, lines: Lines) -> Lines:
    """One byte of one line is another."""
    place = _inner(random, lines)
    line = bytearray(lines[place])
    if line:
        line[random.randrange(len(line))] = random.choice(b"0123456789ZT;:=,-ABM")
    return [*lines[:place], bytes(line), *lines[place + 1 :]]


_KINDS = (
    *(_dropped, _doubled, _swapped, _block_doubled, _block_dropped, _recased, _revalued, _revalued, _ruled, _ruled),
    *(_retyped, _retyped, _retyped, _spoiled, _nudged, _nudged),
)
