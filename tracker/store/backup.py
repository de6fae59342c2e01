"""A copy of a SQLite database that is in use: whole, checked, on the disk, and readable by its owner alone."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class BackupBroken(Exception):
    """The copy does not read back. The database itself may be damaged."""


def back_up(database: Path, to: Path) -> None:
    """Copies in one step, since each write by another would start a copy in parts anew (stack 2.4)."""
    part = to.with_name(to.name + ".part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as copy:
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise BackupBroken(f"The copy of {database.name} is damaged: {found}. Restore an earlier one.")
    _to_disk(part)
    part.replace(to)
    _to_disk(to.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
