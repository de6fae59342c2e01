"""How often one address or one user may knock. Counted in memory at home; in a hosted service, where many processes
serve, in the database.
"""

from typing import Any, NamedTuple

from flask import Blueprint, Flask, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from tracker.web import bearer, counting, visit

PUSHES = "600/minute"  # Google's messages about many calendars come from one house


class Often(NamedTuple):
    """How often something may be done, by its name."""

    name: str
    usual: str


ASKED, ACTED = Often("ASKED", "600/minute"), Often("ACTED", "120/minute")  # by one token, to look and to act
FOLLOWED, MAILED = Often("FOLLOWED", "20/hour"), Often("MAILED", "10/hour")  # as often as on the pages

limiter = Limiter(get_remote_address, storage_uri=counting.OF_APP)


def limit(app: Flask) -> None:
    """Have an application keep to these."""
    counting.count(app)
    limiter.init_app(app)


def by_email() -> str:
    """The mail address typed into the sign-in form."""
    return "email " + request.form.get("email", "").strip().casefold()


def by_user() -> str:
    """Whose session it is."""
    return f"user {visit.user().id}"


def by_link() -> str:
    """One signed link, whoever follows it."""
    return f"link {(request.view_args or {}).get('token', '')}"


def by_token() -> str:
    """By which token a program asks; from where, if by none."""
    found = bearer.token()
    return f"token {found.user} {found.id}" if found else get_remote_address()


def by_programs_user() -> str:
    """For whom a program asks, by whichever token; from where, if for nobody."""
    found = bearer.token()
    return f"user {found.user}" if found else get_remote_address()


def programs(page: Blueprint) -> None:
    """How often programs may ask: by each token, to look and to act."""
    limiter.limit(lambda: _now(ASKED), key_func=by_token)(page)
    limiter.limit(lambda: _now(ACTED), key_func=by_token, methods=["POST", "PUT", "PATCH", "DELETE"])(page)


def of(often: Often) -> Any:
    """How often one act may be done for a user, by whichever of their programs."""
    return limiter.limit(lambda: _now(often), key_func=by_programs_user)


def _now(often: Often) -> str:
    """An application may say otherwise, by the same name: one that is tested with thousands of requests does."""
    said: str = current_app.config.get(often.name, often.usual)
    return said


signins = limiter.limit("20/hour", methods=["POST"])
signins_by_email = limiter.limit("10/hour", methods=["POST"], key_func=by_email)
links = limiter.limit("600/hour", methods=["POST"])  # one-click POSTs of many readers come from one mail house
words = limiter.limit("60/hour", methods=["POST"])
words_by_link = limiter.limit("20/hour", methods=["POST"], key_func=by_link)
outfeeds = limiter.limit("1200/hour")  # calendars of many users ask from one house
outfeeds_by_link = limiter.limit("120/hour", key_func=by_link)
feeds = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
trials = limiter.limit("30/hour", methods=["POST"], key_func=by_user)  # a user waits meanwhile
letters = limiter.limit("10/hour", methods=["POST"], key_func=by_user)
invitations = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
tokens = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
copies = limiter.limit("30/hour", key_func=by_user)  # each reads everything
pushes = limiter.limit(PUSHES, methods=["POST"])
consents = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
returns = limiter.limit("120/hour")  # to come back from Google, which costs a write
