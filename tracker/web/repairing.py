"""When a promise gets tight: another due asked for in time, a miss repaired, a nudge to whom one waits on.

Words to send are drafted here, and sent by their user.
"""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.known import Known, Line, line_of, lines, scored
from tracker.domain.promise import Cause, Promise, Refused, Term
from tracker.domain.repair import repairable, repaired_by
from tracker.domain.trust import kept_since
from tracker.mail import drafts
from tracker.services import repairing as services
from tracker.services.gather import gather
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, history, visit
from tracker.web.promises import undo_of

page = Blueprint("repairing", __name__)

VIA = "page"
Answer = AnyResponse | tuple[str, int]


class Seen(NamedTuple):
    """One promise judged, among all that is known."""

    known: Known
    judged: Sequence[Line]
    line: Line


def _seen(promise_id: str) -> Seen:
    with visit.tracker().database.read() as db:
        known = gather(db, visit.user(), visit.now())
    judged = lines(known, visit.now())
    line = line_of(promise_id, known, visit.now())
    if line is None:
        visit.missing()
    return Seen(known, judged, line)


@page.get("/promises/<promise_id>/renegotiate")
def renegotiate(promise_id: str) -> str | tuple[str, int]:
    """Another due: first the day, then words that ask for it, and whether they agreed."""
    seen = _seen(promise_id)
    if not seen.line.promise.open:
        return _nothing(seen, _("It is not open any more, so its due does not move."))
    try:
        new = _chosen()
    except forms.Unreadable as trouble:
        return _asking(seen, None, worded(trouble)), 422
    return _asking(seen, new)


@page.post("/promises/<promise_id>/renegotiate")
def words(promise_id: str) -> AnyResponse:
    """Off to the words that ask for the due that was typed: nothing is kept of it yet."""
    _seen(promise_id)
    typed = {name: request.form.get(name, "") for name in ("due_on", "due_at")}
    return visit.go("repairing.renegotiate", promise_id=promise_id, **typed)


def _chosen() -> Term | None:
    """The due that is thought of; none yet on the first look."""
    if "due_on" not in request.args:
        return None
    due = forms.due(request.args, visit.user().zone)
    if due.at <= visit.now():
        raise forms.Unreadable(_("That due has passed already. Choose one that lies ahead."))
    return Term(due.at, None, due.dated)


def _asking(seen: Seen, new: Term | None, trouble: str = "") -> str:
    promise, user, now = seen.line.promise, visit.user(), visit.now()
    draft = drafts.renegotiation(promise, new, user, seen.known.persons, now) if new and promise.mine else None
    return render_template(
        "renegotiate.html",
        line=seen.line,
        persons=seen.known.persons,
        new=new,
        typed=request.args,
        draft=draft,
        past=now >= seen.line.verdict.term.due,
        trouble=trouble,
    )


@page.get("/promises/<promise_id>/nudge")
def nudge(promise_id: str) -> str:
    """Words to whom I wait on."""
    seen = _seen(promise_id)
    promise = seen.line.promise
    if promise.mine or not promise.open:
        return _nothing(seen, _("You wait on nobody for this one."))
    draft = drafts.nudge(promise, visit.user(), seen.known.persons, visit.now())
    return render_template("nudge.html", line=seen.line, persons=seen.known.persons, draft=draft)


@page.get("/promises/<promise_id>/repair")
def repair(promise_id: str) -> str:
    """After a miss: why it was, words to apologise with, and the next promise."""
    seen = _seen(promise_id)
    if not repairable(seen.line.promise, seen.line.verdict, visit.now()):
        return _nothing(seen, _("Nothing to repair: it is not past its due, late or broken."))
    return _repair(seen)


def _nothing(seen: Seen, why: str) -> str:
    """What is said where a page makes no sense for its promise, or none any more."""
    return render_template("nothing.html", line=seen.line, persons=seen.known.persons, why=why)


def _repair(seen: Seen, trouble: str = "") -> str:
    user, now = visit.user(), visit.now()
    given = repaired_by(seen.line.promise, seen.known.promises)
    next_ = next((one for one in reversed(given) if one.open), None)
    return render_template(
        "repair.html",
        line=seen.line,
        persons=seen.known.persons,
        causes=tuple(Cause),
        given=given,
        draft=drafts.apology(seen.line, user, seen.known.persons, now, next_=next_),
        run=kept_since(scored(seen.judged, user)),
        typed=request.form or {"body": seen.line.promise.body},
        trouble=trouble,
    )


@page.post("/promises/<promise_id>/cause")
def explain(promise_id: str) -> Answer:
    """Why it was missed."""
    try:
        cause = forms.word(request.form, "cause", Cause, _("Say which cause it was."))
        promise = services.explain(
            visit.tracker().database, visit.user(), promise_id, cause=cause, via=VIA, now=visit.now()
        )
    except (forms.Unreadable, Refused) as trouble:
        return _refused(promise_id, trouble)
    visit.say(_("Cause written down: %(cause)s.", cause=history.cause_named(cause)), undo=undo_of(promise))
    return visit.go("repairing.repair", promise_id=promise_id)


@page.post("/promises/<promise_id>/repair")
def promise_anew(promise_id: str) -> Answer:
    """The next promise, in place of the one that was missed."""
    try:
        promise = _given(promise_id)
    except (forms.Unreadable, Refused) as trouble:
        return _refused(promise_id, trouble)
    visit.say(_("Promised anew: %(what)s.", what=promise.body), undo=undo_of(promise))
    return visit.go("repairing.repair", promise_id=promise_id)


def _given(promise_id: str) -> Promise:
    due = forms.due(request.form, visit.user().zone)
    return services.repair(
        visit.tracker().database,
        visit.user(),
        promise_id,
        body=forms.text(request.form, "body", asked=_("Say what is promised, in a few words.")),
        due=due.at,
        dated=due.dated,
        via=VIA,
        now=visit.now(),
    )


def _refused(promise_id: str, trouble: Exception) -> tuple[str, int]:
    seen = _seen(promise_id)
    if repairable(seen.line.promise, seen.line.verdict, visit.now()):
        return _repair(seen, worded(trouble)), 422
    return _nothing(seen, worded(trouble)), 422
