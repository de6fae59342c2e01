"""The accountability game: this week's 1 person, 1 value, 1 date; last week's plan; the run (requirement 40)."""

from datetime import date, datetime
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import User
from tracker.domain.game import game, given_at, monday, values, waiting, weeks_behind
from tracker.domain.people import GiveKind, Person, Persons
from tracker.domain.plan import Plan
from tracker.domain.promise import Promise, Refused
from tracker.mail.words import clean
from tracker.services import planning
from tracker.services.planning import Ambiguous, Answer
from tracker.store import ledger, people, plans
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, seen, visit

page = Blueprint("week", __name__)

VIA = "page"
BEHIND = 12  # weeks
WAITING = 6  # persons

AnswerPage = AnyResponse | tuple[str, int]


class Told(NamedTuple):
    """A week as the page tells it: what was planned, for whom, the promise that it became, when it was given."""

    week: str
    begins: date
    plan: Plan | None
    person: Person | None
    promise: Promise | None
    given_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether something was planned that is not given yet."""
        return self.plan is not None and not self.plan.skipped and self.given_at is None

    @property
    def unrecorded(self) -> bool:
        """Whether it is given by its promise alone, so that no give says so."""
        return self.given_at is not None and self.plan is not None and self.plan.given_at is None


@page.get("/week")
def show() -> str:
    """This week, the form for it, and the weeks behind. `who` in the address fills in a person and a value."""
    return _page(_begun())


def _begun() -> dict[str, str]:
    with visit.tracker().database.read() as db:
        persons = people.persons(db, visit.user().id)
        plan = plans.plan(db, visit.user().id, _week())
    person = persons.turned_out(request.args.get("who", ""))
    if person:
        return {"who": person.name, "person": person.id, "value": next(iter(values(person)), "")}
    return _as_typed(plan, persons) if plan and not plan.skipped else {}


def _week() -> str:
    return game((), (), _today()).week


def _today() -> date:
    return visit.now().astimezone(visit.user().zone).date()


def _as_typed(plan: Plan, persons: Persons) -> dict[str, str]:
    person = persons.turned_out(plan.person)
    who = {"who": person.name, "person": person.id} if person else {}
    return who | {"value": plan.value, "on": plan.on.isoformat() if plan.on else ""}


def _page(typed: dict[str, str], trouble: str = "", choices: tuple[Person, ...] = ()) -> str:
    user, today = visit.user(), _today()
    with visit.tracker().database.read() as db:
        persons, made, gives = people.persons(db, user.id), plans.plans(db, user.id), people.gives(db, user.id)
        played = game(made, (), today)
        this = _told(db, user, played.week, played.plan, persons)
        behind = [_told(db, user, *each, persons) for each in weeks_behind(made, played.week, BEHIND)]
    meant = persons.turned_out(typed.get("person", "")) or persons.whose(typed.get("who", ""))
    return render_template(
        "week.html",
        this=this,
        behind=behind,
        run=played.run,
        persons=persons,
        waiting=waiting(persons, gives, WAITING),
        offers=values(meant) if meant else (),
        typed=typed,
        trouble=trouble,
        choices=choices,
        kinds=tuple(GiveKind),
        today=today,
    )


def _told(db: Connection, user: User, week: str, plan: Plan | None, persons: Persons) -> Told:
    if plan is None:
        return Told(week, monday(week), None, None, None, None)
    promise = ledger.promise(db, user.id, plan.promise) if plan.promise else None
    at = given_at(plan, [promise] if promise else [])
    return Told(week, monday(week), plan, persons.turned_out(plan.person), promise, at)


@page.post("/week")
def plan() -> AnswerPage:
    """Plan this week, or say it anew."""
    typed = request.form.to_dict()
    try:
        done = planning.plan(visit.tracker().database, visit.user(), _answer(request.form), **_how())
    except Ambiguous as trouble:
        return _page(typed, worded(trouble), trouble.persons), 422
    except (forms.Unreadable, Refused) as trouble:
        return _page(typed | _offered(typed), worded(trouble)), 422
    said = _("Planned: %(value)s, for %(who)s.", value=clean(done.plan.value), who=clean(done.person.name))
    visit.say(said, undo=_undo_of(done.plan))
    if typed.get("back") == "person":
        return visit.go("people.one", person_id=done.person.id)
    return visit.go("week.show")


def _how() -> dict[str, Any]:
    return {"via": VIA, "now": visit.now()}


def _answer(form: MultiDict[str, str]) -> Answer:
    who = forms.text(form, "who", asked=_("Say who: 1 person."), longest=200)
    value = forms.text(form, "value", asked=_("Say what you will give: 1 value."))
    on = forms.day(form, "on")
    if on is None:
        raise forms.Unreadable(_("Choose the day: 1 date. There is no default."))
    return Answer(_chosen(form, who), value, on, form.get("promised") == "yes")


def _chosen(form: MultiDict[str, str], who: str) -> str:
    """The id of the person chosen, as long as they answer to the name that stands there; else that name."""
    with visit.tracker().database.read() as db:
        persons = people.persons(db, visit.user().id)
    chosen = persons.turned_out(form.get("person", ""))
    return chosen.id if chosen in persons.meant(who) and chosen else who


def _offered(typed: dict[str, str]) -> dict[str, str]:
    """What its user once said that they can give, where the value was left empty."""
    with visit.tracker().database.read() as db:
        person = people.persons(db, visit.user().id).whose(typed.get("who", ""))
    return {"value": values(person)[0]} if person and values(person) and not typed.get("value", "").strip() else {}


def _undo_of(plan: Plan) -> str:
    return url_for("week.undo", week=plan.week, of=seen.state(plan))


@page.post("/week/skip")
def skip() -> AnyResponse:
    """Let this week go by."""
    plan = planning.skip(visit.tracker().database, visit.user(), **_how())
    visit.say(_("You let this week go by."), undo=_undo_of(plan))
    return visit.go("week.show")


@page.post("/week/<week>/given")
def given(week: str) -> AnswerPage:
    """It is given: one tap."""
    try:
        kind = forms.word(request.form, "kind", GiveKind, _("Choose what it was that you gave."))
    except forms.Unreadable as trouble:
        return _page(_begun(), worded(trouble)), 422
    plan = planning.give(visit.tracker().database, visit.user(), week, kind, **_how())
    visit.say(_("Given: %(value)s.", value=clean(plan.value)), undo=_undo_of(plan))
    return visit.go("week.show")


@page.post("/week/<week>/undo")
def undo(week: str) -> AnyResponse:
    """Take back the last act on a week's plan, as long as the plan is what was seen."""
    database, user = visit.tracker().database, visit.user()
    with database.read() as db:
        plan = planning.the(db, user, week)
    if seen.state(plan) != request.args.get("of"):
        visit.warn(_("More was done since, so nothing was taken back. Take back first what came last."))
    else:
        planning.undo(database, user, plan, **_how())
        visit.say(_("Taken back."))
    return visit.go("home.show" if request.form.get("back") == "home" else "week.show")
