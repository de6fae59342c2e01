"""The hosted shape on a PostgreSQL that is full, only read, not there, or locked (C32, D9)."""

import os
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.cluster import Server, a_folder, made, programs_or_skip, serving
from tests.faults.kills.acts import SAFE, shaped
from tests.faults.row import Row
from tests.faults.storage import disk
from tests.faults.storage.served import struck, waited_for
from tests.hosted.shape import WEB, WORKER

PARTS = (WEB, WORKER)
SHORT = 10.0  # seconds; a lock is waited for longer than that
MEGABYTES = 64
RELOAD = "SELECT pg_reload_conf()"


@contextmanager
def _served(folder, space: Path | None = None):
    """One web, one worker, and a server of their own; its database on a file system of its own if one is given."""
    server = Server(programs_or_skip(), a_folder(), SAFE, 0)
    with made(server), serving(server):
        address = server.new("hosted", "hosted")
        if space:
            _put(server, space)
        with shaped(folder, address, PARTS) as shape:
            yield server, shape


def _put(server, space: Path) -> None:
    owner = (server.folder / "data").stat()
    os.chown(space, owner.st_uid, owner.st_gid)
    _say(server, f"CREATE TABLESPACE small LOCATION '{space}'", "ALTER DATABASE hosted SET TABLESPACE small")


def _say(server, *statements: str) -> None:
    with psycopg.connect(server.address("postgres"), autocommit=True) as db:
        for one in statements:
            db.execute(one)


def full(folder, _cluster, times) -> Row:
    """The file system of its tables is full to the last byte."""
    with disk.small(a_folder(), MEGABYTES) as space, _served(folder, space) as (_, shape):
        return struck("PostgreSQL: full disk", shape, lambda: disk.filled(space), times)


def read_only(folder, _cluster, times) -> Row:
    """The server was told that nobody writes."""
    with _served(folder) as (server, shape):
        return struck("PostgreSQL: read-only", shape, lambda: _only_read(server), times)


@contextmanager
def _only_read(server):
    _say(server, "ALTER SYSTEM SET default_transaction_read_only = on", RELOAD)
    try:
        yield
    finally:
        _say(server, "ALTER SYSTEM RESET default_transaction_read_only", RELOAD)


def refused(folder, _cluster, times) -> Row:
    """The server is stopped for a while: no connection is had."""
    with _served(folder) as (server, shape):
        return struck("PostgreSQL: not there", shape, lambda: _stopped(server), times)


@contextmanager
def _stopped(server):
    server.kill()
    try:
        yield
    finally:
        server.start()


def locked(folder, _cluster, times) -> Row:
    """Somebody holds the promises for 10 s."""
    with _served(folder) as (server, shape):
        return waited_for("PostgreSQL: locked for 10 s", shape, lambda: _held(server, SHORT), times)


def locked_long(folder, _cluster, times) -> Row:
    """Somebody holds them for longer than a page waits."""
    with _served(folder) as (server, shape):
        return struck("PostgreSQL: locked until told", shape, lambda: _held(server), times)


def _held(server, seconds: float = disk.LONG):
    return disk.holding(HOLDS, server.address("hosted"), str(seconds))


HOLDS = """
import select, sys, psycopg
with psycopg.connect(sys.argv[1]) as db:
    db.execute("LOCK TABLE promises IN EXCLUSIVE MODE")
    print("held", flush=True)
    select.select([sys.stdin], [], [], float(sys.argv[2]))
"""
