"""Who is who: two who are one, parted again; who was met is one of those named, or is not to be asked about."""

from dataclasses import replace

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Refused
from tracker.services import merging
from tracker.services import people as services
from tracker.services.ledger import NotFound
from tracker.store import people as store
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, people, promises, visit
from tracker.web.people import Answer, how, own, undo_of

page = Blueprint("who", __name__)


@page.post("/people/<person_id>/merge")
def merge(person_id: str) -> Answer:
    """This one turned out to be another."""
    return _merged(own(person_id).id, request.form.get("into", ""), shown=person_id)


@page.post("/people/<person_id>/take-in")
def take_in(person_id: str) -> Answer:
    """Another, by name or address, turned out to be this one."""
    person = own(person_id)
    typed = forms.text(request.form, "other", longest=300)
    with visit.tracker().database.read() as db:
        meant = store.persons(db, visit.user().id).meant(typed)
    others = [one for one in meant if one.id != person.id]
    if len(others) != 1:
        asked = f"Several answer to “{typed}”. Type an address of theirs." if others else "You named nobody so."
        return people.shown(person, asked), 422
    return _merged(others[0].id, person.id, shown=person.id)


def _merged(person_id: str, into: str, shown: str) -> Answer:
    database, user = visit.tracker().database, visit.user()
    try:
        heir = merging.merge(database, user, person_id, into, **how())
    except NotFound:
        visit.missing()
    except Refused as trouble:
        return people.shown(own(shown), worded(trouble)), 409
    with database.read() as db:
        person = store.person(db, user.id, person_id)
    visit.say(_("They are one: %(who)s.", who=heir.name), undo=undo_of(person))
    return visit.go("people.one", person_id=heir.id)


@page.post("/people/<person_id>/part")
def part(person_id: str) -> AnyResponse:
    """The two are two after all."""
    person = merging.part(visit.tracker().database, visit.user(), own(person_id).id, **how())
    visit.say(_("%(who)s is somebody by themselves again.", who=person.name), undo=undo_of(person))
    return visit.go("people.one", person_id=person.id)


@page.post("/people/<person_id>/same")
def same(person_id: str) -> Answer:
    """Whoever was met is this one: their address and name are another of theirs."""
    person = own(person_id)
    who, name = (forms.text(request.form, field, longest=300) for field in ("who", "name"))
    addresses = {who} if "@" in who else set()
    more = replace(person, addresses=person.addresses | addresses, names=person.names | {name} - {""})
    try:
        after = services.edit_person(visit.tracker().database, visit.user(), more, **how())
    except Refused as trouble:
        return people.shown(person, worded(trouble)), 422
    visit.say(
        _("%(name)s is %(who)s.", name=name or who, who=person.name), undo=undo_of(after) if after != person else ""
    )
    return visit.go("people.show")


@page.post("/people/<person_id>/promised/<promise_id>")
def promised(person_id: str, promise_id: str) -> Answer:
    """The answer to which of several a promise is with."""
    person = own(person_id)
    try:
        promise = merging.promised(visit.tracker().database, visit.user(), promise_id, person.id, **how())
    except NotFound:
        visit.missing()
    except Refused as trouble:
        return people.shown(person, worded(trouble)), 409
    visit.say(_("It is %(who)s.", who=person.name), undo=promises.undo_of(promise))
    return visit.go("people.one", person_id=person.id)


@page.post("/people/aside/<sign>")
def set_aside(sign: str) -> AnyResponse:
    """Not to be asked again."""
    about = forms.text(request.form, "about", longest=300)
    if not sign.startswith(("met-", "same-")) or len(sign) > 40:
        visit.missing()
    merging.set_aside(visit.tracker().database, visit.user(), sign, about=about, **how())
    visit.say(_("You will not be asked about %(about)s again.", about=about), undo=_again(sign))
    return visit.go("people.show")


def _again(sign: str) -> str:
    return url_for("who.ask_again", sign=sign)


@page.post("/people/aside/<sign>/undo")
def ask_again(sign: str) -> AnyResponse:
    """Take that back."""
    if not sign.startswith(("met-", "same-")):
        visit.missing()
    merging.ask_again(visit.tracker().database, visit.user(), sign)
    visit.say(_("Taken back."))
    return visit.go("people.show")
