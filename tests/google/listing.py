"""Listings page by page, each from a frozen snapshot, and sync tokens that go on from there (the guide "Synchronize
resources efficiently", and events.list)."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tests.google.answers import Refused
from tests.google.model import Item, Log
from tests.google.settings import Settings

Params = dict[str, Any]

MIXED = "syncTokenWithRequestRestrictions"


@dataclass(frozen=True)
class Kind:
    """What sort of thing is listed: the bounds of a page, and which parameters a sync token does not bear."""

    usual: int
    most: int
    not_with_a_token: frozenset[str]
    no_token_with: frozenset[str] = frozenset()


class Snapshot(NamedTuple):
    """What a listing tells, as it was when the listing began; `at` is where its next page begins.

    `rested`: an empty page went before.
    """

    items: list[Item]
    log: Log
    changes: int
    params: Params
    at: int = 0
    rested: bool = False


@dataclass(frozen=True)
class Mark:
    """Where a sync token goes on: after so many changes, for a listing with these parameters."""

    log: Log
    changes: int
    params: Params
    expired: bool = False


class Page(NamedTuple):
    """One page: its items, and one token or none."""

    items: list[Item]
    tokens: dict[str, str]


@dataclass
class Desk:
    """Where listings are cut into pages."""

    settings: Settings
    _snapshots: dict[str, Snapshot] = field(default_factory=dict)
    _marks: dict[str, Mark] = field(default_factory=dict)

    def page(self, kind: Kind, log: Log, params: Params, shown: Callable[[Item], bool]) -> Page:
        """The page that these parameters ask for. What a first listing leaves out is not `shown`."""
        wanted = {name: value for name, value in params.items() if name != "pageToken"}
        if "pageToken" in params:
            return self._cut(kind, self._continued(str(params["pageToken"]), log, wanted))
        if "syncToken" in params:
            mark = self._marked(kind, log, wanted)
            items, changes = log.since(mark.changes)
            return self._cut(kind, Snapshot(items, log, changes, wanted))
        items, changes = log.since(0)
        return self._cut(kind, Snapshot([item for item in items if shown(item)], log, changes, wanted))

    def expire(self, log: Log) -> None:
        """From now on every sync token given out for it is answered by 410."""
        for token, mark in self._marks.items():
            if mark.log is log:
                self._marks[token] = replace(mark, expired=True)

    def _continued(self, token: str, log: Log, wanted: Params) -> Snapshot:
        snapshot = self._snapshots.get(token)
        if snapshot is None or snapshot.log is not log:
            raise Refused(400, "invalid", "no such page", "pageToken")
        if snapshot.params != wanted:
            raise Refused(400, "invalid", "the parameters are not those of the first page", "pageToken")
        return snapshot

    def _marked(self, kind: Kind, log: Log, wanted: Params) -> Mark:
        mark = self._marks.get(str(wanted["syncToken"]))
        if mark is None or mark.log is not log:
            raise Refused(400, "invalid", "no such sync token", "syncToken")
        if mark.expired:
            raise Refused(410, "fullSyncRequired", "the sync token has expired", "syncToken")
        if mark.params != _lasting(kind, wanted):
            raise Refused(400, MIXED, "the parameters are not those of the first listing", "syncToken")
        return mark

    def _cut(self, kind: Kind, snapshot: Snapshot) -> Page:
        size = min(
            int(str(snapshot.params.get("maxResults", kind.usual))), kind.most, self.settings.page_size or kind.most
        )
        if self.settings.gaps and not snapshot.rested:
            return Page([], {"nextPageToken": self._kept(snapshot._replace(rested=True))})
        rest = snapshot._replace(at=snapshot.at + size, rested=False)
        more = rest.at < len(snapshot.items)
        tokens = {"nextPageToken": self._kept(rest)} if more else self._last(kind, snapshot)
        return Page(snapshot.items[snapshot.at : rest.at], tokens)

    def _kept(self, snapshot: Snapshot) -> str:
        token = secrets.token_urlsafe(12)
        self._snapshots[token] = snapshot
        return token

    def _last(self, kind: Kind, snapshot: Snapshot) -> dict[str, str]:
        if kind.no_token_with & snapshot.params.keys():
            return {}
        token = secrets.token_urlsafe(12) + "="
        self._marks[token] = Mark(snapshot.log, snapshot.changes, _lasting(kind, snapshot.params))
        return {"nextSyncToken": token}


def unmixed(kind: Kind, params: Params) -> None:
    """Raises Refused where a sync token goes with what it does not bear."""
    if "syncToken" not in params:
        return
    if mixed := sorted(kind.not_with_a_token & params.keys()):
        raise Refused(400, MIXED, f"a sync token bears no {', '.join(mixed)}", mixed[0])
    if params.get("showDeleted") is False:
        raise Refused(400, MIXED, "with a sync token, what was deleted is always told", "showDeleted")


def _lasting(kind: Kind, params: Params) -> Params:
    """The parameters that every later listing must repeat; those that a token does not bear are part of the token."""
    return {
        name: value for name, value in params.items() if name != "syncToken" and name not in kind.not_with_a_token
    }
