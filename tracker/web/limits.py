"""How often one address or one user may knock. Counted in memory, by process."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from tracker.web import visit

PUSHES = "600/minute"  # Google's messages about many calendars come from one house

limiter = Limiter(get_remote_address, storage_uri="memory://")


def by_email() -> str:
    """The mail address typed into the sign-in form."""
    return "email " + request.form.get("email", "").strip().casefold()


def by_user() -> str:
    """Whose session it is."""
    return f"user {visit.user().id}"


def by_link() -> str:
    """One signed link, whoever follows it."""
    return f"link {(request.view_args or {}).get('token', '')}"


signins = limiter.limit("20/hour", methods=["POST"])
signins_by_email = limiter.limit("10/hour", methods=["POST"], key_func=by_email)
links = limiter.limit("600/hour", methods=["POST"])  # one-click POSTs of many readers come from one mail house
words = limiter.limit("60/hour", methods=["POST"])
words_by_link = limiter.limit("20/hour", methods=["POST"], key_func=by_link)
outfeeds = limiter.limit("1200/hour")  # calendars of many users ask from one house
outfeeds_by_link = limiter.limit("120/hour", key_func=by_link)
feeds = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
letters = limiter.limit("10/hour", methods=["POST"], key_func=by_user)
invitations = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
copies = limiter.limit("30/hour", key_func=by_user)  # each reads everything
pushes = limiter.limit(PUSHES, methods=["POST"])
consents = limiter.limit("20/hour", methods=["POST"], key_func=by_user)
returns = limiter.limit("120/hour")  # to come back from Google, which costs a write
