"""What is repaired after a miss, and by which promise (requirement 30)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain

from tracker.domain.lasting import each
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
    given = (repairs.get(promise.id, ()) for repairs in each(promises, _repairs))
    return tuple(chain.from_iterable(given))


def _repairs(promises: Sequence[Promise]) -> dict[str, list[Promise]]:
    found: dict[str, list[Promise]] = {}
    for promise in promises:
        if promise.repairs and not promise.void:
            found.setdefault(promise.repairs, []).append(promise)
    return found
