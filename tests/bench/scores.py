"""One figure of how well is read: what was measured on how many, how sure that is, and the bar that it must meet."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.bench.scoring import Scored, calibration_error, hits, interval, wilson

_WIDTHS = (46, 14, 8, 16, 7)


class Score(NamedTuple):
    """A line of the table. `low` and `high` are its 95 % interval; `bar` is None where nothing is asked of it."""

    part: str
    label: str
    measure: str
    value: float
    low: float
    high: float
    n: int
    bar: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the bar is met; three digits are what is shown, and what is judged."""
        if self.bar is None:
            return True
        return round(self.value, 3) <= self.bar if self.at_most else round(self.value, 3) >= self.bar


def share(
    part: str, label: str, measure: str, right: int, of: int, bar: float | None = None, *, at_most: bool = False
) -> Score:
    """So many of so many, with Wilson's interval."""
    return Score(part, label, measure, right / of if of else 0.0, *wilson(right, of), of, bar, at_most)


def drawn(
    part: str,
    label: str,
    measure: str,
    rows: Sequence[Scored],
    figure: Callable[[Sequence[Scored]], float],
    bar: float | None = None,
    *,
    at_most: bool = False,
) -> Score:
    """A figure over rows, with its interval by drawing their groups again."""
    return Score(part, label, measure, figure(rows), *interval(rows, figure), len(rows), bar, at_most)


def usual(
    part: str, label: str, rows: Sequence[Scored], *, f1: float | None = None, p: float | None = None
) -> list[Score]:
    """Precision, recall, F1 and calibration of one class, with the bars that the first and third have to meet."""
    return [
        drawn(part, label, "P", rows, lambda some: hits(some).precision, p),
        drawn(part, label, "R", rows, lambda some: hits(some).recall),
        drawn(part, label, "F1", rows, lambda some: hits(some).f1, f1),
        drawn(part, label, "ECE", rows, calibration_error, 0.08, at_most=True),
    ]


def shown(score: Score) -> str:
    """As a line of the table."""
    cells = (
        score.label,
        score.measure,
        f"{score.value:.3f}",
        f"{score.low:.3f} to {score.high:.3f}",
        f"{score.n:,}",
    )
    line = "".join(
        cell.rjust(width) if place > 1 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    )
    verdict = "pass" if score.holds else "MISS"
    bar = f"{'at most' if score.at_most else 'at least'} {score.bar:g}: {verdict}" if score.bar is not None else ""
    return f"{line}  {'; '.join(part for part in (bar, score.note) if part)}".rstrip()
