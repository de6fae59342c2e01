"""Your account: where you are signed in, what was done with it, and the way out."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.services import signin
from tracker.store import audit
from tracker.tongue import gettext as _
from tracker.tongue import ngettext
from tracker.web import visit
from tracker.web.members import looked_after

page = Blueprint("sessions", __name__)

FEW, MANY = 8, 200  # deeds told at first, and when all are asked for


@page.get("/account")
def show() -> str:
    """Each session with its browser, the deeds newest first, and where to have a copy or delete it all."""
    user, tracker, everything = visit.user(), visit.tracker(), request.args.get("all") == "yes"
    this, others = signin.sessions_of(tracker.database, user, token(), visit.now())
    with tracker.database.read() as db:
        deeds = audit.of_user(db, user.id, MANY if everything else FEW + 1)
    return render_template(
        "account.html",
        this=this,
        others=others,
        deeds=deeds if everything else deeds[:FEW],
        further=not everything and len(deeds) > FEW,
        looked_after=looked_after(),
    )


def token() -> str:
    """The token of this browser's session."""
    return request.cookies.get(visit.cookie_name(), "")


@page.post("/account/sessions/<session_id>/end")
def end(session_id: str) -> AnyResponse:
    """That browser is signed out at once. This one signs out by its own button."""
    signin.end(visit.tracker().database, visit.user(), session_id, visit.now())
    visit.say(_("That session is ended: whoever sits there has to sign in anew."))
    return visit.go("sessions.show")


@page.post("/account/sessions/end-others")
def end_others() -> AnyResponse:
    """All but this one."""
    count = signin.end_others(visit.tracker().database, visit.user(), token(), visit.now())
    visit.say(
        ngettext(
            "%(num)s other session is ended. This one goes on.",
            "%(num)s other sessions are ended. This one goes on.",
            count,
        )
    )
    return visit.go("sessions.show")
