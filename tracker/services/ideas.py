"""Ideas for coming meetings, worked out ahead of time: a page that shows them writes nothing."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from tracker.domain.account import User
from tracker.domain.ideas import REMEMBERED, prepared
from tracker.services.gather import gather
from tracker.store import accounts
from tracker.store import ideas as store
from tracker.store.database import Database
from tracker.store.ideas import Mark

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


class Preparing:
    """The chore of it: for each user once a day of theirs, and whenever something was told or decided since.

    What was looked at is held in mind only: after a restart everybody is looked at once more, which changes nothing.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._seen: dict[str, tuple[date, Mark]] = {}

    def __call__(self) -> None:
        """Prepare what is due; one user's trouble never stops the others."""
        with self._database.read() as db:
            everybody = accounts.users(db)
        for user in everybody:
            try:
                self._look(user, self._clock())
            except Exception:
                log.exception("ideas failed user=%s", user.id)

    def _look(self, user: User, now: datetime) -> None:
        with self._database.read() as db:
            seen = now.astimezone(user.zone).date(), store.mark(db, user.id)
        if self._seen.get(user.id) != seen:
            prepare(self._database, user, now)
            self._seen[user.id] = seen
