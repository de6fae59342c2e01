"""Words in an event that may be a promise or a meeting, not decided yet; and how sure is sure enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.event import CalendarEvent, EventKey
from tracker.domain.people import MeetingKind, Person, whose
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.evidence import Evidence

LIST, ASK, FLOOR = 0.8, 0.4, 0.15


class Band(StrEnum):
    """What becomes of a candidate, by its confidence: listed with the others, asked about a few a day, or left out.

    One from FLOOR on is kept even so: what its user answers elsewhere may raise it.
    """

    LIST = "list"
    ASK = "ask"
    IGNORE = "ignore"


def band(confidence: float) -> Band:
    """The band of a calibrated confidence."""
    return Band.LIST if confidence >= LIST else Band.ASK if confidence >= ASK else Band.IGNORE


class Kind(StrEnum):
    """What words in an event may be."""

    PROMISE = "promise"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words in an event that may be a promise or a meeting, not yet decided.

    `who` is the promisee of a promise (at most one; empty: not said) or the persons of a meeting, as addresses
    where known, else names; `called` says how each is called, in the same order. `promiser` is ME or another's name.
    `marked`: its user typed a marker, or chose the calendar, and so has decided already. `confidence` is between
    0 and 1. `title` and `start` are its event's.

    `delivered_at`: its calendar says that it was done, and when. That is evidence of a delivery, which only the user
    can confirm. `unsure`: its calendar named a zone that nobody knows, so that its times are a guess, its due too.
    `line` is the line of notes that was read; empty: the title was.
    """

    kind: Kind
    event: EventKey
    title: str
    start: datetime
    body: str
    who: tuple[str, ...]
    called: tuple[str, ...]
    promiser: str
    due: Due | Unclear | None
    meeting: MeetingKind | None
    confidence: float
    rule: str
    quote: str
    marked: bool
    evidence: tuple[Evidence, ...]
    delivered_at: datetime | None = None  # None: its calendar does not say that it was done
    unsure: bool = False
    line: str = ""

    @property
    def band(self) -> Band:
        """What becomes of it; one that is marked was decided by its user."""
        return Band.LIST if self.marked else band(self.confidence)

    @property
    def read(self) -> str:
        """The words that were read: a line of the notes, else the title."""
        return self.line or self.title

    @property
    def sign(self) -> str:
        """A short lasting name: the same for the same words in the same occurrence, whatever its time or case."""
        calendar, _, recurrence_id = self.event
        return _sign(calendar, self.event.root, recurrence_id, self.kind, folded(self.body))

    def promisee(self, persons: Sequence[Person]) -> str:
        """To whom it would be promised: the person meant, else what the event calls them; empty when not said."""
        if not self.who:
            return ""
        person = whose(self.who[0], persons)
        return person.name if person else self.called[0]

    @property
    def series_sign(self) -> str:
        """The same, for all occurrences of its series."""
        return _sign(self.event.calendar, self.event.root, "*", self.kind, folded(self.body))

    @property
    def matter_sign(self) -> str:
        """The same for the same words of one promiser to one promisee in its whole series: notes are carried
        over from one week to the next.
        """
        return _sign(self.event.calendar, self.event.root, folded(self.body), self.promiser, *self.who)

    @property
    def delivery_sign(self) -> str:
        """A lasting name for the word that it was done; another instant is another word. Empty where none is."""
        at = self.delivered_at
        return _sign(*self.event, "delivered", f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}") if at else ""

    @property
    def told_due(self) -> Due | None:
        """The due that its event tells, be that a guess; None where it tells none, or words with several readings."""
        if isinstance(self.due, Unclear):
            return self.due.readings[0] if self.unsure and len(self.due.readings) == 1 else None
        return self.due


class Decided(NamedTuple):
    """What its user has decided of an event before it is read: that its calendar decides, so that each promise in it
    is marked; and of which kinds they taught its title to be.
    """

    decides: bool = False
    taught: frozenset[Kind] = frozenset()


UNDECIDED = Decided()
Detector = Callable[[CalendarEvent, User, Decided], tuple[Candidate, ...]]
"""Reads one event for a user, who may have decided something of it."""


def folded(text: str) -> str:
    """Words as they are compared: in any case, with single spaces."""
    return " ".join(text.casefold().split())


def _sign(*parts: str) -> str:
    return blake2b("\x1f".join(parts).encode(), digest_size=9).hexdigest()
