"""The page behind the link that a promisee was given: one promise, and three things to say of it. It needs no
account: the signed token is the authority, and opens nothing else. GET shows, only POST acts (requirement 43).
"""

from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request

from tracker.domain.account import User
from tracker.domain.promise import Promise, Refused
from tracker.domain.word import CHANGED_FOR, Heard, Saying
from tracker.mail.links import ASKED_FOR, BadLink, Link
from tracker.services import word as services
from tracker.store import accounts
from tracker.tongue import worded
from tracker.web import headers, limits, visit

page = Blueprint("word", __name__)


class Read(NamedTuple):
    """A link that was read: whose it is, and what its one promise is now."""

    link: Link
    user: User
    heard: Heard

    @property
    def promise(self) -> Promise:
        """The only one that it shows."""
        return self.heard.promise


@page.get("/w/<token>")
def show(token: str) -> Response:
    """The promise, how it stands, and what may be said of it."""
    return _page(_read(token))


@page.post("/w/<token>")
@limits.words
@limits.words_by_link
def say(token: str) -> Response:
    """Write down what is said; what makes no sense any more changes nothing, and the page says that and why."""
    read = _read(token)
    try:
        said = Saying(request.form.get("say", ""))
        heard = services.say(visit.tracker().database, read.user, read.link, said, visit.now())
    except Refused as trouble:  # it was closed by another hand meanwhile
        return _page(_read(token), trouble=worded(trouble))
    except ValueError:  # no word of ours: nobody pressed a button
        return _page(_read(token))
    return _page(read._replace(heard=heard), just=True)


def _read(token: str) -> Read:
    """A link of ours that is good now; anything else is refused without saying why."""
    link = visit.link("word", token)
    with visit.tracker().database.read() as db:
        user = accounts.user(db, link.user)
        if user is None:
            raise BadLink
        return Read(link, user, services.behind(db, user, link, visit.now()))


def _page(read: Read, *, just: bool = False, trouble: str = "") -> Response:
    shown = render_template(
        "word.html",
        heard=read.heard,
        promise=read.promise,
        just=just,
        trouble=trouble,
        reader=read.user,
        sayings=Saying,
        until=read.link.made_at + ASKED_FOR,
        changed_for=CHANGED_FOR,
    )
    return headers.unlisted(make_response(shown))
