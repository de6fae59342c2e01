"""A copy of a SQLite database that is in use: whole, checked, on the disk, and readable by its owner alone."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection


class BackupBroken(Exception):
    """The copy does not read back. The database itself may be damaged."""


def back_up(database: Path, to: Path) -> None:
    """Copies in one step, since each write by another would start a copy in parts anew (stack 2.4)."""
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy, pages=-1)
    demand_sound(part, database.name)
    to_disk(part)
    part.replace(to)
    to_disk(to.parent)


def done(part: Path, to: Path) -> None:
    """What is whole by now, to its place, and on the disk; raises FileExistsError where anything is there."""
    to_disk(part)
    os.link(part, to)  # to rename it would overwrite what came meanwhile
    part.unlink()
    to_disk(to.parent)


def copy_into(db: Connection, part: Path) -> None:
    """What a transaction on SQLite sees, page by page."""
    with closing(sqlite3.connect(part)) as copy:
        db.connection.driver_connection.backup(copy, pages=-1)  # type: ignore[union-attr]  # sqlite3's own


def demand_sound(file: Path, name: str) -> None:
    """One file without a log beside it, whose pages are whole; raises BackupBroken."""
    _demand("PRAGMA integrity_check", "ok", file, name)


def demand_linked(file: Path, name: str) -> None:
    """No row in it points at nothing; raises BackupBroken."""
    _demand("PRAGMA foreign_key_check", None, file, name)


def _demand(check: str, well: str | None, file: Path, name: str) -> None:
    try:
        with closing(sqlite3.connect(file)) as db:
            db.execute("PRAGMA journal_mode=DELETE")
            found = (db.execute(check).fetchone() or (None,))[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != well:
        raise BackupBroken(f"The copy of {name} is damaged: {found}. Restore an earlier one.")


def to_disk(path: Path) -> None:
    """What was written there survives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
