"""What keeps everything, each fault with its remedy: room, writing, damage, the clock, back-ups, a restore."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tracker.domain.saying import words_from
from tracker.services import zones
from tracker.services.backup_rounds import Plan, made
from tracker.services.checkup import Finding, unopened
from tracker.services.moving import Unmoved, demand_home
from tracker.services.work import BEAT, IDLE
from tracker.store import figures, held, letters, rounds
from tracker.store.database import Database
from tracker.store.rounds import Round

LOW = 256 * 2**20  # bytes free, below which a disk is nearly full
LATE = timedelta(days=1)  # after its hour, a back-up is overdue
AHEAD = timedelta(minutes=5)  # so far may clocks differ
BOTH = timedelta(minutes=3)  # within so long two that run have both looked
CONFIRM = "See that the service of before rests, and that all is as it should be; then: tracker restore --confirm"
NO_ROOM = "Make room there: letters, calendars and promises are not kept once it is full."
DAMAGED = "Stop tracker, and put the last back-up back: tracker restore; docs/backup.md says how."
ON_TIME = "Let this machine keep time by itself: timedatectl set-ntp true. What is due waits until then."
RESTART = "Start tracker once more: within a minute dues that lie ahead are reckoned anew, each with its entry."
OTHER_FOLDER = "See that tracker may write to it, or name another folder in [backup] of config.toml."


def kept_checkup(
    data: Path | None, database: Database, plan: Plan | None, now: datetime, low: int = LOW
) -> tuple[Finding, ...]:
    """Every part, in the order in which one depends on the other. `data`: the folder on this machine, if there is
    one; `plan`: how back-ups are made by themselves, if they are. Of a database that cannot be opened nothing more is
    told here.
    """
    findings = [*_disks(data, database, plan, low), *_pages(database)]
    try:
        if database.current:
            findings += _database(database, now)
            findings += _back_ups(database, plan, now)
    except DBAPIError as error:
        findings.append(unopened(error, "Storage"))
    return tuple(findings)


def _disks(data: Path | None, database: Database, plan: Plan | None, low: int) -> Iterator[Finding]:
    """Each disk once, by its folders."""
    file = database.path
    folders = [data, file.parent if file else None, plan.folder if plan else None]
    seen = set()
    for folder in folders:
        with suppress(OSError):  # a folder that is not there yet is told of by whoever needs it
            if folder and (disk := os.stat(folder).st_dev) not in seen:
                seen.add(disk)
                yield _disk(folder, low)


def _disk(folder: Path, low: int) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free // 2**20:,} MiB are free where {folder} is"
    return Finding("Disk", False, said, NO_ROOM) if free < low else Finding("Disk", True, said)


def _database(database: Database, now: datetime) -> Iterator[Finding]:
    yield from _place(database)
    yield _writing(database, now)
    with database.read() as db:
        mark, idle, newest = held.held(db), letters.last_beat(db, IDLE), figures.newest(db)
        leads = letters.last_beat(db, BEAT)
        other = figures.has_beaten(db, f"{zones.BEAT} ") and not zones.current(db)
    if mark:
        found = (
            f"it is held since {mark.since:%d %B %Y, %H:%M} UTC: a back-up of {mark.of:%d %B %Y, %H:%M} UTC was put"
        )
        yield Finding(
            "Restore", False, f"{found} back. No letter or notice goes out, and no calendar is read", CONFIRM
        )
    yield _clock(newest, now)
    if other:
        yield Finding("Zone data", False, "it is other than that by which dues were last reckoned", RESTART)
    if database.kind == "sqlite" and idle and leads and abs(now - idle) < BOTH and abs(now - leads) < BOTH:
        remedy = "End one of them. Nothing is read or sent twice meanwhile: the other waits."
        yield Finding("Services", False, "two run on this database", remedy)


def _place(database: Database) -> Iterator[Finding]:
    try:
        demand_home(database)
    except Unmoved as trouble:
        found, _, remedy = str(trouble).partition(". ")
        yield Finding("Place", False, found[:1].lower() + found[1:], remedy)


class _Undone(Exception):
    """What was written to see whether it can be."""


def _writing(database: Database, now: datetime) -> Finding:
    """A write that is taken back."""
    try:
        with database.write() as db:
            letters.beat(db, "checkup", now)
            raise _Undone
    except _Undone:
        return Finding("Writing", True, "what is to be kept can be written")
    except DBAPIError as error:
        return unopened(error, "Writing", "nothing can be kept")


def _pages(database: Database) -> Iterator[Finding]:
    """What SQLite finds in its own file: a torn journal is rolled back or left out by itself, other damage is not."""
    if database.path is None or not database.path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{database.path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError:  # another holds it, or the disk is ill: that is told by who would write
        return
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        yield Finding("Pages", True, "all pages of the database file are whole")
    else:
        yield Finding("Pages", False, f"the database file is damaged: {' '.join(found.split())}", DAMAGED)


def _clock(newest: datetime | None, now: datetime) -> Finding:
    if newest and newest - now > AHEAD:
        found = f"it is behind: something was written at {newest:%d %B %Y, %H:%M} UTC, which it has not reached"
        return Finding("Time", False, found, ON_TIME)
    return Finding("Time", True, "nothing that was written lies in the future")


def _back_ups(database: Database, plan: Plan | None, now: datetime) -> Iterator[Finding]:
    if plan is None:
        return
    with database.read() as db:
        last = rounds.last(db)
    yield from _folder(plan)
    yield _round(last, plan, now)


def _folder(plan: Plan) -> Iterator[Finding]:
    if plan.folder.exists() and not (plan.folder.is_dir() and os.access(plan.folder, os.W_OK | os.X_OK)):
        yield Finding("Back-up folder", False, f"{plan.folder} cannot be written", OTHER_FOLDER)


def _round(last: Round | None, plan: Plan, now: datetime) -> Finding:
    part = "Back-ups"
    if last is None or last.made_at is None:
        newest, due = "there is none yet", last.next_at if last else now
    else:
        newest, due = f"the last one is of {last.made_at:%d %B %Y, %H:%M} UTC", last.made_at + plan.every
    if last and last.trouble:
        return Finding(part, False, f"{newest}; one failed since", str(words_from(last.trouble)))
    if now - due > LATE:
        found = f"{newest}, and the next was due on {due:%d %B %Y, %H:%M} UTC"
        return Finding(part, False, found, "Let tracker run, or make one: tracker backup FILE")
    if last and last.file and not any(one.name == last.file for one in _files(plan)):
        return Finding(part, False, f"{newest}, and is gone from {plan.folder}", "Make one: tracker backup FILE")
    return Finding(part, True, f"{newest}; it was opened and read back" if last and last.made_at else newest)


def _files(plan: Plan) -> list[Path]:
    try:
        return made(plan.folder)
    except OSError:
        return []
