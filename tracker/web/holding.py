"""What each page says while a restore is not confirmed, and to owners when no back-up could be made."""

from datetime import datetime, timedelta
from typing import NamedTuple

from flask import current_app

from tracker.services.backup_rounds import BEGUN
from tracker.store import held, rounds
from tracker.store.held import Held
from tracker.web import visit

LOOKS = timedelta(seconds=30)  # between two looks, so that pages ask the database nothing more


class Told(NamedTuple):
    """What is to be said on pages: of which restore, and why the last back-up was not made; empty when it was."""

    held: Held | None
    trouble: str


def holding() -> Told:
    """What is to be said just now, looked up now and then."""
    known: tuple[datetime | None, Told] = current_app.extensions.get("holding", (None, Told(None, "")))
    looked, told = known
    if looked is None or not timedelta() <= visit.now() - looked < LOOKS:
        told = _told()
        current_app.extensions["holding"] = visit.now(), told
    return told


def _told() -> Told:
    with visit.tracker().database.read() as db:
        mark, last = held.held(db), rounds.last(db)
    under_way = last is None or last.trouble == BEGUN
    return Told(mark, "" if under_way or last is None else last.trouble)
