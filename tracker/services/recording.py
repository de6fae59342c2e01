"""What a calendar told is kept in one go, then read for promises, a few hundred events at a time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.domain import asking
from tracker.domain.account import Calendar, User
from tracker.domain.event import Pull
from tracker.domain.progress import Brought
from tracker.domain.promise import Promise
from tracker.domain.reading.candidate import Candidate, Detector, Kind
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import Changes, SuddenlyEmpty, compare
from tracker.domain.saying import Words, joined
from tracker.services import answers
from tracker.services.reading import detect_some
from tracker.store import calendars, events, resources
from tracker.store import ledger as ledger_store
from tracker.tongue import N_

PATIENCE_WITH_EMPTY = 3  # pulls in a row that are not believed before a person is asked


class Kept(NamedTuple):
    """A calendar of which all that it told is kept. `due` is when it is asked again, once all of it was read too.

    `looked` events were read so far, `left` are still to be.
    """

    calendar: Calendar
    brought: Brought
    due: datetime
    looked: int = 0
    left: int = 0


def keep(
    db: Connection, user: User, calendar: Calendar, pull: Pull, detector: Detector, every: timedelta, now: datetime
) -> Kept:
    """Keep what it told, with what its source wants to be told next time, and read the first of it. Raises
    SuddenlyEmpty where it is not believed.
    """
    changes = _changes(db, calendar, pull, now)
    events.record(db, user.id, calendar.id, changes, now)
    calendars.save_skipped(db, user.id, calendar.id, pull.skipped, pull.only)
    _keep_for_next(db, calendar, pull)
    calendar = replace(calendar, cursor=pull.cursor or calendar.cursor, synced_at=now, trouble="", distrusted=0)
    skipped = sum(not one.kept for one in pull.skipped)
    brought = Brought(len(changes.new), len(changes.changed), len(changes.gone), skipped)
    return read_on(db, user, Kept(calendar, brought, asking.after_success(now, every, pull.refresh)), detector, now)


def read_on(db: Connection, user: User, kept: Kept, detector: Detector, now: datetime) -> Kept:
    """Read some more of it for promises; those that a marker decided are opened with that."""
    looked = detect_some(db, user, detector)
    opened = len(_open_marked(db, user, looked.found, now))
    brought = kept.brought._replace(opened=kept.brought.opened + opened)
    return kept._replace(brought=brought, looked=kept.looked + looked.events, left=looked.left)


def distrust(calendar: Calendar, empty: SuddenlyEmpty, due: datetime) -> Kept:
    """Keep nothing of what suddenly tells next to nothing: it is asked again, and its user the third time."""
    times = calendar.distrusted + 1
    trouble = Words(
        "%(missing)s of %(known)s coming events were missing from what this calendar told, so nothing was changed. "
        "It will be asked again.",
        missing=empty.missing,
        known=empty.known,
    )
    if times >= PATIENCE_WITH_EMPTY:
        trouble = joined((trouble, N_("If you removed them yourself, choose “Believe it” beside this calendar.")))
    return Kept(replace(calendar, distrusted=times, trouble=trouble), Brought(), due)


def _keep_for_next(db: Connection, calendar: Calendar, pull: Pull) -> None:
    """What its source must be told when it is asked again: written with the events, or the two would not agree."""
    if pull.memory is not None:
        calendars.save_memory(db, calendar.user, calendar.id, pull.memory)
    if pull.resources or pull.dropped:
        resources.save(db, calendar.user, calendar.id, pull.resources, pull.dropped)


def _changes(db: Connection, calendar: Calendar, pull: Pull, now: datetime) -> Changes:
    """Against what is known of the UIDs that the pull speaks of, and of what it tells beside. Before it is doubted,
    against all that is known: most of a few may go where most of all may not.
    """
    known = events.known(db, calendar.user, calendar.id, pull.only)
    if pull.only is not None:
        beside = [event.key for event in pull.events if event.key.uid not in pull.only]
        known |= events.named(db, calendar.user, calendar.id, beside)
    try:
        return compare(known, pull, believe=pull.certain, now=now)
    except SuddenlyEmpty:
        return compare(events.known(db, calendar.user, calendar.id), pull, believe=pull.certain, now=now)


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
