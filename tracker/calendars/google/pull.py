"""A Google calendar as a source of pulls: what changed since the last one, or everything, out of what Google tells
and what is held of it.

https://developers.google.com/workspace/calendar/api/guides/sync
"""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime, time
from time import sleep
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from tracker.calendars import zone_data
from tracker.calendars.cage import caged
from tracker.calendars.google.calls import Access, Expired, Misunderstood, service
from tracker.calendars.google.client import Client
from tracker.calendars.google.listing import ASKED, Listing, listed
from tracker.calendars.google.merging import merged, names
from tracker.calendars.google.reading import READER, Unrolled, unrolled
from tracker.calendars.trouble import GoogleTrouble
from tracker.domain.account import Calendar, Source
from tracker.domain.event import Pull, Resource, Skipped, Span
from tracker.tongue import N_

NOBODY: frozenset[str] = frozenset()
EXPIRED = N_("Google does not go on where it left off, twice. Nothing was changed; we try again later.")
NAMELESS = Skipped("", N_("An event that Google gave no name was left out."))


class Held(Protocol):
    """What is kept of one calendar's resources."""

    def named(self, names: Collection[str], uids: Collection[str]) -> tuple[Resource, ...]:
        """Those with any of these names or UIDs."""

    def reaching(self, span: Span) -> tuple[Resource, ...]:
        """Those of which something may lie in a span, and all others of their UIDs."""

    def everything(self) -> tuple[Resource, ...]:
        """All of them."""


class _Cursor(NamedTuple):
    """What was said at the last pull: what was `asked`, how it was `read` and for which `days`, and Google's token
    for what comes after. `full`: more reached these days than we show, so that what is shown hangs on all of it.
    """

    asked: str = ""
    read: str = ""
    days: str = ""
    token: str = ""
    full: bool = False

    @classmethod
    def of(cls, calendar: Calendar) -> "_Cursor":
        """The calendar's; an empty one, if that is not ours or asks for something else."""
        try:
            last = cls(**json.loads(calendar.cursor)) if calendar.cursor else cls()
        except (ValueError, TypeError):
            return cls()
        return last if last.asked == ASKED else cls()

    def not_asked(self, span: Span) -> Span | None:
        """The part of a span that the last one did not hold; None where that is more than its end."""
        start, _, end = self.days.partition(" ")
        if not start <= str(span.start.date()) <= end <= str(span.end.date()):
            return None
        return Span(datetime.combine(date.fromisoformat(end), time(), UTC), span.end)

    def __str__(self) -> str:
        return json.dumps(self._asdict())


class _Asking(NamedTuple):
    """One asking of a calendar."""

    calendar: Calendar
    span: Span
    zone: ZoneInfo
    held: Held
    last: _Cursor


class _Known(NamedTuple):
    """What was held, which of it `changed` or is new, and the names of what is no more."""

    held: tuple[Resource, ...]
    changed: tuple[Resource, ...]
    dropped: frozenset[str]

    @property
    def uids(self) -> frozenset[str]:
        """The UIDs of all that changed, as they are and as they were."""
        gone = {one.name for one in self.changed} | self.dropped
        return frozenset(one.uid for one in (*self.changed, *(one for one in self.held if one.name in gone)))

    def instead_of(self, held: Iterable[Resource]) -> tuple[Resource, ...]:
        """All of this as it stands now."""
        standing = {one.name: one for one in (*held, *self.changed)}
        return tuple(one for one in standing.values() if one.name not in self.dropped)


def google_source(
    client: Client,
    *,
    access_of: Callable[[Calendar], Access],
    id_of: Callable[[Calendar], str],
    zone_of: Callable[[Calendar], ZoneInfo],
    held_of: Callable[[Calendar], Held],
    wait: Callable[[float], None] = sleep,
) -> Source:
    """A source for Google's calendars. Raises CalendarTrouble."""

    def pull(calendar: Calendar, span: Span) -> Pull:
        asking = _Asking(calendar, span, zone_of(calendar), held_of(calendar), _Cursor.of(calendar))
        fresh, listing = _listed(client, access_of(calendar), id_of(calendar), asking.last.token, wait)
        return _pulled(asking, listing, fresh=fresh)

    return pull


