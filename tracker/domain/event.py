"""A calendar event as a value, its lasting name, and a pull of events from a source.

Everything here was told by a calendar. Instants are aware; a zone was applied at the door.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

OURS = "@promises.tracker.invalid"  # with which the UIDs end under which we tell calendars our promises (RFC 2606)
_CUT = re.compile(r"_R\d{8}(T\d{6}Z?)?")


class PartStat(StrEnum):
    """An attendee's answer to an invitation (RFC 5545, 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


class EventKey(NamedTuple):
    """What an occurrence is called while all else about it changes: never its time.

    `recurrence_id` is the original start of one instance of a series, as `20260310` for a date and
    `20260310T150000Z` for an instant; empty for an event that does not recur (RFC 5545, 3.8.4.4).
    """

    calendar: str
    uid: str
    recurrence_id: str = ""

    @property
    def root(self) -> str:
        """Its UID without what Google adds to it for the second half, when somebody cuts a series in two."""
        return _CUT.sub("", self.uid)

    @property
    def slot(self) -> tuple[str, str, str]:
        """Its place in its series, by the day: the same where a series was cut in two, or moved within its days."""
        return self.calendar, self.root, self.recurrence_id[:8]

    @property
    def ours(self) -> bool:
        """Whether it is a promise of ours coming back: our feed was followed, or brought into a calendar."""
        return self.uid.endswith(OURS)


class Attendee(NamedTuple):
    """Someone invited. `address` is a lower-case mail address without `mailto:`; either part may be empty."""

    address: str
    name: str
    partstat: PartStat = PartStat.NEEDS_ACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One occurrence, as its calendar told it: a VEVENT, or a VTODO with a due (`todo`).

    `start` and `end` are instants, `end` exclusive. Of an all-day event they are midnights in `zone`, the
    IANA name of the zone in which the wall clock of this event was read. A VTODO starts when it is due.
    Of an `unsure` event `zone` is a guess, and so are its instants: its calendar named one that nobody knows.
    """

    key: EventKey
    summary: str
    start: datetime
    end: datetime
    zone: str
    all_day: bool = False
    description: str = ""
    location: str = ""
    cancelled: bool = False
    private: bool = False
    transparent: bool = False
    recurring: bool = False
    todo: bool = False
    completed_at: datetime | None = None  # when a VTODO was completed; None for all else
    unsure: bool = False  # its times hang on a zone that nobody knows (reliability D8); never of an all-day event
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    categories: tuple[str, ...] = ()
    updated: datetime | None = field(default=None, compare=False)  # a hint: feeds lie about their stamps

    @property
    def day(self) -> date:
        """The day on which it starts, on its own wall clock."""
        return self.local_start.date()

    @property
    def local_start(self) -> datetime:
        """Its start on its own wall clock: the reference for words such as "by Tuesday"."""
        return self.start.astimezone(ZoneInfo(self.zone))


class Span(NamedTuple):
    """A stretch of time, half open: its start is inside, its end is not."""

    start: datetime
    end: datetime

    @property
    def last(self) -> datetime:
        """The last second inside, by which a day is named."""
        return self.end - timedelta(seconds=1)

    def holds(self, at: datetime) -> bool:
        """Whether an instant lies inside."""
        return self.start <= at < self.end

    def covers(self, event: CalendarEvent) -> bool:
        """Whether an event overlaps the span; an event of no length counts by its start."""
        return event.start < self.end and (event.end > self.start or event.start >= self.start)


class Skipped(NamedTuple):
    """An event that could not be read, by its UID, and why in plain words; or something of one that was `kept`."""

    uid: str
    reason: str
    kept: bool = False


class Resource(NamedTuple):
    """An event, or a series with its exceptions, as a source that tells only changes told it (RFC 4791, 4.1).

    Kept beside the events, so that a change to it, or a new day, can be worked out without asking for it again.
    `name` is what the source calls it, `uid` the UID of its events, `told` its own words. Nothing of it lies before
    `begins` or at or after `ends`; None: it has no such bound.
    """

    name: str
    uid: str
    begins: datetime | None
    ends: datetime | None
    told: bytes


class Pull(NamedTuple):
    """What one asking of a source brought.

    Within `whole` the source told everything, so what is missing there is gone; None means that it told only
    what changed. With `only` it speaks of these UIDs alone: of all others nothing is gone, and what is told of them
    beside is new, or as it was.
    `cursor` is where to go on next time: an ETag, a sync token; `memory` what the source must be told then, None if
    that stays as it is. `resources` are to be kept in place of those of the same name, `dropped` are names of some to
    forget. `certain`: what is missing was said to be gone, so that there is nothing to doubt.
    `refresh` is how long the far end asks us to wait.
    """

    events: tuple[CalendarEvent, ...]
    skipped: tuple[Skipped, ...] = ()
    cursor: str = ""
    whole: Span | None = None
    only: frozenset[str] | None = None
    memory: bytes | None = None
    refresh: timedelta | None = None
    resources: tuple[Resource, ...] = ()
    dropped: frozenset[str] = frozenset()
    certain: bool = False
