"""A PostgreSQL that was lost, or undid what was asked: told apart from faults of ours, and waited for (D9).

Nothing has been done when a transaction begins, so its beginning may wait. What was lost in the middle of one was
undone: it may be done once more. What was lost while it was being kept may have been kept or not.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

PATIENCE = 8.0  # seconds that a transaction waits at its beginning; nobody should see errors for 10 (C34)
PAUSE = 0.1
# What libpq is told where the address says nothing: a host that is silent is given up before our patience ends.
TOLD: dict[str, Any] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8_000,  # milliseconds
}
ELSEWHERE = ("57P01", "57P02", "57P03", "25006")  # it stops, fell, starts; it is a standby that is only read
UNDONE = ("40P01", "40001")  # given up for others: two waited for each other, or both changed the same
Got = TypeVar("Got")


class Unsure(Exception):
    """The database was lost while a transaction was being kept: nobody knows yet whether it was."""


def is_lost(error: BaseException) -> bool:
    """Whether an error says that the database was lost, or is not there, rather than that we did something wrong."""
    if isinstance(error, Unsure):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    unreached = isinstance(error, OperationalError) and state is None and _speaks_postgresql(error)
    return error.connection_invalidated or unreached or state in ELSEWHERE or str(state).startswith("08")


def may_go_again(error: BaseException) -> bool:
    """Whether a transaction that ended so may simply be done once more, if nothing before it was kept."""
    return is_lost(error) or (isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in UNDONE)


def patiently(begin: Callable[[], Got], patience: float) -> Got:
    """What `begin` gives, as soon as it can; its error if that lasts longer than `patience` seconds."""
    until = time.monotonic() + patience
    while True:
        try:
            return begin()
        except DBAPIError as error:
            if not is_lost(error) or time.monotonic() > until:
                raise
        time.sleep(PAUSE)


def _speaks_postgresql(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("psycopg")
