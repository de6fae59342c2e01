"""The peers: which they are, in which version, and how each is made ready in a folder of its own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SCRIPTS = Path(__file__).parent / "peers"


class Peer(NamedTuple):
    """Another reader of calendars. `wants` are its packages with their versions, `note` what it does otherwise."""

    name: str
    script: str
    wants: tuple[str, ...] = ()
    note: str = ""


class NotHere(Exception):
    """A peer that cannot be made ready on this machine, and why."""


STOCK = Peer("icalendar + recurring-ical-events", "run_stock.py", note="the project's own versions")
STOCK_PARSE = Peer("icalendar", "run_stock_parse.py")
PYTHON = (
    Peer("icalevents 0.3.1", "run_icalevents.py", ("icalevents==0.3.1", "icalendar==7.3.0"), "parses with icalendar"),
    Peer("ical 14.3.1", "run_ical.py", ("ical==14.3.1",)),
    Peer("vobject 0.9.9", "run_vobject.py", ("vobject==0.9.9",)),
    Peer("ics 0.7.3", "run_ics.py", ("ics==0.7.3",), "knows no recurrence"),
)
OTHERS = (
    Peer("libical, in C", "run_libical.c"),
    Peer("ical.js 2.2.1", "run_icaljs.mjs", ("ical.js@2.2.1",)),
    Peer("node-ical 0.26.1", "run_nodeical.mjs", ("node-ical@0.26.1",), "one event for each UID"),
)


def ready(peer: Peer, cache: Path) -> list[str]:
    """The command that runs it, once what it wants is in the cache. Raises NotHere."""
    if peer in (STOCK, STOCK_PARSE):
        return [sys.executable, str(SCRIPTS / peer.script)]
    folder = cache / "peers" / peer.name.replace(" ", "-").replace(",", "")
    folder.mkdir(parents=True, exist_ok=True)
    return _KINDS[Path(peer.script).suffix](peer, folder)


def _python(peer: Peer, folder: Path) -> list[str]:
    python = folder / "bin" / "python"
    if not _stamped(peer, folder):
        done([sys.executable, "-m", "venv", str(folder)])
        done([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.wants])
        _stamp(peer, folder)
    return [str(python), str(SCRIPTS / peer.script)]


def _node(peer: Peer, folder: Path) -> list[str]:
    node, npm = (_found(name) for name in ("node", "npm"))
    if not _stamped(peer, folder):
        done([npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), *peer.wants])
        _stamp(peer, folder)
    script = shutil.copy(SCRIPTS / peer.script, folder)  # a module finds its packages beside itself
    return [node, str(script)]


def _c(peer: Peer, folder: Path) -> list[str]:
    program = folder / "run"
    done([_found("cc"), "-O2", "-o", str(program), str(SCRIPTS / peer.script), "-lical"])
    return [str(program)]


_KINDS: dict[str, Callable[[Peer, Path], list[str]]] = {".py": _python, ".mjs": _node, ".c": _c}


def _stamped(peer: Peer, folder: Path) -> bool:
    stamp = folder / "ready"
    return stamp.is_file() and stamp.read_text() == " ".join(peer.wants)


def _stamp(peer: Peer, folder: Path) -> None:
    (folder / "ready").write_text(" ".join(peer.wants))


def _found(program: str) -> str:
    where = shutil.which(program)
    if not where:
        raise NotHere(f"there is no {program} on this machine")
    return where


def done(command: list[str], *, folder: Path | None = None) -> str:
    """What a command printed. Raises NotHere with the reason that it gave."""
    ended = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    if ended.returncode:
        said = (ended.stderr or ended.stdout).strip().splitlines() or ["no reason given"]
        reason = next((line for line in said if "error" in line.lower()), said[-1])
        raise NotHere(f"{Path(command[0]).name}: {reason[:100]}")
    return ended.stdout
