"""A body on its way: gathered chunk by chunk into a scratch stream, and hashed as it comes; never whole in memory."""

import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from typing import BinaryIO, NamedTuple, cast

_SEGMENT = 1024 * 1024


class Body(NamedTuple):
    """The bytes at their start, in a stream that another process can be handed; whoever has it closes it.

    `digest` is their SHA-256 in hexadecimal.
    """

    stream: BinaryIO
    size: int
    digest: str


def scratch(*, in_memory: bool = hasattr(os, "memfd_create")) -> BinaryIO:
    """An empty stream with a file number, without a name: it is gone when it is closed."""
    if in_memory:
        return os.fdopen(os.memfd_create("body"), "w+b")
    return cast(BinaryIO, tempfile.TemporaryFile(prefix="tracker-"))


def gathered(chunks: Iterable[bytes]) -> Body:
    """All of them, one behind the other. What the chunks raise is passed on, and nothing is left behind."""
    hashed, size, stream = sha256(), 0, scratch()
    try:
        for chunk in chunks:
            stream.write(chunk)
            hashed.update(chunk)
            size += len(chunk)
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return Body(stream, size, hashed.hexdigest())


def digest(stream: BinaryIO) -> str:
    """The SHA-256 of all of a stream in hexadecimal; it stands at its start before and after."""
    hashed = sha256()
    stream.seek(0)
    while segment := stream.read(_SEGMENT):
        hashed.update(segment)
    stream.seek(0)
    return hashed.hexdigest()
