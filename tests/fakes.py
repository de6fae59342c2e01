"""Doors to the world that stay in the test: a source, an outbox, and a clock that is set by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import NamedTuple

from tests.making import NOW
from tracker.domain.account import Calendar
from tracker.domain.event import CalendarEvent, Pull, Span
from tracker.store.database import Database


@dataclass
class FakeSource:
    """Tells whatever `events` says, whole within the span asked for; or `pull` as it is; or raises `trouble`.

    With a `database`, it sees to it that nobody asks the world from inside a transaction (law 5).
    """

    events: tuple[CalendarEvent, ...] = ()
    pull: Pull | None = None
    trouble: Exception | None = None
    database: Database | None = None
    asked: list[tuple[Calendar, Span]] = field(default_factory=list)

    def __call__(self, calendar: Calendar, span: Span) -> Pull:
        assert self.database is None or self.database.in_use == 0, "asked from inside a transaction"
        self.asked.append((calendar, span))
        if self.trouble:
            raise self.trouble
        return self.pull or Pull(self.events, whole=span)


class Kept(NamedTuple):
    """A letter as it was handed over."""

    raw: bytes
    to: str
    sender: str

    @property
    def message(self) -> EmailMessage:
        """The letter, read back."""
        message = message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class FakeOutbox:
    """Keeps each letter in `sent`.

    `trouble` is raised instead of sending, `dies` once all but the answer is done.
    """

    trouble: Exception | None = None
    dies: BaseException | None = None
    database: Database | None = None
    sent: list[Kept] = field(default_factory=list)

    def send(self, raw: bytes, *, to: str, sender: str, before_data: Callable[[], None]) -> None:
        assert self.database is None or self.database.in_use == 0, "sent from inside a transaction"
        if self.trouble:
            raise self.trouble
        before_data()
        self.sent.append(Kept(raw, to, sender))
        if self.dies:
            raise self.dies

    def check(self) -> None:
        if self.trouble:
            raise self.trouble


@dataclass
class FakeClock:
    """Says `now` when called, and goes on only when told."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> datetime:
        """Lets time pass; the new now."""
        self.now += time
        return self.now
