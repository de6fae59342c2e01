"""All that was given and received: counted, recorded by one tap, suggested by meetings; what to bring to the next."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain import giving as counted
from tracker.domain.ideas import brought
from tracker.domain.known import Known
from tracker.domain.people import Direction, Give, GiveKind, Person, Persons
from tracker.domain.promise import Refused
from tracker.domain.suggesting import suggested
from tracker.mail.giving import passed
from tracker.mail.words import clean
from tracker.services import giving as services
from tracker.services import users
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import people
from tracker.store.ledger import Overtaken
from tracker.tongue import first_weekday, worded
from tracker.tongue import gettext as _
from tracker.web import forms, seen, visit, whom
from tracker.web import people as persons_page

page = Blueprint("giving", __name__)

VIA = "page"
LONGEST_OFFERS = 3_000
MOST = 100  # gives listed before the older ones are asked for
FEW = 8  # gives that are seen at once, and need no narrowing
MOST_ASKED = 20  # suggestions asked about at once

Answer = AnyResponse | tuple[str, int]


@page.get("/giving")
def show() -> str:
    """Suggestions first, then what to bring, the balance with each person, and all gives by week."""
    return _page()


def _page(trouble: str = "", typed: Any = None, offers: str | None = None) -> str:
    """`typed` is a give that was refused, `offers` what was typed of these."""
    user, now, known = visit.user(), visit.now(), _known()
    kind, year = _asked(known)
    chosen = counted.chosen(known.gives, user.zone, kind=kind, year=year)
    listed = chosen if request.args.get("all") else chosen[-MOST:]
    asked = suggested(known.meetings, known.named, known.gives, known.dismissed, now)
    return render_template(
        "giving.html",
        suggestions=asked[:MOST_ASKED],
        unasked=len(asked[MOST_ASKED:]),
        brings=brought(known.stock, known.meetings, known.ideas, now),
        persons=known.named,
        offered=whom.offered(known.named, known.gives),
        kinds=counted.by_kind(chosen),
        balances=_balances(known, chosen, {give.person for give in listed}),
        weeks=counted.weeks(listed, user.zone, first_weekday()),
        older=len(chosen) - len(listed),
        years=counted.years(known.gives, user.zone),
        any=bool(known.gives),
        narrows=len(known.gives) > FEW,
        kind=kind,
        year=year,
        offers="\n".join(user.offers) if offers is None else offers,
        typed=typed or {},
        trouble=trouble,
    )


def _known() -> Known:
    with visit.tracker().database.read() as db:
        return gather(db, visit.user(), visit.now())


def _asked(known: Known) -> tuple[GiveKind | None, int | None]:
    """The kind and the year in the address; what is none of them asks for all."""
    kind = next((one for one in GiveKind if one.value == request.args.get("kind")), None)
    years = counted.years(known.gives, visit.user().zone)
    return kind, next((year for year in years if str(year) == request.args.get("year")), None)


def _balances(known: Known, gives: tuple[Give, ...], shown: set[str]) -> list[tuple[Person, counted.Balance]]:
    """Each person shown beside all that went either way, by name: no order in which anybody could win."""
    found = counted.balances(gives)
    return [(person, found[person.id]) for person in known.named if person.id in shown]


def _named() -> Persons:
    with visit.tracker().database.read() as db:
        return people.persons(db, visit.user().id)


@page.post("/people/<person_id>/gives")
def give(person_id: str) -> Answer:
    """Record what was given to a person or received from them."""
    try:
        one = services.give(visit.tracker().database, visit.user(), person=person_id, **_typed(), **_how())
    except NotFound:
        visit.missing()
    except (forms.Unreadable, Refused) as trouble:
        return persons_page.shown(_person(person_id), worded(trouble), request.form), 422
    visit.say(_("Written down: %(give)s.", give=passed(one)), undo=undo_of(one))
    return visit.go("people.one", person_id=person_id)


@page.post("/giving")
def give_to() -> Answer:
    """The same from the page of all gives, where a person is chosen."""
    try:
        whose = whom.chosen(request.form, _named()).id
        one = services.give(visit.tracker().database, visit.user(), person=whose, **_typed(), **_how())
    except (forms.Unreadable, Refused, NotFound) as trouble:
        return _page(worded(trouble), request.form), 422
    visit.say(_("Written down: %(give)s.", give=passed(one)), undo=undo_of(one))
    return visit.go("giving.show")


def _how() -> dict[str, Any]:
    return {"via": VIA, "now": visit.now()}


def _typed() -> dict[str, Any]:
    form = request.form
    return {
        "kind": forms.word(form, "kind", GiveKind, _("Choose what was passed on.")),
        "direction": _which_way(),
        "at": forms.instant(form, visit.user().zone, visit.now()) or visit.now(),
        "note": forms.text(form, "note"),
    }


def _which_way() -> Direction:
    return forms.word(request.form, "direction", Direction, _("Choose whether it was given or received."))


def _person(person_id: str) -> Person:
    with visit.tracker().database.read() as db:
        return people.person(db, visit.user().id, person_id) or visit.missing()


def undo_of(give: Give, *, gone: bool = False) -> str:
    """The address that takes back the last act on a give, as it stands now; `gone`: that act took it back."""
    return url_for("giving.undo", give_id=give.id, of=None if gone else seen.state(give))


@page.get("/giving/<give_id>")
def words(give_id: str) -> str:
    """The form that changes a give."""
    return _form(_own(give_id))


def _own(give_id: str) -> Give:
    with visit.tracker().database.read() as db:
        try:
            return services.the(db, visit.user(), give_id)
        except NotFound:
            visit.missing()


def _form(one: Give, typed: Any = None, trouble: str = "") -> str:
    on = one.at.astimezone(visit.user().zone)
    kept = {"kind": one.kind.value, "direction": one.direction.value, "note": one.note}
    kept |= {"at_on": on.date().isoformat(), "at_at": f"{on:%H:%M}"}
    with visit.tracker().database.read() as db:
        person = people.persons(db, visit.user().id).turned_out(one.person)
    back = request.values.get("back", "")
    return render_template("give.html", give=one, person=person, typed=typed or kept, trouble=trouble, back=back)


@page.post("/giving/<give_id>")
def edit(give_id: str) -> Answer:
    """Say something else about a give."""
    before = _own(give_id)
    try:
        after = services.edit(visit.tracker().database, visit.user(), give_id, **_typed(), **_how())
    except (forms.Unreadable, Refused) as trouble:
        return _form(before, request.form, worded(trouble)), 422
    if after != before:
        visit.say(_("Saved."), undo=undo_of(after))
    return _back(after.person)


@page.post("/giving/<give_id>/take-back")
def take_back(give_id: str) -> AnyResponse:
    """A give that was none."""
    one = _own(give_id)
    services.take_back(visit.tracker().database, visit.user(), give_id, **_how())
    visit.say(_("Taken back: %(give)s.", give=passed(one)), undo=undo_of(one, gone=True))
    return _back(one.person)


def _back(person_id: str) -> AnyResponse:
    """To the page on which it was listed."""
    if request.form.get("back") == "person":
        return visit.go("people.one", person_id=person_id)
    return visit.back("giving.show")


@page.post("/giving/<give_id>/undo")
def undo(give_id: str) -> AnyResponse:
    """Take back the last act on a give, as long as it is what was seen."""
    database, user, of = visit.tracker().database, visit.user(), request.args.get("of")
    now_there = _own(give_id) if of else None
    if now_there and seen.state(now_there) != of:
        visit.warn(_("More was done since, so nothing was taken back. Take back first what came last."))
        return visit.back("giving.show")
    try:
        services.undo(database, user, give_id, of=now_there, **_how())
        visit.say(_("Taken back.") if now_there else _("There again."))
    except Overtaken:
        visit.warn(_("It is there already."))
    except NotFound:
        visit.missing()
    return visit.back("giving.show")


@page.post("/giving/suggested/<sign>")
def accept(sign: str) -> Answer:
    """It was a give: which way it went is what was tapped."""
    try:
        direction = _which_way()
        whose = whom.chosen(request.form, _named()).id if "who" in request.form else ""
        one = services.accept(
            visit.tracker().database, visit.user(), sign, direction=direction, person=whose, **_how()
        )
    except (forms.Unreadable, Refused) as trouble:
        return _page(worded(trouble)), 422
    except NotFound:
        return _page(_("That is not asked any more.")), 422
    visit.say(_("Counted: %(give)s, %(title)s.", give=passed(one), title=clean(one.note)), undo=undo_of(one))
    return visit.back("giving.show")


@page.post("/giving/suggested/<sign>/no")
def decline(sign: str) -> Answer:
    """It was none: never asked again."""
    try:
        services.decline(visit.tracker().database, visit.user(), sign, **_how())
    except NotFound as trouble:
        return _page(worded(trouble)), 422
    visit.say(_("Not counted, and not asked again."), undo=url_for("giving.ask_again", sign=sign))
    return visit.back("giving.show")


@page.post("/giving/suggested/<sign>/again")
def ask_again(sign: str) -> Answer:
    """Take a "no" back."""
    try:
        services.ask_again(visit.tracker().database, visit.user(), sign, now=visit.now())
    except NotFound as trouble:
        return _page(worded(trouble)), 422
    visit.say(_("Asked again."))
    return visit.back("giving.show")


@page.post("/giving/offers")
def offers() -> Answer:
    """What its user can give to anybody, one in each line."""
    typed = request.form.get("offers", "")
    if len(typed) > LONGEST_OFFERS:
        refused = _("That is longer than %(most)s letters. Say it shorter.", most=LONGEST_OFFERS)
        return _page(refused, offers=typed), 422
    lines = dict.fromkeys(filter(None, (" ".join(line.split()) for line in typed.splitlines())))
    users.decide(visit.tracker().database, visit.user(), {"offers": tuple(lines)}, **_how())
    visit.say(_("Saved."))
    return visit.go("giving.show")
