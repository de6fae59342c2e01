"""A reading watched from within: every file it opens and every way out that it tries (C14)."""

import functools
import sys
import sysconfig
import zoneinfo
from pathlib import Path
from typing import Any

from tests.calendars.hostile.making import WINDOW
from tracker.calendars.ics import Reading, read

Deed = tuple[str, str, int]  # what was done, to what, and the flags of an open

_DEEDS = (
    "open",
    "os.",
    "socket.",
    "subprocess.",
    "shutil.",
    "tempfile.",
    "urllib.",
    "http.",
    "ftplib.",
    "glob.",
    "pty.",
)
_LOOKS = ("open", "os.listdir", "os.scandir", "os.walk")
_WRITES = 0b11 | 0o100 | 0o1000 | 0o2000  # O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND


def watched(*bodies: bytes) -> tuple[list[Reading], list[Deed]]:
    """What feeds tell, and all that their reading did. For a process of its own: a watch is never taken off."""
    deeds: list[Deed] = []
    sys.addaudithook(functools.partial(_note, deeds))
    home = zoneinfo.ZoneInfo("Africa/Accra")
    readings = [read(body, calendar="work", window=WINDOW, zone=home) for body in bodies]
    return readings, list(deeds)


def overlooked(**bodies: bytes) -> list[str]:
    """The names of those of which a reading that skips what cannot reach the window tells otherwise than one that
    does not.
    """
    home = zoneinfo.ZoneInfo("Africa/Accra")

    def events(body: bytes, thorough: bool) -> object:
        return read(body, calendar="work", window=WINDOW, zone=home, thorough=thorough).events

    return [name for name, body in bodies.items() if events(body, False) != events(body, True)]


def opened(path: str) -> tuple[None, list[Deed]]:
    """The same watch over one file that is opened."""
    deeds: list[Deed] = []
    sys.addaudithook(functools.partial(_note, deeds))
    Path(path).read_bytes()
    return None, list(deeds)


def _note(deeds: list[Deed], name: str, args: tuple[Any, ...]) -> None:
    if name.startswith(_DEEDS):
        flags = args[2] if name == "open" and len(args) > 2 and isinstance(args[2], int) else 0
        deeds.append((name, str(args[0]) if args else "", flags))


def forbidden(deeds: list[Deed]) -> list[Deed]:
    """What a reading has no business with: all but a look at Python's own files, our code, and the zones."""
    return [deed for deed in deeds if not _may(*deed)]


def _may(name: str, what: str, flags: int) -> bool:
    own = any(Path(what).is_relative_to(folder) and ".." not in Path(what).parts for folder in _folders())
    return name in _LOOKS and not flags & _WRITES and own


@functools.cache
def _folders() -> tuple[Path, ...]:
    python = (sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return (*map(Path, python), *map(Path, zoneinfo.TZPATH), Path(__file__).parents[3] / "tracker")
