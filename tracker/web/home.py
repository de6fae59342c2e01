"""The first page: what is owed now, what comes, what is to be confirmed, what was delivered lately."""

from datetime import timedelta

from flask import Blueprint, Response, make_response, render_template

from tracker.domain.away import due_away
from tracker.domain.digest import Digest, compose
from tracker.domain.known import delivered_since, lines, owed
from tracker.domain.loss import by_loss
from tracker.services.gather import gather
from tracker.web import headers, health, start, visit

page = Blueprint("home", __name__)

FEW = 3  # questions shown at once: home is opened to tap one thing
MOST = 25  # promises of a kind: a page of hundreds is no page to tap one thing on
LATELY = timedelta(days=7)


@page.get("/")
def show() -> Response:
    """Overdue first, then the seven days ahead; for somebody new, how to begin."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
        progress = start.progress(db, known)
    digest = _by_loss(compose(known, now))
    judged = lines(known, now)
    shown = {line.promise.id for line in (*digest.overdue, *digest.coming, *digest.waiting_on)}
    shown_now = render_template(
        "home.html",
        digest=digest,
        most=MOST,
        persons=known.persons,
        questions=digest.questions[:FEW],
        delivered=delivered_since(judged, now - LATELY),
        later=[line for line in owed(judged) if line.promise.id not in shown],
        idle=health.idle(),
        away=user.away if user.away and user.away.end > now else None,
        due_away=due_away(judged, user, now),
        blank=not (known.calendars or known.promises),
        progress=progress if progress.under_way else None,
    )
    return headers.keyed(make_response(shown_now))


def _by_loss(digest: Digest) -> Digest:
    """The same with what costs most next first (requirement 31), so that the heading names the first of the list."""
    overdue, coming = (by_loss(owed, digest.user.leniency) for owed in (digest.overdue, digest.coming))
    return digest._replace(overdue=overdue, coming=coming)
