"""Persons: who matters and why, what passes between us, and who is growing cold."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from zlib import crc32

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.acquaintance import look_alikes, met
from tracker.domain.decided import to_record
from tracker.domain.giving import balances
from tracker.domain.known import Known, Line, lines
from tracker.domain.people import Circle, Person, Reach
from tracker.domain.promise import Refused
from tracker.domain.shared import other, perhaps_with
from tracker.domain.warmth import Shade, warmth, warmths
from tracker.services import people as services
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import ledger, people
from tracker.store.ledger import Overtaken
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, person_form, person_history, trust, visit
from tracker.web.between import between
from tracker.web.roll import roll

page = Blueprint("people", __name__)

VIA = "page"
MOST_ASKED = 3  # of those met, and of those who look alike, that the list shows before it is asked for more

Answer = AnyResponse | tuple[str, int]


@page.get("/people")
def show() -> str:
    """All who are named, coldest first; who was met and is not named, and who may be named twice."""
    known = _known()
    listed = roll(warmths(known.persons, known.meetings, visit.now(), known.user.cadences), request.args)
    return render_template(
        "people.html",
        persons=known.persons,
        roll=listed,
        balances=balances(known.gives),
        tags=sorted({tag for person in known.persons for tag in person.tags}),
        circles=tuple(Circle),
        shades=tuple(Shade),
        met=met(known.named, known.meetings, known.user, visit.now(), known.dismissed),
        alike=look_alikes(known.named, known.dismissed),
        most=None if request.args.get("all") else MOST_ASKED,
    )


def _known() -> Known:
    with visit.tracker().database.read() as db:
        return gather(db, visit.user(), visit.now())


@page.get("/people/new")
def blank() -> str:
    """The form that names somebody."""
    return _form(None, request.args)


@page.post("/people/new")
def name() -> Answer:
    """Name somebody who matters."""
    try:
        typed = person_form.typed(request.form)
        person = services.name_person(visit.tracker().database, visit.user(), **typed, **how())
    except (forms.Unreadable, Refused) as trouble:
        return _form(None, request.form, worded(trouble)), 422
    visit.say(_("%(who)s is named.", who=person.name), undo=undo_of(person))
    return visit.go("people.one", person_id=person.id)


def how() -> dict[str, Any]:
    """By which way, and when."""
    return {"via": VIA, "now": visit.now()}


def undo_of(person: Person | None, person_id: str = "") -> str:
    """The address that takes back the last act on a person, as they stand now; None: they are no more."""
    return url_for("people.undo", person_id=person.id if person else person_id, of=_state(person))


def _state(person: Person | None) -> str:
    return f"{crc32(repr(to_record(person)).encode()):08x}" if person else "gone"


def _form(person: Person | None, typed: Any, trouble: str = "") -> str:
    lists = {"circles": tuple(Circle), "reaches": tuple(Reach)}
    return render_template("person_form.html", person=person, typed=typed, trouble=trouble, **lists)


def own(person_id: str) -> Person:
    """The signed-in user's person of that id, or no page at all."""
    with visit.tracker().database.read() as db:
        person = people.person(db, visit.user().id, person_id)
    if person is None:
        visit.missing()
    return person


@page.get("/people/<person_id>")
def one(person_id: str) -> Answer:
    """One person: how warm it is, what is promised, what was given and received. Who was merged is who they are."""
    person = own(person_id)
    return visit.go("people.one", person_id=_heir(person).id) if person.merged_into else (shown(person), 200)


def _heir(person: Person) -> Person:
    with visit.tracker().database.read() as db:
        found = people.persons(db, visit.user().id).turned_out(person.id)
    return found or visit.missing()


def shown(person: Person, trouble: str = "", typed: Any = None) -> str:
    """The page of one person; `typed` is a give that was refused."""
    known, now = _known(), visit.now()
    judged, perhaps = _judged(person, known)
    alike = [pair for pair in look_alikes(known.named, known.dismissed) if person in (pair.one, pair.other)]
    with visit.tracker().database.read() as db:
        entries = ledger.entries(db, visit.user().id, person.id)
    return render_template(
        "person.html",
        person=person,
        persons=known.persons,
        warmth=warmth(person, known.persons, known.meetings, now, known.user.cadences),
        lines=[line for line in judged if line.promise.open],
        theirs=trust.of_person(person, known, judged),
        perhaps=perhaps,
        named=known.named,
        merged=known.named.merged_into(person),
        alike=alike,
        story=[person_history.told(entry) for entry in reversed(entries)],
        giving=between(person, known, now),
        trouble=trouble,
        typed=typed or {},
    )


def _judged(person: Person, known: Known) -> tuple[Sequence[Line], list[Line]]:
    """The promises between us, either way; and open ones that may be with them or with another of that name. Of
    thousands with others none is judged.
    """
    named = known.named
    meant = [(one, named.meant(other(one))) for one in perhaps_with(person, known.promises, named)]
    theirs = tuple(one for one, who in meant if who == (person,))
    unclear = tuple(one for one, who in meant if len(who) > 1 and person in who and one.open)
    surely, perhaps = (lines(known._replace(promises=some), visit.now()) for some in (theirs, unclear))
    return surely, list(perhaps)


@page.get("/people/<person_id>/edit")
def words(person_id: str) -> str:
    """The form that changes what is said about somebody."""
    person = own(person_id)
    return _form(person, person_form.as_typed(person))


@page.post("/people/<person_id>/edit")
def edit(person_id: str) -> Answer:
    """Say something else about somebody."""
    person = own(person_id)
    try:
        changed = replace(person, **person_form.typed(request.form))
        after = services.edit_person(visit.tracker().database, visit.user(), changed, **how())
    except (forms.Unreadable, Refused) as trouble:
        return _form(person, request.form, worded(trouble)), 422
    visit.say(_("Saved."), undo=undo_of(after) if after != person else "")
    return visit.go("people.one", person_id=person_id)


@page.post("/people/<person_id>/remove")
def remove(person_id: str) -> AnyResponse:
    """Name somebody no longer."""
    person = own(person_id)
    services.remove_person(visit.tracker().database, visit.user(), person.id, **how())
    visit.say(_("%(who)s is no longer named.", who=person.name), undo=undo_of(None, person.id))
    return visit.go("people.show")


@page.post("/people/<person_id>/quiet")
def leave_be(person_id: str) -> AnyResponse:
    """Nothing is said of how cold it grows, for a week."""
    person = services.leave_be(visit.tracker().database, visit.user(), own(person_id).id, **how())
    visit.say(_("Not a word about %(who)s for a week.", who=person.name), undo=undo_of(person))
    return visit.go("people.one", person_id=person_id)


@page.post("/people/<person_id>/undo")
def undo(person_id: str) -> AnyResponse:
    """Take back the last act, unless something was done since; sent twice is sent once."""
    user, database = visit.user(), visit.tracker().database
    with database.read() as db:
        person = people.person(db, user.id, person_id)
    of = request.args.get("of")
    if person and _state(person) != of:
        visit.warn(_("Nothing was taken back: this has changed since."))
        return visit.go("people.one", person_id=person_id)
    try:
        left = (
            services.undo(database, user, person_id, of=person, **how()) if _state(person) == of else visit.missing()
        )
    except (NotFound, Overtaken):
        visit.missing()
    visit.say(_("Taken back."))
    return visit.go("people.one", person_id=person_id) if left else visit.go("people.show")
