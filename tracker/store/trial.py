"""Whether what is to be kept can be kept: a write that is taken back, a file that never has a name, and who stands in
the way. Nothing of it stays.
"""

import errno
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from tracker.store import letters
from tracker.store.ailing import FAILING, FULL, READ_ONLY, SHUT, Ailment
from tracker.store.database import Database
from tracker.store.tables import metadata

BYTES = 2**16
# A row more finds room in a page that is there already: only a table of its own needs the disk.
BULK = "CREATE TABLE doctors_trial AS SELECT n, md5(n::text) AS words FROM generate_series(1, 4096) AS n"
MAY_MAKE = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
IN_THE_WAY = """
    SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.granted AND l.pid <> pg_backend_pid() AND c.relkind = 'r'
    AND c.relnamespace = current_schema()::regnamespace
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock') ORDER BY l.pid
"""
LOCKS = Path("/proc/locks")
BY_ERROR = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EIO: FAILING,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


def try_writing(db: Connection, now: datetime) -> None:
    """Writes as whoever keeps something does: waits for each table as long as they would, and needs room on the disk.
    Whoever asks takes it back.
    """
    if db.dialect.name == "postgresql":
        names = ", ".join(table.name for table in metadata.sorted_tables)
        db.exec_driver_sql(f"LOCK TABLE {names} IN ROW EXCLUSIVE MODE")
        if db.exec_driver_sql(MAY_MAKE).scalar_one():
            db.exec_driver_sql(BULK)
    letters.beat(db, "checkup", now)


def folder_ailment(folder: Path) -> Ailment | None:
    """What ails a folder in which something is to be written and brought to the disk; None when nothing does."""
    try:
        with TemporaryFile(dir=folder, buffering=0) as file:
            full = os.pwrite(file.fileno(), bytes(BYTES), 0) < BYTES
            os.fsync(file.fileno())
    except OSError as error:
        return BY_ERROR.get(error.errno or 0, SHUT)
    return FULL if full else None


def in_the_way(database: Database) -> tuple[int, ...]:
    """The processes that keep others from writing: PostgreSQL's own of those, or this machine's. None where it cannot
    be told.
    """
    if database.path:
        return holders(database.path)
    with suppress(DBAPIError), database.read() as db:
        return tuple(db.exec_driver_sql(IN_THE_WAY).scalars())
    return ()


def holders(file: Path) -> tuple[int, ...]:
    """The processes that hold a file, or a part of it, for themselves, by Linux's own list of locks (proc(5))."""
    try:
        place, lines = file.stat(), LOCKS.read_text().splitlines()
    except OSError:
        return ()
    inode = f"{os.major(place.st_dev):02x}:{os.minor(place.st_dev):02x}:{place.st_ino}"
    held = (line.split() for line in lines)  # one that only waits has an arrow for its second word
    alone = {int(one[4]) for one in held if one[1] == "POSIX" and one[3] == "WRITE" and one[5] == inode}
    return tuple(sorted(process for process in alone if process > 0))
