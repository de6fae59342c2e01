"""All pages of one listing of events, gathered by resource (events.list, with a sync token or without)."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from tracker.calendars.google.calls import answered
from tracker.calendars.google.told import FIELDS, kept, resource_of
from tracker.calendars.trouble import GoogleTrouble
from tracker.domain.saying import Words
from tracker.tongue import N_

ASKED = "1"  # raised whenever something else is asked, kept or counted: everything is then listed anew
PAGE = 2_500
PAGES = 1_000
ITEMS = 100_000
ASKED_FOR = f"nextPageToken,nextSyncToken,timeZone,items(eventType,{FIELDS})"
ENDLESS = N_("Google's answer has no end. Nothing was changed; we try again later.")
TOO_MANY = Words(
    "This calendar has more than %(most)s events, which is more than tracker reads. Stop following it.", most=ITEMS
)

_LEFT_OUT = frozenset({"birthday", "workingLocation"})
_NAME = re.compile(r"[!-~]{1,1024}")


class Listing(NamedTuple):
    """What one listing told: by resource and id each item as JSON, be it a tombstone; how many have no name.

    `token` is for the next listing, which then tells only what changed. `zone` is the calendar's own.
    """

    told: dict[str, dict[str, bytes]]
    nameless: int
    token: str
    zone: str


def listed(api: Any, calendar_id: str, token: str, wait: Callable[[float], None]) -> Listing:
    """All pages: with a token what changed, else everything. Neither instances nor bounds are asked for: they would
    tie the token to a stretch of time, and what enters that later would never be told.

    Raises Expired where the token is worth nothing any more, and CalendarTrouble.
    """
    asked = {"calendarId": calendar_id, "singleEvents": False, "maxResults": PAGE, "fields": ASKED_FOR}
    asked |= {"syncToken": token} if token else {}
    told: dict[str, dict[str, bytes]] = {}
    count = nameless = 0
    for _ in range(PAGES):
        page = answered(api.events().list(**asked), wait)
        items = page.get("items") or []
        count += len(items)
        if count > ITEMS:
            raise GoogleTrouble(TOO_MANY)
        nameless += sum(not _hear(item, told) for item in items)
        if not page.get("nextPageToken"):
            return Listing(told, nameless, str(page.get("nextSyncToken", "")), str(page.get("timeZone", "")))
        asked["pageToken"] = page["nextPageToken"]
    raise GoogleTrouble(ENDLESS)


def _hear(item: Any, told: dict[str, dict[str, bytes]]) -> bool:
    """Keep an item with others of its resource; False if it has no name by which it could be told from others. Of one
    that changed while pages were asked for, what came last.
    """
    if not isinstance(item, dict) or not _NAME.fullmatch(str(item.get("id"))):
        return False
    name = resource_of(item)
    if item.get("eventType") not in _LEFT_OUT and _NAME.fullmatch(name):
        told.setdefault(name, {})[item["id"]] = json.dumps(kept(item), separators=(",", ":")).encode()
    return True
