"""Whose rows a transaction may see: one user's, nobody's or everybody's. On PostgreSQL the database keeps to it.

The first wall is that each query names its user (law 4). This is the second, for the day on which one forgets: row
security by migration 0016, which goes by what `Database` says at the beginning of each transaction. SQLite has none.

A page begins as nobody's and goes on as its user's. What serves many users by itself is everybody's, which is where
a context begins; a thread begins there too, whoever started it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from sqlalchemy import Connection

EVERYBODY, NOBODY = "*", ""
_NAME = re.compile(r"[\w.-]+", re.ASCII)  # no quote, nor what means everybody

_whose: ContextVar[str] = ContextVar("whose", default=EVERYBODY)


def whose() -> str:
    """Whose rows may be seen here: the id of a user, NOBODY or EVERYBODY."""
    return _whose.get()


def see(user_id: str) -> None:
    """From here on, to the end of the block that `nobodys` or another began: this user's rows alone."""
    _whose.set(_user(user_id))


@contextmanager
def users(user_id: str) -> Iterator[None]:
    """Inside, this user's rows alone."""
    with _seeing(_user(user_id)):
        yield


@contextmanager
def nobodys() -> Iterator[None]:
    """Inside, no row that is anybody's: whoever asks is not known yet."""
    with _seeing(NOBODY):
        yield


@contextmanager
def everybodys() -> Iterator[None]:
    """Inside, all rows: for a token that says whose it is. Where this is used stands in tests/closed/test_tenants.py,
    each place with why.
    """
    with _seeing(EVERYBODY):
        yield


@contextmanager
def again(named: str) -> Iterator[None]:
    """Inside, what `whose` said before, for what goes on after its context has ended."""
    with _seeing(named):
        yield


@contextmanager
def _seeing(named: str) -> Iterator[None]:
    before = _whose.set(named)
    try:
        yield
    finally:
        _whose.reset(before)


def _user(user_id: str) -> str:
    if not _NAME.fullmatch(user_id):
        raise ValueError("No user is called so.")
    return user_id


def said() -> str:
    """The statement that tells PostgreSQL, until the end of the transaction."""
    return "SELECT set_config('tracker.user', '" + whose() + "', true)"  # a name, as above: nothing in it to quote


def walled(db: Connection) -> bool:
    """Whether the database keeps to it. Not on SQLite; and not for a superuser of PostgreSQL, nor for a role with
    BYPASSRLS, whom no policy binds (https://www.postgresql.org/docs/current/ddl-rowsecurity.html).
    """
    if db.dialect.name == "sqlite":
        return False
    return bool(db.exec_driver_sql("SELECT row_security_active('users')").scalar_one())
