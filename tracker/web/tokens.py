"""Tokens for programs: those that there are, a new one, shown once, and their end."""

import re
from datetime import timedelta
from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Refused
from tracker.domain.token import MOST, Scope
from tracker.services import tokens as services
from tracker.services.tokens import Made
from tracker.store.database import new_id
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, limits, visit

page = Blueprint("tokens", __name__)

# Translators: what a program may be let do, each beside a box to tick
SCOPES = {
    Scope.PROMISES_READ: N_("Read promises, questions, the score and the week"),
    Scope.PROMISES_WRITE: N_("Write promises down, deliver and change them, answer questions"),
    Scope.PEOPLE_READ: N_("Read people and gives"),
    Scope.PEOPLE_WRITE: N_("Name people, change what is said of them, record gives"),
    Scope.CALENDARS_READ: N_("Read which calendars are followed"),
    Scope.CALENDARS_WRITE: N_("Follow a calendar, have it read, stop following it"),
    Scope.LETTERS_READ: N_("Read the next letter, and which went out"),
    Scope.LETTERS_WRITE: N_("Have a copy of the next letter sent to you"),
    Scope.WEBHOOKS_READ: N_("Read which addresses are told of changes"),
    Scope.WEBHOOKS_WRITE: N_("Have addresses told of changes"),
}
LIVES = {7: N_("A week"), 30: N_("30 days"), 90: N_("90 days"), 366: N_("A year")}
_ID = re.compile(r"[\w-]{16}", re.ASCII)


class Typed(NamedTuple):
    """What the form holds: a first time, or after it was refused."""

    name: str = ""
    scopes: tuple[str, ...] = (Scope.PROMISES_READ,)
    days: str = "90"


@page.get("/tokens")
def show() -> Response:
    """Those that there are, and the form that makes one."""
    return _shown(Typed())


def _shown(typed: Typed, trouble: str = "", made: Made | None = None) -> Response:
    held = services.held(visit.tracker().database, visit.user())
    shown = render_template(
        "tokens.html",
        tokens=held,
        full=len(held) >= MOST,
        scopes=SCOPES,
        lives=LIVES,
        typed=typed._asdict(),
        form=new_id(),
        made=made,
        trouble=trouble,
        address=visit.tracker().base_url,
    )
    return make_response(shown)


@page.post("/tokens")
@limits.tokens
def make() -> Response:
    """A new one. Its secret stands on the page that answers, and nowhere else; a form sent twice makes one."""
    form = request.form
    typed = Typed(form.get("name", ""), tuple(form.getlist("scope")), form.get("days", ""))
    id = form.get("form", "")
    try:
        made = services.make(
            visit.tracker().database,
            visit.user(),
            name=forms.text(form, "name", longest=100),
            scopes=[scope for scope in Scope if scope in typed.scopes],
            lives=_lives(typed.days),
            id=id if _ID.fullmatch(id) else "",
            now=visit.now(),
        )
    except (forms.Unreadable, Refused) as trouble:
        answer = _shown(typed, worded(trouble))
        answer.status_code = 422
        return answer
    return _shown(Typed(), made=made)


def _lives(days: str) -> timedelta:
    if days not in map(str, LIVES):
        raise forms.Unreadable(_("Choose how long it is to live."))
    return timedelta(days=int(days))


@page.post("/tokens/<token_id>/end")
def end(token_id: str) -> AnyResponse:
    """It opens nothing any more."""
    gone = services.end(visit.tracker().database, visit.user(), token_id, now=visit.now())
    visit.say(_("Ended: “%(name)s”. No program can use it any more.", name=gone.name))
    return visit.go("tokens.show")
