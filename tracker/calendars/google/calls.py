"""Calls to Google's Calendar API by Google's own client: a connection for each asking, errors named for their remedy.

https://developers.google.com/workspace/calendar/api/guides/errors
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from secrets import SystemRandom
from typing import Any, NamedTuple

import httplib2
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from tracker.calendars.google.client import Client
from tracker.calendars.trouble import CalendarTrouble, GoogleBusy, GoogleGone, GoogleTrouble, NeedsReconnect
from tracker.tongue import N_

TIMEOUT = 20  # seconds between bytes
WAITS = (1.0, 2.0, 4.0)  # seconds at most before each further try
PATIENCE = timedelta(seconds=10)  # a longer Retry-After is for the next asking
LONGEST_WAIT = timedelta(days=1)

BUSY = N_("Google is out of order, or wants to be asked less often. It is asked again later; there is nothing to do.")
UNREACHABLE = N_("Google could not be reached. It is asked again later; check that this machine is on the net.")
STRANGE = N_("Google gave an answer that tracker does not understand. It is asked again later; if it stays, tell us.")
GONE = N_(
    "Google does not show this account this calendar any more. Ask its owner to share it again, or stop following it."
)
FORBIDDEN = N_(
    "Google does not let this account read this calendar. Ask its owner to share it, or stop following it."
)
DISABLED = N_(
    "The Google Calendar API is not enabled for this client. Enable it in Google's console: see docs/google.md."
)
SPENT = N_(
    "The Google client has asked as often as it may today. It is asked again later; its quota is in the console."
)
UNTICKED = N_("Google was not given leave to read calendars. Reconnect the account, and tick both boxes.")
REFUSED = N_("Google did not accept a new key to this calendar. It is asked again later; if it stays so, reconnect.")

_RATE = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_random = SystemRandom()


class Token(NamedTuple):
    """An access token, and until when it opens anything."""

    access: str
    expires_at: datetime


Access = Callable[[str], Token]
"""The access token now; given one that was refused, a new one. Raises CalendarTrouble."""


class Expired(Exception):
    """The sync token is worth nothing any more (410): everything must be listed again."""


class Misunderstood(GoogleTrouble):
    """Google calls what it was asked no question (400): the same again would fare no better."""


class _Leave(Credentials):
    """What Google's client asks for a token. Whether one still holds is known elsewhere, and by Google: never by the
    clock of a library.
    """

    def __init__(self, access: Access) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._access = access

    def refresh(self, request: object) -> None:
        """At the first call, and after a 401."""
        self.token = self._access(self.token or "").access


def service(client: Client, access: Access) -> Any:
    """The Calendar API (a `Resource` of Google's client), to be closed after one asking: `with service(…) as api`.
    It goes nowhere yet.
    """
    http = httplib2.Http(timeout=TIMEOUT)  # not safe to share between threads, so never kept
    http.follow_redirects = False  # a token goes where we send it
    leave = AuthorizedHttp(_Leave(access), http=http, max_refresh_attempts=1)
    return build(
        "calendar",
        "v3",
        http=leave,
        client_options={"api_endpoint": client.api},
        cache_discovery=False,
        static_discovery=True,
    )


def answered(request: Any, wait: Callable[[float], None]) -> dict[str, Any]:
    """What Google answers to one request. Raises Expired for 410, and CalendarTrouble; never with Google's own text.

    What may pass by itself is tried again, four times in all, after a wait of any length up to 1, 2 and 4 s, so that
    many who were turned away together do not come back together; or after what Retry-After says, up to 10 s.
    """
    for longest in WAITS:
        try:
            return _once(request)
        except GoogleBusy as busy:
            asked = busy.retry_after
            if asked and asked > PATIENCE:
                raise
            wait(asked.total_seconds() if asked else _random.uniform(0, longest))
    return _once(request)


def _once(request: Any) -> dict[str, Any]:
    try:
        told = request.execute()
    except HttpError as error:
        trouble = _trouble(error)
    except (OSError, httplib2.HttpLib2Error):
        trouble = GoogleBusy(UNREACHABLE)
    except (GoogleAuthError, ValueError):  # ValueError: no JSON came
        trouble = GoogleTrouble(STRANGE)
    else:
        if isinstance(told, dict) or not told:
            return told or {}
        trouble = GoogleTrouble(STRANGE)
    raise trouble


def _trouble(error: HttpError) -> Exception:
    """By status and reason. Only what may pass by itself within seconds is busy."""
    status = int(error.resp.status)
    if status == 429 or status >= 500:
        return GoogleBusy(BUSY, _retry_after(error.resp))
    if status == 403:
        return _forbidden(error)
    known = {400: Misunderstood(STRANGE), 401: GoogleTrouble(REFUSED), 404: GoogleGone(GONE), 410: Expired()}
    return known.get(status, GoogleTrouble(STRANGE))


def _forbidden(error: HttpError) -> CalendarTrouble:
    reason = _reason(error.content)
    if reason in _RATE:
        return GoogleBusy(BUSY, _retry_after(error.resp))
    if reason in ("quotaExceeded", "dailyLimitExceeded"):
        return GoogleTrouble(SPENT, _retry_after(error.resp))
    if reason in ("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
        return NeedsReconnect(UNTICKED)
    if reason in ("accessNotConfigured", "SERVICE_DISABLED"):
        return GoogleTrouble(DISABLED)
    return GoogleTrouble(FORBIDDEN)


def _reason(content: bytes) -> str:
    """Google's word for what is wrong; empty if it says none."""
    try:
        return str(json.loads(content)["error"]["errors"][0]["reason"])
    except (ValueError, LookupError, TypeError):
        return ""


def _retry_after(response: httplib2.Response) -> timedelta | None:
    """How long we are asked to wait (RFC 9110 10.2.3), from no time to a day; a date is held against their clock."""
    value = str(response.get("retry-after", "")).strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(value) - parsedate_to_datetime(response.get("date", ""))
    except (TypeError, ValueError, OverflowError):
        return None
    return min(max(wait, timedelta()), LONGEST_WAIT)
