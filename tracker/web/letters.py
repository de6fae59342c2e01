"""Letters: what would go out next, and those that went, each as it was sent."""

from collections.abc import Iterable
from datetime import date, timedelta
from email.message import EmailMessage
from itertools import groupby
from typing import Any, NamedTuple

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.digest import Digest
from tracker.services import archive, digests, letterfeed
from tracker.store import archive as store
from tracker.store.letters import Letter, State
from tracker.tongue import N_
from tracker.tongue import gettext as _
from tracker.web import headers, limits, visit

page = Blueprint("letters", __name__)

KINDS = {
    digests.KIND: N_("Weekly letter"),
    "reminder": N_("Reminder"),
    archive.ASKED: N_("Asked for by you"),
}
STATES = {
    State.DUE: N_("waits"),
    State.CLAIMED: N_("on its way"),
    State.SENDING: N_("on its way"),
    State.SENT: N_("sent"),
    State.FAILED: N_("tried again soon"),
    State.GIVEN_UP: N_("not sent"),
}
PARTS = {"html": N_("As it looks"), "text": N_("As text"), "headers": N_("Headers")}


class Copy(NamedTuple):
    """A letter to be looked at: the part chosen, where its HTML is for the frame, its text, its headers."""

    part: str
    subject: str
    body: str
    text: str
    headers: tuple[tuple[str, str], ...]
    tabs: tuple[tuple[str, str, bool], ...]


class Week(NamedTuple):
    """The letters of one week of the calendar, by the day on which it began."""

    began: date
    letters: tuple[Letter, ...]


@page.get("/letter")
def preview() -> Response:
    """What would go out next, as it is now, and when."""
    digest, message = _preview()
    return _framed("letter_next.html", _copy(message, "preview"), digest=digest, mails=_mails())


def _preview() -> tuple[Digest, EmailMessage]:
    tracker, now = visit.tracker(), visit.now()
    digest = digests.preview(tracker.database, visit.user(), now)
    return digest, digests.written(tracker.post, digest, now)


def _mails() -> bool:
    return visit.tracker().config.mail is not None


def _copy(message: EmailMessage, endpoint: str, **values: Any) -> Copy:
    part, links = request.args.get("part", ""), visit.tracker().links
    part = part if part in PARTS else "html"
    return Copy(
        part=part,
        subject=str(message["Subject"]),
        body=url_for(f"letters.{endpoint}_body", **values),
        text=archive.part(message, "plain", links) if part == "text" else "",
        headers=tuple((name, links.quieted(str(value))) for name, value in message.items()),
        tabs=tuple(
            (url_for(f"letters.{endpoint}", part=None if one == "html" else one, **values), _(label), one == part)
            for one, label in PARTS.items()
        ),
    )


def _framed(template: str, copy: Copy, **said: Any) -> Response:
    return headers.framing(make_response(render_template(template, copy=copy, **said)))


@page.get("/letter/body")
def preview_body() -> Response:
    """Its HTML part, for the frame."""
    return _html(_part(_preview()[1], "html"))


@page.get("/letter/text")
def preview_text() -> Response:
    """Its text part alone."""
    return Response(_part(_preview()[1], "plain"), mimetype="text/plain")


def _part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    return str(found.get_content()) if found else ""


@page.post("/letter/send")
@limits.letters
def send_now() -> AnyResponse:
    """Send a copy now. The week's own letter comes as planned."""
    tracker, user = visit.tracker(), visit.user()
    archive.send_now(tracker.database, tracker.post, user, visit.now())
    said = (
        _("Written. It goes to %(address)s within a minute.", address=user.email)
        if _mails()
        else _("Written. No mail server is set, so it is put into a folder of this machine.")
    )
    visit.say(said)
    return visit.go("letters.preview")


@page.get("/letters")
def show() -> str:
    """Past letters by week, newest first; by kind and month if one wishes; and their feed."""
    user, asked = visit.user(), request.args
    kind, month, number = asked.get("kind", ""), asked.get("month", ""), _number(asked.get("page", ""))
    with visit.tracker().database.read() as db:
        shelf = archive.shelf(db, user, kind=kind, month=month, number=number, now=visit.now())
    chosen: dict[str, Any] = {"kind": kind if kind in archive.KINDS else None, "month": month or None}
    return render_template(
        "letters.html",
        weeks=list(_weeks(shelf.letters, user)),
        shelf=shelf,
        kinds=[(name, _(KINDS[name])) for name in archive.KINDS],
        kind=chosen["kind"],
        month=month,
        newer=url_for("letters.show", page=number - 1, **chosen) if number > 1 else "",
        older=url_for("letters.show", page=number + 1, **chosen) if shelf.further else "",
        address=letterfeed.address(visit.tracker().links, user),
        local=not visit.secure(),
    )


def _number(typed: str) -> int:
    return max(1, int(typed[:4])) if typed.isascii() and typed.isdecimal() else 1


def _weeks(letters: Iterable[Letter], user: User) -> Iterable[Week]:
    def began(letter: Letter) -> date:
        on = letter.made_at.astimezone(user.zone).date()
        return on - timedelta(days=(on.weekday() - tongue.first_weekday()) % 7)

    return (Week(monday, tuple(found)) for monday, found in groupby(letters, began))


@page.get("/letters/<letter_id>")
def one(letter_id: str) -> Response:
    """One letter, as it went, and the ways to those before and after it."""
    tracker, user = visit.tracker(), visit.user()
    with tracker.database.read() as db:
        letter, message = archive.opened(db, tracker.post, user, letter_id)
        before, after = store.beside(db, user.id, archive.KINDS, letter)
    return _framed(
        "letter.html", _copy(message, "one", letter_id=letter_id), letter=letter, before=before, after=after
    )


@page.get("/letters/<letter_id>/body")
def one_body(letter_id: str) -> Response:
    """Its HTML part, for the frame."""
    return _html(_opened(letter_id, "html"))


@page.get("/letters/<letter_id>/text")
def one_text(letter_id: str) -> Response:
    """Its text part alone."""
    return Response(_opened(letter_id, "plain"), mimetype="text/plain")


def _opened(letter_id: str, part: str) -> str:
    tracker = visit.tracker()
    with tracker.database.read() as db:
        _letter, message = archive.opened(db, tracker.post, visit.user(), letter_id)
    return archive.part(message, part, tracker.links)


def _html(body: str) -> Response:
    """In a frame its links would open inside it, so they are told to take the whole window."""
    html = body.replace("<head>", '<head><base target="_top">', 1)
    return headers.letter(Response(html, mimetype="text/html"))


def kind_said(letter: Letter) -> str:
    """What a letter is called."""
    return _(KINDS[letter.kind])


def state_said(letter: Letter) -> str:
    """How far it has come."""
    return _(STATES[State(letter.state)])
