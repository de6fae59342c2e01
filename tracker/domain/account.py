"""Who keeps promises here, which calendars they follow, and how fresh each is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Self
from zoneinfo import ZoneInfo

from tracker.domain.event import Pull, Span
from tracker.domain.people import Cadence
from tracker.domain.verdict import Leniency

STALE_AFTER = timedelta(hours=24)
ALARMS = (24 * 60, 60)
TESTING_ENDS = timedelta(days=6), timedelta(days=8, hours=12)  # about seven days, since we only learn of it by asking


class Role(StrEnum):
    """What somebody may do with the service itself; of what others keep here, neither sees anything."""

    OWNER = "owner"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who has an account. `addresses` are all of their own mail addresses, in lower case, `email` among them.

    Promises due before `scored_from` are history: shown, never scored. `digest_day` counts from Monday as 0.
    `offers` are what I can give to anybody, one in each; `cadences` how often to meet people of a tag.
    `feed_alarms` are minutes before a due, at which calendars that follow the feed of promises may ring.
    `locale` is the BCP 47 tag of the language that pages and letters speak.
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
    offers: tuple[str, ...] = ()
    cadences: tuple[tuple[str, Cadence], ...] = ()
    feed_key: str = ""  # names the feed of promises that calendars may follow; empty: there is none
    feed_alarms: tuple[int, ...] = ALARMS
    locale: str = "en"
    reminders: bool = False  # whether a letter may come between the weekly ones: due tomorrow, just overdue
    next_reminder_at: datetime | None = None  # None: not planned
    reminded_at: datetime | None = None  # up to when a reminder told what is overdue; None: none has come yet
    letters_key: str = ""  # names the Atom feed of past letters; empty: there is none
    role: Role = Role.MEMBER

    @property
    def owns(self) -> bool:
        """Whether they look after the service: who is here, and how much each may have."""
        return self.role is Role.OWNER

    def is_away(self, at: datetime) -> bool:
        """Whether it is a time without nudges (requirement 35). No excuse: what comes due then is due."""
        return self.away is not None and self.away.holds(at)

    @property
    def account(self) -> "Account":
        """What of it is decided, and goes into the ledger."""
        return Account(self.id, self.scored_from, self.away, self.leniency, self.offers, self.cadences)

    def with_account(self, account: "Account") -> Self:
        """The same user, of whom that is decided."""
        return replace(self, **account._asdict())


class Account(NamedTuple):
    """What a user decided about being scored, being away, and what they keep at hand; see User."""

    id: str
    scored_from: datetime
    away: Span | None
    leniency: Leniency
    offers: tuple[str, ...]
    cadences: tuple[tuple[str, Cadence], ...]


def account_record(account: Account) -> dict[str, Any]:
    """It as plain JSON values, instants in UTC, lengths of time in seconds; `account_from` is its inverse."""
    return {
        "id": account.id,
        "scored_from": account.scored_from.astimezone(UTC).isoformat(),
        "away": [at.astimezone(UTC).isoformat() for at in account.away] if account.away else None,
        "leniency": [int(part.total_seconds()) for part in account.leniency],
        "offers": list(account.offers),
        "cadences": [[tag, *(part.days for part in cadence)] for tag, cadence in account.cadences],
    }


def account_from(record: Mapping[str, Any]) -> Account:
    """What `account_record` wrote down."""
    away = [datetime.fromisoformat(at) for at in record["away"] or ()]
    return Account(
        id=record["id"],
        scored_from=datetime.fromisoformat(record["scored_from"]),
        away=Span(*away) if away else None,
        leniency=Leniency(*(timedelta(seconds=part) for part in record["leniency"])),
        offers=tuple(record["offers"]),
        cadences=cadences_from(record["cadences"]),
    )


def cadences_from(rows: Iterable[tuple[str, int, int]]) -> tuple[tuple[str, Cadence], ...]:
    """The cadence of each tag, written as the tag and two numbers of days."""
    return tuple((tag, Cadence(timedelta(ideal), timedelta(longest))) for tag, ideal, longest in rows)


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
