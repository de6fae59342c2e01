"""Whether the process lives, and whether it can do its work."""

import logging
from datetime import timedelta

from flask import Blueprint, Response, jsonify

from tracker.services.work import BEAT
from tracker.store import letters
from tracker.web import visit

log = logging.getLogger(__name__)

WITHIN = timedelta(minutes=3)  # three ticks
IDLE = timedelta(minutes=15)  # silent for so long, the work has stopped (requirement 38)

page = Blueprint("health", __name__)


@page.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return jsonify(status="alive")


@page.get("/readyz")
def ready() -> tuple[Response, int]:
    """The database answers, its migrations are current, and the work beside the pages goes on."""
    found = {"database": False, "work": False}
    try:
        found["database"] = visit.tracker().database.current
        found["work"] = working(WITHIN)
    except Exception:
        log.exception("not ready")
    ready = all(found.values())
    return jsonify(status="ready" if ready else "not ready", **found), 200 if ready else 503


def working(within: timedelta) -> bool:
    """Whether the work that reads calendars and sends letters has beaten its heart lately."""
    with visit.tracker().database.read() as db:
        beat = letters.last_beat(db, BEAT)
    return beat is not None and visit.now() - beat <= within
