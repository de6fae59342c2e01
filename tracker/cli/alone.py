"""One `tracker run` for one data folder: a second one, started by accident, is told so before it touches anything."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tracker.config import make_folder
from tracker.services.checkup import RUNNING


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Holds the folder for this process; whoever dies lets go of it. Raises a ClickException where another holds it.

    A lock of POSIX's kind: one of flock's would go on in a cage whose parent was killed.
    """
    make_folder(data)
    with open(os.open(data / RUNNING, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise click.ClickException(_taken(data, file.read().strip())) from None
        except OSError:
            pass  # a disk that knows no locks: there it is as it was before there were any
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _taken(data: Path, process: str) -> str:
    return (
        f"Another tracker runs on the data folder {data} already, as process {process}. "
        "Stop that one first, or give this one a folder of its own: TRACKER_DATA=other"
    )
