"""What can be wrong with a calendar, in plain words that name the remedy; never the far end's own text."""

from datetime import timedelta

from tracker.domain.saying import Value, Worded


class CalendarTrouble(Worded):
    """A calendar could not be read. The message is for its user and names what to do.

    `retry_after` is how long its server asks to be left alone, a day at most; None if it did not say. What `pauses`
    cannot pass by itself: it is not asked again until its user has done something.
    """

    pauses = False

    def __init__(self, text: str = "", retry_after: timedelta | None = None, **values: Value) -> None:
        super().__init__(text, **values)
        self.retry_after = retry_after


class Unreadable(CalendarTrouble):
    """The bytes came, but are not a whole calendar that we can read."""


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


class FeedAskedTooOften(FeedTrouble):
    """The far end wants to be asked less often (429)."""


class FeedTooLarge(FeedTrouble):
    """More than we read."""


class FeedTimedOut(FeedTrouble):
    """Slower than we wait."""


class FeedRefused(FeedTrouble):
    """An address that we do not go to."""


class FeedUnreachable(FeedTrouble):
    """The far end does not answer, or not as it should; it may pass by itself."""


class GoogleTrouble(CalendarTrouble):
    """Google could not be asked, or did not answer as it should; it may pass by itself."""


class GoogleBusy(GoogleTrouble):
    """Google wants to be asked less often, or is out of order (403 for a rate, 429, 5xx)."""


class GoogleGone(GoogleTrouble):
    """The calendar is no longer there for this account (404)."""


class NeedsReconnect(GoogleTrouble):
    """Google took back the leave to read: only its user can give it again."""

    pauses = True


class HostBusy(Exception):
    """As many fetches of this host are under way as we allow ourselves. No trouble to show: ask again in a minute."""
