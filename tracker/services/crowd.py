"""The same work for many people, shared out among many workers: bounded, in turn, and nobody's before everybody's.

A job names its rows, and they are looked at again when it begins: so it may be done twice, by two workers, or late.
What does not fit into a tick stays due, and comes first in the next.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import islice
from zlib import crc32

from tracker.calendars.address import host_of
from tracker.calendars.gate import lanes_of
from tracker.domain.account import Calendar, CalendarKind, User
from tracker.jobs.port import Jobs
from tracker.services import digests, ideas, partnering, reminders
from tracker.services.work import Work
from tracker.store import accounts, calendars, shares, tenants
from tracker.store.calendars import Due

log = logging.getLogger(__name__)

TURN = timedelta(seconds=45)  # so long a job keeps its lane or share; then others have their turn
MOST_WAITING = 2000  # jobs: several minutes' work for a hundred threads, and quick to look through
MOST_ROWS = 100_000  # calendars that one tick looks at: a million users' in a minute, and some seconds of one thread
EACH = 4  # calendars of one user's that are read or handed out at a time
LONGEST = 200  # calendars in one job
AT_GOOGLE = 128  # lanes for Google's API, which counts by user and by project, not by whoever connects
FILES = 16  # lanes for files, which ask nobody
SPREAD = timedelta(minutes=30)  # over so long a letter's hour is spread: all of a zone wish for Monday at seven
FEW = 20  # users that are looked up at a time


class Crowd(Work):
    """What `Work` does, for hosted services. Each worker has one, and all tick; one in each interval leads."""

    def on(self, jobs: Jobs, interval: timedelta) -> None:
        """Have an engine hand these tasks out."""
        self.lead = interval * 0.9  # so the next tick of another finds the place of a dead leader empty
        jobs.register("share", self.unless_held(self.share), apart=True)
        jobs.register("tidy", self.unless_held(self.tidy))
        super().on(jobs, interval)

    def _hand_out_calendars(self, now: datetime) -> None:
        with self._database.read() as db:
            due = calendars.due_in_turn(db, now, each=EACH, most=MOST_ROWS)
        self._hand_out(due)

    def _hand_out(self, due: Iterable[Calendar | Due], *, urgent: bool = False) -> None:
        """The lanes whose calendars wait longest first; somebody who waits has room always."""
        room = None if urgent else max(0, MOST_WAITING - self._jobs.waiting())
        for lane, mine in islice(_by_lane(due).items(), room):
            self._in_turn(lane, mine[:LONGEST], urgent=urgent)

    def _hand_out_letters(self) -> None:
        self._jobs.defer("tidy", "all")
        for share in range(shares.SHARES):
            self._jobs.defer("share", str(share), share=str(share))

    def sync(self, calendars: str) -> None:
        """Read some calendars in turn, for one turn's time."""
        until, told = self._clock() + TURN, calendars.split()
        for at in range(len(told)):
            if self._clock() >= until:
                return
            super().sync(told[at])

    def _read(self, user: User, calendar: str) -> None:
        super()._read(user, calendar)
        ideas.keep_ready(self._database, user, self._clock())

    def share(self, share: str) -> None:
        """Write and send the letters of one share of the users, each once, for one turn's time."""
        until, seen = self._clock() + TURN, set[str]()
        while new := [one for one in self._with_letters(int(share), len(seen)) if one not in seen]:
            for user_id in new:
                if self._jobs.stopping:
                    return
                seen.add(user_id)
                self._letters_of(user_id, _late(int(share)))
            if self._clock() >= until:
                self._jobs.defer("share", share, share=share)
                return

    def _with_letters(self, share: int, seen: int) -> tuple[str, ...]:
        with self._database.read() as db:
            return shares.with_letters(db, share, self._clock(), late=_late(share), most=seen + FEW)

    def _letters_of(self, user_id: str, late: timedelta) -> None:
        with tenants.users(user_id):
            try:
                self._write(user_id, late)
                digests.send_waiting_of(self._database, self._post, user_id, self._clock)
            except Exception:  # it is due again; the others have nothing to do with it
                log.exception("letters failed user=%s", user_id)

    def _write(self, user_id: str, late: timedelta) -> None:
        with self._database.read() as db:
            user = accounts.user(db, user_id)
        if user is None:
            return
        partnering.write_one(self._database, self._post, user, self._clock())
        for room in (digests, reminders):  # weekly letters first: their day has no reminder
            if room.is_due(user, self._clock() - late):
                room.write_one(self._database, self._post, user, self._clock())


def _late(share: int) -> timedelta:
    """How long after its hour the letters of a share come: always the same for the same user."""
    return SPREAD * share / shares.SHARES


def _by_lane(due: Iterable[Calendar | Due]) -> dict[str, list[Calendar | Due]]:
    """The calendars of each lane, which is always the same for the same calendar: one lane is read by one worker."""
    found: dict[str, list[Calendar | Due]] = {}
    for one in due:
        found.setdefault(_lane(one), []).append(one)
    return found


def _lane(one: Calendar | Due) -> str:
    if one.kind == CalendarKind.GOOGLE:
        return f"google {_of(one.connection or one.id, AT_GOOGLE)}"
    if one.kind == CalendarKind.FILE:
        return f"file {_of(one.id, FILES)}"
    host = host_of(one.shown) or one.id
    return f"{host} {_of(one.id, lanes_of(host))}"


def _of(name: str, many: int) -> int:
    return crc32(name.encode()) % many
