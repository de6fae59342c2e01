"""Dues that were said on a wall clock, reckoned anew when the rules of its zone have changed (reliability D8).

A term keeps its wall clock, so what is to be done can be seen from each promise alone: to do it twice is to do it
once, and who is killed half-way is gone on from by the next.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from tracker.calendars import zone_data
from tracker.domain.account import User
from tracker.domain.entry import Act
from tracker.domain.promise import Promise
from tracker.domain.rezoning import rezoned
from tracker.services import ledger
from tracker.store import accounts, letters, tenants
from tracker.store import ledger as store
from tracker.store.database import Database

log = logging.getLogger(__name__)

DAILY = timedelta(days=1)
BEAT = "zones"
MANY = 1000  # users at a time


def behind(db: Connection, user_id: str, now: datetime) -> tuple[Promise, ...]:
    """The promises of a user whose dues are not where the zone data of this process have them."""
    return tuple(one for one in store.promises(db, user_id) if rezoned(one, now) != one)


def current(db: Connection) -> bool:
    """Whether all dues were last reckoned by the same zone data as this process has."""
    return _last(db) is not None


def _last(db: Connection) -> datetime | None:
    return letters.last_beat(db, f"{BEAT} {zone_data.data()}")


def reckon(database: Database, user: User, now: datetime) -> int:
    """Moves all dues of a user that lie ahead and are elsewhere by now, each with its entry; how many they were."""

    def moved(db: Connection) -> int:
        late = behind(db, user.id, now)
        change, by = partial(rezoned, now=now), ledger.BY_ZONES
        for one in late:
            ledger.do(db, user, one.id, Act.REZONED, change, by, now, by=by)
        return len(late)

    with database.read() as db:
        if not behind(db, user.id, now):
            return 0
    return ledger.settled(database, moved)


class Reckoning:
    """The chore of it: everybody's dues, once with other data than last time, and once a day."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def __call__(self) -> None:
        """Reckons all dues if it is time; one user's trouble never stops the others, and all are looked at again."""
        now = self._clock()
        with self._database.read() as db:
            last = _last(db)
        if last and last <= now < last + DAILY:
            return
        if self._all(now):
            with self._database.write() as db:
                letters.beat_alone(db, BEAT, zone_data.data(), now)

    def _all(self, now: datetime) -> bool:
        """Whether all went well."""
        well, after = True, ""
        while ids := self._next(after):
            well = all([self._reckoned(id, now) for id in ids]) and well  # noqa: C419 - no one is left out
            after = ids[-1]
        return well

    def _next(self, after: str) -> tuple[str, ...]:
        with self._database.read() as db:
            return store.promisers(db, after, MANY)

    def _reckoned(self, user_id: str, now: datetime) -> bool:
        try:
            with tenants.users(user_id):
                moved = self._reckon(user_id, now)
        except Exception:
            log.exception("zones failed user=%s", user_id)
            return False
        if moved:
            log.info("zones moved user=%s dues=%d data=%s", user_id, moved, zone_data.data())
        return True

    def _reckon(self, user_id: str, now: datetime) -> int:
        with self._database.read() as db:
            user = accounts.user(db, user_id)
        return reckon(self._database, user, now) if user else 0
