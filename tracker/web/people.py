"""Persons: who matters and why, what passes between us, and who is growing cold."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.known import Known, Line, lines
from tracker.domain.people import Circle, Direction, Give, GiveKind, Person, whose
from tracker.domain.promise import Refused
from tracker.domain.warmth import Warmth, warmth, warmths
from tracker.services import people as services
from tracker.services.gather import gather
from tracker.store import people
from tracker.web import forms, visit
from tracker.web.between import between

page = Blueprint("people", __name__)

VIA = "page"

Answer = AnyResponse | tuple[str, int]


@page.get("/people")
def show() -> str:
    """All who are named, coldest first, with what was given and received."""
    known, now = _known(), visit.now()
    each = warmths(known.persons, known.meetings, now, known.user.cadences)
    return render_template("people.html", warmths=sorted(each, key=_coldest), counts=_counts(known.gives))


def _known() -> Known:
    with visit.tracker().database.read() as db:
        return gather(db, visit.user(), visit.now())


def _coldest(one: Warmth) -> tuple[int, str]:
    order = ("cold", "cooling", "warm")
    return order.index(one.shade.value), one.person.name.casefold()


def _counts(gives: tuple[Give, ...]) -> dict[tuple[str, Direction], int]:
    """How many gives there were, by person and direction."""
    counts: dict[tuple[str, Direction], int] = {}
    for give in gives:
        counts[give.person, give.direction] = counts.get((give.person, give.direction), 0) + 1
    return counts


@page.get("/people/new")
def blank() -> str:
    """The form that names somebody."""
    return _form(None, request.args)


@page.post("/people/new")
def name() -> Answer:
    """Name somebody who matters."""
    try:
        person = services.name_person(visit.tracker().database, visit.user(), **_typed(), **_how())
    except (forms.Unreadable, Refused) as trouble:
        return _form(None, request.form, str(trouble)), 422
    visit.say(f"{person.name} is named.")
    return visit.go("people.one", person_id=person.id)


def _how() -> dict[str, Any]:
    return {"via": VIA, "now": visit.now()}


def _typed() -> dict[str, Any]:
    form = request.form
    return {
        "name": forms.text(form, "name", asked="Say what this person is called.", longest=200),
        "addresses": forms.addresses(form, "addresses"),
        "circle": forms.word(form, "circle", Circle, "Choose how near this person is."),
        "influence": forms.text(form, "influence"),
        "value": forms.text(form, "value"),
        "goal": forms.text(form, "goal"),
        "review_on": forms.day(form, "review_on"),
    }


def _form(person: Person | None, typed: Any, trouble: str = "") -> str:
    return render_template("person_form.html", person=person, typed=typed, trouble=trouble, circles=tuple(Circle))


def _own(person_id: str) -> Person:
    with visit.tracker().database.read() as db:
        person = people.person(db, visit.user().id, person_id)
    if person is None:
        visit.missing()
    return person


@page.get("/people/<person_id>")
def one(person_id: str) -> str:
    """One person: how warm it is, what is promised, what was given and received."""
    return shown(_own(person_id))


def shown(person: Person, trouble: str = "") -> str:
    known, now = _known(), visit.now()
    return render_template(
        "person.html",
        person=person,
        persons=known.persons,
        warmth=warmth(person, known.persons, known.meetings, now, known.user.cadences),
        lines=_between(person, known),
        gives=sorted(
            (give for give in known.gives if give.person == person.id), key=lambda give: give.at, reverse=True
        ),
        kinds=tuple(GiveKind),
        giving=between(person, known, now),
        trouble=trouble,
    )


def _between(person: Person, known: Known) -> list[Line]:
    """The open promises between us, either way."""
    return [
        line
        for line in lines(known, visit.now())
        if line.promise.open
        and whose(line.promise.promisee if line.promise.mine else line.promise.promiser, known.persons) == person
    ]


@page.get("/people/<person_id>/edit")
def words(person_id: str) -> str:
    """The form that changes what is said about somebody."""
    person = _own(person_id)
    return _form(person, _as_typed(person))


def _as_typed(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "addresses": "\n".join(sorted(person.addresses)),
        "circle": person.circle.value,
        "influence": person.influence,
        "value": person.value,
        "goal": person.goal,
        "review_on": person.review_on.isoformat() if person.review_on else "",
    }


@page.post("/people/<person_id>/edit")
def edit(person_id: str) -> Answer:
    """Say something else about somebody."""
    person = _own(person_id)
    try:
        services.edit_person(visit.tracker().database, visit.user(), replace(person, **_typed()), **_how())
    except (forms.Unreadable, Refused) as trouble:
        return _form(person, request.form, str(trouble)), 422
    visit.say("Saved.")
    return visit.go("people.one", person_id=person_id)


@page.post("/people/<person_id>/remove")
def remove(person_id: str) -> AnyResponse:
    """Name somebody no longer."""
    person = _own(person_id)
    services.remove_person(visit.tracker().database, visit.user(), person.id, **_how())
    visit.say(f"{person.name} is no longer named.")
    return visit.go("people.show")


@page.post("/people/<person_id>/gives")
def give(person_id: str) -> Answer:
    """Record what was given or received."""
    person, user, now = _own(person_id), visit.user(), visit.now()
    try:
        services.give(
            visit.tracker().database,
            user,
            person=person.id,
            kind=forms.word(request.form, "kind", GiveKind, "Choose what was passed on."),
            direction=forms.word(request.form, "direction", Direction, "Choose whether it was given or received."),
            at=forms.instant(request.form, user.zone, now) or now,
            note=forms.text(request.form, "note"),
            via=VIA,
            now=now,
        )
    except (forms.Unreadable, Refused) as trouble:
        return shown(person, str(trouble)), 422
    visit.say("Written down.")
    return visit.go("people.one", person_id=person.id)


@page.post("/people/<person_id>/gives/<give_id>/take-back")
def take_back(person_id: str, give_id: str) -> AnyResponse:
    """A give that was none."""
    person = _own(person_id)
    with visit.tracker().database.read() as db:
        if all(give.id != give_id for give in people.gives(db, visit.user().id)):
            visit.missing()
    services.take_back(visit.tracker().database, visit.user(), give_id, **_how())
    visit.say("Taken back.")
    return visit.go("people.one", person_id=person.id)
