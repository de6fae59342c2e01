"""Work handed out by procrastinate, through the PostgreSQL that keeps our rows, to any number of workers."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.worker import Worker
from psycopg.conninfo import make_conninfo

from tracker import logs
from tracker.jobs.port import Task
from tracker.jobs.stalled import Pulse, hand_back_stalled

WORK, APART = "work", "apart"  # the queues; the second has threads of its own
POLL = 5.0  # seconds until a worker looks by itself, if PostgreSQL's word that there is work did not reach it
AGAIN = 2.0  # seconds until a worker whose connection broke begins anew
ONCE_MORE = 1.0  # seconds until what was cancelled and goes on is cancelled again
URGENT = 5
PULSE = Pulse()
WAITING = "SELECT count(*) AS waiting FROM procrastinate_jobs WHERE status = 'todo'"

logger = logging.getLogger(__name__)


class HostedJobs:
    """Jobs on threads of this process, taken from the queue that all processes share. Whoever never starts it only
    hands work in, as the pages do.

    `address` is in libpq's words. A key is done by one at a time, of all workers (`lock`), and waits once
    (`queueing_lock`). Jobs that ended are not kept: what came of them stands in our rows.
    """

    def __init__(
        self, address: Mapping[str, str], *, threads: int = 16, apart: int = 4, pulse: Pulse = PULSE
    ) -> None:
        self._address = make_conninfo(**address)
        self._threads, self._pulse = {WORK: threads, APART: apart}, pulse
        self._tasks: dict[str, tuple[Task, str]] = {}
        self._repeated: list[Thread] = []
        # Deferring is from many threads, some of them of a server that forked: so it opens at the first use.
        self._door = App(connector=SyncPsycopgConnector(conninfo=self._address, min_size=0, max_size=4, timeout=10))
        self._closing = Event()
        self._engine: Thread | None = None
        self._wake: Callable[[], object] = lambda: None

    def register(self, name: str, task: Task, *, apart: bool = False) -> None:
        """Say what a name stands for, before the start. What stands apart has threads that nothing else takes."""
        self._tasks[name] = task, APART if apart else WORK

    def defer(self, task: str, key: str, *, urgent: bool = False, **args: str) -> None:
        """Have a task done soon, by some worker; nothing happens if the same key already waits. If it runs, this one
        comes after it. What is urgent comes before what waits, of the same key too.
        """
        queue, name = self._tasks[task][1], f"{task} {key}"
        once, before = (f"{name} soon", URGENT) if urgent else (name, 0)
        self._door.open()
        job = self._door.configure_task(task, queue=queue, lock=name, queueing_lock=once, priority=before)
        with suppress(AlreadyEnqueued):
            job.defer(**args)

    def waiting(self) -> int:
        """How many wait, of all that were deferred by anybody."""
        self._door.open()
        counted: int = self._door.connector.get_sync_connector().execute_query_one(WAITING)["waiting"]
        return counted

    @property
    def stopping(self) -> bool:
        """Whether we were told to stop."""
        return self._closing.is_set()

    def every(self, interval: timedelta, task: str) -> None:
        """Have a task done at the start and then in each interval, on a thread that no job takes. Each worker does
        so: it is for the task to see whether another did it just now.
        """
        self._repeated.append(Thread(target=self._repeat, args=(interval, task), name=f"every {task}"))

    def start(self) -> None:
        """Begin to take work from the queue."""
        self._engine = Thread(target=lambda: asyncio.run(self._live()), name="jobs")
        for thread in (self._engine, *self._repeated):
            thread.start()

    def stop(self) -> None:
        """Take no more, and wait for what runs to end; what waits is for other workers."""
        self._closing.set()
        self._wake()
        for thread in (self._engine, *self._repeated):
            if thread and thread.ident:
                thread.join()
        self._door.close()

    def _repeat(self, interval: timedelta, task: str) -> None:
        while not self._closing.is_set():
            self._run(task, {})
            self._closing.wait(interval.total_seconds())

    def _run(self, name: str, args: dict[str, str]) -> None:
        with logs.about(job=logs.job_id(name)):
            try:
                self._tasks[name][0](**args)
            except Exception:
                logger.exception("task %s failed; it is tried again when its row is due", name)

    async def _live(self) -> None:
        """Works until told to stop, through whatever happens to the database meanwhile."""
        loop, told = asyncio.get_running_loop(), asyncio.Event()
        loop.set_default_executor(ThreadPoolExecutor(sum(self._threads.values()), thread_name_prefix="job"))
        self._wake = partial(loop.call_soon_threadsafe, told.set)
        while not self._closing.is_set():
            try:
                await self._work(told)
            except Exception as broken:
                logger.warning("the queue cannot be reached (%s); trying again", type(broken).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), AGAIN)

    async def _work(self, told: asyncio.Event) -> None:
        app = self._app()
        async with app.open_async():
            takers = self._takers(app)
            taking = [asyncio.ensure_future(one.run()) for one in takers]
            beside = [asyncio.ensure_future(one) for one in (told.wait(), hand_back_stalled(app, self._pulse))]
            await asyncio.wait([*taking, *beside], return_when=asyncio.FIRST_COMPLETED)
            for one in takers:
                one.stop()  # not cancelled: it finishes what it has begun
            await cancelled(beside)
            ended = await asyncio.gather(*taking, *beside, return_exceptions=True)
        for broken in (one for one in ended if isinstance(one, Exception)):
            raise broken

    def _takers(self, app: App) -> list[Any]:
        alive: Any = {"update_heartbeat_interval": self._pulse.beat, "stalled_worker_timeout": self._pulse.silent}
        return [
            Worker(
                app,
                queues=[queue],
                concurrency=many,
                name=queue,
                fetch_job_polling_interval=POLL,
                delete_jobs="always",
                install_signal_handlers=False,
                **alive,
            )
            for queue, many in self._threads.items()
        ]

    def _app(self) -> App:
        """One for each time that we begin: its pool belongs to that time."""
        app = App(connector=PsycopgConnector(conninfo=self._address, min_size=1, max_size=6, timeout=10))
        for name, (_, queue) in self._tasks.items():
            app.task(name=name, queue=queue)(self._task(name))
        return app

    def _task(self, name: str) -> Task:
        def task(**args: str) -> None:
            if not self._closing.is_set():  # else it was taken while we were told to stop: its row is still due
                self._run(name, args)

        return task


async def cancelled(parts: Sequence["asyncio.Future[Any]"]) -> None:
    """Cancels them until all have ended. Once is not enough: before Python 3.12 one that just then got the connection
    that it waited for never hears of it (asyncio.wait_for, bpo-42130).
    """
    waiting = set(parts)
    while waiting:
        for part in waiting:
            part.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=ONCE_MORE)
