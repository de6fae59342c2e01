"""What the service does by itself: each minute it looks at which rows are due, and has them done.

While it is held after a restore (`store.held`), it does nothing of that: it only sends the links to sign in that
somebody asks for. Calendars that a person has read just then are read, which changes nothing outside.
"""

import logging
import os
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import wraps
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.calendars.address import host_of
from tracker.domain.account import Calendar, CalendarKind, User
from tracker.jobs.port import Jobs, Task
from tracker.services import digests, once, partnering, reminders
from tracker.services.digests import Post
from tracker.services.ledger import NotFound
from tracker.services.signin import forget_old
from tracker.services.sync import Doors, SyncBusy, sync
from tracker.store import accounts, calendars, held, letters, links, tenants
from tracker.store.calendars import Due
from tracker.store.database import Database, new_id

log = logging.getLogger(__name__)

BEAT, IDLE = "work", "idle"  # of who hands work out, and of who runs beside them
LANES = 2  # for one host at a time
LEAD = timedelta(minutes=3)  # three ticks: a leader that is silent for so long has gone
SLACK = timedelta(minutes=5)  # so far the clocks of several machines may stand apart
USED_FOR = timedelta(days=90)  # so long a used link is remembered, which is longer than any such link is good
MANY = 1000  # errands of one kind that a tick hands out


class Errand(NamedTuple):
    """Something to do for one thing of one user's: what is due by an instant, as pairs of a user's id and a thing's,
    the longest waiting first and no more than so many; and doing one, which claims its row itself.
    """

    due: Callable[[datetime, int], Sequence[tuple[str, str]]]
    do: Callable[[str, str], object]


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


