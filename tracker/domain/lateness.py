"""How late what was late came: my decided promises spread over the steps of the index, and the median of the late."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import chain
from statistics import median
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.account import User
from tracker.domain.known import Line, counting
from tracker.domain.lasting import each
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
    parts = each(counting(judged, user), _spread, user.zone)
    early, kept, broken = (sum(part.ways[way] for part in parts) for way in range(3))
    late = sorted(chain.from_iterable(part.late for part in parts))
    return Spread(
        early,
        kept - early,
        _stepped(late),
        broken,
        timedelta(seconds=median(one.total_seconds() for one in late)) if late else None,
        late[-1] if late else None,
    )


class _Part(NamedTuple):
    """How many of some came when, and how late each of the late."""

    ways: tuple[int, int, int]  # early, kept, broken
    late: tuple[timedelta, ...]


def _spread(lines: Sequence[Line], zone: ZoneInfo) -> _Part:
    outcomes = Counter(line.verdict.outcome for line in lines)
    late = tuple(line.verdict.tardiness for line in lines if line.verdict.outcome is Outcome.LATE)
    early = sum(_early(line, zone) for line in lines)
    return _Part((early, outcomes[Outcome.KEPT], outcomes[Outcome.BROKEN]), late)


def _early(line: Line, zone: ZoneInfo) -> bool:
    """Whether it was kept on a day before the day due, on the wall clock."""
    verdict = line.verdict
    came, due = (at.astimezone(zone).date() for at in (verdict.at, verdict.term.due))
    return verdict.outcome is Outcome.KEPT and came < due


def _stepped(late: Sequence[timedelta]) -> tuple[tuple[timedelta | None, int], ...]:
    steps = Counter(next((within for within in WITHIN if one <= within), None) for one in late)
    return tuple((within, steps[within]) for within in (*WITHIN, None))
