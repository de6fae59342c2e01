"""What ails a database that answers, and still does not do what it is asked: named for its remedy (reliability C32).

Each of these passes once its cause is gone, and nothing has to be started anew. What was asked was undone, but for
`may_stand`. A database that does not answer is `lost`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from tracker.tongue import N_


class Ailment(NamedTuple):
    """Why nothing can be kept, and what can be done about it. Both are English, for `tongue` to translate."""

    why: str
    remedy: str


FULL = Ailment(
    N_("the disk is full"),
    N_("Whoever looks after this tracker has to make room on the disk of its data. It goes on by itself then."),
)
FAILING = Ailment(
    N_("the disk reports errors"),
    N_("Whoever looks after this tracker has to see to its disk soon. It goes on by itself once the disk does."),
)
READ_ONLY = Ailment(
    N_("what keeps it can only be read just now"),
    N_("Whoever looks after this tracker has to let it write to its data again. It goes on by itself then."),
)
BUSY = Ailment(
    N_("another program holds what keeps it"),
    N_("Wait a minute. If it lasts, whoever looks after this tracker has to end that program."),
)
SHUT = Ailment(
    N_("what keeps it cannot be opened"),
    N_("Whoever looks after this tracker has to see that its data is there. It goes on by itself then."),
)
DAMAGED = Ailment(
    N_("what keeps it is damaged"),
    N_("Whoever looks after this tracker has to put the last back-up back; tracker doctor says what is damaged."),
)
# By SQLite's name of an error, of which a longer one says it more closely, and by PostgreSQL's five letters.
BY_NAME = {
    "SQLITE_FULL": FULL,
    "SQLITE_IOERR": FAILING,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_PERM": READ_ONLY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_PROTOCOL": BUSY,
    "SQLITE_CANTOPEN": SHUT,
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_NOTADB": DAMAGED,
    "53100": FULL,
    "53400": FULL,
    "58030": FAILING,
    "25006": READ_ONLY,
    "55P03": BUSY,
    "57014": BUSY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
STALE = (FAILING, READ_ONLY, SHUT, DAMAGED)  # a connection that met one of these would go on meeting it
UNSYNCED = ("SQLITE_IOERR_DIR_FSYNC",)
UNSYNCED_LOG = ("SQLITE_IOERR_DIR_FSYNC", "SQLITE_IOERR_FSYNC")


def ailment(error: BaseException) -> Ailment | None:
    """What an error says of the database; None if it is a fault of ours, or says that the database was lost."""
    name = _name(error)
    return BY_NAME.get(name) or BY_NAME.get("_".join(name.split("_")[:2]))


def may_stand(error: BaseException, journal: str) -> bool:
    """Whether a transaction whose keeping failed so may have been kept after all: what says so was written, and only
    not brought to the disk. Of a rollback journal that is its removal, of a write-ahead log its end.
    """
    return _name(error) in (UNSYNCED_LOG if journal == "WAL" else UNSYNCED)


@contextmanager
def well_or_not() -> Iterator[None]:
    """For what may stay unwritten: while nothing can be kept, pages are shown all the same."""
    try:
        yield
    except DBAPIError as error:
        if ailment(error) is None:
            raise


def drop_stale(engine: Engine) -> None:
    """Have an engine never use a connection again that met a lasting fault: one that SQLite opened while a file could
    only be read never writes, though the file can be written by now.
    """

    @event.listens_for(engine, "handle_error")
    def _met(context: ExceptionContext) -> None:
        if ailment(context.original_exception) in STALE:
            context.is_disconnect = True
            _let_go(context)


def _let_go(context: ExceptionContext) -> None:
    """Its lock with it: a connection that is closed while an error still refers to its statements keeps its lock
    until they are collected, and nobody writes meanwhile.
    """
    if context.connection is not None and not context.connection.invalidated:
        with suppress(sqlite3.Error):
            driver: Any = context.connection.connection.driver_connection
            driver.rollback()


def _name(error: BaseException) -> str:
    said: Any = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(said, sqlite3.Error):
        return str(getattr(said, "sqlite_errorname", ""))
    return str(getattr(said, "sqlstate", None) or "")
