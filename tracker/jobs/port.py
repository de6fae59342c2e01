"""What hands out work, as the rest sees it: by an engine in this process, or by a queue that many share."""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

Task = Callable[..., object]


class Jobs(Protocol):
    """Hands out work. Our rows are the truth: what an engine loses, the next tick finds again.

    A task is known by its name, so that a rename in code never loses any, and it may be done twice: each claims its
    own row first.
    """

    def register(self, name: str, task: Task, *, apart: bool = False) -> None:
        """Say what a name stands for, before the start. `apart`: slow others must never delay it."""

    def defer(self, task: str, key: str, *, urgent: bool = False, **args: str) -> None:
        """Have a task done soon; nothing happens if the same key already waits. `urgent`: somebody waits for it."""

    def every(self, interval: timedelta, task: str) -> None:
        """Have a task done at the start and then in each interval, one at a time."""

    def start(self) -> None:
        """Begin to hand out work."""

    def stop(self) -> None:
        """Hand out no more, and wait for what runs to end."""

    def waiting(self) -> int:
        """How many wait, of all that were deferred by anybody."""

    @property
    def stopping(self) -> bool:
        """Whether a long task should leave the rest of its rows to somebody else."""
