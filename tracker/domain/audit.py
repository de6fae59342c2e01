"""What is done with an account, as its user and whoever runs the service may read it later (ASVS 16.2, 16.3)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

KEPT_FOR = timedelta(days=400)  # a year, and the time to notice
SERVICE, ANYBODY = "service", "anybody"  # did it, where it was no user: we ourselves, or who cannot be known


class Deed(StrEnum):
    """What was done. A deed is no act: of promises the ledger speaks."""

    BEGAN = "began"
    LINK_ASKED = "link asked"
    SIGNED_IN = "signed in"
    REFUSED = "refused"
    SIGNED_OUT = "signed out"
    SESSION_ENDED = "session ended"
    OTHERS_ENDED = "others ended"
    MADE_OWNER = "made owner"
    MADE_MEMBER = "made member"
    QUOTAS_SET = "quotas set"
    INVITED = "invited"
    INVITED_AGAIN = "invited again"
    TAKEN_BACK = "taken back"
    ACCEPTED = "accepted"
    TOKEN_MADE = "token made"  # noqa: S105 - no password
    TOKEN_ENDED = "token ended"  # noqa: S105 - no password
    WEBHOOK_MADE = "webhook made"
    WEBHOOK_ENDED = "webhook ended"
    CONNECTED = "connected"
    DISCONNECTED = "disconnected"
    COPIED = "copied"
    ENDED = "ended"


class Audited(NamedTuple):
    """One deed. `user` is the random id of whose account it is, empty where nobody knows; `by` the id of who did it,
    SERVICE or ANYBODY; `via` is by which way (page, letter, google, command, api); `about` the id of the thing that
    it speaks of.
    """

    number: int
    user: str
    at: datetime
    deed: Deed
    by: str
    via: str
    about: str
