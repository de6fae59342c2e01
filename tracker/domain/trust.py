"""Many verdicts weighed: on-time rate with its interval, and the trust index. A guide, not a grade.

The formulas and their published steps are requirements.md 2.4; the interval is Wilson's (1927), the index a
recency-weighted mean of a Beta prior (Josang and Ismail, 2002).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import sqrt
from typing import NamedTuple, Self

from tracker.domain.lasting import each, made, parts
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
NO_TIME = timedelta(0)
LEAST = 1 << 1074  # times the least that a float can be above zero is one


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
    counted = each(verdicts, _counted)
    return Rate(sum(one.kept for one in counted), sum(one.decided for one in counted))


def _counted(verdicts: Sequence[Verdict]) -> Rate:
    decided = [verdict.outcome for verdict in verdicts if verdict.outcome.decided]
    return Rate(decided.count(Outcome.KEPT), len(decided))


MISSES = (Outcome.LATE, Outcome.BROKEN, Outcome.OVERDUE)


def kept_since(verdicts: Iterable[Verdict]) -> Run:
    """The run of kept promises since the last miss, which is one that was late or broken, or is overdue now."""
    told = each(verdicts, _ran)
    since = max((missed for missed, _ in told if missed), default=None)
    return Run(sum(len(kept) - (bisect_right(kept, since) if since else 0) for _, kept in told), since)


def _ran(verdicts: Sequence[Verdict]) -> tuple[datetime | None, list[datetime]]:
    """When the last of them ran out, and when each that was kept was delivered, in order."""
    missed = max((one.ran_out_at for one in verdicts if one.outcome in MISSES), default=None)
    return missed, sorted(one.at for one in verdicts if one.outcome is Outcome.KEPT)


def trust_index(verdicts: Iterable[Verdict], now: datetime) -> TrustIndex:
    """The index over every promise that is kept, late, broken or overdue; the others are left out."""
    return weigh(made(verdicts, _credits), now)


def _credits(verdicts: Sequence[Verdict]) -> Iterator[Credit]:
    return (credit for verdict in verdicts if (credit := credit_for(verdict)))


def weigh(credits_: Iterable[Credit], now: datetime) -> TrustIndex:
    """(1 + sum w v) / (2 + sum w) with w = 0.5 ** (age / 90 d), age in whole days since the scoring due."""
    return weighed(credits_, now).trust


class Sums(NamedTuple):
    """The sums of weight times credit, and of weight, as whole numbers of the least that a float can be: so nothing
    is lost by adding, and neither the order nor the parts in which they are added make a difference.
    """

    gained: int = 0
    weight: int = 0

    @classmethod
    def of(cls, value: float, age: int, times: int = 1) -> Self:
        """Those of one credit of that age in days, so many times."""
        share = weight_at(age)
        return cls(times * _exactly(share * value), times * _exactly(share))

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(self.gained + other.gained, self.weight + other.weight)

    def less(self, other: "Sums") -> "Sums":
        """What is left without the other."""
        return Sums(self.gained - other.gained, self.weight - other.weight)

    @property
    def floats(self) -> tuple[float, float]:
        """Both, as near as floats come."""
        return self.gained / LEAST, self.weight / LEAST

    @property
    def trust(self) -> TrustIndex:
        """The index that they make."""
        gained, weight = self.floats
        return TrustIndex((1 + gained) / (2 + weight), weight)


def _exactly(value: float) -> int:
    number, of = value.as_integer_ratio()
    return number * (LEAST // of)


def weight_at(age: int) -> float:
    """What a promise of that age in whole days weighs."""
    return float(0.5 ** (age / HALF_LIFE.days))


def age_at(due: datetime, now: datetime) -> int:
    """How many whole days ago something was due; none, where it is not yet."""
    return max(now - due.astimezone(UTC), NO_TIME).days


def weighed(credits_: Iterable[Credit], now: datetime) -> Sums:
    """All of them weighed as of now."""
    total = Sums()
    for part in parts(credits_):
        total = total.plus(part.meanwhile(_sums, now))
    return total


def _sums(credits_: Sequence[Credit], now: datetime) -> tuple[Sums, datetime]:
    """Their sums, and when the first of them is a day older."""
    total, until = Sums(), datetime.max.replace(tzinfo=UTC)
    ages = [age_at(credit.due, now) for credit in credits_]
    for (age, value), times in Counter(zip(ages, (credit.value for credit in credits_), strict=True)).items():
        total = total.plus(Sums.of(value, age, times))
    older = (credit.due.astimezone(UTC) + timedelta(days=age + 1) for credit, age in zip(credits_, ages, strict=True))
    return total, min(older, default=until)


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
