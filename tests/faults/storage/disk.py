"""Disks that fail: a small one that is filled, system calls that come back with an error, files that are not written.

A file system of a few megabytes can be mounted by root. Errors of system calls are injected into a process that runs
by strace (--inject), which may do so for one's own processes.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT = 60
LONG = 600.0
SYNCS = "fsync,fdatasync"


@contextmanager
def small(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of its own at a folder; one that is full stands beside nobody else's files."""
    folder.mkdir(parents=True, exist_ok=True)
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0700", "tmpfs", str(folder)]
    subprocess.run(words, check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def may_mount() -> bool:
    """Whether this process may have file systems of its own."""
    with tempfile.TemporaryDirectory() as name:
        try:
            with small(Path(name), 1):
                return True
        except (subprocess.CalledProcessError, OSError):
            return False


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """To the last byte, until the block ends."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for step in (1 << 20, 1 << 12, 1):
            while _written(file, step):
                pass
    try:
        yield
    finally:
        filler.unlink()


def _written(file, step: int) -> bool:
    try:
        return file.write(b"\0" * step) == step
    except OSError:
        return False


def strace() -> str:
    """The program; said plainly where it is not here."""
    found = shutil.which("strace")
    assert found, "strace is not installed, so that no error of a disk can be made: apt install strace"
    return found


@contextmanager
def failing(process: int, calls: str, error: str) -> Iterator[None]:
    """These system calls of a running process fail so, until the block ends; the calls are not made."""
    with tempfile.NamedTemporaryFile("r") as said:
        injected = f"inject={calls}:error={error}"
        words = [strace(), "-f", "-p", str(process), "-o", os.devnull, "-e", f"trace={calls}", "-e", injected]
        with open(said.name, "w") as told, subprocess.Popen(words, stderr=told) as tracing:
            try:
                _attached(tracing, Path(said.name))
                yield
            finally:
                tracing.send_signal(signal.SIGINT)  # upon which it lets go, and the process runs on
                tracing.wait(WAIT)


def _attached(tracing: subprocess.Popen, said: Path) -> None:
    while "attached" not in (told := said.read_text()):
        assert tracing.poll() is None, told


# Root writes where it may not; without these two it is as anybody else, and reads as root does what tests need.
ORDINARY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--") if os.geteuid() == 0 else ()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder and the files in it can only be read, until the block ends. Binds whom `ORDINARY` starts."""
    modes = {path: path.stat().st_mode & 0o777 for path in (*folder.iterdir(), folder)}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    try:
        yield
    finally:
        for path, mode in reversed(modes.items()):
            if path.exists():
                path.chmod(mode)


HOLDS = """
import select, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
db.execute("BEGIN IMMEDIATE")
print("held", flush=True)
select.select([sys.stdin], [], [], float(sys.argv[2]))
"""


@contextmanager
def held(database: Path, seconds: float = LONG) -> Iterator[None]:
    """A second writer that began, and ends with the block or after so many seconds."""
    with holding(HOLDS, str(database), str(seconds)):
        yield


@contextmanager
def holding(program: str, *words: str) -> Iterator[None]:
    """A program in a process of its own, which says "held" and ends once nothing can be said to it any more."""
    process = subprocess.Popen([sys.executable, "-c", program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process as other:
        assert other.stdout.readline() == b"held\n"
        try:
            yield
        finally:
            other.stdin.close()
            other.wait(WAIT)


def sound(database: Path) -> bool:
    """Whether SQLite itself finds nothing wrong with a file."""
    opened = sqlite3.connect(database)
    try:
        return opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        opened.close()
