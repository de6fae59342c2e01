"""`tracker run` on SQLite, whose disk is full, fails, can only be read, or whose file another holds (C32)."""

from contextlib import contextmanager

from tests.faults.kills.acts import shaped
from tests.faults.row import Row
from tests.faults.storage import disk
from tests.faults.storage.served import struck, waited_for

RUN = (("run",),)
FILE = "tracker.sqlite3"
MEGABYTES = 24
SHORT = 10.0  # seconds; a page waits for longer than that


@contextmanager
def _served(folder, before=()):
    with shaped(folder, "", RUN, before=before) as shape:
        yield shape, folder / "service" / "data", shape.parts[0].process.pid


def full(folder, _cluster, times) -> Row:
    """Not a byte is left on the disk that keeps the data."""
    with disk.small(folder / "service" / "data", MEGABYTES), _served(folder) as (shape, data, _):
        return struck("full disk", shape, lambda: disk.filled(data), times, terminal=True)


def unwritten(folder, _cluster, times) -> Row:
    """Writing fails with an error of the disk."""
    with _served(folder) as (shape, _, process):
        return struck("EIO when writing", shape, lambda: disk.failing(process, "pwrite64", "EIO"), times)


def unsynced(folder, _cluster, times) -> Row:
    """What was written cannot be brought to the disk."""
    with _served(folder) as (shape, _, process):
        return struck("EIO at fsync", shape, lambda: disk.failing(process, disk.SYNCS, "EIO"), times)


def full_by_errors(folder, _cluster, times) -> Row:
    """The same as a full disk, where none of one's own can be mounted: each write says that no space is left."""
    with _served(folder) as (shape, _, process):
        return struck("ENOSPC when writing", shape, lambda: disk.failing(process, "pwrite64", "ENOSPC"), times)


def read_only(folder, _cluster, times) -> Row:
    """The data's folder and files may only be read."""
    with _served(folder, disk.ORDINARY) as (shape, data, _):
        return struck("read-only folder", shape, lambda: disk.read_only(data), times, terminal=True)


def locked(folder, _cluster, times) -> Row:
    """A second writer holds the file for 10 s."""
    with _served(folder) as (shape, data, _):
        return waited_for("locked for 10 s", shape, lambda: disk.held(data / FILE, SHORT), times)


def locked_long(folder, _cluster, times) -> Row:
    """A second writer holds the file for longer than a page waits."""
    with _served(folder) as (shape, data, _):
        return struck("locked until told", shape, lambda: disk.held(data / FILE), times, terminal=True)
