"""The score as a letter says it: the on-time rate with its interval, the run, this week, and twelve of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tracker import tongue
from tracker.domain.digest import Digest
from tracker.domain.trend import Week
from tracker.domain.trust import Rate
from tracker.mail import words
from tracker.tongue import gettext as _
from tracker.tongue import ngettext, pgettext

HIGHEST = 48  # px of the highest bar
LOWEST = 5  # px of whatever is not nothing: a frame needs so many to be seen as one
FEWEST = 2  # weeks in which something was decided: one makes no row
Tone = Literal["kept", "late", "broken"]
TONES: tuple[Tone, ...] = ("kept", "late", "broken")


class Bar(NamedTuple):
    """A number drawn as a bar, `width` in percent of the widest."""

    name: str
    tone: Tone
    number: int
    width: int


class Scale(NamedTuple):
    """The on-time rate in whole percents, between the bounds of its interval."""

    low: int
    share: int
    high: int


class Pile(NamedTuple):
    """What stands in a column, in px, from the top."""

    tone: Tone
    height: int


class Row(NamedTuple):
    """One number a week, oldest first."""

    name: str
    tone: str
    numbers: tuple[int, ...]


class Weeks(NamedTuple):
    """Twelve weeks, drawn and told."""

    name: str
    columns: tuple[tuple[Pile, ...], ...]
    rows: tuple[Row, ...]


class Score(NamedTuple):
    """How the week and all of the time so far went. `figure` is the rate and `scale` what it lies between: empty and
    None while it is provisional. `says` comes first, `also` after this week's bars, if it has any. `weeks` is None
    until something was decided in two of them.
    """

    figure: str
    scale: Scale | None
    says: tuple[str, ...]
    bars: tuple[Bar, ...]
    also: tuple[str, ...]
    weeks: Weeks | None
    trust: str


def score(digest: Digest) -> Score:
    """The score of a digest."""
    scale = _scale(digest.rate)
    return Score(
        figure=tongue.percent(digest.rate.share or 0) if scale else "",
        scale=scale,
        says=tuple(filter(None, (_rate(digest, scale), _run(digest), _trend(digest.before, scale)))),
        bars=_bars(digest),
        also=tuple(_against(digest.weeks)),
        weeks=_weeks(digest),
        trust=_index(digest) if scale else "",
    )


def _bars(digest: Digest) -> tuple[Bar, ...]:
    counts: dict[Tone, int] = {
        "kept": len(digest.kept),
        "late": len(digest.late),
        "broken": len(digest.broken),
    }
    widest = max(counts.values())
    if not widest:
        return ()
    names = _names()
    return tuple(Bar(names[tone], tone, number, 100 * number // widest) for tone, number in counts.items())


def _names() -> dict[Tone, str]:
    """What promises are called that went one way."""
    return {
        "kept": pgettext("several promises", "Kept"),
        "late": pgettext("several promises", "Late"),
        "broken": pgettext("several promises", "Broken"),
    }


def _scale(rate: Rate) -> Scale | None:
    if rate.provisional or rate.share is None:
        return None
    return Scale(*map(words.percent, (rate.interval.low, rate.share, rate.interval.high)))


def _rate(digest: Digest, scale: Scale | None) -> str:
    rate, since = digest.rate, words.day(digest.user.scored_from, digest.user.zone, digest.at)  # requirement 34
    if not rate.decided:
        return _("On time so far: nothing decided yet.")
    counts = {"kept": rate.kept, "decided": rate.decided, "day": since}
    if scale is None:
        return _("On time since %(day)s: %(kept)s of %(decided)s, provisional. A rate needs 5.", **counts)
    low, high = tongue.percent(scale.low / 100), tongue.percent(scale.high / 100)
    return _(
        "On time since %(day)s: %(kept)s of %(decided)s kept, likely between %(low)s and %(high)s.",
        low=low,
        high=high,
        **counts,
    )


def _run(digest: Digest) -> str:
    """What was kept in a row. A run builds trust, so one of nothing is not held against anybody."""
    kept, since = digest.run
    if not kept:
        return ""
    if since is None:
        return ngettext("%(num)s kept, and no miss so far.", "%(num)s kept in a row, and no miss so far.", kept)
    on = words.day(since, digest.user.zone, digest.at)
    return ngettext(
        "%(num)s kept since the last miss, on %(day)s.",
        "%(num)s kept in a row since the last miss, on %(day)s.",
        kept,
        day=on,
    )


def _trend(before: Rate, now: Scale | None) -> str:
    if now is None:
        return ""
    if before.provisional or before.share is None:
        return _("No trend yet: too little was decided before this week.")
    was = words.percent(before.share)
    if was == now.share:
        return _("As a week ago (%(kept)s of %(decided)s).", kept=before.kept, decided=before.decided)
    points, told = abs(now.share - was), tongue.percent(before.share)
    if now.share > was:
        return ngettext(
            "Up %(num)s point from %(was)s a week ago.",
            "Up %(num)s points from %(was)s a week ago.",
            points,
            was=told,
        )
    return ngettext(
        "Down %(num)s point from %(was)s a week ago.",
        "Down %(num)s points from %(was)s a week ago.",
        points,
        was=told,
    )


def _index(digest: Digest) -> str:
    value = tongue.percent(digest.trust.value)
    return _("Trust index: %(value)s, where recent promises weigh most. A guide, not a grade.", value=value)


def _against(weeks: tuple[Week, ...]) -> Iterator[str]:
    """What was made against what was kept, and the week's own rate against that of the week before."""
    if any(week.made or week.rate.decided for week in weeks[-2:]):
        before, now = weeks[-2:]
        yield _(
            "Made %(made)s, kept %(kept)s; the week before made %(made_before)s, kept %(kept_before)s.",
            made=now.made,
            kept=now.kept,
            made_before=before.made,
            kept_before=before.kept,
        )
        yield _(
            "On time this week: %(now)s; the week before: %(before)s.", now=_of(now.rate), before=_of(before.rate)
        )


