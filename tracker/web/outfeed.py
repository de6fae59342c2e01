"""The feed of one's own promises: the page with its address, and the feed itself, for calendars that hold that."""

import re

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.promise import Refused
from tracker.services import outfeed as services
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import headers, limits, visit

page = Blueprint("outfeed", __name__)

CHOICES = (
    (0, N_("When it is due")),
    (60, N_("An hour before")),
    (180, N_("Three hours before")),
    (1440, N_("A day before")),
    (2880, N_("Two days before")),
    (10080, N_("A week before")),
)


@page.get("/feed")
def show() -> str:
    """The address, the one place where it is shown in full, and how to subscribe to it."""
    return _page()


def _page(trouble: str = "") -> str:
    user = visit.user()
    address = services.address(visit.tracker().links, user)
    return render_template(
        "outfeed.html",
        address=address,
        webcal="webcal" + address[address.index("://") :] if address else "",
        local=not visit.secure(),
        choices=CHOICES,
        trouble=trouble,
    )


@page.post("/feed/new")
def begin() -> AnyResponse:
    """A new address; the one before is good no more."""
    user = visit.user()
    services.begin(visit.tracker().database, user)
    anew = _("The new address is made. Calendars that follow the old one must be given it.")
    visit.say(anew if user.feed_key else _("The address is made."), undo=_undo(user.feed_key))
    return visit.go("outfeed.show")


@page.post("/feed/stop")
def stop() -> AnyResponse:
    """No address is good any more."""
    user = visit.user()
    services.stop(visit.tracker().database, user)
    visit.say(_("Stopped. No calendar is told of your promises any more."), undo=_undo(user.feed_key))
    return visit.go("outfeed.show")


def _undo(key: str) -> str:
    """A key alone opens nothing: the address is signed with ours."""
    return url_for("outfeed.back", key=key)


@page.post("/feed/back")
def back() -> AnyResponse:
    """The address of before is good again."""
    key = request.args.get("key", "")
    if not re.fullmatch(r"|[\w-]{16}", key, re.ASCII):
        visit.missing()
    services.back(visit.tracker().database, visit.user(), key)
    visit.say(_("Taken back."))
    return visit.go("outfeed.show")


@page.post("/feed/alarms")
def ring() -> AnyResponse | tuple[str, int]:
    """When its alarms ring."""
    try:
        chosen = [int(value) for value in request.form.getlist("alarm") if value.isascii() and value.isdecimal()]
        services.ring(visit.tracker().database, visit.user(), chosen)
    except Refused as trouble:
        return _page(worded(trouble)), 422
    visit.say(_("Saved. Calendars learn it when they next read the feed."))
    return visit.go("outfeed.show")


@page.get("/feed/<token>.ics")
@limits.outfeeds
@limits.outfeeds_by_link
def told(token: str) -> Response:
    """The feed, or that it is as it was (RFC 9110, 13.1): then nothing but the end of the ledger was looked at."""
    tracker, now = visit.tracker(), visit.now()
    link = visit.link("feed", token)
    with tracker.database.read() as db:
        user = services.reader(db, link)
        mark = services.mark(db, user, now)
        answer = Response(content_type="text/calendar; charset=utf-8")
        answer.set_etag(mark.etag)
        answer.last_modified = mark.changed_at
        answer.make_conditional(request)
        if answer.status_code != 304:
            answer.data = services.told(db, user, tracker.base_url, now)
    answer.headers["Content-Disposition"] = "inline; filename=promises.ics"
    return headers.unlisted(answer)
