"""The pages behind an invitation: to have an account. GET shows, POST accepts; the link is the authority, or that
Google vouches for the address that was invited.
"""

from collections.abc import Mapping
from typing import NamedTuple
from zoneinfo import available_timezones

from flask import Blueprint, Response, make_response, render_template, request, session
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Refused
from tracker.services import inviting
from tracker.services.inviting import Accepted
from tracker.tongue import gettext as _
from tracker.tongue import spoken, worded
from tracker.web import forms, headers, limits, visit
from tracker.web.browsers import browser_of

page = Blueprint("invited", __name__)

VOUCHED = "vouched"  # in the signed session of who was invited and came by Google: which address Google vouches for
Answer = AnyResponse | tuple[Response, int]


class Typed(NamedTuple):
    """What somebody says of themselves."""

    name: str
    zone: str


@page.get("/invited/<token>")
def asked(token: str) -> Answer:
    """Who asks, and the form with name and time zone."""
    found = inviting.asked(visit.tracker().database, token, visit.now())
    return _form(found[0].email, {"zone": found[1].zone.key}) if found else _spent()


@page.post("/invited/<token>")
@limits.signins
def accept(token: str) -> Answer:
    """Make the account, once, and sign in."""
    database, now = visit.tracker().database, visit.now()
    found = inviting.asked(database, token, now)
    try:
        name, zone = _typed()
        accepted = inviting.accept(
            database, token, name=name, zone=zone, locale=spoken().code, browser=browser_of(request), now=now
        )
    except (forms.Unreadable, Refused) as trouble:
        return _refused(found[0].email, trouble) if found else _spent()
    return _in(accepted)


@page.get("/invited")
def vouched() -> Answer:
    """The same for who came by Google with an address that is invited."""
    email = str(session.get(VOUCHED, ""))
    return _form(email, {}) if _stands(email) else _spent()


@page.post("/invited")
@limits.signins
def accept_vouched() -> Answer:
    """Make the account, once, and sign in."""
    email, now = str(session.get(VOUCHED, "")), visit.now()
    try:
        name, zone = _typed()
        accepted = inviting.accept_vouched(
            visit.tracker().database,
            email,
            name=name,
            zone=zone,
            locale=spoken().code,
            browser=browser_of(request),
            now=now,
        )
    except (forms.Unreadable, Refused) as trouble:
        return _refused(email, trouble) if _stands(email) else _spent()
    return _in(accepted)


def _stands(email: str) -> bool:
    return bool(email and inviting.asked_address(visit.tracker().database, email, visit.now()))


def _typed() -> Typed:
    name = forms.text(request.form, "name", longest=200)
    zone = request.form.get("zone", "").strip()
    if zone not in available_timezones():
        raise forms.Unreadable(
            _("That zone is not known. Choose one from the list, like Europe/Paris or Africa/Accra.")
        )
    return Typed(name, zone)


def _form(email: str, typed: Mapping[str, str], trouble: str = "") -> Response:
    """With a script that fills in the zone of the browser's clock; without it the one who asked lends theirs."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    shown = render_template("invited.html", user=None, email=email, typed=typed, zones=zones, trouble=trouble)
    return headers.unlisted(headers.keyed(make_response(shown)))


def _refused(email: str, trouble: Exception) -> Answer:
    return _form(email, request.form.to_dict(), worded(trouble)), 422


def _spent() -> Answer:
    return headers.unlisted(make_response(render_template("invited_spent.html", user=None))), 404


def _in(accepted: Accepted | None) -> Answer:
    if accepted is None:
        return _spent()
    response = make_response(visit.go("start.show"))
    visit.sign_in(response, accepted.session)
    return response
