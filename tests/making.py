"""Values for tests, with everything that a test does not speak of filled in."""

from datetime import UTC, datetime, timedelta
from math import log
from typing import Any
from zoneinfo import ZoneInfo

from tracker.domain.account import Calendar, CalendarKind, Connection, User
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.people import Circle, Person
from tracker.domain.promise import ME, Origin, Promise, Term
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.due import Due
from tracker.domain.reading.evidence import Evidence

ACCRA = ZoneInfo("Africa/Accra")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)  # a Monday
FRIDAY = datetime(2026, 1, 9, 17, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def user(**but: Any) -> User:
    """Efua, in Accra, scored since before everything."""
    values = {
        "id": "efua",
        "email": "efua@example.com",
        "zone": ACCRA,
        "scored_from": datetime(2025, 1, 1, tzinfo=UTC),
    }
    values |= {"addresses": frozenset({"efua@example.com"})} | but
    return User(**values)


def calendar(**but: Any) -> Calendar:
    """Efua's one feed, read just now."""
    values = {"id": "work", "user": "efua", "kind": CalendarKind.ICS, "name": "Work", "synced_at": NOW}
    return Calendar(**(values | but))


def connection(**but: Any) -> Connection:
    """Efua's leave to read her account at Google, given half a year ago."""
    values = {"id": "g", "user": "efua", "account": "efua@gmail.com", "scopes": frozenset()}
    return Connection(**(values | {"consented_at": NOW - 180 * DAY} | but))


def event(summary: str = "Coffee with Ama", *, uid: str = "one", at: datetime = FRIDAY, **but: Any) -> CalendarEvent:
    """An hour on Friday."""
    values = {"key": EventKey("work", uid), "summary": summary, "start": at, "end": at + HOUR, "zone": "UTC"}
    return CalendarEvent(**(values | but))


def promise(body: str = "send proposal", *, due: datetime = FRIDAY, dated: bool = False, **but: Any) -> Promise:
    """Mine, to Ama, made last week and due on Friday at five."""
    made_at = min(NOW, due) - 7 * DAY
    values = {"id": "p1", "body": body, "promisee": "Ama", "terms": (Term(due, made_at, dated),), "made_at": made_at}
    return Promise(**(values | but))


def candidate(
    body: str = "send proposal", *, due: datetime | None = FRIDAY, uid: str = "one", **but: Any
) -> Candidate:
    """Words in an event of Friday that may be a promise to Ama, with the evidence that makes it so sure."""
    confidence = but.get("confidence", 0.9)
    values = {
        "kind": Kind.PROMISE,
        "event": EventKey("work", uid),
        "title": body,
        "start": FRIDAY,
        "body": body,
        "who": ("Ama",),
        "called": ("Ama",),
        "promiser": ME,
        "due": Due(due, False, "by Friday") if due else None,
        "meeting": None,
        "confidence": confidence,
        "rule": "verb to person",
        "quote": body,
        "marked": False,
        "evidence": (Evidence("verb to person", body, log(confidence / (1 - confidence))),),
    }
    return Candidate(**(values | but))


def made_from(found: Candidate, **but: Any) -> Promise:
    """The promise that accepting a candidate opens."""
    due = found.due.at if isinstance(found.due, Due) else FRIDAY
    origin = Origin(found.event, found.quote, found.rule, found.sign, due)
    return promise(found.body, due=due, origin=origin, **but)


def person(name: str = "Ama Mensah", **but: Any) -> Person:
    """Ama, close."""
    values = {"id": name.split()[0].lower(), "name": name, "circle": Circle.CLOSE}
    return Person(**(values | but))
