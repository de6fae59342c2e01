"""Calendars followed as the service follows them: Google's, with the stand-in at the other end, and a feed's; what is
kept of them, in memory.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.google.clients import BACK, CLIENT, READ, SECRET
from tests.google.model import Account, Calendar
from tests.google.standin import Google
from tests.making import ACCRA, calendar
from tracker.calendars.google.calls import Access, Token
from tracker.calendars.google.client import Client
from tracker.calendars.google.pull import google_source
from tracker.calendars.google.reach import Reach
from tracker.calendars.source import file_source
from tracker.domain.account import CalendarKind
from tracker.domain.event import CalendarEvent, EventKey, Pull, Resource, Span
from tracker.domain.reconcile import Changes, compare

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
SPRING = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))


def next_day(span: Span) -> Span:
    """The same, a day on."""
    return Span(span.start + timedelta(days=1), span.end + timedelta(days=1))


class Kept:
    """Resources as the store keeps them."""

    def __init__(self) -> None:
        self.by_name: dict[str, Resource] = {}

    def named(self, names: Collection[str], uids: Collection[str]) -> tuple[Resource, ...]:
        """Those with any of these names or UIDs."""
        return tuple(one for one in self.by_name.values() if one.name in names or one.uid in uids)

    def reaching(self, span: Span) -> tuple[Resource, ...]:
        """Those of which something may lie in a span, and all others of their UIDs."""
        return self.named((), {one.uid for one in self.by_name.values() if Reach(one.begins, one.ends).touches(span)})

    def everything(self) -> tuple[Resource, ...]:
        """All of them."""
        return tuple(self.by_name.values())


class Leave:
    """An access token, as a connection would hand it out: a new one for each that was refused."""

    def __init__(self, google: Google, account: Account, scopes: Collection[str] = READ) -> None:
        self.given: list[str] = []
        self._grant: Callable[[], dict[str, Any]] = lambda: google.grant(account, CLIENT, scopes)

    def __call__(self, refused: str) -> Token:
        self.given += [] if self.given and not refused else [self._grant()["access_token"]]
        return Token(self.given[-1], datetime.max.replace(tzinfo=UTC))


class Knowing:
    """Somebody who follows one calendar, and what they know of it."""

    def __init__(self, kind: CalendarKind) -> None:
        self.calendar, self.span = calendar(kind=kind), SPRING
        self.known: dict[EventKey, CalendarEvent] = {}

    def keep(self, pull: Pull, *, believe: bool = False) -> Changes:
        """What a pull changes, kept as `services/sync.py` does it."""
        changes = compare(self.known, pull, believe=believe or pull.certain, now=NOW)
        for key in changes.gone:
            del self.known[key]
        self.known |= {event.key: event for event in (*changes.new, *changes.changed)}
        self.calendar = replace(self.calendar, cursor=pull.cursor)
        return changes

    def told(self) -> list[tuple[str, str, str]]:
        """What they know, by start: the lasting name, the start in UTC, and the summary."""
        events = sorted(self.known.values(), key=lambda event: (event.start, event.key))
        return [(event.key.recurrence_id, f"{event.start:%m-%d %H:%M}", event.summary) for event in events]


class FeedFollower(Knowing):
    """Somebody who follows a feed."""

    def __init__(self, zone: ZoneInfo = ACCRA) -> None:
        super().__init__(CalendarKind.FILE)
        self.body = self.memory = b""
        self._source = file_source(lambda _: self.body, lambda _: zone, lambda _: self.memory)

    def sync(self, body: bytes) -> Changes:
        """Read and keep."""
        self.body = body
        pull = self._source(self.calendar, self.span)
        self.memory = self.memory if pull.memory is None else pull.memory
        return self.keep(pull)


class Follower(Knowing):
    """Somebody who follows a calendar at Google, and how they ask."""

    def __init__(self, google: Google, access: Access, followed: Calendar, zone: ZoneInfo = ACCRA) -> None:
        super().__init__(CalendarKind.GOOGLE)
        self.kept, self.waits = Kept(), list[float]()
        self.google = google
        self._source = google_source(
            client(google),
            access_of=lambda _: access,
            id_of=lambda _: followed.id,
            zone_of=lambda _: zone,
            held_of=lambda _: self.kept,
            wait=self.waits.append,
        )

    def pull(self) -> Pull:
        """What one asking brings; nothing of it is kept yet."""
        return self._source(self.calendar, self.span)

    def keep(self, pull: Pull, *, believe: bool = False) -> Changes:
        """The same, and its resources."""
        changes = super().keep(pull, believe=believe)
        for name in pull.dropped:
            self.kept.by_name.pop(name, None)
        self.kept.by_name |= {one.name: one for one in pull.resources}
        return changes

    def sync(self) -> Changes:
        """Ask and keep."""
        return self.keep(self.pull())

    @contextmanager
    def asking(self) -> Iterator[list[dict[str, str]]]:
        """The queries for events that are made meanwhile."""
        before, queries = len(self.google.asked), list[dict[str, str]]()
        yield queries
        queries += [each.query for each in self.google.asked[before:] if each.path.endswith("/events")]


def client(google: Google) -> Client:
    """Our client, at the stand-in."""
    return Client(CLIENT, SECRET, BACK, google.url)
