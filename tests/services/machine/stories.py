"""What a calendar holds, as its owner thinks of it, and what it tells of that within a span, worked out by hand.

Nothing here knows how the service reads: a series is counted out step by step on its own wall clock.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.event import Span

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
REACH = 60 * DAY  # further than any instance is ever moved


class Clock(StrEnum):
    """Whose wall clock a story goes by. `OFFICE` is a zone that only the feed itself defines."""

    UTC = "utc"
    BERLIN = "berlin"
    OFFICE = "office"
    FLOATING = "floating"
    DAY = "day"


class Change(NamedTuple):
    """How one instance of a series differs: moved by so much, called otherwise, or cancelled."""

    by: timedelta
    title: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One UID: a single event, a to-do, or a series of `count` instances (None: without end).

    `at` is the naive wall clock of the first. `gone`, `changes` and `onwards` speak of instances by number. `old` is
    the title of an earlier revision that still lies beside it. `garbled` names what is wrong with how it is written.
    """

    uid: str
    title: str
    at: datetime
    clock: Clock = Clock.UTC
    step: timedelta | None = None
    count: int | None = None
    until: bool = False
    todo: bool = False
    cancelled: bool = False
    sequence: int = 0
    gone: frozenset[int] = frozenset()
    changes: Mapping[int, Change] = field(default_factory=dict)
    onwards: tuple[int, Change] | None = None
    copies: int = 1
    old: str = ""
    garbled: str = ""

    @property
    def length(self) -> timedelta:
        """How long each instance lasts."""
        if self.clock is Clock.DAY:
            return DAY
        return timedelta() if self.todo else HOUR

    @property
    def plain(self) -> bool:
        """A series without exceptions, or a single event."""
        return not (self.gone or self.changes or self.onwards)

    def wall(self, number: int) -> datetime:
        """Where an instance stood when its series was made."""
        return self.at + number * self.step if self.step else self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """All stories, the definition of the office's zone, and the manner in which the feed happens to be written."""

    stories: Mapping[str, Story] = field(default_factory=dict)
    office: int = 1  # hours east
    name: str = "Work"
    stamp: int = 0
    order: int = 0  # 0: as made; else shuffled by this seed
    width: int = 75  # bytes to a line, 0: never folded
    ends: str = "crlf"
    lower: bool = False


class Seen(NamedTuple):
    """What must be known of one occurrence."""

    start: datetime
    end: datetime
    title: str
    cancelled: bool = False


Key = tuple[str, str]  # the UID, and the lasting name of the instance


def told(feed: Feed, span: Span, home: ZoneInfo) -> dict[Key, Seen]:
    """What the feed tells of a span to somebody at home in this zone."""
    return {
        (story.uid, name): seen
        for story in feed.stories.values()
        for name, seen in _instances(story, _zone(feed, story.clock, home), span)
        if seen.start < span.end and (seen.end > span.start or seen.start >= span.start)
    }


def unread(feed: Feed) -> set[str]:
    """The UIDs of which nobody can say any more what they tell."""
    return {story.uid for story in feed.stories.values() if story.garbled}


def zone_of(clock: Clock, office: int, home: ZoneInfo) -> tzinfo:
    """The zone in which a clock is read."""
    named = {Clock.UTC: UTC, Clock.BERLIN: BERLIN, Clock.OFFICE: _east(office)}
    return named.get(clock, home)


def _zone(feed: Feed, clock: Clock, home: ZoneInfo) -> tzinfo:
    return zone_of(clock, feed.office, home)


def _east(hours: int) -> tzinfo:
    return ZoneInfo(f"Etc/GMT{-hours:+d}")  # the signs of these names are turned round (POSIX)


def _instances(story: Story, zone: tzinfo, span: Span) -> Iterator[tuple[str, Seen]]:
    for number in _numbers(story, span):
        change = _change(story, number)
        if number in story.gone or (story.garbled and number not in story.changes):
            continue
        start = story.wall(number) + (change.by if change else timedelta())
        yield (
            lasting_name(story, number, zone),
            Seen(
                start.replace(tzinfo=zone).astimezone(UTC),
                (start + story.length).replace(tzinfo=zone).astimezone(UTC),
                change.title if change else story.title,
                change.cancelled if change else story.cancelled,
            ),
        )


def _numbers(story: Story, span: Span) -> Iterator[int]:
    number, last = 0, (span.end + REACH).replace(tzinfo=None)
    while story.wall(number) < last and number != (story.count if story.step else 1):
        yield number
        number += 1


def _change(story: Story, number: int) -> Change | None:
    if number in story.changes:
        return story.changes[number]
    return story.onwards[1] if story.onwards and number >= story.onwards[0] else None


def lasting_name(story: Story, number: int, zone: tzinfo) -> str:
    """What an instance is called for ever (RFC 5545, 3.8.4.4); a single event needs no such name."""
    wall = story.wall(number)
    if not story.step:
        return ""
    if story.clock is Clock.DAY:
        return f"{wall:%Y%m%d}"
    if story.clock is Clock.FLOATING:
        return f"{wall:%Y%m%dT%H%M%S}"
    return f"{wall.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
