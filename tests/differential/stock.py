"""The stock pair, `icalendar` and `recurring_ical_events`, over a whole body: what any program would make of a feed.

Its zone cache lives as long as the process and the first definition wins, so it is emptied before each body.
"""

import signal
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, use_zoneinfo

from tracker.domain.event import Span

SECONDS = 2.0  # of processor time; a file of ours costs it a hundredth of that
MARGIN = timedelta(days=3)  # round the window, for days and floating times, which it compares in UTC
T = TypeVar("T")
Occurrence = tuple[str, str]  # start and end: instants in UTC with Z, or dates
Name = tuple[str, str]  # VEVENT or VTODO, and UID


class Endless(BaseException):
    """Time is up. No Exception, since the libraries swallow those."""


class Outcome(NamedTuple):
    """What a reader made of a body: names of series, their occurrences in the window, or why there are none."""

    kind: Literal["read", "refused", "endless"]
    why: str = ""
    names: frozenset[Name] = frozenset()
    occurrences: Mapping[Name, list[Occurrence]] = MappingProxyType({})


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises Endless in the main thread when this much processor time was used."""

    def stop(*_: object) -> None:
        raise Endless

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def read(body: bytes, *, window: Span, zone: ZoneInfo) -> Outcome:
    """What the pair makes of a body. Whatever it raises is "refused", whatever takes too long "endless"."""
    try:
        with time_limit(SECONDS):
            return quietly(lambda: _read(body, window, zone))
    except Endless:
        return Outcome("endless")
    except Exception as error:
        return Outcome("refused", f"{type(error).__name__}: {str(error)[:120]}")


def quietly(function: Callable[[], T]) -> T:
    """It warns when it guesses what a TZID means; that is its way of reading, and no fault of the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return function()


def _read(body: bytes, window: Span, zone: ZoneInfo) -> Outcome:
    use_zoneinfo()  # type: ignore[no-untyped-call]
    calendars = Calendar.from_ical(body, multiple=True)
    names: set[Name] = set()
    occurrences: dict[Name, list[Occurrence]] = {}
    for calendar in calendars:
        names |= {(kind, uid(event)) for kind in ("VEVENT", "VTODO") for event in calendar.walk(kind) if _told(event)}
        query = recurring_ical_events.of(calendar, components=("VEVENT", "VTODO"))
        for event in query.between(window.start - MARGIN, window.end + MARGIN):
            _note(event, window, zone, occurrences)
    if not calendars:
        return Outcome("refused", "an empty list")
    told = {name: sorted(found) for name, found in occurrences.items() if name in names}
    return Outcome("read", "", frozenset(names), told)


def uid(event: Any) -> str:
    """Its UID; one that has none is like any other that has none."""
    return str(event.get("UID", "")).strip()


def _told(event: Any) -> bool:
    """A VTODO that is never due is no occurrence for us (see `tracker.calendars.entries`)."""
    return event.name == "VEVENT" or "DUE" in event or ("DTSTART" in event and "DURATION" in event)


def _note(event: Any, window: Span, zone: ZoneInfo, occurrences: dict[Name, list[Occurrence]]) -> None:
    start, end = event["DTSTART"].dt, event["DUE" if event.name == "VTODO" else "DTEND"].dt
    if event.name == "VTODO":
        start = end  # it is when it is due
        end = end if isinstance(end, datetime) else end + timedelta(days=1)
    if window.holds(instant(start, zone)):
        occurrences.setdefault((event.name, uid(event)), []).append((shown(start, zone), shown(end, zone)))


def instant(at: date, zone: ZoneInfo) -> datetime:
    """In UTC; what floats, and the start of a day, in the reader's zone."""
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def shown(at: date, zone: ZoneInfo) -> str:
    """An instant in UTC, or a date."""
    return instant(at, zone).strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(at, datetime) else at.isoformat()
