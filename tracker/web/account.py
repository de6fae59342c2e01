"""Signing in by a link that works once, and out again."""

from urllib.parse import urlsplit

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import User
from tracker.mail.letter import signin_letter
from tracker.services import digests, signin
from tracker.store import accounts
from tracker.store.database import new_id
from tracker.web import limits, visit

page = Blueprint("account", __name__)

KIND = "signin"


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
    """Send a link to a known address. The answer is the same for an unknown one."""
    email = request.form.get("email", "").strip().casefold()
    with visit.tracker().database.read() as db:
        user = accounts.user_with(db, email)
    if user:
        _send_link(user)
    return render_template("signin.html", asked=True)


def _send_link(user: User) -> None:
    """Put the letter among those that wait: the next tick sends it, so that no one can time the mail server."""
    tracker, now = visit.tracker(), visit.now()
    token = signin.invite(tracker.database, user, now=now)
    letter = signin_letter(
        to=user.email,
        link=f"{tracker.base_url}/signin/{token}",
        base_url=tracker.base_url,
        sender=tracker.post.sender,
        message_id=f"<{KIND}.{new_id()}@{urlsplit(tracker.base_url).hostname}>",
        made_at=now,
        locale=user.locale,
    )
    with tracker.database.write() as db:
        digests.keep_letter(db, tracker.post, user, letter, kind=KIND, period=new_id(), now=now)


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
    session = signin.redeem(visit.tracker().database, token, visit.now())
    if session is None:
        return render_template("signin_link.html", link=token, invited=None), 404
    response = make_response(visit.go("home.show"))
    visit.sign_in(response, session)
    return response


@page.post("/signout")
def leave() -> AnyResponse:
    """End this session."""
    signin.sign_out(visit.tracker().database, request.cookies.get(visit.cookie_name(), ""))
    response = visit.go("account.ask")
    visit.sign_out(response)
    return response
