"""What Google did not let through, and the button that does what helps."""

from typing import NamedTuple

from flask import Blueprint, g, render_template, request, session, url_for

from tracker.calendars.trouble import GoogleBusy, GoogleTrouble, NeedsReconnect
from tracker.services.refusals import Refusal, WrongAccount
from tracker.tongue import gettext as _
from tracker.tongue import worded


class Way(NamedTuple):
    """A button out of a refusal: to an address, or by a form to Google (`connect` or `sign_in`)."""

    label: str
    to: str
    connection: str = ""


def explain(page: Blueprint) -> None:
    """Answer what Google's pages cannot do with pages of their own."""
    page.register_error_handler(Refusal, refused)
    page.register_error_handler(GoogleTrouble, troubled)


def refused(refusal: Refusal) -> tuple[str, int]:
    """Each refusal has its page: what happened, and a button that does what helps."""
    return _told(_(refusal.title), worded(refusal), _ways(refusal)), 400


def troubled(trouble: GoogleTrouble) -> tuple[str, int]:
    """Google could not be asked just now, or wants to be asked for consent anew."""
    if isinstance(trouble, NeedsReconnect):
        again = Way(_("Reconnect"), "connect", (request.view_args or {}).get("connection_id", ""))
        return _told(_("Reconnect this account"), worded(trouble), (again,)), 409
    busy = isinstance(trouble, GoogleBusy)
    title = _("Google did not answer") if busy else _("Google did not let that through")
    return _told(title, worded(trouble), (_again(),)), 503


def _told(title: str, said: str, ways: tuple[Way, ...]) -> str:
    return render_template("google_refused.html", title=title, said=said, ways=ways)


def _again() -> Way:
    if request.endpoint in ("google.choose", "google.follow"):
        return Way(_("Try again"), url_for("google.choose", **(request.view_args or {})))
    if g.user is None:
        return Way(_("Try again"), "sign_in")
    return Way(_("Try again"), "connect", session.get("reconnecting", ""))


def _ways(refusal: Refusal) -> tuple[Way, ...]:
    if not isinstance(refusal, WrongAccount):
        return (_again(),)
    return (
        Way(_("Use %(account)s", account=refusal.expected), "connect", session.get("reconnecting", "")),
        Way(_("Connect %(account)s as well", account=refusal.account), "connect"),
    )
