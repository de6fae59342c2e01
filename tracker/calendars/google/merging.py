"""What a listing told, laid upon what was held: the resources that it speaks of, as they stand now."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.calendars.google.listing import Listing
from tracker.calendars.google.told import Told, instance, unpacked
from tracker.domain.event import Resource

Item = dict[str, Any]


def names(listing: Listing) -> set[str]:
    """The resources that it may speak of."""
    return set(listing.told) | {_stem(name) for name in listing.told} - {""}


def merged(listing: Listing, held: Iterable[Resource]) -> dict[str, Resource | None]:
    """The resources by name; None where nothing of one is left. Of what is `held` those are needed that it may speak
    of; none, if it tells everything.
    """
    before = {one.name: one for one in held}
    told: dict[str, Told] = {}
    for name, items in listing.told.items():
        base = unpacked(before[name].told) if name in before else Told()
        told[name] = _laid(name, base, {id: json.loads(item) for id, item in items.items()})
    for name in listing.told:
        if name not in before and not told[name].living:
            _cancel(name, told, before)
    return {name: _resource(name, its) for name, its in told.items()}


def _laid(name: str, base: Told, items: Mapping[str, Item]) -> Told:
    """A series that was deleted takes along all that was known of it; what is told beside that lives on by itself, as
    for somebody invited to one instance alone.
    """
    whole = items.get(name)
    if whole is not None:
        base = Told(None) if _cancelled(whole) else Told(whole, base.exceptions)
    exceptions = {instance(item): item for id, item in items.items() if id != name}
    return Told(base.master, base.exceptions | exceptions)


def _cancel(id: str, told: dict[str, Told], before: Mapping[str, Resource]) -> None:
    """A tombstone needs no more than an id, even that of an instance whose series was never told."""
    series = _stem(id)
    its = told.get(series) or (unpacked(before[series].told) if series in before else Told())
    for name, item in its.exceptions.items():
        if item["id"] == id:
            told[series] = Told(its.master, its.exceptions | {name: item | {"status": "cancelled"}})


def _resource(name: str, its: Told) -> Resource | None:
    """Not yet with its bounds. Cancelled instances alone are nothing."""
    return Resource(name, its.uid, None, None, its.packed()) if its.living else None


def _cancelled(item: Item) -> bool:
    return item.get("status") == "cancelled"


def _stem(name: str) -> str:
    """The id of the series that an instance of this id belongs to; empty if that is no instance's."""
    return name.rpartition("_")[0]
