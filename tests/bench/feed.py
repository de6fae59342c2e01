"""A large feed, made up for the benchmark as calendar programs write them: the same seed gives the same bytes.

    python -m tests.bench.feed -n 50000 -o feed.ics [--change 1] [--restamp] [--add 1] [--remove 1] [--shuffle]

Of the events 85 % are single and over, 10 % single and ahead within 400 days, 5 % in series: masters with a rule,
some with EXDATE or RDATE, and overrides. Each has a folded description and up to 8 attendees, 60 % a VALARM, 8 % are
all-day. It conforms to RFC 5545 throughout (each DTSTART fits its rule, each override an instance), so that every
engine that is right counts the same occurrences.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.bench import variants

DAY = timedelta(days=1)
NOW = "2026-02-01T00:00:00Z"
_EUROPE = ("+0100", "+0200", "BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3")
_AMERICA = ("-0600", "-0500", "BYDAY=1SU;BYMONTH=11", "BYDAY=2SU;BYMONTH=3")
ZONES = {  # as in the feed: the IANA zone, the offset in winter and in summer, when each begins
    "Europe/Madrid": ("Europe/Madrid", *_EUROPE),
    "America/Chicago": ("America/Chicago", *_AMERICA),
    "Europe/Dublin": ("Europe/Dublin", "+0000", "+0100", *_EUROPE[2:]),
    "America/Denver": ("America/Denver", "-0700", "-0600", *_AMERICA[2:]),
    "Africa/Lagos": ("Africa/Lagos", "+0100", "", "", ""),
    "Romance Standard Time": ("Europe/Paris", *_EUROPE),
}
_NAMES = "Ama Kofi Efua Nils Ines Yaw Åsa Jürgen Renée Łucja Tomás Abena Kwame Esi Mirja Paavo Zsófia Idris Noor"
_THINGS = (
    "agenda alert archive backlog benefit brief canvas chapter charter checklist claim cohort column compass courier "
    "delivery district dossier draft engine errand estimate exhibit fixture garden handout harbour hearing index "
    "inventory journal kitchen ledger leaflet lesson library manual market minutes notice parcel permit pilot plan "
    "platform poster quarter quota record rehearsal report roster sample schedule season shelter signal sketch stock "
    "survey syllabus tariff timetable tour transfer tutorial update voucher warehouse workshop"
)
NAMES, THINGS = _NAMES.split(), _THINGS.split()
PROMISES = (
    "I will bring the signed copy on Thursday.",
    "Kofi sends the estimate by the end of the week.",
    "We promised Abena an answer within two days.",
    "Efua to book the hall before the 15th.",
)
RULES = (  # a rule, the days between its first two instances; 0: no override, EXDATE or RDATE is made for it
    ("FREQ=WEEKLY", 7),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 14),
    ("FREQ=WEEKLY;BYDAY=MO,WE", 7),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 7),
    ("FREQ=DAILY;COUNT=200", 1),
    ("FREQ=MONTHLY;BYDAY=1MO", 0),
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", 0),
    ("FREQ=YEARLY", 0),
)


class When(NamedTuple):
    """Start and length of an event, and the zone it is written in: empty for UTC and for days."""

    start: date
    length: timedelta
    zone: str = ""

    def by(self, days: int, hours: int = 0) -> "When":
        later = timedelta(days=days, hours=hours if isinstance(self.start, datetime) else 0)
        return self._replace(start=self.start + later)


class Maker:
    """Makes each event from its own random numbers, so that one more event changes no other."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.seed, self.now = seed, now

    def luck(self, what: str) -> Random:
        return Random(f"{self.seed} {what}")

    def blocks(self, count: int) -> list[bytes]:
        """All VEVENTs, in no order."""
        series, ahead = count // 20, count // 10
        made = [block for block, _ in zip(self.series(), range(series), strict=False)]
        made += [self.single("ahead", number, 1, 400) for number in range(ahead)]
        made += [self.single("over", number, -3600, -3) for number in range(count - series - ahead)]
        self.luck("order").shuffle(made)
        return made

    def single(self, kind: str, number: int, first: int, last: int) -> bytes:
        luck = self.luck(f"{kind} {number}")
        return self.event(luck, f"{kind}-{number}", self.when(luck, luck.randint(first, last)))

    def series(self) -> Iterator[bytes]:
        """Without end: a master, its overrides, the next master."""
        number = 0
        while True:
            luck = self.luck(f"series {number}")
            (rule, step), uid = luck.choice(RULES), f"series-{number}"
            when = self.when(luck, luck.randint(-1500, 60), monday=True)
            when = when.by(-7 * ((when.start.day - 1) // 7)) if "MONTHLY" in rule else when  # the first of its month
            yield self.event(luck, uid, when, [f"RRULE:{rule}{_until(luck, rule, when)}", *_dates(luck, when, step)])
            for place in sorted(luck.sample(range(20, 30), luck.choice((0, 1, 2, 3, 5)) if step else 0)):
                kept = when.by(place * step)
                yield self.event(luck, uid, kept.by(0, luck.randint(-2, 3)), ["RECURRENCE-ID" + _at(kept)])
            number += 1

    def when(self, luck: Random, days: int, monday: bool = False) -> When:
        day = self.now.replace(tzinfo=None) + days * DAY
        day -= day.weekday() * DAY if monday else timedelta()
        if luck.random() < 0.08:
            return When(day.date(), luck.choice((1, 1, 1, 2, 4)) * DAY)
        start = day + timedelta(hours=luck.randint(7, 18), minutes=luck.choice((0, 15, 30, 45)))
        length = timedelta(minutes=luck.choice((15, 30, 30, 45, 60, 60, 90, 420)))
        return When(start, length, luck.choice(list(ZONES)) if luck.random() < 0.6 else "")

    def event(self, luck: Random, uid: str, when: When, more: list[str] | None = None) -> bytes:
        made = min(self.now.date(), _day(when.start) - luck.randint(1, 60) * DAY)
        host, stamp = luck.choice(NAMES), f"{made:%Y%m%d}T{luck.randint(7, 19):02}{luck.randint(0, 59):02}00Z"
        lines = [
            *("BEGIN:VEVENT", "DTSTART" + _at(when), "DTEND" + _at(when._replace(start=when.start + when.length))),
            *(more or ()),
            *(f"DTSTAMP:{stamp}", f"ORGANIZER;CN={host}:mailto:{_address(host)}@example.com"),
            *(f"UID:{uid}-{self.seed}@feed.example", *_attendees(luck), f"CREATED:{stamp}", _description(luck)),
            *(f"LAST-MODIFIED:{stamp}", f"LOCATION:House {luck.randint(1, 60)}\\, {luck.choice(THINGS)} room"),
            *(f"SEQUENCE:{luck.randint(0, 4)}", "STATUS:CONFIRMED"),
            *(f"SUMMARY:{_words(luck, luck.randint(2, 5)).capitalize()}", "TRANSP:OPAQUE"),
            *(_ALARM if luck.random() < 0.6 else ()),
            "END:VEVENT",
        ]
        return b"".join(map(_folded, lines))


_ALARM = ("BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "TRIGGER:-PT15M", "END:VALARM")


def _until(luck: Random, rule: str, when: When) -> str:
    """An end for some rules; of a timed series as an instant in UTC (RFC 5545, 3.3.10)."""
    if luck.random() > 0.4 or "COUNT" in rule:
        return ""
    end = when.by(luck.randint(430, 1500)).start
    if not isinstance(end, datetime):
        return f";UNTIL={end:%Y%m%d}"
    zone = ZoneInfo(ZONES[when.zone][0]) if when.zone else UTC
    return f";UNTIL={end.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _dates(luck: Random, when: When, step: int) -> list[str]:
    """EXDATEs on instances for a third, an RDATE between instances for a few."""
    if not step:
        return []
    dates = [f"EXDATE{_at(when.by(n * step))}" for n in luck.sample(range(1, 20), luck.choice((0, 0, 0, 0, 1, 3)))]
    if step > 1 and luck.random() < 0.05:
        dates.append(f"RDATE{_at(when.by(step * luck.randint(1, 60) - 1))}")  # a Sunday: on no rule above
    return dates


def _day(start: date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _at(when: When) -> str:
    if not isinstance(when.start, datetime):
        return f";VALUE=DATE:{when.start:%Y%m%d}"
    return f"{f';TZID={when.zone}' if when.zone else ''}:{when.start:%Y%m%dT%H%M%S}{'' if when.zone else 'Z'}"


def _words(luck: Random, count: int) -> str:
    return " ".join(luck.choices(THINGS, k=count))


def _description(luck: Random) -> str:
    promise = luck.choice(PROMISES) + "\\n" if luck.random() < 0.25 else ""
    joined = f"https://talk.example/{luck.getrandbits(80):020x}?key={luck.getrandbits(64):016x}"
    return f"DESCRIPTION:{_words(luck, luck.randint(18, 68))}.\\n{promise}\\nTo join: {joined}\\n"


def _attendees(luck: Random) -> list[str]:
    return [
        f"ATTENDEE;CN={name};CUTYPE=INDIVIDUAL;PARTSTAT={luck.choice(('ACCEPTED', 'DECLINED', 'NEEDS-ACTION'))}"
        f";ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:{_address(name)}.{luck.randint(1, 99)}@example.com"
        for name in luck.choices(NAMES, k=luck.choice((0, 1, 2, 3, 4, 8)))
    ]


def _address(name: str) -> str:
    return name.lower().encode("ascii", "ignore").decode()


def _folded(line: str) -> bytes:
    """At most 75 octets a line, no letter cut (RFC 5545, 3.1)."""
    rest, lines, room = line.encode(), [], 75
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:
            end -= 1
        lines.append(rest[:end])
        rest, room = rest[end:], 74
    return b"\r\n ".join([*lines, rest]) + b"\r\n"


def _zone(name: str) -> list[str]:
    _, winter, summer, to_winter, to_summer = ZONES[name]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    if summer:
        lines += ["BEGIN:DAYLIGHT", "DTSTART:20070325T020000", f"RRULE:FREQ=YEARLY;{to_summer}"]
        lines += [f"TZOFFSETFROM:{winter}", f"TZOFFSETTO:{summer}", "END:DAYLIGHT"]
    lines += ["BEGIN:STANDARD", "DTSTART:20071028T030000", *([f"RRULE:FREQ=YEARLY;{to_winter}"] if summer else [])]
    return [*lines, f"TZOFFSETFROM:{summer or winter}", f"TZOFFSETTO:{winter}", "END:STANDARD", "END:VTIMEZONE"]


def made(count: int, *, seed: int, now: datetime) -> variants.Feed:
    """The feed as it is before anything changes."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//example//feed//EN",
        "X-WR-CALNAME:Everything",
        "METHOD:PUBLISH",
    ]
    head += [line for name in ZONES for line in _zone(name)]
    return variants.Feed(b"".join(map(_folded, head)), Maker(seed, now).blocks(count), b"END:VCALENDAR\r\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-n", type=int, default=50_000, help="how many events")
    parser.add_argument("-o", type=Path, required=True, help="where to")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--now", type=datetime.fromisoformat, default=datetime.fromisoformat(NOW))
    variants.add_options(parser)
    options = parser.parse_args()
    feed = variants.varied(made(options.n, seed=options.seed, now=options.now), options)
    options.o.write_bytes(feed.body)
    print(f"{len(feed.blocks):,} events, {len(feed.body) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
