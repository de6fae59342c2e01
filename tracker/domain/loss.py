"""What an open promise loses next, and the order in which that costs most (requirement 31; the steps are 2.4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.domain.known import Line
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency

MOMENT = timedelta(microseconds=1)


class Loss(NamedTuple):
    """What a promise is worth if delivered by `until`, itself included, and what it is worth after."""

    value: float
    until: datetime
    then: float

    @property
    def size(self) -> float:
        """How much is lost then."""
        return self.value - self.then


def loss(line: Line, leniency: Leniency) -> Loss | None:
    """What an open promise of mine loses next; None where nothing is left to lose, or nothing of mine."""
    if line.worth is None or not line.promise.mine:
        return None
    value, until = line.worth
    after = next_loss(line.verdict._replace(at=until + MOMENT), leniency.limit(line.verdict.term))
    return Loss(value, until, after[0] if after else 0.0)


def by_loss(lines: Iterable[Line], leniency: Leniency) -> tuple[Line, ...]:
    """The soonest loss first, and of those at one instant the largest; last what has nothing left to lose."""

    def order(line: Line) -> tuple[bool, datetime, float, str]:
        ahead = loss(line, leniency)
        at = ahead.until if ahead else line.verdict.term.due
        return ahead is None, at, -ahead.size if ahead else 0.0, line.promise.id

    return tuple(sorted(lines, key=order))
