"""Questions: what only the user can settle, each with the words it rests on."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Promise, Refused
from tracker.services import answers as services
from tracker.services.gather import gather
from tracker.web import forms, visit
from tracker.web.promises import VIA, reply, undo_of

page = Blueprint("questions", __name__)


@page.get("/questions")
def show() -> str:
    """All that is asked, soonest due first."""
    return _shown()


def _shown(trouble: str = "", at: str = "") -> str:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    return render_template(
        "questions.html",
        questions=known.questions,
        persons=known.persons,
        calendars={calendar.id: calendar.name for calendar in known.calendars},
        trouble=trouble,
        at=at,
    )


@page.post("/questions/<sign>/accept")
def accept(sign: str) -> AnyResponse | tuple[str, int]:
    """It is a promise: as found, or in the words and with the due typed here."""
    user, form = visit.user(), request.form
    try:
        edited = "body" in form
        due = forms.due(form, user.zone) if edited else None
        promise = services.accept(
            visit.tracker().database,
            user,
            sign,
            body=forms.text(form, "body") if edited else None,
            promisee=forms.text(form, "promisee", longest=200) if edited else None,
            due=due.at if due else None,
            dated=bool(due and due.dated),
            reply=reply() if "delivered" in form else None,
            via=VIA,
            now=visit.now(),
        )
    except (forms.Unreadable, Refused) as trouble:
        return _shown(str(trouble), sign), 422
    _accepted(promise)
    return visit.back("questions.show")


def _accepted(promise: Promise) -> None:
    """Say so. What was opened and delivered by one answer is taken back by one Undo."""
    both = promise.delivered_at is not None and promise.made_at == visit.now()
    said = "Promise accepted, and delivered" if both else "Promise accepted"
    visit.say(f"{said}: {promise.body}.", undo=undo_of(promise, acts=2 if both else 1))


@page.post("/questions/<sign>/dismiss")
def dismiss(sign: str) -> AnyResponse:
    """It is no promise; or none in its whole series."""
    series = request.form.get("series") == "yes"
    candidate = services.dismiss(
        visit.tracker().database, visit.user(), sign, series=series, via=VIA, now=visit.now()
    )
    name = candidate.series_sign if series else candidate.sign
    said = "No promise in this whole series" if series else "Not a promise"
    visit.say(f"{said}: “{candidate.body}”. Never asked again.", undo=url_for("questions.ask_again", sign=name))
    return visit.back("questions.show")


@page.post("/questions/<sign>/ask-again")
def ask_again(sign: str) -> AnyResponse:
    """Take a dismissal back."""
    services.undismiss(visit.tracker().database, visit.user(), sign)
    visit.say("Taken back: it is asked again.")
    return visit.back("questions.show")
