"""Ideas for coming meetings, worked out ahead of time: a page that shows them writes nothing."""

from datetime import datetime

from tracker.domain.account import User
from tracker.domain.ideas import REMEMBERED, prepared
from tracker.services.gather import gather
from tracker.store import ideas as store
from tracker.store.database import Database


def prepare(database: Database, user: User, now: datetime) -> None:
    """Has ideas ready for the meetings of the next seven days. A meeting keeps those that it has; twice is once."""
    with database.read() as db:
        known = gather(db, user, now)
    ready = prepared(known.stock, known.meetings, known.ideas, now)
    new = [idea for idea in ready if idea not in known.ideas]
    if new:
        with database.write() as db:
            store.remember(db, user.id, new)
            store.forget(db, user.id, now.astimezone(user.zone).date() - REMEMBERED)
