"""What went wrong, in plain words with the remedy. A trace is for the log, never for the page."""

import logging
from typing import Any, NamedTuple

from flask import Flask, g, render_template, request
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from tracker import logs
from tracker.domain.promise import Refused
from tracker.mail.links import BadLink
from tracker.services.ledger import NotFound
from tracker.store.ailing import ailment
from tracker.store.database import new_id
from tracker.store.ledger import Overtaken
from tracker.store.lost import Unsure, is_lost
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import visit
from tracker.web.api import problems

log = logging.getLogger(__name__)


class Said(NamedTuple):
    """A heading, and what to do about it."""

    heading: str
    remedy: str


SAID = {
    400: Said(N_("That could not be read"), N_("Go back, reload the page, and send the form once more.")),
    401: Said(N_("You are not signed in"), N_("Sign in and do it once more. Nothing was changed.")),
    403: Said(
        N_("That came from another site"), N_("Open the page here and send it from here. Nothing was changed.")
    ),
    404: Said(N_("Nothing is here"), N_("The address may be mistyped, or what stood here is gone.")),
    405: Said(N_("That is not done this way"), N_("Use the buttons on the pages. Nothing was changed.")),
    413: Said(N_("That is too large"), N_("A file may have %(most)s MB. Nothing was saved.")),
    429: Said(N_("That was often in a short time"), N_("Wait a minute, then do it once more. Nothing was changed.")),
}
WITHIN_AN_HOUR = SAID[429]._replace(remedy=N_("Within an hour it can be done again. Nothing was changed."))
ANY = Said(N_("That did not work"), N_("Go back and do it once more. Nothing was changed."))
STALE_FORM = Said(
    N_("This form is no longer good"),
    N_("It was open in another session, or for long. Go back, reload, and send it again."),
)
OVERTAKEN = Said(
    N_("Something changed meanwhile"), N_("It was changed in another window just now. Look at it again first.")
)
BAD_LINK = Said(
    N_("This link does not work any more"),
    N_("It may be old, or cut short. Open the newest letter, or sign in instead."),
)
LOST = Said(
    N_("We cannot reach what is kept just now"),
    N_("It comes back by itself, mostly within seconds. Nothing was changed: do it once more then."),
)
UNSURE = Said(
    N_("We do not know yet whether that was saved"),
    N_("What keeps it went away just then. Look in some seconds whether it stands there; if not, send it again."),
)
UNSAVED = Said(N_("Not saved: %(why)s"), N_("%(do)s Nothing was changed: do it once more then."))
UNREAD = Said(N_("Not shown: %(why)s"), N_("%(do)s What was saved is safe: load this page once more then."))
SAFE = ("GET", "HEAD", "OPTIONS")
OURS = Said(N_("Something broke on our side"), N_("What you sent was not saved. Try once more in a minute."))


def explain(app: Flask) -> None:
    """Answer every error of an application with a page."""
    app.register_error_handler(CSRFError, lambda error: _page(STALE_FORM, 400))
    app.register_error_handler(BadLink, lambda error: _page(BAD_LINK, 404))
    app.register_error_handler(NotFound, lambda error: _page(Said(worded(error), SAID[404].remedy), 404))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Overtaken, lambda error: _page(OVERTAKEN, 409))
    app.register_error_handler(RateLimitExceeded, _often)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Unsure, _unkept)
    app.register_error_handler(DBAPIError, _unkept)
    app.register_error_handler(Exception, _broken)


def _page(said: Said, code: int, mark: str = "", **values: object) -> tuple[str, int]:
    spoken = Said(_(said.heading, **values), _(said.remedy, **values))
    return render_template("error.html", said=spoken, mark=mark), code


def _refused(error: Exception) -> tuple[str, int]:
    said = Said(_("That was not done"), _("%(why)s Nothing was changed.", why=error))
    return render_template("error.html", said=said, mark=""), 409


def _http(error: HTTPException) -> Any:
    if problems.concerns():  # no route of the API was found
        return problems.of_http(error)
    code = error.code or 500
    if code == 413:
        return _page(SAID[code], code, most=visit.tracker().quotas.upload)
    return _page(SAID.get(code, ANY), code)


def _unkept(error: Exception) -> Any:
    """The database is away, or cannot do it. Whoever looks after the service sees why in its own log and by `doctor`;
    here a line is enough.
    """
    if found := ailment(error):
        log.warning("database ailing route=%s why=%s", request.endpoint, found.why)
        said, values = UNREAD if request.method in SAFE else UNSAVED, {"why": _(found.why), "do": _(found.remedy)}
    elif is_lost(error):
        log.warning("database lost route=%s unsure=%s", request.endpoint, isinstance(error, Unsure))
        said, values = UNSURE if isinstance(error, Unsure) else LOST, {}
    else:
        return _broken(error)
    g.user = None  # the page asks the store for nothing
    return *_page(said, 503, **values), {"Retry-After": "5"}


def _often(error: RateLimitExceeded) -> tuple[str, int, dict[str, str]]:
    """With how long one waits at the most: nobody is kept out for longer than the window (C43)."""
    seconds = error.limit.limit.get_expiry() if error.limit else 60
    shown, code = _page(SAID[429] if seconds <= 60 else WITHIN_AN_HOUR, 429)
    return shown, code, {"Retry-After": str(seconds)}


def _broken(error: Exception) -> tuple[str, int]:
    """Our own fault: logged with a mark by which the page's reader can name it."""
    mark, g.user = logs.request_id() or new_id(), None  # the error's page asks the store for nothing
    log.error("page failed mark=%s route=%s", mark, request.endpoint, exc_info=error)
    return _page(OURS, 500, mark)
