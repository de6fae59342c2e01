"""The pages behind a partner's links: to say yes or no to an invitation, and to end what they agreed to. They need no
account: the signed token is the authority, and opens nothing else. GET shows, only POST acts (requirement 44).
"""

from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request

from tracker.domain.account import User
from tracker.domain.partner import Partner
from tracker.mail.links import BadLink, Purpose
from tracker.mail.partner import called, tells
from tracker.services import partnering
from tracker.services.ledger import NotFound
from tracker.store import accounts
from tracker.web import headers, limits, visit

page = Blueprint("joining", __name__)


class Read(NamedTuple):
    """A link that was read: whose week it is about, and the partner as they are now."""

    user: User
    partner: Partner


@page.get("/join/<token>")
def asked(token: str) -> Response:
    """What they would get, and two buttons."""
    return _page("join.html", _read("join", token))


@page.post("/join/<token>")
@limits.links
def answer(token: str) -> Response:
    """Yes, or no; whatever else is sent changes nothing."""
    read, said = _read("join", token), request.form.get("say", "")
    return _page("join.html", _did(read, said) if said in ("yes", "no") else read)


def _did(read: Read, said: str) -> Read:
    act = partnering.join if said == "yes" else partnering.leave
    return read._replace(partner=act(visit.tracker().database, read.user, read.partner.id, visit.now()))


@page.get("/leave/<token>")
def leaving(token: str) -> Response:
    """The form that ends it."""
    return _page("leave.html", _read("leave", token))


@page.post("/leave/<token>")
@limits.links
def leave(token: str) -> Response:
    """End it at once: by the form, or by the mail program's own button (RFC 8058); or take that back."""
    return _page("leave.html", _did(_read("leave", token), "yes" if request.form.get("say") == "again" else "no"))


def _read(purpose: Purpose, token: str) -> Read:
    """A link of ours; anything else is refused without saying why."""
    link = visit.link(purpose, token)
    with visit.tracker().database.read() as db:
        user = accounts.user(db, link.user)
        if user is None:
            raise BadLink
        try:
            return Read(user, partnering.the(db, user, link.subject))
        except NotFound:
            raise BadLink from None


def _page(template: str, read: Read) -> Response:
    user, partner = read
    with visit.tracker().database.read() as db:
        back = partnering.slipped(db, user, partner, partnering.THEIRS, visit.now())
    said = {"partner": partner, "who": called(user), "name": user.name or user.email, "tells": tells(partner)}
    return headers.unlisted(make_response(render_template(template, **said, back=back, reader=user)))
