"""Leave from Google: consent asked for, a code turned into tokens, tokens renewed and given back, who somebody is.

By google-auth-oauthlib and google-auth, which read this machine's clock for when a token ends.
"""

import logging
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, NamedTuple
from urllib.parse import urlencode

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.auth.transport.requests import Request
from google.oauth2 import id_token as tokens_of_identity
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import Flow
from oauthlib.oauth2.rfc6749.errors import OAuth2Error

from tracker.calendars.google.client import Client
from tracker.calendars.trouble import GoogleBusy, GoogleTrouble, NeedsReconnect
from tracker.tongue import N_

# The narrowest scopes that let us list calendars and read events (design: calendar.md, 3).
CALENDAR_LIST = "https://www.googleapis.com/auth/calendar.calendarlist.readonly"
EVENTS = "https://www.googleapis.com/auth/calendar.events.readonly"
READ = frozenset({CALENDAR_LIST, EVENTS})
EMAIL = "https://www.googleapis.com/auth/userinfo.email"
IDENTITY = frozenset({"openid", EMAIL})

TIMEOUT = 8  # seconds; three tries and the waits between them end before a lease of 30 does
SKEW = 10  # seconds by which this machine's clock may be wrong

_UNREACHABLE = N_("Google does not answer, or not as it should. This may pass by itself: it will be tried again.")
_NO_LEAVE = N_("Google no longer lets tracker read this account. Connect it again on the page Calendars.")
_REMEDIES = {
    "invalid_client": N_(
        "Google does not know the client that is set here. Compare client_id and client_secret, under [google] in "
        "config.toml, with what Google's console shows."
    ),
    "unauthorized_client": N_(
        "Google gave this leave to another client than the one that is set here. Put the former client_id and "
        "client_secret back under [google] in config.toml, or disconnect the account and connect it again."
    ),
}

# At DEBUG this library writes each token and secret into the log.
logging.getLogger("requests_oauthlib").setLevel(logging.INFO)


class Asked(NamedTuple):
    """A consent to be asked for: where to go, and what only we know until the answer comes.

    `state` names the asking, `verifier` proves that the code is ours (PKCE, RFC 7636), `nonce` that an identity is.
    """

    address: str
    state: str
    verifier: str
    nonce: str


class Tokens(NamedTuple):
    """What Google gave: `access` until `expires_at`, `refresh` to renew it by; `scopes` are those granted."""

    access: str
    expires_at: datetime
    refresh: str
    scopes: frozenset[str]
    id_token: str = ""


class Identity(NamedTuple):
    """Who somebody is at Google. `domain` is that of the organisation that has its mail there; empty for none."""

    subject: str
    email: str
    verified: bool
    domain: str = ""

    @property
    def vouched(self) -> bool:
        """Whether Google itself holds that mailbox, and so may say whose it is (its guide "Verify the Google ID
        token", on email_verified and hd). Any other address may have changed hands since Google looked.
        """
        return self.verified and (bool(self.domain) or self.email.lower().endswith("@gmail.com"))


class NotIdentified(GoogleTrouble):
    """What should say who somebody is was not made for us, now, by Google."""


def ask(client: Client, scopes: Iterable[str], *, hint: str = "") -> Asked:
    """A new asking for these scopes and no others; `hint` is the account it is meant for. No network."""
    asked = frozenset(scopes)
    identity = asked == IDENTITY
    flow, nonce = _flow(client, asked), token_urlsafe(32) if identity else ""
    manner = _IDENTITY_MANNER | {"nonce": nonce} if identity else _READ_MANNER
    address, state = flow.authorization_url(
        state=token_urlsafe(32), **manner, **({"login_hint": hint} if hint else {})
    )
    return Asked(address, state, flow.code_verifier, nonce)


_READ_MANNER = {"access_type": "offline", "prompt": "consent"}  # both, or a second consent brings no refresh token
_IDENTITY_MANNER = {"access_type": "online", "prompt": "select_account"}


def redeem(client: Client, scopes: Iterable[str], code: str, verifier: str) -> Tokens:
    """Tokens for a code, once. Fewer scopes than were asked for are no error here: see `Tokens.scopes`.

    Raises NeedsReconnect for a code that was used, has ended or is not ours.
    """
    flow = _flow(client, frozenset(scopes), verifier)
    with flow.oauth2session as session:
        session.register_compliance_hook("access_token_response", _whole)
        try:
            told = flow.fetch_token(code=code, include_client_id=True, timeout=TIMEOUT)
        except Warning as other_scopes:  # so oauthlib says that a permission was not ticked
            told = other_scopes.token  # type: ignore[attr-defined]
        except OAuth2Error as error:
            raise _trouble(error.error) from None
        except OSError:
            raise GoogleBusy(_UNREACHABLE) from None
    ends = datetime.fromtimestamp(told.get("expires_at") or 0, UTC)
    return Tokens(
        told["access_token"], ends, told.get("refresh_token", ""), frozenset(told.scopes), told.get("id_token", "")
    )


