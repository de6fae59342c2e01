"""Work handed out while `tracker run` runs. Our rows are the truth: what is lost here, the next tick finds again."""

import logging
from collections.abc import Callable
from datetime import UTC, timedelta
from threading import Event, Lock
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

Task = Callable[..., object]
WORK, TICK = "default", "tick"

logger = logging.getLogger(__name__)


class Jobs(Protocol):
    """What hands out work. A task is known by its name, so that a rename in code never loses any."""

    def register(self, name: str, task: Task) -> None:
        """Say what a name stands for, before the start."""

    def defer(self, task: str, key: str, **args: str) -> None:
        """Have a task done soon; nothing happens if the same key already waits or runs."""

    def every(self, interval: timedelta, task: str) -> None:
        """Have a task done at the start and then in each interval, one at a time."""

    def start(self) -> None:
        """Begin to hand out work."""

    def stop(self) -> None:
        """Hand out no more, and wait for what runs to end."""


class EmbeddedJobs:
    """Jobs on threads of this process: many, since most of them wait for far servers. What `every` repeats has a
    thread of its own, so that work never delays it.
    """

    def __init__(self, workers: int = 32) -> None:
        self._tasks: dict[str, Task] = {}
        self._pools = {WORK: ThreadPoolExecutor(workers), TICK: ThreadPoolExecutor(1)}
        # misfire_grace_time=None: work that had to wait, or slept with the machine, is done once, not dropped.
        defaults = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(executors=self._pools, job_defaults=defaults, timezone=UTC)
        self._closing = Event()
        self._door = Lock()

    def register(self, name: str, task: Task) -> None:
        """Say what a name stands for, before the start."""
        self._tasks[name] = task

    def defer(self, task: str, key: str, **args: str) -> None:
        """Have a task done soon, on a thread of its own; nothing happens if the same key already waits or runs."""
        self._add(WORK, task, f"{task} {key}", args)

    def every(self, interval: timedelta, task: str) -> None:
        """Have a task done at the start and then in each interval; a late one is done once, never twice at a time."""
        self._add(TICK, task, f"{task} first", {})
        self._add(TICK, task, task, {}, trigger="interval", seconds=interval.total_seconds())

    def _add(self, pool: str, task: str, key: str, args: dict[str, str], **when: object) -> None:
        if task not in self._tasks:
            raise KeyError(f"no task is registered as {task}")
        with self._door:
            if not self._closing.is_set():
                self._scheduler.add_job(
                    self._run, id=key, name=task, args=(task, args), executor=pool, replace_existing=True, **when
                )

    def _run(self, task: str, args: dict[str, str]) -> None:
        if self._closing.is_set():
            return  # it waited in a pool's queue while we were told to stop; its row is still due
        try:
            self._tasks[task](**args)
        except Exception:
            logger.exception("task %s failed; it is tried again when its row is due", task)

    def start(self) -> None:
        """Begin to hand out work."""
        self._scheduler.start()

    def stop(self) -> None:
        """Hand out no more, and wait for what runs to end.

        The pools are closed before the scheduler: its own shutdown waits for them under a lock that a running
        task needs in order to defer, and both would wait for ever.
        """
        with self._door:
            if self._closing.is_set():
                return
            self._closing.set()
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()  # else the scheduler might hand one to a pool that is closed
            for pool in self._pools.values():
                pool.shutdown(wait=True)
            self._scheduler.shutdown()