def _of(rate: Rate) -> str:
    """A rate in a few words: under five the counts alone."""
    if not rate.decided:
        return _("nothing decided")
    if rate.provisional or rate.share is None:
        return _("%(kept)s of %(decided)s", kept=rate.kept, decided=rate.decided)
    share = tongue.percent(rate.share)
    return _("%(share)s (%(kept)s of %(decided)s)", share=share, kept=rate.kept, decided=rate.decided)


def _weeks(digest: Digest) -> Weeks | None:
    weeks = digest.weeks
    if sum(week.rate.decided > 0 for week in weeks) < FEWEST:
        return None
    most = max(1, *(week.rate.decided for week in weeks))
    rows = tuple(Row(name, tone, tuple(getattr(week, tone) for week in weeks)) for tone, name in _names().items())
    made = Row(pgettext("several promises", "Made"), "made", tuple(week.made for week in weeks))
    return Weeks(_named(digest), tuple(_column(week, most) for week in weeks), (*rows, made))


def _named(digest: Digest) -> str:
    """What the twelve weeks show, in a line."""
    last: datetime = digest.week.end - timedelta(seconds=1)
    kept, late, broken = (tongue.number(sum(getattr(week, tone) for week in digest.weeks)) for tone in TONES)
    return _(
        "Twelve weeks to %(day)s: %(kept)s kept, %(late)s late, %(broken)s broken",
        day=words.day(last, digest.user.zone, digest.at),
        kept=kept,
        late=late,
        broken=broken,
    )


def _column(week: Week, most: int) -> tuple[Pile, ...]:
    """What was kept stands on the ground, what was late on it, and what was broken on top."""
    heights = ((tone, HIGHEST * getattr(week, tone) / most) for tone in reversed(TONES))
    return tuple(Pile(tone, max(LOWEST, int(height))) for tone, height in heights if height)
