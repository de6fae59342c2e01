"""An event read for promises and meetings, each finding with its evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.due import Due, Unclear
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.people import MeetingKind

VERSION = 1  # raised when a rule changes: cached candidates of an older version are found anew


class Kind(StrEnum):
    """What words in an event may be."""

    PROMISE = "promise"
    MEETING = "meeting"


class Evidence(NamedTuple):
    """One rule that fired: its name, the words it matched, and how much it weighs for (or, below zero, against)."""

    rule: str
    quote: str
    weight: float


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


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _sign(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=9).hexdigest()
