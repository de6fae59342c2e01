"""Links in letters. They need no session: the signed token is the authority. GET shows a page, only POST acts."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.known import Line, lines
from tracker.domain.people import Person
from tracker.domain.promise import Refused
from tracker.mail.links import BadLink, Link, Purpose
from tracker.services import ledger as services
from tracker.services import reminders as reminding
from tracker.services.gather import of_one
from tracker.store import accounts
from tracker.store import links as store
from tracker.web import headers, history, limits, visit

page = Blueprint("links", __name__)

VIA = "letter"
UNDO_FOR = timedelta(days=7)


class Read(NamedTuple):
    """A link that was read: its user and its promise as they are now, and when it was used. None: not yet."""

    link: Link
    user: User
    line: Line
    used_at: datetime | None
    persons: tuple[Person, ...]

    @property
    def undoable(self) -> bool:
        """Whether what this link did may still be taken back."""
        recent = self.used_at is not None and visit.now() - self.used_at <= UNDO_FOR
        return recent and self.line.promise.delivered_at is not None


@page.get("/l/<token>")
def promise(token: str) -> Response:
    """The promise and one button."""
    return _page(_read(token), token)


@page.post("/l/<token>")
@limits.links
def act(token: str) -> Response:
    """Deliver, once; or take that back."""
    read = _read(token)
    if request.form.get("act") == "undo":
        return _undo(read, token)
    if read.used_at or not read.line.promise.open:
        return _page(read, token)
    at = visit.now()
    try:
        services.deliver(visit.tracker().database, read.user, read.link.subject, via=VIA, now=at)
    except Refused:  # closed by another hand meanwhile: the page says so
        return _page(_read(token), token)
    with visit.tracker().database.write() as db:
        store.use(db, read.user.id, read.link.id, at)
    return _page(_read(token), token, just="delivered")


def _undo(read: Read, token: str) -> Response:
    if not read.undoable or history.state(read.line.promise) != request.form.get("of"):
        return _page(read, token)
    services.undo(
        visit.tracker().database, read.user, read.link.subject, of=read.line.promise, via=VIA, now=visit.now()
    )
    return _page(_read(token), token, just="undone")


def _read(token: str) -> Read:
    """A link of ours with its user and promise; anything else is refused without saying why."""
    link = visit.link("deliver", token)
    with visit.tracker().database.read() as db:
        found = store.linked(db, link.user, link.subject, link.id)
        if found is None:
            raise BadLink
        tongue.speak(found.user.locale)
        if found.promise is None:
            raise BadLink
        known = of_one(db, found.user, found.promise)
    (line,) = lines(known, visit.now())
    return Read(link, found.user, line, found.used_at, known.persons)


def _page(read: Read, token: str, just: str = "") -> Response:
    shown = render_template("link.html", read=read, persons=read.persons, token=token, just=just, reader=read.user)
    return headers.unlisted(make_response(shown))


@page.get("/unsubscribe/<token>")
def stop(token: str) -> Response:
    """The form that stops the weekly letters."""
    return _stopped_page(_reader("unsubscribe", token))


@page.post("/unsubscribe/<token>")
@limits.links
def unsubscribe(token: str) -> Response:
    """Stop them at once: by the form, or by the mail program's own button (RFC 8058)."""
    user = replace(_reader("unsubscribe", token), digest_on=False)
    with visit.tracker().database.write() as db:
        accounts.save_user(db, user)
    return _stopped_page(user)


@page.get("/reminders/<token>")
def reminders(token: str) -> Response:
    """The form that stops the reminders."""
    return _stopped_page(_reader("remind", token), reminders=True)


@page.post("/reminders/<token>")
@limits.links
def stop_reminders(token: str) -> Response:
    """Stop them at once, and them alone, by the form or by the mail program's own button."""
    user = _reader("remind", token)
    reminding.stop(visit.tracker().database, user)
    return _stopped_page(replace(user, reminders=False), reminders=True)


def _reader(purpose: Purpose, token: str) -> User:
    link = visit.link(purpose, token)
    with visit.tracker().database.read() as db:
        user = accounts.user(db, link.user)
    if user is None:
        raise BadLink
    tongue.speak(user.locale)
    return user


def _stopped_page(user: User, *, reminders: bool = False) -> Response:
    shown = render_template("unsubscribe.html", reader=user, reminders=reminders)
    return headers.unlisted(make_response(shown))
