"""One promise judged against the term that binds it, as of an instant. A verdict is never stored."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.promise import Promise, Term


class Outcome(StrEnum):
    """What became of a promise, in the word shown to people."""

    PENDING = "pending"
    OVERDUE = "overdue"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"
    RELEASED = "released"
    VOID = "void"

    @property
    def decided(self) -> bool:
        """Whether it counts in the on-time rate."""
        return self in (Outcome.KEPT, Outcome.LATE, Outcome.BROKEN)


class Word(StrEnum):
    """Who says that it was delivered: the weakest evidence first."""

    OWN = "your own word"
    CALENDAR = "your calendar's word, confirmed by you"
    PROMISEE = "their own word"


class Leniency(NamedTuple):
    """How long after due a delivery still counts as on time, and how long overdue may last before it is broken.

    `grace` is for a due with a clock time, `grace_dated` for a day (requirement 5).
    """

    grace: timedelta = timedelta(minutes=60)
    grace_dated: timedelta = timedelta(0)
    patience: timedelta = timedelta(days=30)

    def limit(self, term: Term) -> datetime:
        """The last instant at which a delivery is on time: due plus grace, itself included."""
        # In UTC, since a sum on a zone's wall clock would skip or repeat the hour in which the clocks change.
        return term.due.astimezone(UTC) + (self.grace_dated if term.dated else self.grace)


class Verdict(NamedTuple):
    """Our assessment of one promise.

    `at` is the instant it speaks of: the delivery, the release, the day patience ran out, or as of when we could
    still see. `tardiness` is how far past the limit that was; never below zero. `word` is whose evidence of the
    delivery it rests on; None while there is none.
    """

    outcome: Outcome
    term: Term
    renegotiations: int
    at: datetime
    tardiness: timedelta
    word: Word | None = None

    @property
    def ran_out_at(self) -> datetime:
        """When it began to be late or broken: its limit, or when its promiser said before it that it is broken."""
        return self.at - self.tardiness


def judge(promise: Promise, leniency: Leniency, as_of: datetime) -> Verdict:
    """The verdict on one promise as of an instant, normally the freshness of the calendar that told it."""
    term = promise.binding
    limit = leniency.limit(term)
    last = limit + leniency.patience
    at = promise.delivered_at or promise.released_at or promise.reneged_at or min(as_of, last)
    outcome = _outcome(promise, limit, as_of, gone_by=last)
    return Verdict(outcome, term, promise.renegotiations, at, max(at - limit, timedelta(0)), _word(promise))


def _word(promise: Promise) -> Word | None:
    """Of one that others gave, its user is the promisee; their own word is all there is to say of it."""
    if promise.delivered_at is None:
        return None
    if promise.received_at:
        return Word.PROMISEE
    return Word.CALENDAR if promise.by_calendar else Word.OWN


def _outcome(promise: Promise, limit: datetime, as_of: datetime, gone_by: datetime) -> Outcome:
    if promise.void:
        return Outcome.VOID
    if promise.delivered_at:
        return Outcome.KEPT if promise.delivered_at <= limit else Outcome.LATE
    if promise.released_at:
        return Outcome.RELEASED
    if promise.reneged_at or as_of > gone_by:
        return Outcome.BROKEN
    return Outcome.OVERDUE if as_of > limit else Outcome.PENDING
