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
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _

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
    413: Said(N_("That is too large"), N_("A calendar file may have 10 MB. Nothing was saved.")),
    429: Said(N_("That was often in a short time"), N_("Wait a minute, then do it once more. Nothing was changed.")),
}
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
OURS = Said(N_("Something broke on our side"), N_("What you sent was not saved. Try once more in a minute."))


def explain(app: Flask) -> None:
    """Answer every error of an application with a page."""
    app.register_error_handler(CSRFError, lambda error: _page(STALE_FORM, 400))
    app.register_error_handler(BadLink, lambda error: _page(BAD_LINK, 404))
    app.register_error_handler(NotFound, lambda error: _page(Said(worded(error), SAID[404].remedy), 404))
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(Overtaken, lambda error: _page(OVERTAKEN, 409))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _page(said: Said, code: int, mark: str = "") -> tuple[str, int]:
    spoken = Said(_(said.heading), _(said.remedy))
    return render_template("error.html", said=spoken, mark=mark), code


def _refused(error: Exception) -> tuple[str, int]:
    said = Said(_("That was not done"), _("%(why)s Nothing was changed.", why=error))
    return render_template("error.html", said=said, mark=""), 409


def _http(error: HTTPException) -> tuple[str, int]:
    code = error.code or 500
    return _page(SAID.get(code, ANY), code)


def _broken(error: Exception) -> tuple[str, int]:
    """Our own fault: logged with a mark by which the page's reader can name it."""
    mark, g.user = new_id()[:8], None  # the error's page asks the store for nothing
    log.error("page failed mark=%s endpoint=%s", mark, request.endpoint, exc_info=error)
    return _page(OURS, 500, mark)
