"""The feed of past letters, for feed readers that hold its address; that address made, renewed and stopped."""

import re

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.mail.atom import KIND
from tracker.services import letterfeed as services
from tracker.tongue import gettext as _
from tracker.web import headers, limits, visit

page = Blueprint("letterfeed", __name__)


@page.post("/letters/feed/new")
def begin() -> AnyResponse:
    """A new address; the one before is good no more."""
    user = visit.user()
    services.begin(visit.tracker().database, user)
    renewed = _("The new address is made. Feed readers that follow the old one must be given it.")
    visit.say(renewed if user.letters_key else _("The address is made."), undo=_undo(user.letters_key))
    return _shown()


@page.post("/letters/feed/stop")
def stop() -> AnyResponse:
    """No address is good any more."""
    user = visit.user()
    services.stop(visit.tracker().database, user)
    visit.say(_("Stopped. No feed reader is told of your letters any more."), undo=_undo(user.letters_key))
    return _shown()


def _undo(key: str) -> str:
    """A key alone opens nothing: the address is signed with ours."""
    return url_for("letterfeed.back", key=key)


@page.post("/letters/feed/back")
def back() -> AnyResponse:
    """The address of before is good again."""
    key = request.args.get("key", "")
    if not re.fullmatch(r"|[\w-]{16}", key, re.ASCII):
        visit.missing()
    services.back(visit.tracker().database, visit.user(), key)
    visit.say(_("Taken back."))
    return _shown()


def _shown() -> AnyResponse:
    return visit.go("letters.show", _anchor="feed")


@page.get("/letters/feed/<token>.atom")
@limits.outfeeds
@limits.outfeeds_by_link
def told(token: str) -> Response:
    """The feed, or that it is as it was (RFC 9110, 13.1): then no letter was opened."""
    tracker = visit.tracker()
    link = visit.link("letters", token)
    with tracker.database.read() as db:
        user = services.reader(db, link)
        letters = services.told(db, user)
        mark = services.mark(user, letters)
        answer = Response(content_type=KIND)
        answer.set_etag(mark.etag)
        answer.last_modified = mark.changed_at
        answer.make_conditional(request)
        if answer.status_code != 304:
            answer.data = services.feed(db, tracker.post, user, letters)
    return headers.unlisted(answer)
