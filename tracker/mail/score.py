"""The score as a letter says it: this week counted, the on-time rate with its interval, and twelve weeks in a row."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from tracker.domain.digest import Digest
from tracker.domain.trend import Week
from tracker.domain.trust import Rate
from tracker.mail import words

HIGHEST = 48  # px of the highest bar


class Bar(NamedTuple):
    """A number drawn as a bar, `width` in percent of the widest."""

    name: str
    number: int
    width: int


class Scale(NamedTuple):
    """The on-time rate in whole percents, between the bounds of its interval."""

    low: int
    share: int
    high: int


class Column(NamedTuple):
    """A week drawn: how high what was kept stands, and on it what was late or broken, in px."""

    kept: int
    missed: int


class Row(NamedTuple):
    """One number a week, oldest first."""

    name: str
    numbers: tuple[int, ...]


class Weeks(NamedTuple):
    """Twelve weeks, drawn and told."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Score(NamedTuple):
    """How the week and all of the time so far went. `scale` is None while the rate is provisional, `weeks` while
    nothing was promised in any of them.
    """

    bars: tuple[Bar, ...]
    scale: Scale | None
    says: tuple[str, ...]
    weeks: Weeks | None


def score(digest: Digest) -> Score:
    """The score of a digest."""
    counts = {"Kept": len(digest.kept), "Late": len(digest.late), "Broken": len(digest.broken)}
    widest = max(*counts.values(), 1)
    bars = tuple(Bar(name, number, 100 * number // widest) for name, number in counts.items())
    scale = _scale(digest.rate)
    said = (*(_weighed(digest, scale) if scale else _provisional(digest)), *_against(digest.weeks))
    return Score(bars, scale, said, _weeks(digest))


def _scale(rate: Rate) -> Scale | None:
    if rate.provisional or rate.share is None:
        return None
    return Scale(*map(words.percent, (rate.interval.low, rate.share, rate.interval.high)))


def _provisional(digest: Digest) -> Iterator[str]:
    rate = digest.rate
    if not rate.decided:
        yield "On time so far: nothing decided yet."
    else:
        yield f"On time since {_since(digest)}: {rate.kept} of {rate.decided}, provisional. A rate needs 5."


def _weighed(digest: Digest, scale: Scale) -> Iterator[str]:
    of = f"{digest.rate.kept} of {digest.rate.decided} kept"
    yield f"On time since {_since(digest)}: {scale.share}% ({of}), likely between {scale.low}% and {scale.high}%."
    yield _trend(digest.before, scale)
    value = words.percent(digest.trust.value)
    yield f"Trust index: {value}%, where recent promises weigh most. A guide, not a grade."


def _since(digest: Digest) -> str:
    """When counting began (requirement 34)."""
    return words.day(digest.user.scored_from, digest.user.zone, digest.at)


def _trend(before: Rate, now: Scale) -> str:
    if before.provisional or before.share is None:
        return "No trend yet: too little was decided before this week."
    was = words.percent(before.share)
    if was == now.share:
        return f"As a week ago ({before.kept} of {before.decided})."
    way = "Up" if now.share > was else "Down"
    return f"{way} {words.count(abs(now.share - was), 'point')} from {was}% a week ago."


def _against(weeks: tuple[Week, ...]) -> Iterator[str]:
    """What was made against what was kept, and the week's own rate against that of the week before."""
    if any(week.made or week.rate.decided for week in weeks[-2:]):
        before, now = weeks[-2:]
        yield f"Made {now.made}, kept {now.kept}; the week before made {before.made}, kept {before.kept}."
        yield f"On time this week: {_of(now.rate)}; the week before: {_of(before.rate)}."


def _of(rate: Rate) -> str:
    """A rate in a few words: under five the counts alone."""
    counts = f"{rate.kept} of {rate.decided}" if rate.decided else "nothing decided"
    return counts if rate.provisional or rate.share is None else f"{words.percent(rate.share)}% ({counts})"


def _weeks(digest: Digest) -> Weeks | None:
    weeks = digest.weeks
    most = max((week.rate.decided for week in weeks), default=0)
    if not any(week.made or week.rate.decided for week in weeks):
        return None
    last = digest.week.end - timedelta(seconds=1)
    return Weeks(
        f"Twelve weeks to {words.day(last, digest.user.zone, digest.at)}",
        tuple(_column(week, max(most, 1)) for week in weeks),
        tuple(Row(name.capitalize(), tuple(getattr(week, name) for week in weeks)) for name in Week._fields[1:]),
    )


def _column(week: Week, most: int) -> Column:
    kept, decided = (HIGHEST * number // most for number in (week.kept, week.rate.decided))
    return Column(kept, decided - kept)
