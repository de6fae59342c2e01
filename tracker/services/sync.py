"""Pull the calendars that are due and record what they told. Promises are touched only where a marker decided."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.calendars.source import CalendarTrouble, HostBusy
from tracker.domain import asking
from tracker.domain.account import Calendar, CalendarKind, Source, User
from tracker.domain.event import Pull, Span
from tracker.domain.progress import Step
from tracker.domain.reading.candidate import Detector
from tracker.domain.reconcile import SuddenlyEmpty
from tracker.domain.saying import Worded
from tracker.services import recording
from tracker.services.ledger import NotFound
from tracker.services.reading import FEW, Heard, nobody
from tracker.services.recording import Kept
from tracker.store import calendars, connections, progress, tallies, webhooks
from tracker.store.database import Database, new_id
from tracker.tongue import N_

log = logging.getLogger(__name__)

BACK, AHEAD = timedelta(days=90), timedelta(days=180)
EVERY = timedelta(minutes=15)
SOON = timedelta(minutes=1)  # when a host that was busy is asked again
LEASE = timedelta(minutes=5)
UNFORESEEN = N_("Reading it failed in a way that tracker did not foresee. It will be asked again; the log says more.")


class SyncBusy(Worded):
    """Another worker has this calendar in hand just now; what it finds will show in a moment."""


class Synced(NamedTuple):
    """What one sync brought: how many events were new, changed, gone or skipped, how many promises were opened."""

    calendar: Calendar
    new: int = 0
    changed: int = 0
    gone: int = 0
    skipped: int = 0
    opened: int = 0


class Doors(NamedTuple):
    """What a sync needs of the world. `heard` is told how far it has come: what is done, and how much of how much."""

    sources: Mapping[CalendarKind, Source]
    detector: Detector
    every: timedelta = EVERY
    lease: timedelta = LEASE
    heard: Heard = nobody


class _Round(NamedTuple):
    """One reading of one calendar, as it was when it was claimed."""

    database: Database
    doors: Doors
    user: User
    calendar: Calendar
    believe: bool
    now: datetime

    def known(self, db: Connection) -> Calendar:
        """The calendar as it is now: while it was asked its user may have changed it, or let go of it."""
        return _the(db, self.user, self.calendar.id)


def span(now: datetime) -> Span:
    """What is asked of a calendar: the whole days round now (in UTC) within which events matter. All askings of one
    day speak of the same, so that what did not change need not be told again.
    """
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    return Span(today - BACK, today + AHEAD + timedelta(days=1))


def sync(
    database: Database, doors: Doors, user: User, calendar_id: str, *, believe: bool = False, now: datetime
) -> Synced:
    """Ask one calendar and record what it told: network first, then short writes. Raises SyncBusy, NotFound.

    Trouble is no error here: it is kept with the calendar, in words that name the remedy. `believe` takes the
    answer as it is, even where most of what was coming is missing from it.
    """
    token = new_id()
    with database.write() as db:
        calendar = _claim(db, user, calendar_id, token, now, doors.lease)
        believe = progress.begin(db, user.id, calendar_id) or believe
    try:
        done = _read(_Round(database, doors, user, calendar, believe, now))
    finally:  # whatever goes wrong, the next one need not wait for the lease to run out
        with database.write() as db:
            calendars.release_calendar(db, user.id, calendar_id, token=token)
    if done.calendar.trouble:
        log.warning("sync troubled calendar=%s", calendar_id)
    else:
        log.info("synced calendar=%s new=%d changed=%d gone=%d skipped=%d opened=%d", calendar_id, *done[1:])
    return done


def _the(db: Connection, user: User, calendar_id: str) -> Calendar:
    calendar = calendars.calendar(db, user.id, calendar_id)
    if calendar is None:
        raise NotFound("There is no such calendar.")
    return calendar


def _claim(db: Connection, user: User, calendar_id: str, token: str, now: datetime, lease: timedelta) -> Calendar:
    calendar = _the(db, user, calendar_id)
    if not calendars.claim_calendar(db, user.id, calendar_id, token=token, now=now, until=now + lease):
        raise SyncBusy("This calendar is being read just now. Wait a minute, then look again.")
    return calendar


def _read(one: _Round) -> Synced:
    """What goes wrong is kept with the calendar. An error of ours is raised too, and it is not asked again each
    minute.
    """
    try:
        return _kept(one, _asked(one))
    except HostBusy:
        with one.database.write() as db:
            calendars.save_calendar(db, replace(one.known(db), next_sync_at=one.now + SOON))
            progress.put_off(db, one.user.id, one.calendar.id)
        raise SyncBusy(
            "Other calendars of the same server are being read just now. Wait a minute, then try again."
        ) from None
    except CalendarTrouble as trouble:
        return Synced(_troubled(one, trouble))
    except NotFound:
        raise
    except Exception:
        _troubled(one, CalendarTrouble(UNFORESEEN))
        raise


def _asked(one: _Round) -> Pull:
    """Network first, and no transaction open meanwhile."""
    one.doors.heard(Step.ASKING, 0, 0)
    pull = one.doors.sources[one.calendar.kind](one.calendar, span(one.now))
    told = len(pull.events)
    if told > FEW:  # else it is over before anybody could look
        with one.database.write() as db:
            progress.say(db, one.user.id, one.calendar.id, Step.KEEPING, 0, told)
    one.doors.heard(Step.KEEPING, 0, told)
    return pull._replace(certain=pull.certain or one.believe)


def _kept(one: _Round, pull: Pull) -> Synced:
    """What was read of the calendar before it was asked may be old by now, so each write reads it again."""
    with one.database.write() as db:
        known = one.known(db)
        kept = _first(db, one, known, pull)
        kept = _save(db, one, _hastened(kept, known, one.calendar.next_sync_at))
        webhooks.stir(db, one.user.id, one.now)
    while kept.left:
        with one.database.write() as db:
            known = one.known(db)
            kept = recording.read_on(db, one.user, kept._replace(calendar=known), one.doors.detector, one.now)
            kept = _save(db, one, _hastened(kept, known, one.now))
            webhooks.stir(db, one.user.id, one.now)
    return Synced(kept.calendar, *kept.brought)


def _first(db: Connection, one: _Round, known: Calendar, pull: Pull) -> Kept:
    try:
        return recording.keep(db, one.user, known, pull, one.doors.detector, one.doors.every, one.now)
    except SuddenlyEmpty as empty:
        return recording.distrust(known, empty, one.now + one.doors.every)


def _hastened(kept: Kept, known: Calendar, was_due: datetime | None) -> Kept:
    """Somebody said meanwhile that it has changed: we may have asked too early, so it is due when they said."""
    if known.next_sync_at is None or known.next_sync_at == was_due:
        return kept
    return kept._replace(due=min(known.next_sync_at, kept.due))


def _save(db: Connection, one: _Round, kept: Kept) -> Kept:
    """As long as something is left to be read it stays due, so that whoever dies over it loses nothing."""
    calendar = replace(kept.calendar, next_sync_at=one.now if kept.left else kept.due)
    calendars.save_calendar(db, calendar)
    total = kept.looked + kept.left
    if kept.left:
        progress.say(db, one.user.id, calendar.id, Step.LOOKING, kept.looked, total)
    else:
        progress.end(db, one.user.id, calendar.id, kept.brought)
    if kept.looked:
        one.doors.heard(Step.LOOKING, kept.looked, total)
    return kept._replace(calendar=calendar)


def _lost(db: Connection, calendar: Calendar) -> bool:
    """Whether the leave to read it has ended: its user may have given it anew while we were being refused."""
    leave = connections.connection(db, calendar.user, calendar.connection)
    return leave is None or leave.lost_at is not None


def _troubled(one: _Round, trouble: CalendarTrouble) -> Calendar:
    with one.database.write() as db:
        calendar = one.known(db)
        paused = trouble.pauses and _lost(db, calendar)
        again = asking.after_trouble(one.now, one.doors.every, calendar.synced_at, trouble.retry_after)
        calendar = replace(calendar, trouble=trouble.words, next_sync_at=None if paused else again)
        calendars.save_calendar(db, calendar)
        tallies.count(db, "troubles", type(trouble).__name__)
        progress.end(db, one.user.id, calendar.id)
    return calendar
