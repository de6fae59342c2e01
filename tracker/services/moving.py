"""A whole service moved into another database: every row, checked, and only one of the two at work at any instant.

    both looked at -> the source marked -> tables, piece by piece -> sums and ledgers compared -> the target let go

Each piece is one transaction with the mark of how far it came, so whoever is killed goes on where they were.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, Table

from tracker.services.replay import audit
from tracker.store import accounts, held, moving
from tracker.store.database import Database, new_id
from tracker.store.moving import TABLES, Mark, Told

PIECE = 1_000  # rows at a time

Heard = Callable[[str, int, int], None]
"""Told what is being done, how much of it is over and how much there is in all."""


class Unmoved(Exception):
    """Why it cannot be moved, or not be worked on; the text names the remedy."""


class Readable(Protocol):
    """A database, or one instant of it, as `Database.read` reads it."""

    def read(self) -> AbstractContextManager[Connection]: ...


class Place(NamedTuple):
    """A database, and what it is called where people read it: without a password."""

    database: Database
    shown: str


class Plan(NamedTuple):
    """What a move would do: how many rows of each table there are, and how many have come already."""

    rows: dict[str, int]
    arrived: dict[str, int]

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


class Moved(NamedTuple):
    """What came: rows of each table, users, and entries of their ledgers."""

    rows: dict[str, int]
    users: int
    entries: int


def planned(source: Place, target: Place, now: datetime) -> Plan:
    """What a move would do; nothing is changed. Raises Unmoved where it could not be."""
    _at_rest(source, now)
    return Plan(counts(source.database), counts(target.database) if _is_ours(source, target) else {})


def move(source: Place, target: Place, heard: Heard, now: datetime, piece: int = PIECE) -> Moved:
    """Everything into the target, which stands at the same migration. Raises Unmoved, and then both are as they
    were, or half-way; after that, and after a kill, the same again goes on.
    """
    _at_rest(source, now)
    ours = _is_ours(source, target)
    with source.database.write() as db:
        before = moving.left(db)
        mark = before or Mark(new_id(), target.shown)
        moving.leave(db, mark._replace(place=target.shown))
    if not ours:
        with target.database.write() as db:
            moving.arrive(db, Mark(mark.id, source.shown))
    carry(source.database, target.database, heard, piece)
    moved = checked(source.database, target.database, heard)
    _let_go(source, target, mark._replace(place=target.shown), heard)
    return moved


def stay(place: Place) -> None:
    """What was moved, or is half-way, may be worked on again. Whoever says so sees to it that the other rests."""
    with place.database.write() as db:
        moving.stay(db)


def demand_home(database: Database) -> None:
    """Raises Unmoved where nobody is to work: what was moved would send each letter twice, what is half full none."""
    with database.read() as db:
        left, arriving = moving.left(db), moving.arriving(db)
    if arriving:
        raise Unmoved(half_full(arriving))
    if left and left.over:
        raise Unmoved(
            f"This database was moved to {left.place}. Start tracker there, for both would send each letter. If that "
            "one rests for ever, this one may work again: tracker move --stay"
        )
    if left:
        raise Unmoved(
            f"This database is being moved to {left.place}. Say that tracker move again; or give it up: "
            "tracker move --stay"
        )


def half_full(arriving: Mark) -> str:
    """What came half, and what helps."""
    if arriving.restored:
        return (
            f"This database is half full: a restore of {arriving.place} has not ended. Say that tracker restore "
            "again; or begin anew with an empty database."
        )
    return f"This database is half full: a move from {arriving.place} has not ended. Say it again there."


def _at_rest(source: Place, now: datetime) -> None:
    with source.database.read() as db:
        until, arriving = moving.at_work(db, now), moving.arriving(db)
    if arriving:
        raise Unmoved(f"{source.shown} is half full itself: a move from {arriving.place} has not ended.")
    if until:
        raise Unmoved(
            f"tracker is at work on {source.shown}. Stop it, then move. If it was killed, wait until "
            f"{until:%H:%M:%S} UTC."
        )


def _is_ours(source: Place, target: Place) -> bool:
    """Whether the target is half full of this very source. Raises Unmoved where it holds anything else."""
    if not _there(target):
        return False
    if not target.database.current:
        raise Unmoved(f"{target.shown} was made by another version of tracker. Move into a new database.")
    with source.database.read() as db:
        left = moving.left(db)
    with target.database.read() as db:
        arriving = moving.arriving(db)
        full = [table.name for table in TABLES if moving.count(db, table)]
    if arriving and left and arriving.id == left.id:
        return True
    if full or arriving:
        found = ", ".join(full) or f"a move from {arriving.place if arriving else ''}"
        raise Unmoved(f"{target.shown} is not empty: it holds {found}. Move into a new database.")
    return False


def _there(place: Place) -> bool:
    """Whether it has tables. To look into a file that is not there would make it."""
    file = place.database.path
    return (file is None or file.exists()) and place.database.revision() is not None


def counts(database: Readable) -> dict[str, int]:
    """How many rows each table has."""
    with database.read() as db:
        return {table.name: moving.count(db, table) for table in TABLES}


def carry(source: Readable, target: Database, heard: Heard, piece: int = PIECE) -> None:
    """Every row into the target, from where it came so far; each piece with the mark of how far that is."""
    total, done = sum(counts(source).values()), sum(counts(target).values())
    for table in TABLES:
        with target.read() as db:
            after = moving.so_far(db, table)
        with source.read() as db:
            while rows := moving.piece(db, table, after, piece):
                with target.write() as there:
                    moving.put(there, table, rows)
                after, done = [rows[-1][column.name] for column in table.primary_key], done + len(rows)
                heard(f"{table.name}, {done:,} of {total:,} rows", done, total)


def checked(source: Readable, target: Readable, heard: Heard) -> Moved:
    """Each table by its sum and each ledger by its replay, on both sides. Raises Unmoved at the first difference."""
    return Moved(compared(source, target, heard), *_replayed(source, target, heard))


def compared(source: Readable, target: Readable, heard: Heard) -> dict[str, int]:
    """How many rows each table has, the same ones on both sides. Raises Unmoved at the first difference."""
    rows = {}
    for table in TABLES:
        ours, theirs = (_told(side, table, heard) for side in (source, target))
        if ours != theirs:
            raise Unmoved(
                f"{table.name} is not the same on both sides: {ours.rows:,} rows here, {theirs.rows:,} there, or "
                "other ones. Was something at work? Begin again with a new database; this one is as it was."
            )
        rows[table.name] = theirs.rows
    return rows


def _told(side: Readable, table: Table, heard: Heard) -> Told:
    found = Told(0, 0)
    with side.read() as db:
        for found in moving.told(db, table):
            heard(f"comparing {table.name}, {found.rows:,} rows", 0, 0)
    return found


def _replayed(source: Readable, target: Readable, heard: Heard) -> tuple[int, int]:
    """Ledgers that were whole are whole; one that was not is no worse."""
    with target.read() as db:
        users = accounts.users(db)
    entries = 0
    for done, user in enumerate(users):
        heard(f"replaying ledgers, {done:,} of {len(users):,}", done, len(users))
        with target.read() as there:
            found = audit(there, user.id)
        entries += found.entries
        if found.whole:
            continue
        with source.read() as here:
            if audit(here, user.id) != found:
                raise Unmoved(f"A ledger is not whole after the move, that of {user.email}. Move again.")
    return len(users), entries


def _let_go(source: Place, target: Place, mark: Mark, heard: Heard) -> None:
    """First the source is left for ever, then the target may be worked on: never both. What was restored and is held
    is held there as well.
    """
    with source.database.write() as db:
        moving.leave(db, mark._replace(over=True))
        marks = held.marks(db)
    heard("letting go", 1, 1)
    with target.database.write() as db:
        moving.number_on(db)
        held.mark(db, marks)
        moving.stay(db)
