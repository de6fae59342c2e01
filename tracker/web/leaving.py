"""Delete my account: what goes, a copy first, the address typed again, by who has shown just now who they are."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Refused
from tracker.services import leaving, signin
from tracker.store import carrying, connections
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import account, limits, visit
from tracker.web.sessions import token

page = Blueprint("leaving", __name__)

COUNTED = ("promises", "decided", "calendars", "current_events", "letters")


@page.get("/account/delete")
def ask() -> str:
    """What would go, and the form; or, where the session is not fresh, the way to a fresh one."""
    return _page()


def _page(trouble: str = "") -> str:
    tracker, user = visit.tracker(), visit.user()
    with tracker.database.read() as db:
        counts = {name: carrying.count(db, user.id, name) for name in COUNTED}
        accounts = [one.account for one in connections.connections(db, user.id)]
    fresh = signin.fresh(tracker.database, token(), visit.now())
    return render_template("leaving.html", counts=counts, accounts=accounts, fresh=fresh, trouble=trouble)


@page.post("/account/fresh")
@limits.signins
def prove() -> AnyResponse:
    """A link to one's own address, which leads back here: whoever found this browser open has not that mailbox."""
    account.send_link(visit.user(), leads="leaving")
    visit.say(_("A link is on its way to %(address)s. It leads back here.", address=visit.user().email))
    return visit.go("leaving.ask")


@page.post("/account/delete")
@limits.signins
def delete() -> AnyResponse | tuple[str, int]:
    """Everything goes, and this browser is signed out; the page after it needs no account."""
    tracker = visit.tracker()
    if not signin.fresh(tracker.database, token(), visit.now()):
        return _page(_("You signed in too long ago for this. Nothing was deleted.")), 403
    try:
        leaving.delete(
            tracker.database,
            tracker.seal,
            tracker.post,
            visit.user(),
            typed=request.form.get("address", ""),
            via="page",
            now=visit.now(),
        )
    except Refused as refused:
        return _page(worded(refused)), 422
    response = make_response(visit.go("leaving.gone"))
    visit.sign_out(response)
    return response


@page.get("/account/deleted")
def gone() -> AnyResponse | str:
    """That it is done; who still has an account goes to it."""
    return render_template("left.html", user=None)
