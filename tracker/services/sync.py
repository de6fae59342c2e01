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
from tracker.domain.promise import Promise
from tracker.domain.reading.candidate import Candidate, Detector, Kind
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import Changes, SuddenlyEmpty, compare
from tracker.services import answers
from tracker.services.ledger import NotFound
from tracker.services.reading import Heard, detect_new, nobody
from tracker.store import calendars, connections, events, resources
from tracker.store import ledger as ledger_store
from tracker.store.database import Database, new_id

log = logging.getLogger(__name__)

BACK, AHEAD = timedelta(days=90), timedelta(days=180)
EVERY = timedelta(minutes=15)
SOON = timedelta(minutes=1)  # when a host that was busy is asked again
LEASE = timedelta(minutes=5)
UNFORESEEN = "Reading it failed in a way that tracker did not foresee. It will be asked again; the log says more."
PATIENCE_WITH_EMPTY = 3  # pulls in a row that are not believed before a person is asked


class SyncBusy(Exception):
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


def span(now: datetime) -> Span:
    """What is asked of a calendar: the whole days round now (in UTC) within which events matter. All askings of one
    day speak of the same, so that what did not change need not be told again.
    """
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    return Span(today - BACK, today + AHEAD + timedelta(days=1))


def sync(
    database: Database, doors: Doors, user: User, calendar_id: str, *, believe: bool = False, now: datetime
) -> Synced:
    """Ask one calendar and record what it told: network first, then one short write. Raises SyncBusy, NotFound.

    Trouble is no error here: it is kept with the calendar, in words that name the remedy. `believe` takes the
    answer as it is, even where most of what was coming is missing from it.
    """
    token = new_id()
    with database.write() as db:
        calendar = _claim(db, user, calendar_id, token, now, doors.lease)
    try:
        done = _asked(database, doors, user, calendar, believe, now)
    finally:  # whatever goes wrong, the next one need not wait for the lease to run out
        with database.write() as db:
            calendars.release_calendar(db, user.id, calendar_id, token=token)
    if done.calendar.trouble:
        log.warning("sync troubled calendar=%s", calendar_id)
    else:
        log.info("synced calendar=%s new=%d changed=%d gone=%d skipped=%d opened=%d", calendar_id, *done[1:])
    return done


def _asked(database: Database, doors: Doors, user: User, calendar: Calendar, believe: bool, now: datetime) -> Synced:
    """Network first. What was read of the calendar before it may be old by now, so the write reads it again."""
    doors.heard("asking", 0, 0)
    try:
        pull = doors.sources[calendar.kind](calendar, span(now))
    except HostBusy:
        with database.write() as db:
            calendars.save_calendar(db, replace(_the(db, user, calendar.id), next_sync_at=now + SOON))
        raise SyncBusy("Other calendars of the same server are being read just now.") from None
    except CalendarTrouble as trouble:
        with database.write() as db:
            return Synced(_troubled(db, _the(db, user, calendar.id), trouble, now, doors.every))
    except Exception:  # ours, not the calendar's: whoever called is told, and it is not asked again each minute
        with database.write() as db:
            _troubled(db, _the(db, user, calendar.id), CalendarTrouble(UNFORESEEN), now, doors.every)
        raise
    with database.write() as db:
        known = _the(db, user, calendar.id)
        done = _record(db, user, known, pull, doors, believe, now)
        return _hastened(db, done, known) if known.next_sync_at != calendar.next_sync_at else done


def _hastened(db: Connection, done: Synced, known: Calendar) -> Synced:
    """Somebody said while we asked that it has changed: we may have asked too early, so it is due when they said."""
    if known.next_sync_at is None or done.calendar.next_sync_at is None:
        return done
    calendar = replace(done.calendar, next_sync_at=min(known.next_sync_at, done.calendar.next_sync_at))
    calendars.save_calendar(db, calendar)
    return done._replace(calendar=calendar)


def _the(db: Connection, user: User, calendar_id: str) -> Calendar:
    calendar = calendars.calendar(db, user.id, calendar_id)
    if calendar is None:
        raise NotFound("There is no such calendar.")
    return calendar


def _claim(db: Connection, user: User, calendar_id: str, token: str, now: datetime, lease: timedelta) -> Calendar:
    calendar = _the(db, user, calendar_id)
    if not calendars.claim_calendar(db, user.id, calendar_id, token=token, now=now, until=now + lease):
        raise SyncBusy("This calendar is being read just now.")
    return calendar