def renew(client: Client, refresh: str, scopes: Iterable[str]) -> Tokens:
    """A new access token. `scopes` are those that were granted: Google refuses for ever to renew any other
    (invalid_scope). Raises NeedsReconnect where leave has ended, GoogleBusy where Google is out of order.
    """
    granted = frozenset(scopes)
    credentials = Credentials(
        token=None,
        refresh_token=refresh,
        token_uri=client.token_uri,
        client_id=client.id,
        client_secret=client.secret,
        scopes=sorted(granted),
    )  # type: ignore[no-untyped-call]
    try:
        credentials.refresh(_request())  # type: ignore[no-untyped-call]
    except RefreshError as error:
        raise _trouble(_code(error)) from None
    except GoogleAuthError:
        raise GoogleBusy(_UNREACHABLE) from None
    ends = (credentials.expiry or datetime.fromtimestamp(0, UTC)).replace(tzinfo=UTC)  # the library's is naive UTC
    return Tokens(
        str(credentials.token), ends, credentials.refresh_token, frozenset(credentials.granted_scopes or granted)
    )


def revoke(client: Client, token: str) -> None:
    """Gives a token back, and with it all that its account let us do (RFC 7009). One that has ended is no error."""
    body = urlencode({"token": token}).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        status = _request()(client.revoke_uri, method="POST", body=body, headers=kind).status
    except GoogleAuthError:
        raise GoogleBusy(_UNREACHABLE) from None
    if status not in (200, 400):  # 400: it opens nothing any more
        raise GoogleBusy(_UNREACHABLE)


def identity(client: Client, id_token: str, nonce: str) -> Identity:
    """Who signs in, checked: Google's signature, made for this client, now, for this asking (OpenID Connect Core,
    3.1.3.7). Raises NotIdentified.
    """
    try:
        told = tokens_of_identity.verify_token(
            id_token,
            _request(),
            audience=client.id,
            certs_url=client.certs_uri,
            clock_skew_in_seconds=SKEW,
        )
    except TransportError:
        raise GoogleBusy(_UNREACHABLE) from None
    except (GoogleAuthError, ValueError, KeyError):
        raise NotIdentified("Google's word on who you are is not in order. Sign in again.") from None
    issuers = (client.issuer, client.issuer.removeprefix("https://"))  # Google writes it either way
    if told.get("iss") not in issuers or not nonce or not compare_digest(str(told.get("nonce", "")), nonce):
        raise NotIdentified("Google's word on who you are was not made for this sign-in. Sign in again.")
    return Identity(
        str(told.get("sub", "")), str(told.get("email", "")), told.get("email_verified") is True, told.get("hd") or ""
    )


def _flow(client: Client, scopes: frozenset[str], verifier: str | None = None) -> Any:
    if client.at:  # a stand-in has no certificate; the library looks for this word in the environment only
        os.environ.setdefault("OAUTHLIB_INSECURE_TRANSPORT", "1")
    ours = {
        "client_id": client.id,
        "client_secret": client.secret,
        "auth_uri": client.auth_uri,
        "token_uri": client.token_uri,
    }
    asked = sorted("email" if scope == EMAIL else scope for scope in scopes)[::-1]  # openid first
    return Flow.from_client_config({"web": ours}, asked, redirect_uri=client.redirect, code_verifier=verifier)


def _request() -> Any:
    return partial(Request(), timeout=TIMEOUT)


def _whole(answer: Any) -> Any:
    """An answer that is Google's word; else the library would look for tokens in a server's error page."""
    if answer.status_code >= 500 or answer.status_code == 429:
        raise GoogleBusy(_UNREACHABLE)
    return answer


def _code(error: RefreshError) -> str:
    """Google's name for why it did not renew (RFC 6749, 5.2)."""
    told = error.args[1] if len(error.args) > 1 else {}
    if isinstance(told, dict) and isinstance(told.get("error"), str):
        return str(told["error"])
    # Where an organisation ends sessions after a while, the library tells only this sentence of its own.
    return "invalid_grant" if str(error.args[0]).startswith("Reauthentication is needed") else ""


def _trouble(code: str) -> GoogleTrouble:
    """What Google's name for it means to a person; never Google's own text."""
    if code in ("invalid_grant", "invalid_scope"):
        return NeedsReconnect(_NO_LEAVE)
    return GoogleTrouble(_REMEDIES[code]) if code in _REMEDIES else GoogleBusy(_UNREACHABLE)
