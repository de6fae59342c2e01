"""Have a calendar read as soon as somebody can: asked for once, however often one taps."""

from collections.abc import Collection
from datetime import datetime, timedelta

from tracker.domain.progress import Progress
from tracker.services.ledger import NotFound
from tracker.store import calendars
from tracker.store import progress as store
from tracker.store.database import Database

RESTS = timedelta(minutes=1)  # a calendar that its user had read so lately is not asked again for them (D3)


def ask(
    database: Database, user_id: str, calendar_id: str, *, believe: bool = False, anew: bool = False, now: datetime
) -> bool:
    """Its reading is due now, and waited for; one that is under way will do. False if its user had it read so lately
    that it rests. Raises NotFound.

    `believe` takes what it tells as it is. `anew` wants another reading in any case: what it is read from changed.
    """
    with database.write() as db:
        if calendars.calendar(db, user_id, calendar_id) is None:
            raise NotFound("There is no such calendar.")
        before = store.progress(db, user_id, [calendar_id])
        if before and not anew and _will_do(before[0], believe, now):
            return before[0].lasts(now)
        store.wait_for(db, user_id, calendar_id, believe=believe, now=now)
        calendars.due_at(db, user_id, calendar_id, now)
        return True


def _will_do(before: Progress, believe: bool, now: datetime) -> bool:
    if believe and not before.believe:
        return False
    return before.lasts(now) or (before.asked_at is not None and now - before.asked_at < RESTS)


def of(database: Database, user_id: str, calendar_ids: Collection[str]) -> tuple[Progress, ...]:
    """How far these calendars have come, by their names; nothing is said of those that nobody waits for."""
    with database.read() as db:
        return store.progress(db, user_id, calendar_ids)
