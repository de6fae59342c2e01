"""Where the bars of each chart stand: numbers in, places out. What it says, and how it is drawn, is said elsewhere.

Across, all is in percent of the width, so that a chart is as wide as its page, while its letters keep their size. Up
and down, all is in em, so that it grows with its letters.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.domain.giving import Balance
from tracker.domain.lateness import Spread
from tracker.domain.people import GiveKind
from tracker.domain.trend import Week

WIDTH = 100.0
HEAD, PLOT, FOOT = 1.5, 8.0, 1.75  # em: for a number above, for the highest bar, for a date below
SMALL = 3.0  # em: the highest bar of a small chart, which has neither
THICK = 0.62  # of a column's width is its bar
BAR = 0.85  # em: how thick the bar of a row is


class Bar(NamedTuple):
    """So many of one way: a rectangle, from its left upper corner."""

    way: str
    number: int
    x: float
    y: float
    width: float
    height: float


class Group(NamedTuple):
    """The bars of one column or row: where it stands, or begins, and how high it reaches."""

    x: float
    y: float
    bars: tuple[Bar, ...]

    @property
    def number(self) -> int:
        """How many its bars show together."""
        return sum(bar.number for bar in self.bars)


class Chart(NamedTuple):
    """A whole chart, `height` em high: columns as one drawing, whose `floor` they stand on; rows as one drawing each,
    so that the words of a row are the page's own, and break where there is no room.
    """

    height: float
    floor: float
    groups: tuple[Group, ...]


Ways = Sequence[tuple[str, int]]


def of_weeks(weeks: Sequence[Week], *, small: bool = False) -> Chart:
    """What was decided in each week: kept below, late and broken on top of it."""
    each = [(("kept", week.kept), ("late", week.late), ("broken", week.broken)) for week in weeks]
    return columns(each, 0, SMALL, 0) if small else columns(each, HEAD, PLOT, FOOT)


def of_lateness(spread: Spread) -> Chart:
    """How many came when, a row each, as `steps_of` has them."""
    return rows([_way_of(spread, place, number) for place, (_, number) in enumerate(steps_of(spread))])


def steps_of(spread: Spread) -> tuple[tuple[str, int], ...]:
    """The rows of that chart by name: what is beyond the last that has any is left out, save what was in time."""
    late = [("more" if within is None else f"{within.days}", number) for within, number in spread.late]
    while late and not late[-1][1]:
        late.pop()
    broken = (("broken", spread.broken),) if spread.broken else ()
    return (("early", spread.early), ("in time", spread.in_time), *late, *broken)


def _way_of(spread: Spread, place: int, number: int) -> tuple[str, int]:
    """In time are the first two; broken the last, if any was."""
    if place < 2:
        return "kept", number
    return ("broken", number) if spread.broken and place == len(steps_of(spread)) - 1 else ("late", number)


def of_kinds(kinds: Iterable[tuple[GiveKind, Balance]]) -> Chart:
    """What was given, to the left of the middle, and received, to the right: one scale, and no sum."""
    return sides([balance for _, balance in kinds])


def columns(each: Sequence[Ways], head: float, plot: float, foot: float) -> Chart:
    """A column for each, its ways one on top of the other; `head`, `plot` and `foot` are em."""
    most = max((sum(number for _, number in ways) for ways in each), default=0) or 1
    step, floor = WIDTH / max(len(each), 1), head + plot
    groups = tuple(_column(ways, step * place, step, floor, plot / most) for place, ways in enumerate(each))
    return Chart(round(floor + foot, 3), floor, groups)


def _column(ways: Ways, left: float, step: float, floor: float, unit: float) -> Group:
    bars, top, thick = [], floor, step * THICK
    for way, number in ways:
        top -= number * unit
        if number:
            bars.append(_bar(way, number, left + (step - thick) / 2, top, thick, number * unit))
    return Group(round(left + step / 2, 3), round(top, 3), tuple(bars))


def rows(each: Ways) -> Chart:
    """A row for each: a bar from the left."""
    unit = WIDTH / (max((number for _, number in each), default=0) or 1)
    return _rows([((way, number, 0.0, number * unit),) for way, number in each], 0)


def sides(each: Sequence[Balance]) -> Chart:
    """A row for each: two bars that begin in the middle."""
    middle = WIDTH / 2
    unit = middle / (max((max(balance) for balance in each), default=0) or 1)
    pairs = [
        (
            ("given", given, middle - given * unit, given * unit),
            ("received", received, middle, received * unit),
        )
        for given, received in each
    ]
    return _rows(pairs, middle)


def _rows(each: Sequence[Sequence[tuple[str, int, float, float]]], x: float) -> Chart:
    groups = (
        tuple(_bar(way, number, left, 0, width, BAR) for way, number, left, width in bars if number) for bars in each
    )
    return Chart(BAR, BAR, tuple(Group(x, 0, bars) for bars in groups))


def _bar(way: str, number: int, *place: float) -> Bar:
    return Bar(way, number, *(round(one, 3) for one in place))
