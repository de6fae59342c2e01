"""Promises: all of them with their outcomes, one with its history, and what may be done to it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.known import line_of, lines, scored
from tracker.domain.promise import ME, Cause, Promise, Refused, find
from tracker.domain.repair import repairable, repaired_by
from tracker.domain.trust import rate, trust_index
from tracker.services import answers
from tracker.services import ledger as services
from tracker.services.gather import affairs, gather
from tracker.store import ledger, people
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, headers, hints, history, kept, promise_list, quick, visit

page = Blueprint("promises", __name__)

VIA = "page"


@page.get("/promises")
def show() -> Response:
    """A page of one kind, with the rate and the index over what is scored."""
    return headers.keyed(make_response(kept.page(_list)))


def _list() -> str:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = affairs(db, user)
    judged = lines(known, now)
    counted = scored(judged, user)
    return render_template(
        "promises.html",
        listed=promise_list.listed(
            judged, user.leniency, request.args.get("show", ""), request.args.get("page", "1")
        ),
        tabs=promise_list.TABS,
        persons=known.persons,
        counts=promise_list.counted(judged),
        rate=rate(counted),
        trust=trust_index(counted, now),
    )


@page.get("/promises/new")
def blank() -> str:
    """The form for one typed by hand; an address may fill words in, but only a POST keeps them."""
    return _form(request.args)


@page.post("/promises/new")
def add() -> AnyResponse | tuple[str, int] | str:
    """Keep one typed by hand; or only say what its user's own history says of it."""
    with visit.tracker().database.read() as db:
        known_before = hints.of_form(db, request.form)
    if "check" in request.form:
        return _form(request.form)
    try:
        promise = _typed()
    except (forms.Unreadable, Refused) as trouble:
        return _form(request.form, worded(trouble)), 422
    visit.say(hints.joined(_("Promise written down."), known_before), undo=undo_of(promise))
    return visit.go("promises.one", promise_id=promise.id)


def _typed() -> Promise:
    form, user = request.form, visit.user()
    body = forms.text(form, "body", asked=_("Say what is promised, in a few words."))
    who = forms.text(form, "who", asked=_("Say who it is between: a promise is always to somebody."), longest=200)
    due = forms.due(form, user.zone)
    theirs = form.get("whose") == "theirs"
    return services.add(
        visit.tracker().database,
        user,
        body=body,
        promisee=ME if theirs else who,
        promiser=who if theirs else ME,
        due=due.at,
        dated=due.dated,
        note=forms.text(form, "note"),
        via=VIA,
        now=visit.now(),
    )


def _form(typed: Any, trouble: str = "") -> str:
    with visit.tracker().database.read() as db:
        persons = people.persons(db, visit.user().id)
        typed, asked = quick.filled(typed, visit.user(), persons, visit.now())
        hinted = hints.of_form(db, typed)
    return render_template(
        "promise_new.html",
        typed=typed,
        asked=asked,
        trouble=trouble,
        persons=persons,
        hints=hinted,
        checked="check" in typed,
    )


@page.get("/promises/<promise_id>")
def one(promise_id: str) -> str:
    """One promise, how it stands, and all that was ever done to it."""
    return _shown(promise_id)


def _shown(promise_id: str, trouble: str = "") -> str:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
        entries = ledger.entries(db, user.id, promise_id)
    line = line_of(promise_id, known, now)
    if line is None:
        visit.missing()
    return render_template(
        "promise.html",
        line=line,
        persons=known.persons,
        story=[history.told(entry, user.zone, now) for entry in reversed(entries)],
        question=next((asked for asked in known.questions if asked.promise == line.promise), None),
        calendar=_calendar(line.promise, known.calendars),
        causes=tuple(Cause),
        repairs=find(known.promises, line.promise.repairs or ""),
        repaired_by=repaired_by(line.promise, known.promises),
        repairable=repairable(line.promise, line.verdict, now),
        undoable=all(act.by == user.id for act in services.standing_acts(entries)[-1:]),
        scored=line.verdict.term.due >= user.scored_from,
        trouble=trouble,
    )


def _calendar(promise: Promise, calendars: Any) -> Any:
    origin = promise.origin
    return next((one for one in calendars if origin and one.id == origin.event.calendar), None)


def undo_of(promise: Promise, acts: int = 1) -> str:
    """The address that takes back the last act on a promise, or the last two, as it stands now."""
    return url_for("promises.undo", promise_id=promise.id, of=history.state(promise), acts=acts if acts > 1 else None)


Answer = AnyResponse | Response | tuple[str, int]


