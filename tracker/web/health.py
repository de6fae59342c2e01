"""Whether the process lives, and whether it can do its work."""

import logging
from datetime import timedelta

from flask import Blueprint, Response, current_app, jsonify

from tracker.services.work import BEAT
from tracker.store import letters, posture
from tracker.web import visit

log = logging.getLogger(__name__)

WITHIN = timedelta(minutes=3)  # three ticks
IDLE = timedelta(minutes=15)  # silent for so long, the work has stopped (requirement 38)
LOOKS = timedelta(seconds=30)  # between two looks at that, for a note on each page

page = Blueprint("health", __name__)


@page.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return jsonify(status="alive")


@page.get("/readyz")
def ready() -> tuple[Response, int]:
    """The database answers, its migrations are current, and the work beside the pages goes on.

    Where the service is hosted the pages and the work are processes apart. There the pages are ready while the
    database takes what is written, and is not older than they are; that the work stands still is told, but to take
    all pages away for it would only make it worse. Work that is held after a restore is ready as well: it looks for
    what was asked for, each minute.
    """
    hosted = visit.tracker().config.service.hosted
    found = {"database": False, "work": False}
    try:
        found["database"] = _writable() if hosted else visit.tracker().database.current
        found["work"] = working(WITHIN)
    except Exception:
        log.exception("not ready")
    ready = found["database"] if hosted else all(found.values())
    return jsonify(status="ready" if ready else "not ready", **found), 200 if ready else 503


def _writable() -> bool:
    database = visit.tracker().database
    with database.write() as db:
        takes = posture.takes_writes(db)
    return takes and database.fits


def working(within: timedelta) -> bool:
    """Whether the work that reads calendars and sends letters has beaten its heart lately."""
    with visit.tracker().database.read() as db:
        beat = letters.last_beat(db, BEAT)
    return beat is not None and visit.now() - beat <= within


def silent() -> bool:
    """Whether the workers of a hosted service have been silent for long; looked up now and then."""
    if not visit.tracker().config.service.hosted:
        return False
    looked, was = current_app.extensions.get("silent", (None, False))
    if looked is None or not timedelta() <= visit.now() - looked < LOOKS:
        was = not working(IDLE)
        current_app.extensions["silent"] = visit.now(), was
    return bool(was)


def idle() -> bool:
    """Whether the one service of this machine only shows pages: then whoever looks at it can start it."""
    return not visit.tracker().config.service.hosted and not working(IDLE)
