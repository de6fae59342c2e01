"""Webhooks: addresses of one's own programs, what each is told, how that went, and its secret, shown once."""

from flask import Blueprint, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.calendars.trouble import FeedRefused
from tracker.domain.notice import CHOICES, Kind
from tracker.domain.promise import Refused
from tracker.services import webhooks as services
from tracker.store import notices, webhooks
from tracker.store.notices import Notice, State
from tracker.store.seal import CannotOpen
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, limits, rooms, visit

page = Blueprint("webhooks", __name__)

SHOWN = 50
HANDED = "webhook"  # what the session calls a secret under seal, until it was shown
KINDS = {
    Kind.MADE: N_("A promise is made"),
    Kind.RENEGOTIATED: N_("A promise gets a new due"),
    Kind.DELIVERED: N_("A promise is delivered"),
    Kind.OVERDUE: N_("A promise is overdue"),
    Kind.CLOSED: N_("A promise is closed: released, broken by own word, or struck out"),
    Kind.CHANGED: N_("Anything else about a promise: undone, received, explained …"),
    Kind.QUESTION: N_("There is a new question"),
    Kind.LETTER: N_("A letter went out"),
    Kind.TEST: N_("A test"),
}
STATES = {
    State.DUE: N_("waits"),
    State.CLAIMED: N_("on its way"),
    State.SENDING: N_("on its way"),
    State.TOLD: N_("arrived"),
    State.FAILED: N_("tried again soon"),
    State.GIVEN_UP: N_("not sent"),
}


@page.get("/webhooks")
def show() -> str:
    """All of them, and the form for a new one."""
    return _page()


def _page(trouble: str = "") -> str:
    with visit.tracker().database.read() as db:
        mine = webhooks.webhooks(db, visit.user().id)
    chosen = request.form.getlist("kind") if trouble else [kind.value for kind in (Kind.MADE, Kind.DELIVERED)]
    return render_template(
        "webhooks.html", webhooks=mine, typed=request.form, chosen=chosen, choices=CHOICES, trouble=trouble
    )


@page.post("/webhooks")
@limits.feeds
def begin() -> AnyResponse | tuple[str, int]:
    """A new one. Its secret waits under seal in the session for the one page that shows it."""
    tracker, user = visit.tracker(), visit.user()
    try:
        begun = services.begin(
            tracker.database,
            tracker.seal,
            user,
            address=forms.text(request.form, "address", _("Give the address that is to be told."), 2_000),
            kinds=_kinds(),
            allow_private=tracker.config.calendars.allow_private,
            most=rooms.of_user().webhooks,
            via="page",
            now=visit.now(),
        )
    except (FeedRefused, Refused) as trouble:
        return _page(worded(trouble)), 422
    except forms.Unreadable as trouble:
        return _page(str(trouble)), 422
    _hand_over(begun.secret)
    visit.say(_("It is told from now on. Its secret is shown this once."))
    return visit.go("webhooks.one", webhook_id=begun.webhook.id)


def _kinds() -> list[Kind]:
    return [Kind(name) for name in request.form.getlist("kind") if name in set(CHOICES)]


def _hand_over(secret: str) -> None:
    session[HANDED] = visit.tracker().seal.seal(secret, owner=visit.user().id)


def _handed_over() -> str:
    """The secret of what was just made, once; empty on every other page."""
    try:
        return visit.tracker().seal.open(session.pop(HANDED, ""), owner=visit.user().id)
    except CannotOpen:
        return ""


@page.get("/webhooks/<webhook_id>")
def one(webhook_id: str) -> str:
    """One, with what it was told lately."""
    return _one(webhook_id)


def _one(webhook_id: str, trouble: str = "") -> str:
    user = visit.user()
    with visit.tracker().database.read() as db:
        found = webhooks.webhook(db, user.id, webhook_id) or visit.missing()
        told = notices.notices(db, user.id, webhook_id, SHOWN)
    chosen = request.form.getlist("kind") if trouble else [kind.value for kind in found.kinds]
    return render_template(
        "webhook.html",
        webhook=found,
        notices=told,
        chosen=chosen,
        choices=CHOICES,
        secret=_handed_over(),
        trouble=trouble,
    )


@page.post("/webhooks/<webhook_id>/kinds")
def choose(webhook_id: str) -> AnyResponse | tuple[str, int]:
    """What it is told from now on."""
    try:
        services.choose(visit.tracker().database, visit.user(), webhook_id, _kinds(), visit.now())
    except Refused as trouble:
        return _one(webhook_id, worded(trouble)), 422
    visit.say(_("Saved."))
    return visit.go("webhooks.one", webhook_id=webhook_id)


@page.post("/webhooks/<webhook_id>/test")
@limits.trials
def attempt(webhook_id: str) -> AnyResponse:
    """A test is sent while its user waits, ten seconds at most."""
    told = services.attempt(visit.tracker().telling, visit.user(), webhook_id, visit.now())
    if told.state == State.TOLD:
        visit.say(_("The test arrived: it answered %(status)s.", status=told.status))
    else:
        visit.warn(_("The test did not arrive.") + " " + worded(told.trouble))
    return visit.go("webhooks.one", webhook_id=webhook_id)


@page.post("/webhooks/<webhook_id>/secret")
def renew(webhook_id: str) -> AnyResponse:
    """A new secret; the old one signs beside it for a day."""
    tracker = visit.tracker()
    _hand_over(services.renew(tracker.database, tracker.seal, visit.user(), webhook_id, visit.now()))
    visit.say(_("The new secret signs from now on, and the old one beside it for a day."))
    return visit.go("webhooks.one", webhook_id=webhook_id)


@page.post("/webhooks/<webhook_id>/stop")
def stop(webhook_id: str) -> AnyResponse:
    """Told no more."""
    services.stop(visit.tracker().database, visit.user(), webhook_id, visit.now())
    visit.say(_("Stopped. It is told nothing any more."), undo=url_for("webhooks.start", webhook_id=webhook_id))
    return visit.go("webhooks.one", webhook_id=webhook_id)


@page.post("/webhooks/<webhook_id>/start")
def start(webhook_id: str) -> AnyResponse:
    """Told again."""
    services.start(visit.tracker().database, visit.user(), webhook_id, visit.now())
    visit.say(_("It is told again: first what waited, then what happens from now on."))
    return visit.go("webhooks.one", webhook_id=webhook_id)


@page.post("/webhooks/<webhook_id>/remove")
def remove(webhook_id: str) -> AnyResponse:
    """Gone, with its secret."""
    services.remove(visit.tracker().database, visit.user(), webhook_id, via="page", now=visit.now())
    visit.say(_("Removed, with its secret and all that it was told."))
    return visit.go("webhooks.show")


@page.post("/webhooks/<webhook_id>/again/<notice_id>")
def again(webhook_id: str, notice_id: str) -> AnyResponse:
    """One that is over is sent once more."""
    services.again(visit.tracker().database, visit.user(), notice_id, visit.now())
    visit.say(_("It is sent again within a minute, under the same id."))
    return visit.go("webhooks.one", webhook_id=webhook_id)


def notice_said(notice: Notice) -> str:
    """How far a notice has come, in a word."""
    return _(STATES[State(notice.state)])


def notice_kind(kind: Kind) -> str:
    """What a notice tells, in words."""
    return _(KINDS[kind])
