"""One resource as it is kept: a master, or a single event, with its exceptions, in Google's own words."""

import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tracker.calendars.entries import bounded
from tracker.calendars.properties import CONTROL

FIELDS = (  # all that we use of an event, as a mask names it (the parameter `fields`)
    "id,status,iCalUID,recurringEventId,originalStartTime,start,end,endTimeUnspecified,recurrence,summary,description,"
    "location,visibility,transparency,sequence,updated,organizer(email,displayName),creator(email,displayName),"
    "attendees(email,displayName,responseStatus,resource)"
)
KEPT = frozenset(re.findall(r"\w+", re.sub(r"\(.*?\)", "", FIELDS)))
LARGE = 1_000  # bytes from which packing is worth it


@dataclass(slots=True)
class Told:
    """What Google told of one resource. `exceptions` are named by their original start: it never changes
    (`originalStartTime`). Without a `master` only some instances were ever told, to somebody invited to just these.
    """

    master: dict[str, Any] | None = None
    exceptions: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def living(self) -> list[dict[str, Any]]:
        """All that takes place."""
        exceptions = [item for item in self.exceptions.values() if item.get("status") != "cancelled"]
        return [self.master, *exceptions] if self.master else exceptions

    @property
    def uid(self) -> str:
        """The UID that they share, as a feed has it too; made of their id, as Google makes it, where none is told."""
        item = self.living[0]
        return bounded(CONTROL.sub("", str(item.get("iCalUID") or f"{resource_of(item)}@google.com")).strip())

    def packed(self) -> bytes:
        """The same for the same, in few bytes."""
        whole = {"master": self.master, "exceptions": self.exceptions}
        plain = json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()
        return plain if len(plain) < LARGE else zlib.compress(plain)


def unpacked(packed: bytes) -> Told:
    """What `packed` kept."""
    return Told(**json.loads(packed if packed[:1] == b"{" else zlib.decompress(packed)))


def kept(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item without what we do not use: a change to that is no change."""
    return {name: value for name, value in item.items() if name in KEPT}


def resource_of(item: Mapping[str, Any]) -> str:
    """The name of the resource that an item belongs to: its master's id, else its own."""
    return str(item.get("recurringEventId") or item["id"])


def instance(item: Mapping[str, Any]) -> str:
    """The name of an exception within its resource: `20260310T150000Z`, or `20260310` of a whole day. Ids of
    instances end in it, but that is no promise of Google's; `originalStartTime` is.
    """
    when = item.get("originalStartTime") or {}
    try:
        if "date" in when:
            return str(when["date"]).replace("-", "")
        at = datetime.fromisoformat(when["dateTime"])
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" if at.tzinfo else f"{at:%Y%m%dT%H%M%S}"
    except (KeyError, ValueError, TypeError, OverflowError):
        return str(item["id"]).rpartition("_")[2]
