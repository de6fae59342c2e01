"""The year's plan: persons with goal, value, progress, next meeting and review."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.people import Person
from tracker.domain.year import year
from tracker.mail.words import clean
from tracker.services import people, reviewing
from tracker.services.gather import gather
from tracker.tongue import gettext as _
from tracker.web import seen, visit, words

page = Blueprint("year", __name__)

VIA = "page"
MOST = 100  # persons shown at once; the others when all are asked for
FEW = 12  # persons of whom nothing is said yet, by name; the others by count


@page.get("/year")
def show() -> str:
    """Reviews due first; then those to come; then who is named without any of it."""
    with visit.tracker().database.read() as db:
        known = gather(db, visit.user(), visit.now())
    plan = year(known, visit.now())
    rows = plan.rows if request.args.get("all") == "yes" else plan.rows[:MOST]
    return render_template("year.html", year=plan, rows=rows, few=FEW)


@page.post("/year/<person_id>/reviewed")
def reviewed(person_id: str) -> AnyResponse:
    """Looked at; again in three months."""
    person = reviewing.looked_at(visit.tracker().database, visit.user(), person_id, via=VIA, now=visit.now())
    assert person.review_on is not None, "it was just said"
    again = words.date_of(person.review_on)
    visit.say(_("Looked at %(who)s; again on %(day)s.", who=clean(person.name), day=again), undo=_undo_of(person))
    return visit.go("year.show")


def _undo_of(person: Person) -> str:
    return url_for("year.undo", person_id=person.id, of=seen.state(person))


@page.post("/year/<person_id>/undo")
def undo(person_id: str) -> AnyResponse:
    """Take that back, as long as the person is what was seen."""
    database, user = visit.tracker().database, visit.user()
    with database.read() as db:
        person = people.the(db, user, person_id)
    if seen.state(person) != request.args.get("of"):
        visit.warn(_("More was said of this person since, so nothing was taken back. Change it on their own page."))
    else:
        people.undo(database, user, person_id, of=person, via=VIA, now=visit.now())
        visit.say(_("Taken back."))
    return visit.go("year.show")