def _record(
    db: Connection, user: User, calendar: Calendar, pull: Pull, doors: Doors, believe: bool, now: datetime
) -> Synced:
    try:
        changes = _changes(db, calendar, pull, believe or pull.certain, now)
    except SuddenlyEmpty as empty:
        return Synced(_distrusted(db, calendar, empty, now, doors.every))
    told = len(changes.new) + len(changes.changed)
    doors.heard("keeping", 0, told)
    events.record(db, user.id, calendar.id, changes, now)
    calendars.save_skipped(db, user.id, calendar.id, pull.skipped, pull.only)
    _keep_for_next(db, calendar, pull)
    opened = _open_marked(db, user, detect_new(db, user, doors.detector, doors.heard, told), now)
    calendar = replace(
        calendar,
        cursor=pull.cursor or calendar.cursor,
        synced_at=now,
        next_sync_at=asking.after_success(now, doors.every, pull.refresh),
        trouble="",
        distrusted=0,
    )
    calendars.save_calendar(db, calendar)
    return Synced(
        calendar,
        new=len(changes.new),
        changed=len(changes.changed),
        gone=len(changes.gone),
        skipped=sum(not one.kept for one in pull.skipped),
        opened=len(opened),
    )


def _keep_for_next(db: Connection, calendar: Calendar, pull: Pull) -> None:
    """What its source must be told when it is asked again: written with the events, or the two would not agree."""
    if pull.memory is not None:
        calendars.save_memory(db, calendar.user, calendar.id, pull.memory)
    if pull.resources or pull.dropped:
        resources.save(db, calendar.user, calendar.id, pull.resources, pull.dropped)


def _changes(db: Connection, calendar: Calendar, pull: Pull, believe: bool, now: datetime) -> Changes:
    """Against what is known of the UIDs that the pull speaks of, and of what it tells beside. Before it is doubted,
    against all that is known: most of a few may go where most of all may not.
    """
    known = events.known(db, calendar.user, calendar.id, pull.only)
    if pull.only is not None:
        beside = [event.key for event in pull.events if event.key.uid not in pull.only]
        known |= events.named(db, calendar.user, calendar.id, beside)
    try:
        return compare(known, pull, believe=believe, now=now)
    except SuddenlyEmpty:
        return compare(events.known(db, calendar.user, calendar.id), pull, believe=believe, now=now)


def _open_marked(db: Connection, user: User, candidates: tuple[Candidate, ...], now: datetime) -> tuple[Promise, ...]:
    """What its user has decided by a marker becomes a promise at once; history, and what is unclear, is asked."""
    if not any(candidate.marked for candidate in candidates):
        return ()
    dismissed = ledger_store.dismissed(db, user.id)
    taken = _taken(db, user)
    return tuple(
        answers.open_promise(db, user, candidate, via="marker", now=now)
        for candidate in candidates
        if candidate.kind is Kind.PROMISE
        and candidate.marked
        and isinstance(candidate.due, Due)
        and candidate.due.at >= user.scored_from
        and not {candidate.event, candidate.event.slot} & taken
        and not {candidate.sign, candidate.series_sign} & dismissed
    )


def _taken(db: Connection, user: User) -> set[tuple[str, str, str]]:
    """The events that were promises before; of one that is told no more its slot, for its series may have moved."""
    standing = events.standing(db, user.id)
    keys = {promise.origin.event for promise in ledger_store.promises(db, user.id) if promise.origin}
    return {key if key in standing else key.slot for key in keys}


def _distrusted(
    db: Connection, calendar: Calendar, empty: SuddenlyEmpty, now: datetime, every: timedelta
) -> Calendar:
    times = calendar.distrusted + 1
    trouble = (
        f"{empty.missing} of {empty.known} coming events were missing from what this calendar told, so nothing was "
        "changed. It will be asked again."
    )
    if times >= PATIENCE_WITH_EMPTY:
        trouble += " If you removed them yourself, choose “Believe it” beside this calendar."
    calendar = replace(calendar, distrusted=times, trouble=trouble, next_sync_at=now + every)
    calendars.save_calendar(db, calendar)
    return calendar


def _lost(db: Connection, calendar: Calendar) -> bool:
    """Whether the leave to read it has ended: its user may have given it anew while we were being refused."""
    leave = connections.connection(db, calendar.user, calendar.connection)
    return leave is None or leave.lost_at is not None


def _troubled(
    db: Connection, calendar: Calendar, trouble: CalendarTrouble, now: datetime, every: timedelta
) -> Calendar:
    paused = trouble.pauses and _lost(db, calendar)
    again = None if paused else asking.after_trouble(now, every, calendar.synced_at, trouble.retry_after)
    calendar = replace(calendar, trouble=str(trouble), next_sync_at=again)
    calendars.save_calendar(db, calendar)
    return calendar
