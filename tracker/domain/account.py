"""Who keeps promises here, which calendars they follow, and how fresh each is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tracker.domain.event import Pull, Span
from tracker.domain.verdict import Leniency

STALE_AFTER = timedelta(hours=24)
TESTING_ENDS = timedelta(days=6), timedelta(days=8, hours=12)  # about seven days, since we only learn of it by asking


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who has an account. `addresses` are all of their own mail addresses, in lower case, `email` among them.

    Promises due before `scored_from` are history: shown, never scored. `digest_day` counts from Monday as 0.
    """

    id: str
    email: str
    zone: ZoneInfo
    scored_from: datetime
    addresses: frozenset[str] = frozenset()
    name: str = ""
    digest_on: bool = True
    quiet_weeks: bool = True  # whether a week with nothing to say still gets its one line
    digest_day: int = 0
    digest_hour: int = 9
    next_digest_at: datetime | None = None  # None: not planned yet
    leniency: Leniency = Leniency()
    away: Span | None = None  # None: here


class CalendarKind(StrEnum):
    """Where a calendar's events come from."""

    ICS = "ics"
    FILE = "file"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One followed collection of events. `shown` is its address, masked; the address itself is sealed in the store.

    `connection` is the leave by which it is read; empty where an address or a file is enough.
    `trouble` is what is wrong with it, in words that name the remedy; empty when all is well. In a calendar that
    `decides`, each promise found is accepted at once: its user has chosen it for that.
    """

    id: str
    user: str
    kind: CalendarKind
    name: str
    shown: str = ""
    connection: str = ""
    decides: bool = False
    example: bool = False
    cursor: str = ""
    next_sync_at: datetime | None = None  # None: paused, asked again only by hand
    synced_at: datetime | None = None  # None: never read yet
    trouble: str = ""
    distrusted: int = 0  # how many pulls in a row were not believed

    def stale(self, now: datetime) -> bool:
        """Whether it has not been read for a day. A file says all that it will ever say."""
        if self.kind is CalendarKind.FILE:
            return False
        return self.synced_at is None or now - self.synced_at > STALE_AFTER

    def as_of(self, now: datetime) -> datetime:
        """The instant up to which it lets us speak: now while fresh, else when it was last read."""
        if not self.stale(now):
            return now
        return self.synced_at or now


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Leave to read the calendars of one Google account, which its owner gave by consent at `consented_at`.

    `account` is that account's mail address; `scopes` are those that were granted, which may be fewer than were asked
    for. Its tokens are sealed in the store.
    """

    id: str
    user: str
    account: str
    scopes: frozenset[str]
    consented_at: datetime
    lost_at: datetime | None = None  # when Google took the leave back; None: it holds

    def ended_by_testing(self, now: datetime) -> bool:
        """Whether its leave ends about a week after consent, as all do while an app's publishing status at Google is
        "Testing" (requirement 22).
        """
        earliest, latest = TESTING_ENDS
        return earliest <= (self.lost_at or now) - self.consented_at <= latest


Source = Callable[[Calendar, Span], Pull]
