"""What is repaired after a miss, and by which promise (requirement 30)."""

from collections.abc import Iterable
from datetime import datetime

from tracker.domain.promise import Promise
from tracker.domain.trust import MISSES
from tracker.domain.verdict import Outcome, Verdict


def repairable(promise: Promise, verdict: Verdict, now: datetime) -> bool:
    """Whether there is something of mine to repair: late, overdue, broken, or past its due and not delivered.

    Within the grace a delivery is still on time, but no new due would bind any more.
    """
    past = verdict.outcome is Outcome.PENDING and now >= verdict.term.due
    return promise.mine and (verdict.outcome in MISSES or past)


def repaired_by(promise: Promise, promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """The promises that were given because of this one, in the order given."""
    return tuple(each for each in promises if each.repairs == promise.id and not each.void)
