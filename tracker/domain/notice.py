"""What a webhook may be told: which act is which kind of notice, its body, and when it is told again.

Bodies are small JSON of version 1, in the shape that Standard Webhooks recommends: `type`, `timestamp`, `data`.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from tracker.domain.entry import Act
from tracker.domain.promise import Promise
from tracker.domain.verdict import Leniency, judge

VERSION = 1
HOURS = (0.5, 2, 5, 10, 14, 20, 20)  # after one minute and after five; three days in all
WAITS = (timedelta(minutes=1), timedelta(minutes=5), *(timedelta(hours=hours) for hours in HOURS))
PATIENCE = timedelta(days=3)  # where nothing arrives for so long, no more is sent


class Kind(StrEnum):
    """What a notice tells, in the word that stands in it."""

    MADE = "promise.made"
    RENEGOTIATED = "promise.renegotiated"
    DELIVERED = "promise.delivered"
    OVERDUE = "promise.overdue"
    CLOSED = "promise.closed"
    CHANGED = "promise.changed"
    QUESTION = "question.new"
    LETTER = "letter.sent"
    TEST = "webhook.test"


CHOICES = tuple(kind for kind in Kind if kind is not Kind.TEST)
_OF_ACT = {
    Act.ACCEPTED: Kind.MADE,
    Act.ADDED: Kind.MADE,
    Act.RENEGOTIATED: Kind.RENEGOTIATED,
    Act.DELIVERED: Kind.DELIVERED,
    Act.RELEASED: Kind.CLOSED,
    Act.RENEGED: Kind.CLOSED,
    Act.VOIDED: Kind.CLOSED,
}


def kind_of(act: Act, *, stands: bool = True) -> Kind:
    """Which kind an act on a promise is; without `stands`, the act took it away altogether."""
    return _OF_ACT.get(act, Kind.CHANGED) if stands else Kind.CLOSED


def body(kind: Kind, at: datetime, data: Mapping[str, Any]) -> str:
    """A notice as it is sent. It is made once, and the same at each try, or its signature would be another."""
    told = {"type": kind.value, "version": VERSION, "timestamp": _iso(at), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def promise_told(promise: Promise, leniency: Leniency, now: datetime) -> dict[str, Any]:
    """A promise as notices tell it, judged as of now; neither notes nor the words of the event it came from."""
    verdict = judge(promise, leniency, now)
    return {
        "id": promise.id,
        "body": promise.body,
        "promiser": promise.promiser,
        "promisee": promise.promisee,
        "due": _iso(verdict.term.due),
        "dated": verdict.term.dated,
        "outcome": verdict.outcome.value,
        "made_at": _iso(promise.made_at),
        "delivered_at": _iso(promise.delivered_at) if promise.delivered_at else None,
        "renegotiations": verdict.renegotiations,
    }


def next_try(failures: int, now: datetime) -> datetime | None:
    """When to try once more after so many failures, one at least; None when there were enough."""
    return now + WAITS[failures - 1] if failures <= len(WAITS) else None


def rest(failures: int, now: datetime) -> datetime:
    """Until when an address rests at which so many notices running did not arrive: five hours at most, so that one
    that is mended is told soon.
    """
    return now + min(WAITS[min(failures, len(WAITS)) - 1], timedelta(hours=5))


def enough(failing_since: datetime, now: datetime) -> bool:
    """Whether an address has taken nothing for too long."""
    return now - failing_since >= PATIENCE


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
