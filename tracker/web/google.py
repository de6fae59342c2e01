"""Google Calendar by consent: what will be read, to Google and back, which calendars to follow, and letting go."""

from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe
from typing import TypedDict
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, make_response, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.google.lists import Listed
from tracker.calendars.google.oauth import CALENDAR_LIST, EVENTS
from tracker.domain.account import Calendar, Connection
from tracker.domain.promise import Refused
from tracker.services import connections, consents, inviting, signin
from tracker.services.consents import Purpose
from tracker.services.refusals import NoSuchUser
from tracker.store import calendars as store
from tracker.store.database import Database
from tracker.store.seal import Seal
from tracker.tongue import N_, ngettext
from tracker.tongue import gettext as _
from tracker.web import calendars, google_refused, headers, invited, limits, progress, rooms, visit
from tracker.web.browsers import browser_of
from tracker.web.promises import VIA

page = Blueprint("google", __name__)
google_refused.explain(page)

Answer = AnyResponse | str | tuple[str, int]
NOBODY = Client("", "", "")  # to give a token back takes no client, and must be possible when there is none any more
WHY = {
    CALENDAR_LIST: N_("so that you can choose which to follow"),
    EVENTS: N_("tracker reads those that you choose, and no other"),
}
GONE = {  # by whether the leave was given back at Google; None: the key to it is not here
    True: N_(
        "%(account)s is disconnected: its tokens and events are deleted here, and the leave is given back at Google."
    ),
    False: N_(
        "%(account)s is disconnected: its tokens and events are deleted here, and Google is told as soon as it "
        "answers."
    ),
    None: N_(
        "%(account)s is disconnected: its tokens and events are deleted here. Take the leave back at Google too, at "
        "myaccount.google.com/connections: the key to it is not here."
    ),
}
SIGNING_IN = timedelta(minutes=10)  # as long as a consent may take


class _Answer(TypedDict):
    """What Google's answer says, and the secret of the browser that brings it."""

    state: str
    code: str
    error: str
    issuer: str
    browser: str


@page.get("/google")
def show() -> str:
    """What will be read, and the way there; where no client is configured, what it takes to get one."""
    theirs = connections.connections(visit.tracker().database, visit.user())
    return render_template(
        "google.html",
        redirect_to=redirect_address(visit.tracker().base_url),
        elsewhere=_elsewhere(),
        lost=[one for one in theirs if one.lost_at],
        permissions=[(consents.PERMISSIONS[scope], why) for scope, why in WHY.items()],
    )


def _elsewhere() -> str:
    """The address at which to open this page first, where it was opened at another one of the same machine: Google
    leads back to the configured one, and a browser keeps the cookies of the two apart.
    """
    base = urlsplit(visit.tracker().base_url)
    loopback = base.hostname in ("127.0.0.1", "localhost", "::1")
    return base.geturl() if loopback and request.host != base.netloc else ""


@page.post("/google/connect")
@limits.consents
def connect() -> Response:
    """Off to Google, for a new connection or to reconnect one of one's own."""
    connection_id = request.form.get("connection", "")
    address = _begin(Purpose.CONNECT, request.cookies.get(visit.cookie_name(), ""), connection_id)
    session["reconnecting"] = connection_id  # so that a refusal can offer the same again
    return _leaving(address)


@page.post("/signin/google")
@limits.signins
def sign_in() -> AnyResponse:
    """Off to Google, to say who one is. What binds the way back to this browser is a cookie of its own."""
    if g.user:
        return visit.go("home.show")
    browser = token_urlsafe(32)
    response = _leaving(_begin(Purpose.SIGNIN, browser, ""))
    visit.bind(response, browser, SIGNING_IN)
    return response


def _leaving(address: str) -> Response:
    return headers.onward(make_response(render_template("google_leaving.html", address=address)), address)


def _begin(purpose: Purpose, browser: str, connection_id: str) -> str:
    return consents.begin(
        *_kept(), g.user, purpose=purpose, browser=browser, connection_id=connection_id, now=visit.now()
    )


@page.get("/google/back")
@limits.returns
def back() -> Answer:
    """Back from Google: the one GET that acts, since Google comes back in no other way. Its state works once, for the
    browser that set out; then on to a page that can be loaded again.
    """
    if request.method != "GET":  # a HEAD is a look, which uses nothing up
        return ""
    return _connected() if g.user else _signed_in()


def _connected() -> AnyResponse:
    finished = consents.finish(*_kept(), purpose=Purpose.CONNECT, **_answer(visit.cookie_name()), now=visit.now())
    session.pop("reconnecting", None)
    account = finished.connection.account
    said = _("%(account)s is connected.", account=account)
    visit.say(said if finished.new else _("%(account)s is connected again.", account=account))
    return visit.go("google.choose", connection_id=finished.connection.id)


