"""What keeps everything, tried: whether it is there, whether it takes a write, whether its pages are whole."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tracker.services.backup_rounds import Plan, made
from tracker.services.checkup import NO_ROOM, PUT_BACK, Finding, ailing, unopened
from tracker.store import trial
from tracker.store.ailing import FAILING, ailment
from tracker.store.database import Database

LOW = 256 * 2**20  # bytes free, below which a disk is nearly full
NOT_YET = "If nothing was kept yet, start it once: tracker run."
PUT_FOLDER = f"{NOT_YET} Else see whether its disk is mounted, and whether data in config.toml names it."
PUT_KEYS = (
    "Put keys.toml back from your copy before tracker is started again, for a start makes new ones. If it is lost, "
    "each calendar has to be connected again."
)
PUT_FILE = (
    f"{NOT_YET} Else put the file back where it was, or the last back-up in its place: docs/backup.md says how."
)


def missing(data: Path, file: Path | None, *, own_keys: bool, back_ups: Path | None) -> tuple[Finding, ...]:
    """What is not there, so that nothing else can be looked at: who opened it would make it anew, and empty.

    `file` is that of a SQLite database; `own_keys` says that the keys lie in the data folder; in `back_ups` lie those
    that are made by themselves.
    """
    if not data.is_dir():
        return (Finding("Data folder", False, f"{data} is not there", PUT_FOLDER),)
    if file and not (file.is_file() and file.stat().st_size):
        return (Finding("Database", False, f"{file} is not there, or empty{_newest(back_ups)}", PUT_FILE),)
    if own_keys and not (data / "keys.toml").exists():
        found = f"there are none in {data}, so that nothing opens which is sealed"
        return (Finding("Keys", False, found, PUT_KEYS),)
    return ()


def _newest(back_ups: Path | None) -> str:
    with suppress(OSError):
        if back_ups and (files := made(back_ups)):
            return f"; the newest back-up is {files[0]}"
    return ""


def disks(data: Path | None, database: Database, plan: Plan | None, low: int = LOW) -> Iterator[Finding]:
    """Each disk once, by its folders; of each folder in which we write whether that can be done."""
    file, seen = database.path, set()
    kept = [folder for folder in (data, file.parent if file else None) if folder]
    for folder in dict.fromkeys([*kept, plan.folder] if plan else kept):
        with suppress(OSError):  # a folder that is not there yet is told of by whoever needs it
            disk = os.stat(folder).st_dev
            found = trial.folder_ailment(folder) if folder in kept else None
            if found:
                yield ailing(found, "Disk", f"nothing can be kept in {folder}")
            elif disk not in seen:
                yield _disk(folder, low)
            seen.add(disk)


def _disk(folder: Path, low: int) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free // 2**20:,} MiB are free where {folder} is"
    return Finding("Disk", False, said, NO_ROOM) if free < low else Finding("Disk", True, said)


class _Undone(Exception):
    """What was written to see whether it can be."""


def writing(database: Database, now: datetime) -> Finding:
    """A write that is taken back."""
    try:
        with database.write() as db:
            trial.try_writing(db, now)
            raise _Undone
    except _Undone:
        return Finding("Writing", True, "what is to be kept can be written")
    except DBAPIError as error:
        return unopened(error, database, "Writing", "nothing can be kept")


def pages(database: Database) -> Iterator[Finding]:
    """What SQLite finds in its own file: a torn journal is rolled back or left out by itself, other damage is not."""
    if database.path is None or not database.path.exists():
        return
    try:
        with closing(sqlite3.connect(f"{database.path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:  # another holds it: that is told by who would write
        if ailment(error) is FAILING:
            yield ailing(FAILING, "Pages", "not all of the database file can be read")
        return
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found == "ok":
        yield Finding("Pages", True, "all pages of the database file are whole")
    else:
        yield Finding("Pages", False, f"the database file is damaged: {' '.join(found.split())}", PUT_BACK)
