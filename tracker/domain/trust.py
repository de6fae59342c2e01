"""Many verdicts weighed: on-time rate with its interval, and the trust index. A guide, not a grade.

The formulas and their published steps are requirements.md 2.4; the interval is Wilson's (1927), the index a
recency-weighted mean of a Beta prior (Josang and Ismail, 2002).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import sqrt
from typing import NamedTuple

from tracker.domain.verdict import Outcome, Verdict

Z = 1.96  # 95 % of a normal distribution lies within this many standard deviations
ENOUGH = 5  # fewer decided promises than this say nothing yet
HALF_LIFE = timedelta(days=90)
STEPS = (
    (timedelta(0), 1.0),
    (timedelta(hours=24), 0.75),
    (timedelta(hours=72), 0.5),
    (timedelta(days=7), 0.25),
    (timedelta(days=30), 0.10),
)
LATER_MOVE = 0.9  # each renegotiation after the first weighs the credit by this much
LEAST_MOVE = 0.7


class Interval(NamedTuple):
    """Bounds of a proportion, from 0 to 1."""

    low: float
    high: float


class Rate(NamedTuple):
    """How many of the decided promises were kept."""

    kept: int
    decided: int

    @property
    def share(self) -> float | None:
        """Kept over decided; None when nothing was decided."""
        return self.kept / self.decided if self.decided else None

    @property
    def provisional(self) -> bool:
        """Whether there are too few to speak of a rate: show the counts alone."""
        return self.decided < ENOUGH

    @property
    def interval(self) -> Interval:
        """Wilson's 95 % score interval; 0 to 1 when nothing was decided."""
        if not self.decided:
            return Interval(0.0, 1.0)
        n, share = self.decided, self.kept / self.decided
        middle = share + Z * Z / (2 * n)
        half = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return Interval(max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


class TrustIndex(NamedTuple):
    """A value between 0 and 1, and the weight of the evidence behind it; without any, a provisional one half."""

    value: float
    weight: float


class Run(NamedTuple):
    """How many promises were kept in a row since the last that ran out. `since` is when it did; None: none ever has.

    Trust that was harmed comes back by a consistent run of what is kept (Schweitzer, Hershey and Bradlow, 2006).
    """

    kept: int
    since: datetime | None


class Credit(NamedTuple):
    """What one promise is worth, from 0 to 1, and the due that it was scored against."""

    value: float
    due: datetime


def rate(verdicts: Iterable[Verdict]) -> Rate:
    """The on-time rate of those that are decided."""
    decided = [verdict.outcome for verdict in verdicts if verdict.outcome.decided]
    return Rate(decided.count(Outcome.KEPT), len(decided))


MISSES = (Outcome.LATE, Outcome.BROKEN, Outcome.OVERDUE)


def kept_since(verdicts: Iterable[Verdict]) -> Run:
    """The run of kept promises since the last miss, which is one that was late or broken, or is overdue now."""
    told = tuple(verdicts)
    since = max((one.ran_out_at for one in told if one.outcome in MISSES), default=None)
    kept = [one.at for one in told if one.outcome is Outcome.KEPT]
    return Run(sum(since is None or at > since for at in kept), since)


def trust_index(verdicts: Iterable[Verdict], now: datetime) -> TrustIndex:
    """The index over every promise that is kept, late, broken or overdue; the others are left out."""
    return weigh((credit for verdict in verdicts if (credit := credit_for(verdict))), now)


def weigh(credits_: Iterable[Credit], now: datetime) -> TrustIndex:
    """(1 + sum w v) / (2 + sum w) with w = 0.5 ** (age / 90 d), age in whole days since the scoring due."""
    gained = weight = 0.0
    for credit in credits_:
        share = 0.5 ** (max(now - credit.due, timedelta(0)).days / HALF_LIFE.days)
        gained += share * credit.value
        weight += share
    return TrustIndex((1 + gained) / (2 + weight), weight)


def credit_for(verdict: Verdict) -> Credit | None:
    """What a verdict is worth; None while it is pending, and when it was released or void."""
    if verdict.outcome is Outcome.BROKEN:
        return Credit(0.0, verdict.term.due)
    if verdict.outcome in (Outcome.KEPT, Outcome.LATE, Outcome.OVERDUE):
        return Credit(_step(verdict.tardiness) * _patience_spent(verdict.renegotiations), verdict.term.due)
    return None


def _step(tardiness: timedelta) -> float:
    return next((value for within, value in STEPS if tardiness <= within), 0.0)


def _patience_spent(renegotiations: int) -> float:
    return max(LEAST_MOVE, LATER_MOVE ** max(renegotiations - 1, 0))


def next_loss(verdict: Verdict, limit: datetime) -> tuple[float, datetime] | None:
    """What an open promise is worth if delivered now, and until when; None when nothing is left to lose."""
    if verdict.outcome not in (Outcome.PENDING, Outcome.OVERDUE):
        return None
    for within, value in STEPS:
        if verdict.at <= limit + within:
            return value * _patience_spent(verdict.renegotiations), limit + within
    return None
