"""When a calendar is asked again: as often as we wish and its publisher allows, and more rarely while it fails."""

from datetime import datetime, timedelta

SOONEST, LATEST = timedelta(minutes=15), timedelta(weeks=1)  # whatever a publisher asks for (reliability D3)
SLOWEST = timedelta(days=1)  # while it fails


def after_success(now: datetime, every: timedelta, hint: timedelta | None) -> datetime:
    """When to ask one again that answered. `every` is our own wish, which nothing shortens.

    `hint` is its publisher's: REFRESH-INTERVAL (RFC 7986 5.7) or X-PUBLISHED-TTL.
    """
    return now + (every if hint is None else max(every, SOONEST, min(hint, LATEST)))


def after_trouble(
    now: datetime, every: timedelta, silent_since: datetime | None, retry_after: timedelta | None
) -> datetime:
    """When to ask one again that failed: after as long again as it has been silent, so that it backs off by itself.

    `silent_since` is when it last answered, None if never; `retry_after` what its server asks for (RFC 9110 10.2.3).
    """
    silent = now - silent_since if silent_since else timedelta()
    return now + max(every, min(max(silent, retry_after or timedelta()), SLOWEST))