def _signed_in() -> AnyResponse:
    try:
        user = consents.sign_in(*_kept(), purpose=Purpose.SIGNIN, **_answer(visit.binding_name()), now=visit.now())
    except NoSuchUser as nobody:
        return _invited(nobody)
    response = make_response(visit.go("home.show"))
    visit.sign_in(response, signin.enter(visit.tracker().database, user, visit.now(), browser=browser_of(request)))
    visit.unbind(response)
    return response


def _invited(nobody: NoSuchUser) -> AnyResponse:
    """Who has no account, but an invitation to the address that Google vouches for, is asked whether to accept it."""
    if inviting.asked_address(visit.tracker().database, nobody.account, visit.now()) is None:
        raise nobody
    session[invited.VOUCHED] = nobody.account
    response = visit.go("invited.vouched")
    visit.unbind(response)
    return response


def _kept() -> tuple[Database, Seal, Client]:
    return visit.tracker().database, visit.tracker().seal, _client()


def _answer(cookie: str) -> _Answer:
    said = request.args
    return _Answer(
        state=said.get("state", ""),
        code=said.get("code", ""),
        error=said.get("error", ""),
        issuer=said.get("iss", ""),
        browser=request.cookies.get(cookie, ""),
    )


@page.get("/google/<connection_id>/calendars")
def choose(connection_id: str) -> Answer:
    """The calendars of one account, to tick those that are to be followed."""
    connection = _own(connection_id)
    return _choice(connection, _listed(connection))


@page.post("/google/<connection_id>/calendars")
@limits.feeds
def follow(connection_id: str) -> Answer:
    """Follow those that were ticked, and have the new ones read at once. The names are Google's, asked again: a form
    is not believed in what a calendar is called.
    """
    connection, tracker = _own(connection_id), visit.tracker()
    listed = _listed(connection)
    ticked = set(request.form.getlist("calendar"))
    chosen = {one.id: one.name for one, _ in listed if one.id in ticked}
    try:
        followed, unticked = connections.choose(
            tracker.database,
            tracker.seal,
            visit.user(),
            connection.id,
            chosen,
            most=rooms.of_user().calendars,
            now=visit.now(),
        )
    except Refused as refused:
        return _choice(connection, listed, str(refused)), 422
    _ask_about(unticked)
    return progress.read_soon([one.id for one in followed]) if followed else visit.go("calendars.show")


def _listed(connection: Connection) -> tuple[tuple[Listed, bool], ...]:
    tracker = visit.tracker()
    return connections.listed(
        tracker.database, tracker.seal, _client(), tracker.post, tracker.clock, visit.user(), connection.id
    )


def _choice(connection: Connection, listed: tuple[tuple[Listed, bool], ...], trouble: str = "") -> str:
    fresh = not any(followed for _, followed in listed)
    return render_template("google_choose.html", connection=connection, listed=listed, fresh=fresh, trouble=trouble)


def _ask_about(unticked: Sequence[Calendar]) -> None:
    """What is no longer ticked is still followed: what becomes of its promises is its user's to say."""
    if len(unticked) == 1:
        name, where = unticked[0].name, url_for("calendars.ask", calendar_id=unticked[0].id)
        leads = (_("Remove %(name)s", name=name), where)
        visit.warn(_("%(name)s is not ticked, but followed until you remove it.", name=name), leads)
    elif unticked:
        visit.warn(
            ngettext(
                "%(name)s and %(num)s other calendar are not ticked, but followed until you remove them.",
                "%(name)s and %(num)s other calendars are not ticked, but followed until you remove each of them.",
                len(unticked) - 1,
                name=unticked[0].name,
            )
        )


@page.get("/google/<connection_id>/disconnect")
def ask(connection_id: str) -> str:
    """Ask before a connection goes: what becomes of the promises made from its calendars?"""
    connection = _own(connection_id)
    with visit.tracker().database.read() as db:
        theirs = [one for one in store.calendars(db, visit.user().id) if one.connection == connection.id]
    made = calendars.made_from(theirs)
    return render_template("google_disconnect.html", connection=connection, calendars=theirs, made=made)


@page.post("/google/<connection_id>/disconnect")
def disconnect(connection_id: str) -> AnyResponse:
    """Forget its tokens and events at once, and give the leave back at Google."""
    connection, tracker = _own(connection_id), visit.tracker()
    told = connections.disconnect(
        tracker.database,
        tracker.seal,
        visit.tracker().google or NOBODY,
        visit.user(),
        connection.id,
        keep_promises=request.form.get("promises") != "strike",
        via=VIA,
        now=visit.now(),
    )
    visit.say(_(GONE[told], account=connection.account))
    return visit.go("calendars.show")


def _own(connection_id: str) -> Connection:
    """One of one's own connections; another's is as missing as none."""
    theirs = connections.connections(visit.tracker().database, visit.user())
    found = next((one for one in theirs if one.id == connection_id), None)
    return found or visit.missing()


def _client() -> Client:
    return visit.tracker().google or visit.missing()
