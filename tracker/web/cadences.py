"""How often to meet: by circle, and by tag, which its user sets."""

from zlib import crc32

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import Account, account_record
from tracker.domain.people import Cadence, Circle
from tracker.services import users
from tracker.store import people
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, visit
from tracker.web.people import VIA, Answer
from tracker.web.person_words import often

page = Blueprint("cadences", __name__)

MOST = 50  # tags with a cadence of their own


@page.get("/people/cadences")
def show() -> str:
    """What each circle and each tag says."""
    return _shown({})


def _shown(typed: dict[str, str], trouble: str = "") -> str:
    user = visit.user()
    with visit.tracker().database.read() as db:
        persons = people.persons(db, user.id)
    used = {
        tag: sum(tag in person.tags for person in persons) for tag in {tag for one in persons for tag in one.tags}
    }
    return render_template(
        "cadences.html", circles=tuple(Circle), cadences=user.cadences, used=used, typed=typed, trouble=trouble
    )


@page.post("/people/cadences")
def save() -> Answer:
    """A cadence for a tag, in place of the one it had."""
    try:
        tag = forms.text(request.form, "tag", asked=_("Say which tag."), longest=60).casefold()
        cadence = forms.weeks(request.form, "ideal", "longest")
        if cadence is None:
            raise forms.Unreadable(_("Say how often, in weeks."))
        return _kept(
            dict(visit.user().cadences) | {tag: cadence}, _("%(tag)s: %(often)s.", tag=tag, often=often(cadence))
        )
    except forms.Unreadable as trouble:
        return _shown(request.form.to_dict(), worded(trouble)), 422


@page.post("/people/cadences/drop")
def drop() -> AnyResponse:
    """A tag says nothing any more."""
    tag = " ".join(request.form.get("tag", "").split())
    left = {name: one for name, one in visit.user().cadences if name != tag}
    return _kept(left, _("%(tag)s has no weeks of its own now.", tag=tag))


def _kept(cadences: dict[str, Cadence], said: str) -> AnyResponse:
    if len(cadences) > MOST:
        raise forms.Unreadable(_("That is more than %(most)s tags. Drop one first.", most=MOST))
    user, before = visit.user(), visit.user().cadences
    chosen = tuple(sorted(cadences.items()))
    after = users.decide(visit.tracker().database, user, {"cadences": chosen}, via=VIA, now=visit.now())
    visit.say(said, undo=url_for("cadences.undo", of=_state(after.account)) if chosen != before else "")
    return visit.go("cadences.show")


def _state(account: Account) -> str:
    return f"{crc32(repr(account_record(account)).encode()):08x}"


@page.post("/people/cadences/undo")
def undo() -> AnyResponse:
    """Take the last change back, unless something was done since; sent twice is sent once."""
    account = visit.user().account
    if _state(account) != request.args.get("of"):
        visit.warn(_("Nothing was taken back: this has changed since."))
    else:
        users.undo(visit.tracker().database, visit.user(), of=account, via=VIA, now=visit.now())
        visit.say(_("Taken back."))
    return visit.go("cadences.show")
