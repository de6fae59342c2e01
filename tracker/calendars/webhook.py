"""One notice told to an address that a user typed: signed as Standard Webhooks says, over the guarded connection that
feeds come by: looked up once, checked, pinned, bounded in time and size, and led nowhere else.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import hmac
import secrets
import ssl
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from http.client import HTTPException
from typing import NamedTuple, Protocol

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, SSLError

from tracker.calendars.address import Address, parse
from tracker.calendars.answer import retry_after
from tracker.calendars.connection import TimeLimit, connection, resolved
from tracker.calendars.trouble import FeedRefused, FeedTimedOut, FeedTrouble
from tracker.domain.saying import Value, Worded
from tracker.tongue import N_

SECONDS = 10.0
PREFIX = "whsec_"
KEY = 32  # random bytes; the standard asks for 24 to 64

GONE = N_("It answered that it is gone for good (410), so it is told no more. Give another address.")
_REDIRECT = N_("It sends us elsewhere (%(status)s), where we do not follow. Give the address that it leads to.")
_REFUSED = N_("It answered %(status)s in place of 200 to 299. See whether its own log says why.")
_PRIVATE = N_(
    "This address leads into a private network, where we do not go. Give one that is reached from outside, or, on "
    "your own server, allow private addresses in the settings."
)
_SLOW = N_("It took longer than %(seconds)s seconds. Let it answer first, and work afterwards.")
_CERTIFICATE = N_("Its certificate is not in order. Renew it, or ask its owner to.")
_DOWN = N_("It could not be reached. See that it runs, and that its name is spelt well.")


class Notice(NamedTuple):
    """What is told: its lasting id, its body, what it is signed with (the newest secret first), and when."""

    id: str
    body: bytes
    secrets: Sequence[str]
    at: datetime


class NotTold(Worded):
    """An address did not take a notice; the words say why, and what to do.

    `status` is what it answered, None where no answer came; `gone` whether it wants to be told no more;
    `retry_after` how long it asks to be left alone.
    """

    def __init__(
        self, text: str, *, answered: int | None = None, retry_after: timedelta | None = None, **values: Value
    ) -> None:
        super().__init__(text, **values)
        self.status, self.retry_after = answered, retry_after

    @property
    def gone(self) -> bool:
        """Whether its owner wants no more (410, as the standard reads it)."""
        return self.status == 410


class Sender(Protocol):
    """How a notice goes to an address; `before_data` is called when the connection stands, just before it is told."""

    def __call__(self, address: str, notice: Notice, *, before_data: Callable[[], None]) -> int: ...


def new_secret() -> str:
    """What notices are signed with, as the standard writes it."""
    return PREFIX + b64encode(secrets.token_bytes(KEY)).decode()


def signature(notice: Notice) -> str:
    """One signature for each secret, so that a new one may be put in place of an old one without a gap."""
    signed = f"{notice.id}.{int(notice.at.timestamp())}.".encode() + notice.body
    keys = [b64decode(secret.removeprefix(PREFIX)) for secret in notice.secrets]
    return " ".join("v1," + b64encode(hmac.digest(key, signed, sha256)).decode() for key in keys)


def checked(address: str, *, allow_private: bool) -> Address:
    """An address taken apart. Raises FeedRefused where it is none that could be told: it must be https, save where
    private addresses are allowed, and bear no password.
    """
    scheme = address.strip().partition("://")[0].lower()
    if scheme != "https" and not (allow_private and scheme == "http"):
        raise FeedRefused("Give an address that begins with https://, so that nobody can read along.")
    parsed = parse(address)
    if parsed.login:
        raise FeedRefused("Take the name and the password out of this address: notices are signed instead.")
    return parsed


def tell(
    address: str,
    notice: Notice,
    *,
    before_data: Callable[[], None],
    allow_private: bool,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> int:
    """Tell it; the status that the address answered, 200 to 299. Raises NotTold.

    `seconds` bounds all of it; `trust` is whose certificates are believed, by default those that the system does.
    """
    with TimeLimit(seconds) as limit:
        try:
            at = checked(address, allow_private=allow_private)
            found = resolved(at, limit, allow_private=allow_private)
            with connection(at, found, limit, trust) as line:
                line.connect()
                before_data()
                line.request("POST", at.target, body=notice.body, headers=_headers(notice), preload_content=False)
                with closing(line.getresponse()) as response:
                    return _taken(response)
        except (FeedTrouble, HTTPError, HTTPException, OSError) as error:
            raise _plainly(error, limit, seconds) from None


def _headers(notice: Notice) -> dict[str, str]:
    return {
        "User-Agent": "tracker",
        "Content-Type": "application/json",
        "webhook-id": notice.id,
        "webhook-timestamp": str(int(notice.at.timestamp())),
        "webhook-signature": signature(notice),
    }


def _taken(response: BaseHTTPResponse) -> int:
    """Only the status counts: what else the far end says is not read."""
    status = response.status
    if 200 <= status < 300:
        return status
    if status == 410:
        raise NotTold(GONE, answered=status)
    words = _REDIRECT if 300 <= status < 400 else _REFUSED
    asked = retry_after(response) if status in (429, 503) else None
    raise NotTold(words, answered=status, retry_after=asked, status=str(status))


def _plainly(error: Exception, limit: TimeLimit, seconds: float) -> NotTold:
    """The far end's own text stays out. Once our time is up, whatever went wrong is our doing."""
    slow = isinstance(error, TimeoutError | FeedTimedOut) or type(error).__name__.endswith("TimeoutError")
    if isinstance(error, FeedRefused):
        return NotTold(_PRIVATE)
    if limit.passed or slow:
        return NotTold(_SLOW, seconds=int(seconds))
    return NotTold(_CERTIFICATE if isinstance(error, SSLError | ssl.SSLError) else _DOWN)
