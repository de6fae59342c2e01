"""How late what was late came: my decided promises spread over the steps of the index, and the median of the late."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from statistics import median
from typing import NamedTuple

from tracker.domain.account import User
from tracker.domain.known import Line, counting
from tracker.domain.trust import STEPS
from tracker.domain.verdict import Outcome

ON_TIME, *WITHIN = (within for within, _ in STEPS)


class Spread(NamedTuple):
    """How many came when, the earliest first, by the steps that the index is published with (requirements 2.4).

    `early` came on a day before the day due, `in_time` later but by the limit. `late` says how many came within each
    step after it, and last those that came later than all (None); `broken` did not come within patience, or not by
    own word. `median` is that of what was late, None when nothing was; `latest` the longest.
    """

    early: int
    in_time: int
    late: tuple[tuple[timedelta | None, int], ...]
    broken: int
    median: timedelta | None
    latest: timedelta | None

    @property
    def came_late(self) -> int:
        """How many were delivered after their limit."""
        return sum(number for _, number in self.late)

    @property
    def decided(self) -> int:
        """How many were decided at all."""
        return self.early + self.in_time + self.came_late + self.broken


def lateness(judged: Iterable[Line], user: User) -> Spread:
    """Those of mine that count and are decided, by when they came."""
    lines = counting(judged, user)
    outcomes = Counter(line.verdict.outcome for line in lines)
    early = sum(_early(line, user) for line in lines)
    late = sorted(line.verdict.tardiness for line in lines if line.verdict.outcome is Outcome.LATE)
    return Spread(
        early,
        outcomes[Outcome.KEPT] - early,
        _stepped(late),
        outcomes[Outcome.BROKEN],
        median(late) if late else None,
        late[-1] if late else None,
    )


def _early(line: Line, user: User) -> bool:
    """Whether it was kept on a day before the day due, on the wall clock."""
    verdict = line.verdict
    came, due = (at.astimezone(user.zone).date() for at in (verdict.at, verdict.term.due))
    return verdict.outcome is Outcome.KEPT and came < due


def _stepped(late: Sequence[timedelta]) -> tuple[tuple[timedelta | None, int], ...]:
    steps = Counter(next((within for within in WITHIN if one <= within), None) for one in late)
    return tuple((within, steps[within]) for within in (*WITHIN, None))
