"""What the service does by itself: each minute it looks at which rows are due, and has them done."""

import logging
import os
import socket
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Protocol

from tracker.calendars.address import host_of
from tracker.domain.account import Calendar, CalendarKind
from tracker.services import digests, partnering, reminders
from tracker.services.digests import Post
from tracker.services.ledger import NotFound
from tracker.services.signin import forget_old
from tracker.services.sync import Doors, SyncBusy, sync
from tracker.store import accounts, calendars, letters
from tracker.store.database import Database, new_id

log = logging.getLogger(__name__)

BEAT = "work"
LANES = 2  # for one host at a time
LEAD = timedelta(minutes=3)  # three ticks: a leader that is silent for so long has gone


def _by_host(due: Iterable[Calendar]) -> dict[str, list[Calendar]]:
    """The calendars of each host, as their addresses are shown: so many of one host never stand in others' way, and
    none is asked by more of us at a time than it should be (reliability D3). A file has no host, and Google counts
    by connection.
    """
    found: dict[str, list[Calendar]] = {}
    for calendar in due:
        host = host_of(calendar.shown) if calendar.kind is CalendarKind.ICS else calendar.connection
        found.setdefault(host or calendar.id, []).append(calendar)
    return found


class _Jobs(Protocol):
    def register(self, name: str, task: Callable[..., object]) -> None: ...

    def defer(self, task: str, key: str, **args: str) -> None: ...

    def every(self, interval: timedelta, task: str) -> None: ...


class Work:
    """The tasks that an engine hands out. The rows are the truth: each task claims its own and may run twice.

    `chores` are further ones, by name, that each tick hands out.
    """

    def __init__(
        self,
        database: Database,
        doors: Doors,
        post: Post,
        clock: Callable[[], datetime],
        chores: Mapping[str, Callable[[], object]] = MappingProxyType({}),
    ) -> None:
        self._database, self._doors, self._post, self._clock, self._chores = database, doors, post, clock, chores
        self._holder = f"{socket.gethostname()}.{os.getpid()}.{new_id()}"

    def on(self, jobs: _Jobs, interval: timedelta) -> None:
        """Have an engine hand these tasks out."""
        self._jobs = jobs
        jobs.register("tick", self.tick)
        jobs.register("sync", self.sync)
        jobs.register("letters", self.letters)
        for name, chore in self._chores.items():
            jobs.register(name, chore)
        jobs.every(interval, "tick")

    def tick(self) -> None:
        """Hand out what is due. Of two services started by accident only one does."""
        now = self._clock()
        with self._database.write() as db:
            if not letters.lead(db, self._holder, now, now + LEAD):
                return
            letters.beat(db, BEAT, now)
        self._hand_out(now)
        for task in ("letters", *self._chores):
            self._jobs.defer(task, "all")

    def hurry(self) -> None:
        """Hand out the calendars that are due just now, for somebody who waits: whether or not we lead, for whoever
        reads one claims it first.
        """
        self._hand_out(self._clock(), "soon")

    def _hand_out(self, now: datetime, how: str = "") -> None:
        with self._database.read() as db:
            due = calendars.calendars_due(db, now)
        for host, waiting in _by_host(due).items():
            for lane in range(LANES):
                if mine := waiting[lane::LANES]:
                    named = " ".join(f"{one.user}/{one.id}" for one in mine)
                    self._jobs.defer("sync", f"{host} {lane} {how}".rstrip(), calendars=named)

    def resign(self) -> None:
        """Leave the lead to whoever comes next, who need not wait for the lease to run out."""
        with self._database.write() as db:
            letters.resign(db, self._holder)

    def sync(self, calendars: str) -> None:
        """Read some calendars in turn, each named with its user's before a slash."""
        for named in calendars.split():
            try:
                self._sync(*named.split("/"))
            except Exception:  # it is kept with the calendar, and due again; the others have nothing to do with it
                log.exception("sync failed calendar=%s", named.rpartition("/")[2])

    def _sync(self, user: str, calendar: str) -> None:
        with self._database.read() as db:
            whose = accounts.user(db, user)
        if whose is None:
            return
        try:
            sync(self._database, self._doors, whose, calendar, now=self._clock())
        except SyncBusy:
            log.info("sync busy calendar=%s", calendar)
        except NotFound:  # its user has let go of it since it was handed out
            log.info("sync gone calendar=%s", calendar)

    def letters(self) -> None:
        """Write and send what is due, for users and their partners; forget the links that sign nobody in any more."""
        for room in (partnering, digests, reminders):  # weekly letters first: their day has no reminder
            room.write_due(self._database, self._post, self._clock())
        digests.send_waiting(self._database, self._post, self._clock)
        forget_old(self._database, self._clock())