def _listed(
    client: Client, access: Access, calendar_id: str, token: str, wait: Callable[[float], None]
) -> tuple[bool, Listing]:
    """What changed since the token, or everything: and whether that. A token is worth nothing after a while (410), or
    where Google cannot read it (400): then everything is listed, once.
    """
    with service(client, access) as api:
        if token:
            try:
                return False, listed(api, calendar_id, token, wait)
            except (Expired, Misunderstood):
                pass
        try:
            return True, listed(api, calendar_id, "", wait)
        except Expired:
            raise GoogleTrouble(EXPIRED) from None


def _pulled(asking: _Asking, listing: Listing, *, fresh: bool) -> Pull:
    """The UIDs that changed, read anew, and what lies in days that were not asked for before; or all, where it would
    be read otherwise than the last time.
    """
    known = _known(asking.held, listing, fresh=fresh)
    now = _now(asking, listing)
    if fresh:
        return _pull(asking, listing, known, known.held, now)
    alike = asking.held.named((), known.uids) if known.uids else ()
    if asking.last.full or now.read != asking.last.read or (days := asking.last.not_asked(asking.span)) is None:
        held = (*asking.held.reaching(asking.span), *alike)
        return _pull(asking, listing, known, held, now)._replace(certain=now.read == asking.last.read)
    pull = Pull((), _left_out(listing), str(now), only=NOBODY)
    if known.uids:
        pull = _pull(asking, listing, known, alike, now)._replace(only=known.uids, certain=True)
    return _with_new_days(asking, listing, pull, now, days) if days.start < days.end else pull


def _with_new_days(asking: _Asking, listing: Listing, pull: Pull, now: _Cursor, days: Span) -> Pull:
    """A pull, and beside it what others than it speaks of have in these days. Of their other days it says nothing."""
    others = tuple(one for one in asking.held.reaching(days) if one.uid not in (pull.only or NOBODY))
    if not others:
        return pull
    read = _read(asking, listing, others, days)
    cursor = pull.cursor if read.whole else str(now._replace(full=True))
    return pull._replace(events=(*pull.events, *read.events), cursor=cursor)


def _now(asking: _Asking, listing: Listing) -> _Cursor:
    read = f"{READER} {zone_data.data()} {asking.zone.key} {listing.zone}"
    days = f"{asking.span.start.date()} {asking.span.end.date()}"
    return _Cursor(ASKED, read, days, listing.token, asking.last.full)


def _known(held: Held, listing: Listing, *, fresh: bool) -> _Known:
    """What was told beside what was held: of everything, or of what is spoken of."""
    before = {one.name: one for one in (held.everything() if fresh else held.named(names(listing), ()))}
    stands = dict.fromkeys(before) if fresh else {}
    stands |= merged(listing, () if fresh else before.values())
    new = (one for one in stands.values() if one)
    changed = (one for one in new if one.name not in before or not _alike(one, before[one.name]))
    dropped = (name for name, one in stands.items() if one is None and name in before)
    return _Known(tuple(before.values()), tuple(changed), frozenset(dropped))


def _alike(one: Resource, other: Resource) -> bool:
    return (one.uid, one.told) == (other.uid, other.told)


def _pull(asking: _Asking, listing: Listing, known: _Known, held: Iterable[Resource], now: _Cursor) -> Pull:
    """All that is held here, as it stands now, read in the cage."""
    resources = known.instead_of(held)
    read = _read(asking, listing, resources, asking.span)
    reaches = dict(zip((one.name for one in resources), read.reaches, strict=True))
    return Pull(
        read.events,
        (*_left_out(listing), *read.skipped),
        str(now._replace(full=not read.whole)),
        asking.span if read.whole else None,
        resources=tuple(one._replace(**reaches[one.name]._asdict()) for one in known.changed),
        dropped=known.dropped,
    )


def _read(asking: _Asking, listing: Listing, resources: Sequence[Resource], window: Span) -> Unrolled:
    zone, name = asking.zone, asking.calendar.id
    read: Unrolled = caged(unrolled, resources, calendar=name, window=window, zone=zone, hint=listing.zone)
    return read


def _left_out(listing: Listing) -> tuple[Skipped, ...]:
    return (NAMELESS,) * listing.nameless
