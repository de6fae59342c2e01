"""Gives counted: how many went each way, with whom and in which week; and which of them show what one can do.

Given and received stand side by side, and are never set off against each other: no money, no score to win (R28).
What shows ability is told apart from what shows character, and never added to it (Mayer, Davis and Schoorman, 1995).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tracker.domain.lasting import whole
from tracker.domain.people import Direction, Give, GiveKind

SHOWING = frozenset(
    {
        (GiveKind.ARTICLE, Direction.GIVEN),
        (GiveKind.TALK, Direction.GIVEN),
        (GiveKind.ADVICE, Direction.GIVEN),
        (GiveKind.CERTIFICATE, Direction.GIVEN),
        (GiveKind.NOMINATION, Direction.RECEIVED),
    }
)
"""What shows ability: what I wrote, said and know, the certificates I earned, and what others named me for."""


class Balance(NamedTuple):
    """How many gives went each way, side by side."""

    given: int = 0
    received: int = 0


class Shown(NamedTuple):
    """How many gives of one kind, in one year, showed what I can do."""

    year: int
    kind: GiveKind
    number: int


def competence(gives: Iterable[Give], zone: ZoneInfo) -> tuple[Shown, ...]:
    """What showed ability, by year and kind: the newest year first, kinds in the order in which they are listed."""
    return whole(gives).once(_competence, zone)


def _competence(gives: Sequence[Give], zone: ZoneInfo) -> tuple[Shown, ...]:
    counts = Counter((_year(give, zone), give.kind) for give in gives if (give.kind, give.direction) in SHOWING)
    order = {kind: place for place, kind in enumerate(GiveKind)}
    ordered = sorted(counts.items(), key=lambda item: (-item[0][0], order[item[0][1]]))
    return tuple(Shown(year, kind, number) for (year, kind), number in ordered)


def balance(gives: Iterable[Give]) -> Balance:
    """How many of these went each way."""
    return whole(gives).once(_balance)


def _balance(gives: Sequence[Give]) -> Balance:
    ways = Counter(give.direction for give in gives)
    return Balance(ways[Direction.GIVEN], ways[Direction.RECEIVED])


def balances(gives: Iterable[Give]) -> dict[str, Balance]:
    """The same for each person, by id; nobody stands here with whom nothing was shared."""
    return whole(gives).once(_balances)


def _balances(gives: Sequence[Give]) -> dict[str, Balance]:
    shared: dict[str, list[Give]] = {}
    for give in gives:
        shared.setdefault(give.person, []).append(give)
    return {person: balance(theirs) for person, theirs in shared.items()}


def by_kind(gives: Iterable[Give]) -> tuple[tuple[GiveKind, Balance], ...]:
    """Of each kind that there was, how many went each way: the most frequent first."""
    kinds: dict[GiveKind, list[Give]] = {}
    for give in gives:
        kinds.setdefault(give.kind, []).append(give)
    order = {kind: place for place, kind in enumerate(GiveKind)}
    ordered = sorted(kinds, key=lambda kind: (-len(kinds[kind]), order[kind]))
    return tuple((kind, balance(kinds[kind])) for kind in ordered)


def weeks(gives: Iterable[Give], zone: ZoneInfo, begins: int = 0) -> tuple[tuple[date, tuple[Give, ...]], ...]:
    """Gives by week, each named by its first day in the user's zone; the newest week first, in it the newest give.

    Weeks begin on a Monday, or as `begins` says.
    """
    found: dict[date, list[Give]] = {}
    for give in sorted(gives, key=lambda give: (give.at, give.id), reverse=True):
        found.setdefault(_first_day(give, zone, begins), []).append(give)
    return tuple((first, tuple(theirs)) for first, theirs in found.items())


def years(gives: Iterable[Give], zone: ZoneInfo) -> tuple[int, ...]:
    """The years in which something was given or received, the newest first."""
    return whole(gives).once(_years, zone)


def _years(gives: Sequence[Give], zone: ZoneInfo) -> tuple[int, ...]:
    return tuple(sorted({_year(give, zone) for give in gives}, reverse=True))


def chosen(
    gives: Iterable[Give], zone: ZoneInfo, *, kind: GiveKind | None = None, year: int | None = None
) -> tuple[Give, ...]:
    """Those of one kind and one year; None lets all through."""
    if kind is None and year is None:
        return whole(gives)
    return tuple(give for give in gives if kind in (None, give.kind) and (year is None or _year(give, zone) == year))


def _year(give: Give, zone: ZoneInfo) -> int:
    return give.at.astimezone(zone).year


def _first_day(give: Give, zone: ZoneInfo, begins: int) -> date:
    day = give.at.astimezone(zone).date()
    return day - timedelta(days=(day.weekday() - begins) % 7)
