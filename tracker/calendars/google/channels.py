"""Asking Google to tell us when a calendar changes, and to stop; and whether it could reach us at all.

https://developers.google.com/workspace/calendar/api/guides/push
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import Any, NamedTuple

from tracker.calendars.address import allowed, inside, parse
from tracker.calendars.google.calls import Access, answered, service
from tracker.calendars.google.client import Client
from tracker.calendars.trouble import FeedRefused, GoogleGone, GoogleTrouble

PUSH = "/google/push"
_NOWHERE = frozenset({"arpa", "example", "invalid", "onion", "test"})  # RFC 6761, 7686, 8375: nobody else's look-up


class Watched(NamedTuple):
    """Google's promise: its own name for what it watches, and when it stops by itself."""

    resource: str
    expires_at: datetime


def push_address(base_url: str) -> str:
    """Where Google's messages go; empty where it could bring none, since that is no public address with https."""
    return f"{base_url}{PUSH}" if reachable(base_url) else ""


def reachable(base_url: str) -> bool:
    """Whether Google could come to an address, as far as its writing tells: https, and a host of the public net."""
    try:
        address = parse(base_url)
    except FeedRefused:
        return False
    last = address.host.rpartition(".")[2]
    if ":" in address.host or last.isdigit():
        public = allowed(address.host, allow_private=False)
    else:
        public = "." in address.host and not inside(address.host) and last not in _NOWHERE
    return public and address.scheme == "https"


def watch(
    client: Client,
    access: Access,
    calendar_id: str,
    *,
    channel: str,
    address: str,
    token: str,
    lives: timedelta,
    wait: Callable[[float], None] = sleep,
) -> Watched:
    """Ask to be told at `address` when this calendar changes; each message will bear `channel` and `token`.

    Google may give less time than `lives`. Raises CalendarTrouble; some calendars, such as holidays, cannot be
    watched (400, pushNotSupportedForRequestedResource).
    """
    asked = {
        "id": channel,
        "type": "web_hook",
        "address": address,
        "token": token,
        "params": {"ttl": str(int(lives.total_seconds()))},
    }
    with service(client, access) as api:
        return _watched(answered(api.events().watch(calendarId=calendar_id, body=asked), wait))


def _watched(told: dict[str, Any]) -> Watched:
    try:
        ends = datetime.fromtimestamp(int(told["expiration"]) / 1000, UTC)
        return Watched(str(told["resourceId"]), ends)
    except (LookupError, ValueError, TypeError, OverflowError, OSError):
        raise GoogleTrouble(
            "Google did not say how long it will tell us of changes. They are asked for; there is nothing to do."
        ) from None


def stop(
    client: Client, access: Access, channel: str, resource: str, *, wait: Callable[[float], None] = sleep
) -> None:
    """Ask for no more messages. One that Google does not know any more (404) has stopped. Raises CalendarTrouble."""
    with service(client, access) as api, suppress(GoogleGone):
        answered(api.channels().stop(body={"id": channel, "resourceId": resource}), wait)
