"""A function run where it can do no harm: in a short-lived process with bounds on memory and time, and no network.

The service has many threads, so it is never forked itself: a clean parent (`warden`) is started once and
forks a child for each call. It sees only the function and its arguments, and ends when we end, however we end
(reliability D1).
"""

import atexit
import io
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from enum import EnumType
from time import monotonic
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast
from zoneinfo import ZoneInfo

from tracker.calendars.trouble import CalendarTrouble
from tracker.tongue import N_

P = ParamSpec("P")
R = TypeVar("R")

STRANGE = N_("This calendar could not be read: the reader gave a strange answer. Please report it to us.")
NO_ROOM = N_(
    "No calendar can be read: this machine allows no new process or open file. Close some, or raise its limits."
)
_SPARE = 5.0  # seconds after its own alarm until a child that is still silent is given up


class CageTrouble(CalendarTrouble):
    """What was to be read used up its bounds, or broke the reader."""


class CageFull(CageTrouble):
    """Nobody is let in just now; nothing is said of what was to be read."""


class Limits(NamedTuple):
    """What a child may use: bytes of memory, seconds of processor time, seconds in all."""

    memory: int = 600 * 1024 * 1024
    cpu: int = 25
    wall: int = 40


LIMITS = Limits()


def caged(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What the function gives for these arguments, worked out in a child. All must be picklable, or streams with a
    file number, which are handed over open and never pass through memory; the result, plain.

    Raises CageTrouble if the child dies, runs out of its bounds, or the function itself raises.
    """
    return confined(LIMITS, function, *args, **kwargs)


def confined(limits: Limits, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """`caged` within other bounds."""
    started = monotonic()
    request = io.BytesIO()
    packed = _Packed(request)
    packed.dump((tuple(limits), function, args, kwargs))
    with _room, _line_to_a_child(packed.streams) as ours:
        ours.settimeout(limits.wall + _SPARE)
        answer = _exchange(ours, request.getbuffer())
    return cast(R, _opened(answer, monotonic() - started, limits))


class _Packed(pickle.Pickler):
    """A call, with its streams set aside."""

    def __init__(self, request: io.BytesIO) -> None:
        super().__init__(request)
        self.streams: list[io.IOBase] = []

    def persistent_id(self, thing: object) -> int | None:
        if not isinstance(thing, io.IOBase) or isinstance(thing, io.BytesIO):
            return None
        self.streams.append(thing)
        return len(self.streams) - 1


def _line_to_a_child(streams: Sequence[io.IOBase]) -> socket.socket:
    """Our end of a line whose other end a new child holds, and these streams with it."""
    try:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                _parent().hand_over([theirs.fileno(), *(stream.fileno() for stream in streams)])
            except OSError:
                ours.close()
                raise
    except OSError:
        raise CageFull(NO_ROOM) from None
    return ours


def _exchange(ours: socket.socket, request: memoryview) -> bytes:
    try:
        ours.sendall(len(request).to_bytes(8, "big"))
        ours.sendall(request)
        with ours.makefile("rb") as stream:
            return stream.read()
    except OSError:  # it died while we spoke to it, or is silent beyond its time
        return b""


def _opened(answer: bytes, seconds: float, limits: Limits) -> Any:
    if not answer:
        if seconds >= min(limits.cpu, limits.wall) * 0.8:
            raise CageTrouble("Reading this calendar took too long. Export a shorter stretch of time.")
        raise CageTrouble("This calendar could not be read: the reader broke down over it. Please report it to us.")
    worked, result = _Plain(io.BytesIO(answer)).load()
    if worked:
        return result
    if result == "MemoryError":
        raise CageTrouble("Reading this calendar took too much memory. Export a shorter stretch of time.")
    raise CageTrouble(
        "This calendar could not be read: the reader stumbled (%(fault)s). Please report it to us.", fault=str(result)
    )


class _Plain(pickle.Unpickler):
    """Opens only values: our own records, dates, zones. A child that was taken over could send no more than these."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _attribute  # so Python 3.11.2 writes enums and zones; later ones name them outright
        if module.startswith("tracker.domain.") or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise CageTrouble(STRANGE)


def _attribute(owner: Any, name: str) -> Any:
    """A member of one of our enums, or what makes a zone; no other attribute of anything."""
    if isinstance(owner, EnumType) and name in owner.__members__:
        return owner.__members__[name]
    if owner is ZoneInfo and name == "_unpickle":
        return ZoneInfo._unpickle  # type: ignore[attr-defined]
    raise CageTrouble(STRANGE)


_PLAIN = {
    ("tracker.calendars.ics", "Reading"),
    ("tracker.calendars.google.reading", "Unrolled"),
    ("tracker.calendars.google.reach", "Reach"),
    ("datetime", "datetime"),
    ("datetime", "date"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("zoneinfo", "ZoneInfo"),
    ("zoneinfo", "ZoneInfo._unpickle"),
}


class _Parent:
    """The running warden, and our end of the line to it."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._line, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "tracker.calendars.warden", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us; the warden ends when our line closes
                env={"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path), "PATH": os.defpath},
            )

    @property
    def alive(self) -> bool:
        return self.pid == os.getpid() and self._process.poll() is None

    def hand_over(self, descriptors: list[int]) -> None:
        socket.send_fds(self._line, [b"."], descriptors)

    def close(self) -> None:
        """Let it end. In a fork of ours it is not our child, and only forgotten."""
        self._line.close()
        if self.pid == os.getpid():
            self._process.wait()
        else:
            self._process.returncode = 0


_room = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))  # children at a time: each may use its bounds
_lock = threading.Lock()
_running: list[_Parent] = []


def _parent() -> _Parent:
    """The warden of this process, started at the first call and again if it was killed."""
    with _lock:
        if not (_running and _running[0].alive):
            close()
            _running.append(_Parent())
        return _running[0]


@atexit.register
def close() -> None:
    """End the warden. It starts again when it is needed."""
    while _running:
        _running.pop().close()
