"""Ideas for coming meetings, worked out ahead of time: a page that shows them writes nothing."""

import logging
from collections.abc import Callable
from datetime import datetime

from tracker.domain.account import User
from tracker.domain.ideas import REMEMBERED, prepared
from tracker.services.gather import gather
from tracker.store import accounts
from tracker.store import ideas as store
from tracker.store.database import Database

log = logging.getLogger(__name__)


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


def keep_ready(database: Database, user: User, now: datetime) -> None:
    """The same, once a day of theirs and whenever something was told or decided since."""
    with database.read() as db:
        mark, noted = store.mark(db, user.id), store.as_of(db, user.id)
    as_of = f"{now.astimezone(user.zone).date()} {mark.entry} {mark.version}"
    if as_of != noted:
        prepare(database, user, now)
        with database.write() as db:
            store.note(db, user.id, as_of)


class Preparing:
    """The chore of it: everybody is looked at."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def __call__(self) -> None:
        """Keep everybody's ready; one user's trouble never stops the others."""
        with self._database.read() as db:
            everybody = accounts.users(db)
        for user in everybody:
            try:
                keep_ready(self._database, user, self._clock())
            except Exception:
                log.exception("ideas failed user=%s", user.id)
