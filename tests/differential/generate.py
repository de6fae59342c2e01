"""Calendars made up at random from a seed, with everything in RFC 5545 that readers meet: three in four are clean,
the fourth is a clean one that was damaged.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.differential.mutate import damaged
from tests.differential.series import Lines, Series
from tracker.domain.event import Span

MUTATED = 0.25
HOMES = ("Africa/Accra", "Europe/Berlin", "America/New_York", "Asia/Kolkata")


class Case(NamedTuple):
    """A body, the window and the zone to read it in, and the body that the feed serves next time."""

    name: str
    body: bytes
    window: Span
    zone: ZoneInfo
    after: bytes = b""


def cases(seed: int, count: int, first: int = 0) -> Iterator[Case]:
    """Cases by number; each depends on the seed and its number alone."""
    for number in range(first, first + count):
        yield case(Random(f"{seed}:{number}"), f"{seed}-{number}")


def case(random: Random, name: str) -> Case:
    """One case."""
    feed = Feed(random)
    body = feed.body()
    if random.random() < MUTATED:
        body = damaged(random, body)
        name += "-mutated"
    return Case(
        name,
        body,
        a_window(random),
        ZoneInfo(random.choice(HOMES)),
        feed.body(changed=True) if random.random() < 0.5 else b"",
    )


def a_window(random: Random) -> Span:
    """A day to two years, at some hour between 2023 and 2028."""
    start = datetime(2023, 1, 1, tzinfo=UTC) + timedelta(
        days=random.randrange(1500), hours=random.choice([0, 0, 5, 23])
    )
    return Span(start, start + timedelta(days=random.choice([1, 7, 31, 90, 90, 365, 730])))


class Feed:
    """The calendars of one body, kept as blocks so that the next body can differ in some."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.calendars = [self._calendar(place) for place in range(random.choice([1] * 12 + [2, 3]))]

    def _calendar(self, place: int) -> tuple[Lines, list[Lines]]:
        series = [
            Series(self.random, f"{place}-{each}@example.com") for each in range(self.random.choice([1, 1, 2, 3, 5]))
        ]
        blocks = [self._block(one) for one in series]
        zones: dict[str, tuple[str, ...]] = {}
        for one in series:
            if one.clock.definition:
                zones.setdefault(one.clock.tzid, one.clock.definition)
        defined = [line for definition in zones.values() for line in definition]
        if self.random.random() < 0.1:
            return self._header(), [*blocks, defined]  # a zone may stand behind the events that use it
        return self._header(), [defined, *blocks]

    def _block(self, series: Series) -> Lines:
        kinds = (
            series.single,
            series.recurring,
            series.dated,
            series.orphans,
            series.todo,
            series.revised,
            series.split,
        )
        return self.random.choices(kinds, weights=(20, 55, 7, 6, 6, 3, 3))[0]()

    def _header(self) -> Lines:
        lines = ["VERSION:2.0", "PRODID:-//Example//Tests//EN"]
        extra = {
            "CALSCALE:GREGORIAN": 0.5,
            "METHOD:PUBLISH": 0.3,
            "METHOD:CANCEL": 0.02,
            "X-WR-CALNAME:Ama\\, at work": 0.3,
            f"X-WR-TIMEZONE:{self.random.choice(HOMES)}": 0.07,
        }
        return lines + [line for line, share in extra.items() if self.random.random() < share]

    def body(self, *, changed: bool = False) -> bytes:
        """The bytes: CRLF or LF, folded in some way, names in some case."""
        lines: Lines = []
        for header, blocks in self.calendars:
            kept = self._changed(blocks) if changed else blocks
            lines += ["BEGIN:VCALENDAR", *header, *(line for block in kept for line in block), "END:VCALENDAR"]
        return written(self.random, lines)

    def _changed(self, blocks: list[Lines]) -> list[Lines]:
        """The same again with one block gone, one more, one other, or all restamped."""
        how, place = self.random.randrange(4), self.random.randrange(len(blocks))
        if how == 0:
            return blocks[:place] + blocks[place + 1 :]
        if how == 1:
            return [*blocks, self._block(Series(self.random, "new@example.com"))]
        if how == 2:
            series = Series(self.random, f"0-{place}@example.com")
            return [*blocks[:place], self._block(series), *blocks[place + 1 :]]
        return [[line.replace("DTSTAMP:20260105", "DTSTAMP:20260106") for line in block] for block in blocks]


def written(random: Random, lines: Lines) -> bytes:
    """Content lines as bytes."""
    style, end = random.random(), random.choice([b"\r\n", b"\r\n", b"\r\n", b"\n"])
    if style < 0.06:
        lines = [lowered(line) for line in lines]
    width = 12 if style > 0.92 else 75
    return b"".join(end.join(folded(random, line.encode(), width)) + end for line in lines)


def lowered(line: str) -> str:
    """A property or component's name in lower case; they are all alike (RFC 5545, 2)."""
    cut = min(place for place in (line.find(":"), line.find(";")) if place >= 0)
    return line[:cut].lower() + line[cut:]


def folded(random: Random, line: bytes, width: int) -> list[bytes]:
    """A line cut into pieces of at most this many bytes, each after the first behind a space or tab."""
    pieces = [line[:width]]
    space = random.choice([b" ", b" ", b"\t"])
    rest = line[width:]
    while rest:
        pieces.append(space + rest[: width - 1])
        rest = rest[width - 1 :]
    return pieces
