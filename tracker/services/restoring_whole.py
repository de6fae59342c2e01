"""A whole service put back out of a back-up into an empty database of either engine, checked, and then held.

    a copy opened -> brought up to date -> carried, piece by piece -> sums and ledgers compared -> held

Whoever is killed goes on where they were. What was restored sends nothing until somebody confirms it (`held`).
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError

from tracker.services.moving import PIECE, Heard, Moved, Place, Unmoved, carry, checked, half_full
from tracker.store import accounts, backup, calendars, figures, held, moving
from tracker.store.backup import BackupBroken
from tracker.store.database import Database
from tracker.store.moving import TABLES, Mark
from tracker.store.seal import CannotOpen, Seal
from tracker.store.sealed_file import HEAD as SEALED
from tracker.store.sealed_file import unseal

SQLITE = b"SQLite format 3\0"
NO_BACK_UP = "{} is no back-up of tracker. Say a file that tracker backup wrote, or one of tracker export."
HALF = "{} is half a file, or damaged. Take another back-up."
NEWER = "{} is of a newer tracker. Install that one here first; tracker --version says which one this is."


class Unrestored(Exception):
    """Why nothing is restored out of this file, or not there; the text names the remedy."""


class Restored(NamedTuple):
    """What came, of which instant, and how many letters were waiting then, which are never sent."""

    of: datetime
    came: Moved
    unsent: int


class _Source(NamedTuple):
    """A back-up opened: a copy of it that may be worked on, the hash of its bytes, and of which instant it is."""

    database: Database
    id: str
    of: datetime


def is_whole(file: Path) -> bool:
    """Whether a file looks like a back-up of a whole service, sealed or not."""
    with file.open("rb") as stream:
        return stream.read(len(SEALED)).startswith((SQLITE, SEALED))


def restore(
    file: Path, target: Place, heard: Heard, now: datetime, key: Path | None = None, piece: int = PIECE
) -> Restored:
    """Everything of a back-up into the target, which stands at the last migration and holds nothing.

    Raises Unrestored and SealedFileTrouble, and then it is as it was, or half-way; after that, and after a kill, the
    same again goes on.
    """
    _demand_fit(target, now)
    with _opened(file, key, target.database, heard, now) as source:
        try:
            _begin(source, target, file.name)
            carry(source.database, target.database, heard, piece)
            came = checked(source.database, target.database, heard)
        except Unmoved as trouble:
            raise Unrestored(str(trouble)) from None
    with target.database.write() as db:
        unsent = sum(figures.letters_under_way(db).values())
        moving.number_on(db)
        held.hold(db, now, source.of)
        moving.stay(db)
    _forget_left(target.database)
    return Restored(source.of, came, unsent)


def settle(database: Database, now: datetime) -> bool:
    """A back-up that somebody put in the place of the database is held from then on as well. Whether this is one."""
    with database.read() as db:
        if moving.back_up_of(db) is None:
            return False
    with database.write() as db:
        if found := moving.back_up_of(db):
            held.hold(db, now, found.of)
            moving.be_home(db)
    return True


def opens(database: Database, seal: Seal) -> bool:
    """Whether the keys that are here open what is sealed there, as far as anything is."""
    with database.read() as db:
        for user in accounts.users(db):
            for one in calendars.calendars(db, user.id):
                if sealed := calendars.sealed_of(db, user.id, one.id):
                    return _opens(seal, sealed, user.id)
    return True


def _opens(seal: Seal, sealed: str, owner: str) -> bool:
    try:
        seal.open(sealed, owner=owner)
    except CannotOpen:
        return False
    return True


def _demand_fit(target: Place, now: datetime) -> None:
    if not target.database.current:
        raise Unrestored(f"{target.shown} is of another version of tracker. Bring it up to date: tracker db upgrade")
    with target.database.read() as db:
        until = moving.at_work(db, now)
    if until:
        raise Unrestored(f"tracker is at work on {target.shown}. Stop it, and try again after {until:%H:%M:%S} UTC.")


def _begin(source: _Source, target: Place, name: str) -> None:
    """Marks the target as half full of this very back-up. Raises Unrestored where it holds anything else."""
    with target.database.read() as db:
        arriving, holds = moving.arriving(db), held.held(db)
        full = [table.name for table in TABLES if moving.count(db, table)]
    if arriving and arriving.id == source.id:
        return
    if arriving:
        raise Unrestored(half_full(arriving))
    if full and holds and holds.of == source.of:
        raise Unrestored(
            f"{target.shown} holds this back-up by now. Nothing is sent until: tracker restore --confirm"
        )
    if full:
        raise Unrestored(
            f"{target.shown} is not empty: it holds {', '.join(full)}. Restore into a new database: set another "
            "[database] url or data folder, or put what is there aside."
        )
    with target.database.write() as db:
        moving.arrive(db, Mark(source.id, name, restored=True))


@contextmanager
def _opened(file: Path, key: Path | None, target: Database, heard: Heard, now: datetime) -> Iterator[_Source]:
    """A copy of the back-up, since to open it would write to it; beside the target, or where things are kept for a
    while.
    """
    with TemporaryDirectory(dir=_home(target), prefix="restore.", suffix=".part") as folder:
        copy = Path(folder) / "tracker.sqlite3"
        copy.touch(mode=0o600)
        heard("reading the back-up", 0, 0)
        _copy(file, copy, key)
        with copy.open("rb") as stream:
            name = file_digest(stream, "sha256").hexdigest()
        with closing(Database(f"sqlite:///{copy}")) as database:
            _bring_up(database, file)
            yield _Source(database, name, _instant(database, file, now))


def _home(database: Database) -> Path | None:
    return database.path.parent if database.path else None


def _forget_left(database: Database) -> None:
    """What was killed before this one ended left its copy here."""
    for left in home.glob("restore.*.part") if (home := _home(database)) else ():
        shutil.rmtree(left, ignore_errors=True)


def _copy(file: Path, copy: Path, key: Path | None) -> None:
    with file.open("rb") as stream:
        sealed = stream.read(len(SEALED)) == SEALED
    if sealed and key is None:
        raise Unrestored(f"{file.name} is sealed. Say which key opens it: --key FILE")
    if sealed and key:
        unseal(file, copy, key)
    else:
        shutil.copyfile(file, copy)
    with copy.open("rb") as stream:
        if stream.read(len(SQLITE)) != SQLITE:
            raise Unrestored(NO_BACK_UP.format(file.name))


def _bring_up(database: Database, file: Path) -> None:
    """To the migration of this program. Raises Unrestored where that cannot be."""
    try:
        backup.demand_sound(database.path or file, file.name)
        if database.revision() is None:
            raise Unrestored(NO_BACK_UP.format(file.name))
        database.upgrade()
    except CommandError:
        raise Unrestored(NEWER.format(file.name)) from None
    except (BackupBroken, DBAPIError):
        raise Unrestored(HALF.format(file.name)) from None


def _instant(database: Database, file: Path, now: datetime) -> datetime:
    """Of when it is. A database that was copied by hand does not say; then it is as old as its file."""
    with database.read() as db:
        found, arriving, until = moving.back_up_of(db), moving.arriving(db), moving.at_work(db, now)
    if arriving:
        raise Unrestored(half_full(arriving))
    if until:
        raise Unrestored(
            f"tracker is at work on {file.name}. Stop it first, or make a copy with: tracker backup FILE"
        )
    return found.of if found else datetime.fromtimestamp(file.stat().st_mtime, UTC)
