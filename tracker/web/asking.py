"""Asking a promisee whether they have it: a link for them, with words to send along. We send nothing ourselves."""

from collections.abc import Callable, Sequence

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.people import Person
from tracker.domain.promise import Promise
from tracker.mail import drafts
from tracker.mail.links import ASKED_FOR
from tracker.services import word as services
from tracker.store import ledger, people
from tracker.tongue import gettext as _
from tracker.web import promises, visit

page = Blueprint("asking", __name__)

VIA = "page"


@page.get("/promises/<promise_id>/ask")
def show(promise_id: str) -> str:
    """The link that was made, if one is good now, and the words to send it with."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        promise = ledger.promise(db, user.id, promise_id)
        persons = people.persons(db, user.id)
    if promise is None or not promise.mine or promise.void:
        visit.missing()
    until = promise.asked_at + ASKED_FOR if promise.asked_at else None
    good = until is not None and now <= until
    draft = _draft(promise, persons) if good else None
    return render_template("ask.html", promise=promise, persons=persons, until=until, draft=draft)


def _draft(promise: Promise, persons: Sequence[Person]) -> drafts.Draft:
    return drafts.asking(promise, link_of(promise), visit.user(), persons, visit.now())


def link_of(promise: Promise) -> str:
    """The full address by which its promisee is asked now."""
    assert promise.asked_at is not None, "it was not asked"
    return visit.tracker().links.make("word", user=visit.user().id, subject=promise.id, at=promise.asked_at)


@page.post("/promises/<promise_id>/ask")
def ask(promise_id: str) -> AnyResponse:
    """Make a link; one made before is good no more."""
    return _did(promise_id, _("The link is made. Send it yourself: nobody was written to."), services.ask)


@page.post("/promises/<promise_id>/ask/withdraw")
def withdraw(promise_id: str) -> AnyResponse:
    """The link is good no more."""
    return _did(promise_id, _("The link does not work any more."), services.withdraw)


@page.post("/promises/<promise_id>/reopen")
def reopen(promise_id: str) -> AnyResponse:
    """Not delivered after all."""
    return _did(promise_id, _("Not delivered after all: it is owed again."), services.reopen, to="promises.one")


def _did(promise_id: str, said: str, act: Callable[..., Promise], to: str = "asking.show") -> AnyResponse:
    promise = act(visit.tracker().database, visit.user(), promise_id, via=VIA, now=visit.now())
    visit.say(said, undo=promises.undo_of(promise))
    return visit.go(to, promise_id=promise_id)
