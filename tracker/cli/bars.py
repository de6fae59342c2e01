"""Bars of progress in a terminal, for work that takes more than a second; a file, a pipe and a log get none."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from stat import S_ISREG
from threading import Timer
from typing import TYPE_CHECKING, BinaryIO, TextIO

from tracker.domain.progress import Step

if TYPE_CHECKING:
    from rich.progress import Progress

SECONDS = 1.0  # that work may take without a bar
STEPS = {
    Step.ASKING: "asking for it",
    Step.KEEPING: "keeping {of:,} events",
    Step.LOOKING: "looking for promises in {done:,} of {of:,} events",
}

OFTEN = 100  # lines or rows between two tellings
KB = 1024

Heard = Callable[[Step, int, int], None]
Told = Callable[[str, int, int], None]
"""Told what is being done, how much of it is over and how much there is in all; 0 where nobody knows."""


def nobody(_what: str, _done: int, _of: int) -> None:
    """Is told, and shows nothing."""


@contextmanager
def bar(name: str, stream: TextIO | None = None, after: float = SECONDS) -> Iterator[Told]:
    """A bar on standard error that is gone in the end. `after` so many seconds it begins to show."""
    out = stream or sys.stderr
    if not out.isatty() or os.environ.get("TERM") == "dumb" or logging.getLogger().isEnabledFor(logging.INFO):
        yield nobody
        return
    shown = _drawn(out)
    task = shown.add_task(_plain(name), total=None)
    late = Timer(after, shown.start)
    late.daemon = True
    late.start() if after else shown.start()
    try:
        yield lambda what, done, of: shown.update(
            task, description=_plain(f"{name}: {what}"), completed=done, total=of or None
        )
    finally:
        late.cancel()
        if late.is_alive():
            late.join()  # else it might begin after its end
        shown.stop()


@contextmanager
def reading(name: str, stream: TextIO | None = None, after: float = SECONDS) -> Iterator[Heard]:
    """The same for the reading of a calendar."""
    with bar(name, stream, after) as told:
        yield lambda step, done, of: told(STEPS[step].format(done=done, of=of), done, of)


def lines(stream: BinaryIO, told: Told) -> Iterator[bytes]:
    """The lines of a stream, told of as they go by; how much of it they are, where it is a file."""
    size, done = _size(stream), 0
    for number, line in enumerate(stream):
        if number % OFTEN == 0:
            told(f"{number:,} lines", done, size)
        done += len(line)
        yield line


class Text(TextIOWrapper):
    """A file's text, told of as it is read."""

    def __init__(self, file: BinaryIO, told: Told) -> None:
        super().__init__(file, encoding="utf-8")
        self._told, self._file, self._size = told, file, _size(file)

    def read(self, size: int | None = -1) -> str:
        """As ever."""
        text = super().read(size)
        done = self._file.tell()
        self._told(f"{done // KB:,} of {self._size // KB:,} KB", done, self._size)
        return text


def counted(pieces: Iterable[bytes], of: int, told: Told) -> Iterator[bytes]:
    """Pieces, told of as they go by."""
    for number, piece in enumerate(pieces):
        if number % OFTEN == 0:
            told(f"{min(number, of):,} of {of:,} rows", number, of)
        yield piece


def _size(stream: BinaryIO) -> int:
    """How many bytes a file has; 0 of what is none."""
    try:
        about = os.fstat(stream.fileno())
    except OSError:
        return 0
    return about.st_size if S_ISREG(about.st_mode) else 0


def _drawn(out: TextIO) -> "Progress":
    """Imported here: where no bar is shown, nobody waits for its library."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(file=out), transient=True)


def _plain(text: str) -> str:
    """What a calendar is called may hold what a terminal obeys."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
