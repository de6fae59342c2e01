"""Google's own Python clients, led to the stand-in; and the invented people and application that they act for."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httplib2
import pytest
from google.auth.transport.requests import Request
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from google_auth_oauthlib.flow import Flow
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from requests import Session

from tests.google.model import Account
from tests.google.standin import Google

CLIENT, SECRET = "a-client-of-tests", "a-secret-of-tests"
BACK = "http://127.0.0.1:5000/google/back"
AUTH = "https://www.googleapis.com/auth/"
READ = (f"{AUTH}calendar.calendarlist.readonly", f"{AUTH}calendar.events.readonly")
WHO = ("openid", f"{AUTH}userinfo.email")


def registered(**knobs: Any) -> Google:
    """A stand-in at which our application is registered."""
    google = Google(**knobs)
    google.client(CLIENT, SECRET, [BACK])
    return google


@contextmanager
def flow(google: Google, scopes: Iterable[str] = READ) -> Iterator[Flow]:
    """The flow of google-auth-oauthlib. Only in here may tokens go over plain HTTP: it never leaves this machine."""
    auth, token = f"{google.url}/o/oauth2/v2/auth", f"{google.url}/token"
    said = {"client_id": CLIENT, "client_secret": SECRET, "auth_uri": auth, "token_uri": token}
    before = os.environ.get("OAUTHLIB_INSECURE_TRANSPORT")
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    made = Flow.from_client_config({"web": said}, scopes=list(scopes), redirect_uri=BACK)
    try:
        yield made
    finally:
        made.oauth2session.close()
        del os.environ["OAUTHLIB_INSECURE_TRANSPORT"]
        os.environ.update({"OAUTHLIB_INSECURE_TRANSPORT": before} if before else {})


def credentials(
    google: Google, account: Account, scopes: Iterable[str] = READ, renews: Iterable[str] = ()
) -> Credentials:
    """Credentials of google-auth for an account that granted these scopes; they renew for the same, or for others."""
    tokens = google.grant(account, CLIENT, scopes)
    renewing = {"refresh_token": tokens["refresh_token"], "token_uri": f"{google.url}/token"}
    named = {"client_id": CLIENT, "client_secret": SECRET, "scopes": tuple(renews or scopes)}
    return Credentials(tokens["access_token"], **renewing, **named)


@contextmanager
def calendar_api(google: Google, leave: Credentials) -> Iterator[Any]:
    """The Calendar API of google-api-python-client, described by the document that it ships."""
    http = AuthorizedHttp(leave, http=httplib2.Http(timeout=20))
    options = {"api_endpoint": f"{google.url}/calendar/v3/"}
    with build("calendar", "v3", http=http, client_options=options) as service:
        yield service


@contextmanager
def asking() -> Iterator[Request]:
    """A transport for google-auth, closed at the end."""
    with Session() as session:
        yield Request(session)


def refused(request: Any) -> tuple[int, str]:
    """Status and reason of a refusal, as Google's client reads them."""
    with pytest.raises(HttpError) as raised:
        request.execute()
    return raised.value.status_code, raised.value.error_details[0]["reason"]


def pages(api: Any, **params: Any) -> list[dict[str, Any]]:
    """Every page of a listing of events."""
    request, got = api.events().list(**{"calendarId": "primary"} | params), []
    while request is not None:
        got.append(request.execute())
        request = api.events().list_next(request, got[-1])
    return got


def listed(api: Any, **params: Any) -> tuple[list[dict[str, Any]], str]:
    """All items of a listing, and its sync token."""
    got = pages(api, **params)
    return [item for page in got for item in page["items"]], got[-1].get("nextSyncToken", "")
