"""A feed's address to its bytes: politely (only what changed), within bounds, and from public hosts only."""

from typing import NamedTuple

from tracker.calendars.address import masked, tidy
from tracker.calendars.trouble import CalendarTrouble

__all__ = ["FeedTrouble", "Fetched", "fetch", "masked", "tidy"]


class FeedTrouble(CalendarTrouble):
    """A feed could not be fetched."""


class FeedNeedsSignIn(FeedTrouble):
    """The far end asks for a password (401)."""


class FeedForbidden(FeedTrouble):
    """The far end does not let us in (403)."""


class FeedIsAPage(FeedTrouble):
    """The address is that of a web page."""


class FeedNotFound(FeedTrouble):
    """Nothing is there (404, 410)."""


class FeedTooLarge(FeedTrouble):
    """More than we read."""


class FeedTimedOut(FeedTrouble):
    """Slower than we wait."""


class FeedRefused(FeedTrouble):
    """An address that we do not go to."""


class FeedUnreachable(FeedTrouble):
    """The far end does not answer, or not as it should; it may pass by itself."""


class Fetched(NamedTuple):
    """What came. `body` is None if nothing changed since the cursor; `url` is where it came from in the end."""

    body: bytes | None
    cursor: str
    url: str


def fetch(address: str, cursor: str, *, allow_private: bool) -> Fetched:
    """The bytes at an address, unless they are still those of the cursor."""
    raise NotImplementedError
