"""An event read for promises and meetings, each finding with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.due import Due, Unclear
from tracker.domain.event import Attendee, CalendarEvent, EventKey
from tracker.domain.finding import Evidence as Evidence
from tracker.domain.finding import Finding
from tracker.domain.people import MeetingKind

VERSION = 1  # raised when a rule changes: cached candidates of an older version are found anew


class Kind(StrEnum):
    """What words in an event may be."""

    PROMISE = "promise"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words in an event that may be a promise or a meeting, not yet decided.

    `who` is the promisee of a promise (at most one; empty: not said) or the persons of a meeting, as addresses
    where known, else names. `promiser` is ME or another's name. `marked`: its user typed a marker, or chose the
    calendar, and so has decided already. `confidence` is between 0 and 1. `title` and `start` are its event's.
    """

    kind: Kind
    event: EventKey
    title: str
    start: datetime
    body: str
    who: tuple[str, ...]
    promiser: str
    due: Due | Unclear | None
    meeting: MeetingKind | None
    confidence: float
    rule: str
    quote: str
    marked: bool
    evidence: tuple[Evidence, ...]

    @property
    def sign(self) -> str:
        """A short lasting name: the same for the same words in the same occurrence, whatever its time or case."""
        return _sign(*self.event, self.kind, _folded(self.body))

    @property
    def series_sign(self) -> str:
        """The same, for all occurrences of its series."""
        return _sign(self.event.calendar, self.event.uid, "*", self.kind, _folded(self.body))


Detector = Callable[[CalendarEvent, User, bool], tuple[Candidate, ...]]
"""Reads one event for a user; the flag says that its calendar decides, so that each promise in it is marked."""


def detect(event: CalendarEvent, user: User, decides: bool) -> tuple[Candidate, ...]:
    """The promises and the meeting in one event: a Detector."""
    return ()


def title(text: str, reference: datetime, attendees: Sequence[Attendee] = ()) -> Finding:
    """What a title says alone."""
    return Finding("other", 0.0)


def note(text: str, reference: datetime, attendees: Sequence[Attendee] = ()) -> Finding:
    """What one line of notes says."""
    return Finding("none", 0.0)


def sentence(text: str) -> Finding:
    """Whether a sentence commits its writer."""
    return Finding("none", 0.0)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _sign(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=9).hexdigest()
