"""Signing in by a link that works once, and out again."""

from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.audit import ANYBODY, Deed
from tracker.mail.letter import signin_letter
from tracker.services import digests, signin
from tracker.store import accounts, audit, tenants
from tracker.store.database import new_id
from tracker.web import limits, visit
from tracker.web.browsers import browser_of

page = Blueprint("account", __name__)

KIND = "signin"
LED_TO = {"": "home.show", "leaving": "leaving.ask", "sessions": "sessions.show"}
"""Where a link may lead who signs in by it, by the name that is kept with it: a page of ours, never an address."""


@page.get("/signin")
def ask() -> AnyResponse | str:
    """Ask for the address; who is signed in already goes home."""
    return visit.go("home.show") if _signed_in() else render_template("signin.html", asked=False)


def _signed_in() -> bool:
    token = request.cookies.get(visit.cookie_name())
    return bool(token and signin.user_of(visit.tracker().database, token, visit.now()))


@page.post("/signin")
@limits.signins
@limits.signins_by_email
def invite() -> str:
    """Send a link to a known address. The answer is the same for an unknown one, and so is the work: a letter is
    written and sealed, and one transaction kept, so that the time that it takes tells nobody who is here (C43).
    """
    email = request.form.get("email", "").strip().casefold()
    with tenants.everybodys(), visit.tracker().database.read() as db:
        user = accounts.user_with(db, email)
    send_link(user)
    return render_template("signin.html", asked=True)


def send_link(user: User | None, leads: str = "") -> None:
    """Put the letter among those that wait: the next tick sends it, so that no one can time the mail server. For
    nobody it is written to ourselves, and thrown away.
    """
    tracker, now, token = visit.tracker(), visit.now(), signin.new_token()
    letter = _letter(user.email if user else tracker.post.address, token, user.locale if user else "")
    with tenants.users(user.id) if user else tenants.nobodys(), tracker.database.write() as db:
        if user:
            signin.remember(db, user, token, leads=leads, now=now)
            digests.keep_letter(db, tracker.post, user, letter, kind=KIND, period=new_id(), now=now)
        else:
            digests.sealed(tracker.post, letter, owner="")
        whose, deed = (user.id, Deed.LINK_ASKED) if user else ("", Deed.REFUSED)
        audit.note(db, whose, deed, by=ANYBODY, via="letter", now=now)


def _letter(to: str, token: str, locale: str) -> EmailMessage:
    tracker = visit.tracker()
    return signin_letter(
        to=to,
        link=f"{tracker.base_url}/signin/{token}",
        base_url=tracker.base_url,
        sender=tracker.post.sender,
        message_id=f"<{KIND}.{new_id()}@{urlsplit(tracker.base_url).hostname}>",
        made_at=visit.now(),
        locale=locale or tongue.spoken().code,
    )


@page.get("/signin/<token>")
def arrive(token: str) -> str | tuple[str, int]:
    """One button: a mail program that looks at links does not use them up."""
    user = signin.invited(visit.tracker().database, token, visit.now())
    shown = render_template("signin_link.html", link=token, invited=user)
    return shown if user else (shown, 404)


@page.post("/signin/<token>")
@limits.signins
def enter(token: str) -> AnyResponse | tuple[str, int]:
    """Redeem the link, once, for a session of its own."""
    entered = signin.redeem(visit.tracker().database, token, visit.now(), browser=browser_of(request))
    if entered is None:
        return render_template("signin_link.html", link=token, invited=None), 404
    response = make_response(visit.go(LED_TO.get(entered.leads, "home.show")))
    visit.sign_in(response, entered.token)
    return response


@page.post("/signout")
def leave() -> AnyResponse:
    """End this session."""
    signin.sign_out(visit.tracker().database, request.cookies.get(visit.cookie_name(), ""), visit.now())
    response = visit.go("account.ask")
    visit.sign_out(response)
    return response
