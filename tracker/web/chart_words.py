"""What each chart says, as its title; and how much that is worth where it rests on few. A picture that says nothing
has no title, and is not drawn.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain.giving import Balance
from tracker.domain.lateness import Spread
from tracker.domain.people import GiveKind, Reach
from tracker.domain.trend import Week
from tracker.domain.trust import ENOUGH, Rate
from tracker.domain.warmth import Shade, Warmth
from tracker.mail.words import GIFTS, clean, stretch
from tracker.tongue import gettext as _
from tracker.tongue import listed, ngettext

NAMED = 3  # of those whom a title names; the others are counted


class Said(NamedTuple):
    """A chart's one fact, and beside it what to know before one believes it."""

    title: str
    note: str = ""


def weeks_said(weeks: Sequence[Week]) -> Said:
    """How the later half of the weeks went beside the earlier; of all together where either half is of too few."""
    half = len(weeks) // 2
    before, lately = _rate(weeks[:half]), _rate(weeks[half:])
    both = Rate(before.kept + lately.kept, before.decided + lately.decided)
    if not both.decided:
        return Said("")
    if before.provisional or lately.provisional:
        title = _("%(kept)s of %(all)s kept in twelve weeks", kept=both.kept, all=both.decided)
        return Said(title, _("Too few to tell the last six weeks from the six before."))
    title = _(
        "%(kept)s of %(all)s kept in the last six weeks, %(kept_before)s of %(all_before)s in the six before",
        kept=lately.kept,
        all=lately.decided,
        kept_before=before.kept,
        all_before=before.decided,
    )
    return Said(title, _changed(before, lately))


def _rate(weeks: Sequence[Week]) -> Rate:
    return Rate(sum(week.kept for week in weeks), sum(week.rate.decided for week in weeks))


def _changed(before: Rate, lately: Rate) -> str:
    """Whether the two differ by more than chance: their 95 % intervals lie apart."""
    if before.kept * lately.decided == lately.kept * before.decided:
        return _("The same share in both.")
    if lately.interval.low > before.interval.high:
        return _("More than before, and hardly by chance.")
    if lately.interval.high < before.interval.low:
        return _("Less than before, and hardly by chance.")
    return _("With so few, the difference may be chance.")


def lateness_said(spread: Spread) -> Said:
    """How many came late, and by how much: the median, where there are enough for one."""
    if not spread.decided:
        return Said("")
    broken = ngettext("%(num)s was broken, and stands apart.", "%(num)s were broken, and stand apart.", spread.broken)
    return Said(_late(spread), broken if spread.broken else "")


def _late(spread: Spread) -> str:
    late, every = spread.came_late, spread.decided
    if spread.median is None or spread.latest is None:
        return ngettext("The only one did not come late", "None of %(num)s came late", every)
    if late >= ENOUGH:
        span = stretch(spread.median)
        return _("%(late)s of %(all)s came late, half of these by %(span)s or more", late=late, all=every, span=span)
    span = stretch(spread.latest)
    if late == 1:
        return _("1 of %(all)s came late, by %(span)s", all=every, span=span)
    return _("%(late)s of %(all)s came late, the latest by %(span)s", late=late, all=every, span=span)


def kinds_said(kinds: Sequence[tuple[GiveKind, Balance]]) -> Said:
    """What passed either way, and which kind most often, where one stands out. No side wins."""
    given, received = (sum(balance[side] for _kind, balance in kinds) for side in (0, 1))
    if not given + received:
        return Said("")
    return Said(_passed(given, received, _most(kinds, 0), _most(kinds, 1)))


def _passed(given: int, received: int, gave: str, got: str) -> str:
    numbers = {"given": given, "received": received}
    if gave and got:
        return _(
            "%(given)s given, most often %(gave)s; %(received)s received, most often %(got)s",
            **numbers,
            gave=gave,
            got=got,
        )
    if gave:
        return _("%(given)s given, most often %(gave)s; %(received)s received", **numbers, gave=gave)
    if got:
        return _("%(given)s given; %(received)s received, most often %(got)s", **numbers, got=got)
    return _("%(given)s given, %(received)s received", **numbers)


def _most(kinds: Sequence[tuple[GiveKind, Balance]], side: int) -> str:
    """The kind that went this way most often: more than once, and more often than any other."""
    first, *others = sorted(((balance[side], kind) for kind, balance in kinds), reverse=True, key=lambda one: one[0])
    stands_out = first[0] > 1 and all(number < first[0] for number, _kind in others)
    return _(GIFTS[first[1]]) if stands_out else ""


def map_said(each: Sequence[Warmth]) -> Said:
    """Whom to see next: of those on whom much hangs, who is cold. `each` has the coldest first."""
    much = [one for one in each if one.person.reach is Reach.MUCH]
    cold = [clean(one.person.name) for one in much if one.shade is Shade.COLD]
    if not much:
        return Said("")
    if not cold:
        return Said(
            ngettext(
                "The one on whom much hangs is not cold", "None of %(num)s on whom much hangs is cold", len(much)
            )
        )
    who = _named(cold)
    if len(cold) == len(much):
        return Said(
            ngettext(
                "Much hangs on %(who)s, who is cold", "Much hangs on %(who)s, who are all cold", len(cold), who=who
            )
        )
    return Said(
        ngettext(
            "%(num)s of %(all)s on whom much hangs is cold: %(who)s",
            "%(num)s of %(all)s on whom much hangs are cold: %(who)s",
            len(cold),
            all=len(much),
            who=who,
        )
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    if more < 1:
        return listed(names)
    return listed([*names[:NAMED], ngettext("%(num)s more", "%(num)s more", more)])