class Work:
    """The tasks that an engine hands out. The rows are the truth: each task claims its own and may run twice.

    `chores` are further ones, by name, that each tick hands out; `errands` those that are done for one user each.
    """

    lead = LEAD

    def __init__(
        self,
        database: Database,
        doors: Doors,
        post: Post,
        clock: Callable[[], datetime],
        chores: Mapping[str, Callable[[], object]] = MappingProxyType({}),
        errands: Mapping[str, Errand] = MappingProxyType({}),
    ) -> None:
        self._database, self._doors, self._post, self._clock = database, doors, post, clock
        self._chores, self._errands = chores, errands
        self._holder = f"{socket.gethostname()}.{os.getpid()}.{new_id()}"

    def on(self, jobs: Jobs, interval: timedelta) -> None:
        """Have an engine hand these tasks out."""
        self._jobs = jobs
        jobs.register("tick", self.tick)
        jobs.register("sync", self.sync)
        jobs.register("letters", self.unless_held(self.letters))
        jobs.register("asked", self.asked)
        for name, chore in self._chores.items():
            jobs.register(name, self.unless_held(chore))
        for name, errand in self._errands.items():
            jobs.register(name, self.unless_held(_done_as_its_user(errand)))
        jobs.every(interval, "tick")

    def tick(self) -> None:
        """Hand out what is due. Of several services only one does; what is held hands out what was asked for."""
        now = self._clock()
        with self._database.write() as db:
            _if_set_back(db, now)
            leads, is_held = letters.lead(db, self._holder, now, now + self.lead), held.held(db) is not None
            letters.beat(db, BEAT if leads or is_held else IDLE, now)
        if leads:
            self._hand_out_all(now)
        elif is_held:
            self._jobs.defer("asked", "all")

    def _hand_out_all(self, now: datetime) -> None:
        self._hand_out_calendars(now)
        self._hand_out_letters()
        for task in self._chores:
            self._jobs.defer(task, "all")
        for task, errand in self._errands.items():
            for user, thing in errand.due(now, MANY):
                self._jobs.defer(task, f"{user}/{thing}", user=user, thing=thing)

    def hurry(self, user_id: str) -> None:
        """Hand out those of a user's calendars that are due just now, since somebody waits: whether or not we lead,
        for whoever reads one claims it first.
        """
        with self._database.read() as db:
            due = calendars.due_of(db, user_id, self._clock())
        self._hand_out(due, urgent=True)

    def _hand_out_calendars(self, now: datetime) -> None:
        with self._database.read() as db:
            due = calendars.calendars_due(db, now)
        self._hand_out(due)

    def _hand_out(self, due: Iterable[Calendar], *, urgent: bool = False) -> None:
        for host, waiting in _by_host(due).items():
            for lane in range(LANES):
                self._in_turn(f"{host} {lane}", waiting[lane::LANES], urgent=urgent)

    def _in_turn(self, lane: str, mine: Sequence[Calendar | Due], *, urgent: bool) -> None:
        if mine:
            named = " ".join(f"{one.user}/{one.id}" for one in mine)
            self._jobs.defer("sync", lane, urgent=urgent, calendars=named)

    def _hand_out_letters(self) -> None:
        self._jobs.defer("letters", "all")

    def resign(self) -> None:
        """Leave the lead to whoever comes next, who need not wait for the lease to run out."""
        with self._database.write() as db:
            letters.resign(db, self._holder)

    def sync(self, calendars: str) -> None:
        """Read some calendars in turn, each named with its user's before a slash; those that are left when we are
        told to stop are still due.
        """
        for named in calendars.split():
            if self._over():
                return
            try:
                self._sync(*named.split("/"))
            except Exception:  # it is kept with the calendar, and due again; the others have nothing to do with it
                log.exception("sync failed calendar=%s", named.rpartition("/")[2])

    def _over(self) -> bool:
        return self._jobs.stopping

    def _sync(self, user: str, calendar: str) -> None:
        with tenants.users(user):
            whose = self._whose(user, calendar)
            if whose is not None:
                self._read(whose, calendar)

    def _whose(self, user: str, calendar: str) -> User | None:
        """None if it is not due any more: it was handed out twice, or let go of."""
        with self._database.read() as db:
            one = calendars.calendar(db, user, calendar)
            if one is None or one.next_sync_at is None or one.next_sync_at > self._clock():
                return None
            return accounts.user(db, user)

    def _read(self, user: User, calendar: str) -> None:
        try:
            sync(self._database, self._doors, user, calendar, now=self._clock())
        except SyncBusy:
            log.info("sync busy calendar=%s", calendar)
        except NotFound:  # its user has let go of it since it was handed out
            log.info("sync gone calendar=%s", calendar)

    def letters(self) -> None:
        """Write and send what is due, for users and their partners, and tidy up."""
        for room in (partnering, digests, reminders):  # weekly letters first: their day has no reminder
            room.write_due(self._database, self._post, self._clock())
        digests.send_waiting(self._database, self._post, self._clock)
        self.tidy()

    def asked(self) -> None:
        """Send what goes out though all else is held: the query of what waits sees to it that it is no more."""
        digests.send_waiting(self._database, self._post, self._clock)

    def unless_held(self, task: Task) -> Task:
        """The same, done only where nothing is held: it may have been handed out before that."""

        @wraps(task)
        def done(**args: str) -> None:
            with self._database.read() as db:
                if held.held(db):
                    return
            task(**args)

        return done

    def tidy(self) -> None:
        """Forget the links that open nothing any more, and what was answered to programs long ago."""
        now = self._clock()
        forget_old(self._database, now)
        once.forget_old(self._database, now)
        with self._database.write() as db:
            links.forget(db, now - USED_FOR)


def _if_set_back(db: Connection, now: datetime) -> None:
    last = letters.last_beat(db, BEAT)
    if last and last > now + SLACK:
        due = calendars.set_back(db, now)
        log.warning("the clock was set back seconds=%d calendars=%d", (last - now).total_seconds(), due)


def _done_as_its_user(errand: Errand) -> Callable[[str, str], None]:
    def done(user: str, thing: str) -> None:
        with tenants.users(user):
            errand.do(user, thing)

    return done
