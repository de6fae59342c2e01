"""A whole service backed up, of either engine, into one SQLite file of one instant; sealed, if that is wished.

    one transaction sees all -> copied -> compared -> replayed -> marked -> sealed -> to its place, never over another

SQLite is copied page by page; PostgreSQL is carried table by table out of one snapshot, as `moving` does, so that the
file can be restored on either.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection

from tracker.services.moving import Heard, Unmoved, carry, compared, counts, half_full
from tracker.services.replay import audit
from tracker.store import accounts, backup, moving
from tracker.store.database import Database
from tracker.store.moving import BackUp
from tracker.store.sealed_file import demand_recipient, seal

PIECE = 5_000  # rows at a time: more than where others wait for each
LEFT = timedelta(days=1)  # after so long a copy belongs to nobody who is still at it


class Unkept(Exception):
    """Why no back-up was made; the text names the remedy."""


class BackedUp(NamedTuple):
    """A back-up that was made: of which instant, and what is in it. `amiss` are users whose ledger is not whole; then
    it is not in the database either.
    """

    of: datetime
    bytes: int
    users: int
    entries: int
    amiss: tuple[str, ...]


class _Instant:
    """A database as one transaction sees it, however often it is read."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        yield self._db


def _nobody(_what: str, _done: int, _of: int) -> None:
    """Is told, and shows nothing."""


def back_up(
    database: Database, to: Path, now: datetime, recipient: str | None = None, heard: Heard = _nobody
) -> BackedUp:
    """Everything that was kept by `now`, and perhaps a little later, into a file that only its owner may read.

    With a recipient (`age1…`) it is sealed for them. Raises Unkept, BackupBroken, SealedFileTrouble, and OSError
    where it cannot be written; then nothing is left there.
    """
    if recipient:
        demand_recipient(recipient)
    if to.exists():
        raise Unkept(f"{to} is there already. Say another file, or remove it first.")
    with _aside(to.parent, to.name) as folder, _open_copy(database, folder, now, sealed=bool(recipient)) as copy:
        users, entries, amiss = _taken(database, copy, now, heard)
        whole = _sealed(copy, folder / to.name, recipient) if recipient else copy
        size = whole.stat().st_size
        _put(whole, to)
    return BackedUp(now, size, users, entries, amiss)


@contextmanager
def _aside(folder: Path | None, name: str) -> Iterator[Path]:
    """A folder beside the file that is to be, for its owner alone, gone afterwards. One that is left was killed."""
    with TemporaryDirectory(dir=folder, prefix=f"{name}.", suffix=".part") as made:
        yield Path(made)


@contextmanager
def _open_copy(database: Database, folder: Path, now: datetime, *, sealed: bool) -> Iterator[Path]:
    """Where the copy is made. What is to be sealed does not lie open where back-ups do, which may be the disk of
    another machine: it stays by the database, or where things are kept for a while.
    """
    home = database.path.parent if database.path else None
    if home:
        _forget_left(home, now)
    with _aside(home if sealed else folder, "copy") as made:
        copy = made / "tracker.sqlite3"
        copy.touch(mode=0o600)
        yield copy


def _forget_left(folder: Path, now: datetime) -> None:
    """A copy that lies open here since somebody who was to seal it was killed, and does not come back."""
    for left in folder.glob("copy.*.part"):
        if now.timestamp() - left.stat().st_mtime > LEFT.total_seconds():
            shutil.rmtree(left, ignore_errors=True)


def _taken(database: Database, copy: Path, now: datetime, heard: Heard) -> tuple[int, int, tuple[str, ...]]:
    if not database.current:
        raise Unkept("The database is of another version of tracker than this. Back it up with that one.")
    with closing(Database(f"sqlite:///{copy}")) as there:
        (_by_page if database.kind == "sqlite" else _by_row)(database, copy, there, heard)
        found = _replayed(there, heard)
        with there.write() as db:
            moving.forget_lives(db)
            moving.be_back_up(db, BackUp(now, database.kind, there.revision() or ""))
    heard("checking", 0, 0)
    backup.demand_sound(copy, "the database")
    backup.demand_linked(copy, "the database")
    return found


def _by_page(database: Database, copy: Path, there: Database, heard: Heard) -> None:
    heard("copying", 0, 0)
    with database.read() as db:
        _demand_whole(db)
        before = counts(_Instant(db))  # first: a transaction that has seen nothing yet would see later than its copy
        backup.copy_into(db, copy)
    heard("comparing", 0, 0)
    if counts(there) != before:
        raise Unkept("The copy has other rows than the database, which may be damaged: tracker doctor")


def _by_row(database: Database, _copy: Path, there: Database, heard: Heard) -> None:
    with database.read() as db:  # first, for it is of the instant at which it begins
        _demand_whole(db)
        there.upgrade()
        try:
            carry(_Instant(db), there, heard, PIECE)
            compared(_Instant(db), there, heard)
        except Unmoved as trouble:
            raise Unkept(str(trouble)) from None


def _demand_whole(db: Connection) -> None:
    if arriving := moving.arriving(db):
        raise Unkept(half_full(arriving))


def _replayed(there: Database, heard: Heard) -> tuple[int, int, tuple[str, ...]]:
    entries, amiss = 0, []
    with there.read() as db:
        users = accounts.users(db)
        for done, user in enumerate(users):
            heard(f"replaying ledgers, {done:,} of {len(users):,}", done, len(users))
            found = audit(db, user.id)
            entries += found.entries
            amiss += [] if found.whole else [user.email]
    return len(users), entries, tuple(amiss)


def _sealed(copy: Path, to: Path, recipient: str) -> Path:
    to.touch(mode=0o600)
    seal(copy, to, recipient)
    return to


def _put(whole: Path, to: Path) -> None:
    try:
        backup.done(whole, to)
    except FileExistsError:
        raise Unkept(f"{to} came meanwhile, and was not overwritten. Say another file.") from None
