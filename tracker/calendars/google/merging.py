"""What a listing told, laid upon what was held: the resources that it speaks of, as they stand now."""

import json
from collections.abc import Iterable, Mapping

from tracker.calendars.google.listing import Listing
from tracker.calendars.google.told import Told, instance, unpacked
from tracker.domain.event import Resource


def names(listing: Listing) -> set[str]:
    """The resources that it may speak of."""
    return set(listing.told) | {_stem(name) for name in listing.told} - {""}


def merged(listing: Listing, held: Iterable[Resource]) -> dict[str, Resource | None]:
    """The resources by name; None where nothing of one is left. Of what is `held` those are needed that it may speak
    of; none, if it tells everything.
    """
    now: dict[str, Resource | None] = {one.name: one for one in held}
    lone = [name for name in listing.told if name not in now]
    for name, items in listing.told.items():
        now[name] = _resource(name, _laid(name, _told(now.get(name)), items))  # packed at once: there may be many
    for name in lone:
        if now[name] is None:
            _cancel(name, now)
    return now


def _told(one: Resource | None) -> Told:
    return unpacked(one.told) if one else Told()


def _laid(name: str, base: Told, items: Mapping[str, bytes]) -> Told:
    """A series that was deleted takes along all that was known of it; what is told beside that lives on by itself, as
    for somebody invited to one instance alone.
    """
    said = {id: json.loads(item) for id, item in items.items()}
    whole = said.pop(name, None)
    if whole is not None:
        base = Told() if whole.get("status") == "cancelled" else Told(whole, base.exceptions)
    return Told(base.master, base.exceptions | {instance(item): item for item in said.values()})


def _cancel(id: str, now: dict[str, Resource | None]) -> None:
    """A tombstone needs no more than an id, even that of an instance whose series was never told."""
    series = _stem(id)
    its = _told(now.get(series))
    for name, item in its.exceptions.items():
        if item["id"] == id:
            now[series] = _resource(series, Told(its.master, its.exceptions | {name: item | {"status": "cancelled"}}))


def _resource(name: str, its: Told) -> Resource | None:
    """Not yet with its bounds. Cancelled instances alone are nothing."""
    return Resource(name, its.uid, None, None, its.packed()) if its.living else None


def _stem(name: str) -> str:
    """The id of the series that an instance of this id belongs to; empty if that is no instance's."""
    return name.rpartition("_")[0]
