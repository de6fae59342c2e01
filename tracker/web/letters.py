"""Letters: the one that would go out now, and those that went."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from flask import Blueprint, Response, make_response, render_template, url_for

from tracker.services import digests
from tracker.services.ledger import NotFound
from tracker.store import letters
from tracker.store.seal import CannotOpen
from tracker.web import headers, visit

page = Blueprint("letters", __name__)


@page.get("/letter")
def preview() -> Response:
    """This week's letter as it would go out now."""
    return _framed(_preview(), url_for("letters.preview_body"), url_for("letters.preview_text"))


def _preview() -> EmailMessage:
    tracker, now = visit.tracker(), visit.now()
    return digests.written(tracker.post, digests.preview(tracker.database, visit.user(), now), now)


def _framed(message: EmailMessage, body: str, text: str, letter: letters.Letter | None = None) -> Response:
    shown = render_template("letter.html", subject=str(message["Subject"]), body=body, text=text, letter=letter)
    return headers.framing(make_response(shown))


@page.get("/letter/body")
def preview_body() -> Response:
    """Its HTML part, for the frame."""
    return _html(_preview())


@page.get("/letter/text")
def preview_text() -> Response:
    """Its text part."""
    return _text(_preview())


@page.get("/letters")
def show() -> str:
    """All weekly letters, newest first."""
    with visit.tracker().database.read() as db:
        found = [letter for letter in letters.letters(db, visit.user().id) if letter.kind == digests.KIND]
    return render_template("letters.html", letters=sorted(found, key=lambda letter: letter.made_at, reverse=True))


@page.get("/letters/<letter_id>")
def one(letter_id: str) -> Response:
    """One letter, as it went."""
    letter, message = _own(letter_id)
    body = url_for("letters.one_body", letter_id=letter_id)
    return _framed(message, body, url_for("letters.one_text", letter_id=letter_id), letter)


@page.get("/letters/<letter_id>/body")
def one_body(letter_id: str) -> Response:
    """Its HTML part, for the frame."""
    return _html(_own(letter_id)[1])


@page.get("/letters/<letter_id>/text")
def one_text(letter_id: str) -> Response:
    """Its text part."""
    return _text(_own(letter_id)[1])


def _own(letter_id: str) -> tuple[letters.Letter, EmailMessage]:
    tracker = visit.tracker()
    with tracker.database.read() as db:
        letter = letters.letter(db, visit.user().id, letter_id)
        if letter is None or letter.kind != digests.KIND:  # a link to sign in by is for the mailbox alone
            visit.missing()
        try:
            raw = digests.raw(db, tracker.post, visit.user().id, letter_id)
        except CannotOpen:
            raise NotFound("This letter was sealed with a key that is not here") from None
    return letter, message_from_bytes(raw, policy=policy.default)


def _html(message: EmailMessage) -> Response:
    """In a frame its links would open inside it, so they are told to take the whole window."""
    html = _part(message, "html").replace("<head>", '<head><base target="_top">', 1)
    return headers.letter(Response(html, mimetype="text/html"))


def _text(message: EmailMessage) -> Response:
    return Response(_part(message, "plain"), mimetype="text/plain")


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
