"""Cards of people, as address books write them: in, with a look before anything is kept; and out."""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.people import Person, person_from, person_record
from tracker.domain.promise import Refused
from tracker.services import cards as services
from tracker.tongue import gettext as _
from tracker.tongue import ngettext, worded
from tracker.web import forms, limits, visit
from tracker.web.people import Answer, how, own

page = Blueprint("cards", __name__)

LASTS = timedelta(hours=12)  # between the look and the yes
LARGEST_LOOK = 400_000  # letters that a look may take on its way through the browser


@page.get("/people/cards")
def show() -> str:
    """Where a file of cards comes in, and where one is had."""
    return render_template("cards.html", look=None, held="", trouble="")


@page.post("/people/cards")
@limits.feeds
def look() -> Answer:
    """What a file would do. Nothing of it is kept: it goes to the browser and back, under seal."""
    file = request.files.get("file")
    try:
        if not file or not file.filename:
            raise Refused("Choose a .vcf file.")
        found = services.read(file.read())
        with visit.tracker().database.read() as db:
            seen = services.look(db, visit.user(), found)
        held = _seals()[0].dumps([person_record(one.card) for one in seen.coming])
        if len(held) > LARGEST_LOOK:
            raise Refused("Those are too many cards at once. Export them in parts.")
    except Refused as trouble:
        return render_template("cards.html", look=None, held="", trouble=worded(trouble)), 422
    return render_template("cards.html", look=seen, held=held, trouble=""), 200


def _seals() -> list[URLSafeTimedSerializer]:
    """One for each secret, the first to seal with; made out to whoever looks."""
    salt = f"tracker.cards.v1.{visit.user().id}"
    return [URLSafeTimedSerializer(key, salt=salt) for key in visit.tracker().secret_keys]


def _held() -> list[Person]:
    for seal in _seals():
        try:
            records: list[Any] = seal.loads(request.form.get("held", ""), max_age=int(LASTS.total_seconds()))
            return [person_from(record) for record in records]
        except BadData:
            continue
    raise forms.Unreadable(_("That look has run out. Choose the file again."))


@page.post("/people/cards/in")
def bring_in() -> Answer:
    """Keep those that were ticked."""
    try:
        held = _held()
    except forms.Unreadable as trouble:
        return render_template("cards.html", look=None, held="", trouble=worded(trouble)), 422
    ticked = set(request.form.getlist("card"))
    cards = [card for place, card in enumerate(held) if str(place) in ticked]
    brought = services.bring_in(visit.tracker().database, visit.user(), cards, **how())
    undo = url_for("cards.take_back", at=visit.now().isoformat()) if brought else ""
    number = len(brought)
    said = ngettext("%(num)s card is in.", "%(num)s cards are in.", number) if number else _("Nothing new.")
    visit.say(said, undo=undo)
    return visit.go("people.show")


@page.post("/people/cards/undo")
def take_back() -> AnyResponse:
    """Take back what was brought in at one go."""
    try:
        at = datetime.fromisoformat(request.args.get("at", ""))
    except ValueError:
        visit.missing()
    number = services.take_back(visit.tracker().database, visit.user(), at, **how()) if at.tzinfo else 0
    if number:
        visit.say(_("Taken back."))
    else:
        visit.warn(_("Nothing was taken back: this has changed since."))
    return visit.go("people.show")


@page.get("/people/cards.vcf")
def every() -> Response:
    """The cards of all."""
    return _file("people.vcf")


@page.get("/people/<person_id>/card.vcf")
def one(person_id: str) -> Response:
    """The card of one person."""
    return _file("person.vcf", own(person_id).id)


def _file(name: str, *only: str) -> Response:
    with visit.tracker().database.read() as db:
        text = services.written(db, visit.user(), only)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, content_type="text/vcard; charset=utf-8", headers=headers)
