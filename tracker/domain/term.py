"""A due with the agreement to it, and the wall clock on which it was said.

Zones' rules change: a due at five o'clock in Berlin stays at five o'clock there, whatever instant that will be. So a
term keeps its wall clock and its zone beside the instant (reliability D7), and can be reckoned anew (D8).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Term(NamedTuple):
    """A due instant with the agreement to it. `agreed_at` is None when the promisee never agreed.

    `dated`: only a day was named, so `due` is the last second of that day in the promiser's zone. `zone` is the IANA
    name of the zone on whose wall clock it was said, and `due` is then written on that clock; empty: an instant is
    all that is known, as of what was promised before zones were kept.
    """

    due: datetime
    agreed_at: datetime | None
    dated: bool = False
    zone: str = ""


def said(due: datetime, agreed_at: datetime | None, dated: bool = False, *, zones: Iterable[ZoneInfo]) -> Term:
    """The term of a due as it was said: on its own zone's clock, else on that of the first of `zones` which shows the
    same time then. One that was told in another way is an instant.
    """
    near = (due.tzinfo, *zones)
    clocks = (one for one in near if isinstance(one, ZoneInfo) and one.key)
    zone = next((one for one in clocks if due.astimezone(one).utcoffset() == due.utcoffset()), None)
    if zone is None:
        return Term(due, agreed_at, dated)
    return Term(_written(due, zone), agreed_at, dated, zone.key)


def by_rules_of_now(term: Term) -> Term:
    """The same wall clock by the zone data of this process; the very same term where that is the same instant.

    An hour that is skipped by now is read with the offset before the gap, one that comes twice as its first pass
    (reliability D8), unless the term was for its second.
    """
    try:
        zone = ZoneInfo(term.zone)
    except (ZoneInfoNotFoundError, ValueError):  # none was said, or there is none of that name any more
        return term
    first, second = (_utc(term.due.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    if _utc(term.due) == first or first < _utc(term.due) == second:  # in a skipped hour the second is the earlier one
        return term
    return term._replace(due=_written(first, zone))


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _written(due: datetime, zone: ZoneInfo) -> datetime:
    """An instant on a zone's clock, its offset written beside it. It goes by way of UTC, for the same zone on both
    sides would leave a skipped hour as it is, and two dues of a doubled hour would never be equal (PEP 495).
    """
    at = _utc(due).astimezone(zone)
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta()), fold=0)
