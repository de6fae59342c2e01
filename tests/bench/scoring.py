"""How well a reader reads: precision, recall, F1, areas under curves, calibration, and how sure each figure is."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import nan, sqrt
from typing import NamedTuple


class Scored(NamedTuple):
    """One text that was read: whether it is one of those sought, how sure the reader was, whether it said so, the
    group that must not be torn (its meeting, its mail), and for how many texts of real life it stands.
    """

    sought: bool
    score: float
    said: bool
    group: str = ""
    weight: float = 1.0


class Hits(NamedTuple):
    """How many were found, said in error, and missed."""

    found: float
    wrong: float
    missed: float

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        whole = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / whole if whole else 0.0


def hits(rows: Iterable[Scored]) -> Hits:
    """The hits among rows."""
    sums: defaultdict[tuple[bool, bool], float] = defaultdict(float)
    for row in rows:
        sums[row.sought, row.said] += row.weight
    return Hits(sums[True, True], sums[False, True], sums[True, False])


def auc(rows: Sequence[Scored]) -> float:
    """The area under the ROC curve: how often one sought is scored above one not sought (ties count half)."""
    above = below = area = 0.0
    for score in _ties(rows):
        sought = sum(row.weight for row in score if row.sought)
        other = sum(row.weight for row in score if not row.sought)
        area += other * (above + sought / 2)
        above, below = above + sought, below + other
    return area / (above * below) if above and below else nan


def average_precision(rows: Sequence[Scored]) -> float:
    """The area under the precision-recall curve, as a sum of steps; ties are one step."""
    found = said = area = 0.0
    for score in _ties(rows):
        sought = sum(row.weight for row in score if row.sought)
        found, said = found + sought, said + sum(row.weight for row in score)
        area += sought * found / said
    return area / found if found else nan


def calibration_error(rows: Sequence[Scored], bins: int = 10) -> float:
    """The expected calibration error: how far scores lie from what came true, over bins of equal width."""
    full: defaultdict[int, list[Scored]] = defaultdict(list)
    for row in rows:
        full[min(int(row.score * bins), bins - 1)].append(row)
    off = sum(abs(sum((row.score - row.sought) * row.weight for row in part)) for part in full.values())
    return off / sum(row.weight for row in rows)


def interval(
    rows: Sequence[Scored], measure: Callable[[Sequence[Scored]], float], times: int = 1000, seed: int = 5
) -> tuple[float, float]:
    """The 95 % interval of a measure by the bootstrap: groups are drawn again, whole, `times` times."""
    groups: defaultdict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        groups[row.group].append(row)
    chance, parts = random.Random(seed), list(groups.values())
    found = sorted(
        measure([row for part in chance.choices(parts, k=len(parts)) for row in part]) for _ in range(times)
    )
    return found[int(times * 0.025)], found[int(times * 0.975)]


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, z * z / of
    centre, half = share + square / 2, z * sqrt(share * (1 - share) / of + square / of / 4)
    return (centre - half) / (1 + square), (centre + half) / (1 + square)


def _ties(rows: Sequence[Scored]) -> Iterable[list[Scored]]:
    """The rows from the highest score down, those of one score together."""
    tied: defaultdict[float, list[Scored]] = defaultdict(list)
    for row in rows:
        tied[row.score].append(row)
    return (tied[score] for score in sorted(tied, reverse=True))
