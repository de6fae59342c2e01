"""The calendars that a Google account has in its list, as one chooses among them (calendarList.list)."""

from collections.abc import Callable, Iterator
from time import sleep
from typing import Any, NamedTuple

from tracker.calendars.google.calls import Access, answered, service
from tracker.calendars.google.client import Client
from tracker.calendars.properties import CONTROL
from tracker.calendars.trouble import GoogleTrouble

FIELDS = "nextPageToken,items(id,summary,summaryOverride,primary,timeZone,accessRole,deleted)"
PAGES = 100
NAME = 200  # characters of it that are shown
_GOOGLES = "@group.v.calendar.google.com"  # holidays, birthdays, week numbers, phases of the moon


class Listed(NamedTuple):
    """One calendar of an account. `id` is Google's name for it.

    `zone` is the IANA name of its own zone. Without `titles` Google tells only when its owner is busy. It is its
    user's or other people's `own`, not one that Google made: holidays, birthdays.
    """

    id: str
    name: str
    primary: bool
    zone: str
    titles: bool
    own: bool

    @property
    def preselected(self) -> bool:
        """Whether it is followed unless its user says otherwise: only their own first one is."""
        return self.primary


def calendars_of(client: Client, access: Access, wait: Callable[[float], None] = sleep) -> tuple[Listed, ...]:
    """All of an account's calendars, the primary one first, then by name. Raises CalendarTrouble."""
    with service(client, access) as api:
        found = [_listed(item) for item in _items(api, wait) if item.get("id") and not item.get("deleted")]
    return tuple(sorted(found, key=lambda one: (not one.primary, not one.own, one.name.casefold(), one.id)))


def _items(api: Any, wait: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """Page by page; one may be empty though another follows."""
    token = ""
    for _ in range(PAGES):
        asked = {"maxResults": 250, "fields": FIELDS} | ({"pageToken": token} if token else {})
        page = answered(api.calendarList().list(**asked), wait)
        yield from page.get("items", ())
        token = page.get("nextPageToken", "")
        if not token:
            return
    raise GoogleTrouble(
        "This Google account has more calendars than tracker lists. "
        "Unsubscribe from some at Google, then begin again."
    )


def _listed(item: dict[str, Any]) -> Listed:
    name = " ".join(CONTROL.sub("", str(item.get("summaryOverride") or item.get("summary") or item["id"])).split())
    return Listed(
        id=str(item["id"]),
        name=name[:NAME],
        primary=item.get("primary") is True,
        zone=str(item.get("timeZone", "")),
        titles=item.get("accessRole") != "freeBusyReader",
        own=not str(item["id"]).endswith(_GOOGLES),
    )
