"""Work handed out on threads of one process, while `tracker run` runs."""

import logging
import time
from datetime import UTC, timedelta
from threading import Event, Lock, Thread

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from tracker import logs
from tracker.jobs.port import Task

WORK = "default"

logger = logging.getLogger(__name__)


class EmbeddedJobs:
    """Jobs on threads of this process: many, since most of them wait for far servers. What `every` repeats has a
    thread of its own, so that work never delays it, and goes by no clock that may be set: the scheduler's own
    repetition would wait for an hour more after the clock was set back by one (reliability D8).
    """

    def __init__(self, workers: int = 32) -> None:
        self._tasks: dict[str, Task] = {}
        self._beats: list[Thread] = []
        self._pools = {WORK: ThreadPoolExecutor(workers)}
        # misfire_grace_time=None: work that had to wait, or slept with the machine, is done once, not dropped.
        defaults = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(executors=self._pools, job_defaults=defaults, timezone=UTC)
        self._closing = Event()
        self._door = Lock()

    def register(self, name: str, task: Task, *, apart: bool = False) -> None:
        """Say what a name stands for, before the start. There are threads enough for all, so none stands apart."""
        self._tasks[name] = task

    def defer(self, task: str, key: str, *, urgent: bool = False, **args: str) -> None:
        """Have a task done soon, on a thread of its own; nothing happens if the same key already waits or runs. What
        is urgent does not wait for what has its key and is not.
        """
        self._add(WORK, task, f"{task} {key}{' soon' if urgent else ''}", args)

    def every(self, interval: timedelta, task: str) -> None:
        """Have a task done at the start and then in each interval; a late one is done once, never twice at a time."""
        self._demand(task)
        self._beats.append(Thread(target=self._repeat, args=(interval.total_seconds(), task), name=f"every {task}"))

    def _repeat(self, seconds: float, task: str) -> None:
        due = time.monotonic()
        while not self._closing.wait(max(0.0, due - time.monotonic())):
            self._run(task, {})
            due = max(due + seconds, time.monotonic())

    def _add(self, pool: str, task: str, key: str, args: dict[str, str]) -> None:
        self._demand(task)
        with self._door:
            if not self._closing.is_set():
                self._scheduler.add_job(
                    self._run, id=key, name=task, args=(task, args), executor=pool, replace_existing=True
                )

    def _demand(self, task: str) -> None:
        if task not in self._tasks:
            raise KeyError(f"no task is registered as {task}")

    def _run(self, task: str, args: dict[str, str]) -> None:
        if self._closing.is_set():
            return  # it waited in a pool's queue while we were told to stop; its row is still due
        with logs.about(job=logs.job_id(task)):
            try:
                self._tasks[task](**args)
            except Exception:
                logger.exception("task %s failed; it is tried again when its row is due", task)

    def waiting(self) -> int:
        """None: whatever is deferred has a thread soon."""
        return 0

    @property
    def stopping(self) -> bool:
        """Whether we were told to stop."""
        return self._closing.is_set()

    def start(self) -> None:
        """Begin to hand out work."""
        self._scheduler.start()
        for beat in self._beats:
            beat.start()

    def stop(self) -> None:
        """Hand out no more, and wait for what runs to end.

        The pools are closed before the scheduler: its own shutdown waits for them under a lock that a running
        task needs in order to defer, and both would wait for ever.
        """
        with self._door:
            if self._closing.is_set():
                return
            self._closing.set()
        for beat in self._beats:
            if beat.is_alive():
                beat.join()
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()  # else the scheduler might hand one to a pool that is closed
            for pool in self._pools.values():
                pool.shutdown(wait=True)
            self._scheduler.shutdown()
