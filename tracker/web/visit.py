"""One request: whose it is, at what instant, and the tracker that it asks."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from flask import Response, abort, current_app, flash, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import tongue
from tracker.domain.account import User
from tracker.mail.links import Link, Purpose
from tracker.services import signin
from tracker.store import tenants
from tracker.web import bearer

if TYPE_CHECKING:
    from tracker.wiring import Tracker

OPEN = frozenset(
    {
        "static",
        "account.ask",
        "account.arrive",
        "account.enter",
        "account.invite",
        "links.promise",
        "links.act",
        "links.stop",
        "links.unsubscribe",
        "links.reminders",
        "links.stop_reminders",
        "joining.asked",
        "joining.answer",
        "joining.leaving",
        "joining.leave",
        "word.show",
        "word.say",
        "outfeed.told",
        "letterfeed.told",
        "health.alive",
        "health.ready",
        "metrics.show",
        "invited.asked",
        "invited.accept",
        "invited.vouched",
        "invited.accept_vouched",
        "leaving.gone",
        "installing.manifest",
        "installing.favicon",
        "google.back",
        "google.sign_in",
        "push.told",
    }
)
"""The endpoints that need no session. A test walks all the others."""

LARGEST_FORM = 500_000  # bytes; only files may be larger
UPLOADS = frozenset({"calendars.upload", "cards.look"})

UNSIGNED = frozenset(
    {
        "static",
        "links.promise",
        "links.act",
        "links.stop",
        "links.unsubscribe",
        "links.reminders",
        "links.stop_reminders",
        "joining.asked",
        "joining.answer",
        "joining.leaving",
        "joining.leave",
        "word.show",
        "word.say",
        "outfeed.told",
        "letterfeed.told",
        "push.told",
        "metrics.show",
        "health.alive",
        "health.ready",
    }
)
"""Those that never look at the session: a token of their own gives no more and no less to who is signed in."""


def tracker() -> "Tracker":
    """The tracker behind this application."""
    found: Tracker = current_app.extensions["tracker"]
    return found


def user() -> User:
    """Whose request it is; refused when it is nobody's."""
    found: User | None = g.get("user")
    if found is None:
        abort(401)
    return found


def now() -> datetime:
    """The instant of this request: one for all that it asks."""
    at: datetime = g.now
    return at


def cookie_name() -> str:
    """`__Host-` where the address is https, so that no neighbour can set it; a plain name at home over http."""
    return "__Host-session" if secure() else "tracker-session"


def secure() -> bool:
    """Whether people come by https."""
    return tracker().base_url.startswith("https://")


def enter() -> AnyResponse | None:
    """Before each request: learn who asks, and refuse who is nobody unless the door is an open one."""
    g.now, g.user, g.standing = tracker().clock(), None, None
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site") == "cross-site" and not _mailed():
        abort(403)
    if request.endpoint not in UPLOADS:
        request.max_content_length = LARGEST_FORM
    if bearer.asked_by_token():
        _enter_by_token()
        return None
    token = request.cookies.get(cookie_name())
    if token and request.endpoint not in UNSIGNED:
        _enter_by_session(token)
    if g.user:
        go_on_as(g.user.id)
    tongue.speak(g.user.locale if g.user else _wished())
    if g.user or request.endpoint is None or request.endpoint in OPEN:
        return None
    if request.method not in ("GET", "HEAD"):
        abort(401)
    return go("account.ask")


def _enter_by_session(token: str) -> None:
    held = signin.holder(tracker().database, token, g.now)
    if held:
        g.user, g.standing = held.user, held.standing


def _enter_by_token() -> None:
    """A program: no cookie is looked at, and each route of the API itself refuses whoever it does not let in."""
    held = bearer.holder(tracker().database, g.now)
    if held:
        g.user, g.token = held
        go_on_as(held.user.id)
    tongue.speak(held.user.locale if held else _wished())


def go_on_as(user_id: str) -> None:
    """From here on this request sees the rows of this user alone: the database itself keeps to it (`tenants`)."""
    tenants.see(user_id)


def link(purpose: Purpose, token: str) -> Link:
    """A signed link of ours, by which the request goes on as its user's. Raises BadLink."""
    read = tracker().links.read(purpose, token, now())
    go_on_as(read.user)
    return read


def _wished() -> str:
    """The locale that a browser asks for: nobody knows yet who reads."""
    return tongue.best([tag for tag, _ in request.accept_languages]).code


def _mailed() -> bool:
    """Whether it is a form that another's site may send: a web mail's own button that stops letters."""
    return request.endpoint in ("links.unsubscribe", "links.stop_reminders", "joining.leave")


def go(endpoint: str, **values: Any) -> AnyResponse:
    """Off to another page, by GET, so that a reload repeats nothing."""
    return redirect(url_for(endpoint, **values), 303)


def back(endpoint: str, **values: Any) -> AnyResponse:
    """Off to the page that the form named, else to the one given. It names a page, never an address; on the page of
    questions the `next` one.
    """
    named = request.form.get("back", "")
    if named in ("home", "promises", "questions", "overlooked", "giving", "start"):
        endpoint, values = f"{named}.show", {}
    if endpoint == "questions.show":
        values = {"sign": request.form.get("next") or None}
    return go(endpoint, **values)


def say(text: str, *, undo: str = "", sign: str = "", leads: tuple[str, str] | None = None) -> None:
    """One line on the next page, with an Undo where an address for it is given; `sign` is the question that an Undo
    brings back. `leads` is a link, its words and its address.
    """
    told = {"text": text, "undo": undo, "sign": sign, "leads": leads}
    flash(told)  # type: ignore[arg-type]  # the session keeps any JSON


def warn(text: str, leads: tuple[str, str] | None = None) -> None:
    """One line on the next page about what could not be done; `leads` is a link, its words and its address."""
    flash({"text": text, "undo": "", "leads": leads}, "warned")  # type: ignore[arg-type]


def sign_in(response: Response, token: str) -> None:
    """Give the browser its session; what it held before is forgotten."""
    session.clear()
    response.set_cookie(cookie_name(), token, httponly=True, samesite="Lax", secure=secure(), path="/")


def sign_out(response: AnyResponse) -> None:
    """Take it away again."""
    session.clear()
    response.delete_cookie(cookie_name(), httponly=True, samesite="Lax", secure=secure(), path="/")


def binding_name() -> str:
    """The cookie that binds the way to Google and back to one browser, before there is a session."""
    return "__Host-consent" if secure() else "tracker-consent"


def bind(response: AnyResponse, browser: str, lives: timedelta) -> None:
    """Give the browser that cookie. Lax: it has to come along when Google leads back."""
    response.set_cookie(
        binding_name(), browser, max_age=lives, httponly=True, samesite="Lax", secure=secure(), path="/"
    )


def unbind(response: AnyResponse) -> None:
    """Take it away again."""
    response.delete_cookie(binding_name(), httponly=True, samesite="Lax", secure=secure(), path="/")


def missing() -> NoReturn:
    """The same answer for what is not there and for what is another's."""
    abort(404)
