"""The clean parent of the cage: one thread, no secrets, no network; it forks a child for each call handed to it.

Run as `python -m tracker.calendars.warden <descriptor>` by `cage`. It ends when the other end of its line closes.
"""

import contextlib
import ctypes
import os
import pickle
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from io import BufferedRWPair, BytesIO
from typing import BinaryIO

import tracker.calendars.google.reading  # imported here once, so that no child has to
import tracker.calendars.ics  # noqa: F401
from tracker.calendars.zones import known

MOST = 4  # descriptors of one call
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET, CLONE_NEWUSER of <sched.h>
_NEW_USER = 0x10000000


def main() -> None:
    """Fork for each call that comes down the line: its own line, and the streams that it speaks of."""
    line = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a child ended: its silence says it
    _leave_the_network()
    known("UTC")  # all names of zones are found here once, too
    while True:
        message, descriptors, _, _ = socket.recv_fds(line, 1, MOST)
        if not message:
            return
        if descriptors and os.fork() == 0:
            line.close()
            _child(socket.socket(fileno=descriptors[0]), descriptors[1:])
        for descriptor in descriptors:
            os.close(descriptor)


def _leave_the_network() -> None:
    """Where namespaces are allowed; as an ordinary user that takes a user namespace too."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.unshare(_NEW_NETWORK) == 0 or libc.unshare(_NEW_NETWORK | _NEW_USER)


def _child(line: socket.socket, streams: Sequence[int]) -> None:
    """Work out one call and answer it. Whatever happens, nothing of the warden runs after it."""
    try:
        with line.makefile("rwb") as stream:
            stream.write(pickle.dumps(_answer(stream, streams)))
    finally:
        os._exit(0)


class _Unpacked(pickle.Unpickler):
    """A call from the service itself, whose streams came beside it."""

    def __init__(self, request: bytes, streams: Sequence[int]) -> None:
        super().__init__(BytesIO(request))
        self._streams = streams

    def persistent_load(self, place: int) -> BinaryIO:
        return os.fdopen(self._streams[place], "rb")


def _answer(stream: BufferedRWPair, streams: Sequence[int]) -> tuple[bool, object]:
    request = stream.read(int.from_bytes(stream.read(8), "big"))
    (memory, cpu, wall), function, args, kwargs = _Unpacked(request, streams).load()
    _bound(memory, cpu, wall)
    try:
        return True, function(*args, **kwargs)
    except BaseException as error:  # its kind is all that leaves: its text may hold what the feed said
        return False, type(error).__name__


def _bound(memory: int, cpu: int, wall: int) -> None:
    """The kernel ends who goes beyond; only memory can still be answered."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.alarm(wall)


if __name__ == "__main__":
    main()
