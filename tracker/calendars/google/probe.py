"""Our client tried at Google with a token that opens nothing: is it known there, and what time is it there?"""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

from tracker.calendars.google.client import Client
from tracker.calendars.trouble import GoogleBusy
from tracker.tongue import N_

TIMEOUT = 8  # seconds
_NO_ANSWER = N_(
    "Google's token endpoint does not answer, or not as it should. It may pass by itself: ask again in some minutes."
)
_NOBODYS = "tracker-doctor"  # a refresh token that nobody has


class Tried(NamedTuple):
    """What Google answered: its name for why there is no token (RFC 6749, 5.2), and the instant on its clock.

    `invalid_grant` means that the client is right and only the token is not. None: it told no time.
    """

    refused_as: str
    at: datetime | None


def tried(client: Client) -> Tried:
    """Ask for a token that cannot be had. Raises GoogleBusy where nobody answers as Google does."""
    body = {
        "grant_type": "refresh_token",
        "refresh_token": _NOBODYS,
        "client_id": client.id,
        "client_secret": client.secret,
    }
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    ask: Any = Request()
    try:
        answer = ask(
            client.token_uri,
            method="POST",
            body=urlencode(body).encode(),
            headers=kind,
            timeout=TIMEOUT,
            allow_redirects=False,
        )
        refused_as = str(json.loads(answer.data)["error"])
    except (GoogleAuthError, ValueError, KeyError, TypeError):
        raise GoogleBusy(_NO_ANSWER) from None
    if answer.status not in (400, 401):  # those of RFC 6749, 5.2: all else says nothing of the client
        raise GoogleBusy(_NO_ANSWER)
    return Tried(refused_as, _instant(answer.headers.get("Date", "")))


def _instant(told: str) -> datetime | None:
    try:
        return parsedate_to_datetime(told)
    except ValueError:
        return None
