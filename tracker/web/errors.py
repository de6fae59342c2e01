"""What went wrong, in plain words with the remedy. A trace is for the log, never for the page."""

import logging
from typing import NamedTuple

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from tracker.domain.promise import Refused
from tracker.mail.links import BadLink
from tracker.services.ledger import NotFound
from tracker.store.database import new_id
from tracker.store.ledger import Overtaken

log = logging.getLogger(__name__)


class Said(NamedTuple):
    """A heading, and what to do about it."""

    heading: str
    remedy: str


SAID = {
    400: Said("That could not be read", "Go back, reload the page, and send the form once more."),
    401: Said("You are not signed in", "Sign in and do it once more. Nothing was changed."),
    403: Said("That came from another site", "Open the page here and send it from here. Nothing was changed."),
    404: Said("Nothing is here", "The address may be mistyped, or what stood here is gone."),
    405: Said("That is not done this way", "Use the buttons on the pages. Nothing was changed."),
    413: Said("That is too large", "A calendar file may have 10 MB. Nothing was saved."),
    429: Said("That was often in a short time", "Wait a minute, then do it once more. Nothing was changed."),
}
STALE_FORM = Said(
    "This form is no longer good", "It was open in another session, or for long. Go back, reload, and send it again."
)
OVERTAKEN = Said("Something changed meanwhile", "It was changed in another window just now. Look at it again first.")
BAD_LINK = Said(
    "This link does not work any more", "It may be old, or cut short. Open the newest letter, or sign in instead."
)


def explain(app: Flask) -> None:
    """Answer every error of an application with a page."""
    app.register_error_handler(CSRFError, lambda _: _page(STALE_FORM, 400))
    app.register_error_handler(BadLink, lambda _: _page(BAD_LINK, 404))
    app.register_error_handler(NotFound, lambda error: _page(Said(str(error), SAID[404].remedy), 404))
    app.register_error_handler(
        Refused, lambda error: _page(Said("That was not done", f"{error} Nothing was changed."), 409)
    )
    app.register_error_handler(Overtaken, lambda _: _page(OVERTAKEN, 409))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _page(said: Said, code: int, mark: str = "") -> tuple[str, int]:
    return render_template("error.html", said=said, mark=mark), code


def _http(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return _page(SAID.get(code, Said("That did not work", "Go back and do it once more. Nothing was changed.")), code)


def _broken(error: Exception) -> tuple[str, int]:
    """Our own fault: logged with a mark by which the page's reader can name it."""
    mark, g.user = new_id()[:8], None  # the error's page asks the store for nothing
    log.error("page failed mark=%s endpoint=%s", mark, request.endpoint, exc_info=error)
    said = Said("Something broke on our side", "What you sent was not saved. Try once more in a minute.")
    return _page(said, 500, mark)
