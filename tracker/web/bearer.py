"""Who a program acts for: the token in its Authorization header (RFC 6750, 2.1), and nothing else.

Neither a cookie, nor a form, nor an address is looked at for one: so no browser can be led to act here (no CSRF).
"""

from datetime import datetime

from flask import g, request

from tracker.domain.token import Token
from tracker.services import tokens
from tracker.services.tokens import Holder
from tracker.store.database import Database

BLUEPRINT = "api"  # whatever is asked by token is in this one


def asked_by_token() -> bool:
    """Whether this request is one for programs."""
    return request.blueprint == BLUEPRINT


def shown() -> str | None:
    """The token that the request shows; None when it shows none."""
    kind, _between, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.casefold() == "bearer" else None


def holder(database: Database, now: datetime) -> Holder | None:
    """For whom the program acts, and by which token; None when it shows none that opens anything."""
    secret = shown()
    return tokens.holder(database, secret, now) if secret else None


def token() -> Token | None:
    """The token by which this request is let in; None when there is none."""
    found: Token | None = g.get("token")
    return found