def _did(promise_id: str, said: str, act: Callable[..., Promise], undo: str = "", **facts: Any) -> Answer:
    """Do one act and say so with an Undo; what is refused is said on the promise's own page."""
    try:
        promise = act(visit.tracker().database, visit.user(), promise_id, **facts, via=VIA, now=visit.now())
    except Refused as trouble:
        return _shown(promise_id, worded(trouble)), 409
    visit.say(_(said, what=promise.body), undo=undo or undo_of(promise))
    return visit.back("promises.one", promise_id=promise_id)


@page.post("/promises/<promise_id>/deliver")
def deliver(promise_id: str) -> Answer:
    """Delivered now, or at a chosen time."""
    try:
        at = forms.instant(request.form, visit.user().zone, visit.now())
    except forms.Unreadable as trouble:
        return _shown(promise_id, worded(trouble)), 422
    return _did(promise_id, N_("Delivered: %(what)s."), services.deliver, at=at)


@page.post("/promises/<promise_id>/undo")
def undo(promise_id: str) -> Answer:
    """Take back the last act, or the two of one answer, unless something was done since; sent twice is sent once."""
    user, database = visit.user(), visit.tracker().database
    acts = 2 if request.args.get("acts") == "2" else 1
    with database.read() as db:
        promise = ledger.promise(db, user.id, promise_id)
    if promise is None:
        visit.missing()
    if history.state(promise) != request.args.get("of"):
        visit.warn(_("Nothing was taken back: this promise has changed since."))
    elif services.undo(database, user, promise_id, of=promise, acts=acts, via=VIA, now=visit.now()) is None:
        visit.say(_("Taken back."))
        return visit.back("home.show")
    else:
        visit.say(_("Taken back."))
    return visit.back("promises.one", promise_id=promise_id)


@page.post("/promises/<promise_id>/due")
def renegotiate(promise_id: str) -> Answer:
    """A new due, and whether they were told."""
    try:
        due = forms.due(request.form, visit.user().zone)
        told = _told()
    except forms.Unreadable as trouble:
        return _shown(promise_id, worded(trouble)), 422
    return _did(promise_id, N_("New due written down."), services.renegotiate, due=due.at, dated=due.dated, told=told)


@page.post("/promises/<promise_id>/moved")
def moved(promise_id: str) -> Answer:
    """The answer to "it moved: were they told?"; where the calendar's due is a guess, with what they were told."""
    try:
        told = _told()
        due = forms.due(request.form, visit.user().zone) if told and "due_on" in request.form else None
    except forms.Unreadable as trouble:
        return _shown(promise_id, worded(trouble)), 422
    return _did(promise_id, N_("Answer written down."), answers.moved, told=told, due=due)


def _told() -> bool:
    answer = request.form.get("told")
    if answer not in ("yes", "no"):
        raise forms.Unreadable(_("Say whether they were told of the new due: only then does it count."))
    return answer == "yes"


@page.post("/promises/<promise_id>/delivered-then")
def delivered_then(promise_id: str) -> Answer:
    """The answer to "it was done there: delivered then?". A no can be taken back as a dismissal can."""
    try:
        said = reply()
    except forms.Unreadable as trouble:
        return _shown(promise_id, worded(trouble)), 422
    if said.delivered:
        return _did(promise_id, N_("Delivered: %(what)s."), answers.delivered_then, reply=said)
    undo = url_for("questions.ask_again", sign=said.sign)
    return _did(promise_id, N_("Not delivered yet: %(what)s."), answers.delivered_then, undo=undo, reply=said)


def reply() -> answers.Reply:
    """The answer to a calendar's word, and which word that was."""
    answer, form = request.form.get("delivered"), request.form
    if answer not in ("yes", "no"):
        raise forms.Unreadable(_("Say whether it was delivered."))
    return answers.Reply(forms.text(form, "word"), delivered=answer == "yes")


@page.post("/promises/<promise_id>/still-owed")
def still_owed(promise_id: str) -> Answer:
    """The answer to "it is gone" that the promise stands all the same."""
    return _did(promise_id, N_("Still owed: %(what)s."), answers.still_owed)


@page.post("/promises/<promise_id>/release")
def release(promise_id: str) -> Answer:
    """Its promisee let me off."""
    return _did(promise_id, N_("Released: %(what)s."), services.release)


@page.post("/promises/<promise_id>/break")
def renege(promise_id: str) -> Answer:
    """Broken by own word, with its cause if that is said."""
    named = request.form.get("cause", "")
    cause = Cause(named) if named in set(Cause) else None
    return _did(promise_id, N_("Written down as broken: %(what)s."), services.renege, cause=cause)


@page.post("/promises/<promise_id>/strike")
def strike(promise_id: str) -> Answer:
    """Struck out: it never was a promise."""
    return _did(promise_id, N_("Struck out: %(what)s."), services.strike)
