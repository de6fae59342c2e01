"""The queue that many workers share: a key once, urgent first, nothing lost with a worker, and an end that waits."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from random import Random
from threading import Event, Semaphore, Thread

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tracker.jobs import schema
from tracker.jobs.hosted import HostedJobs, cancelled
from tracker.jobs.stalled import TRIES, Pulse

pytestmark = pytest.mark.postgresql

PATIENCE = 20  # seconds until a test gives up on a thread
FAST = Pulse(beat=0.1, silent=0.6)
LONG_DEAD = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
IN_HAND = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, lock, queueing_lock, args, status, worker_id, attempts) "
    "VALUES ('work', 'sync', 'sync c1', 'sync c1', '{}', 'doing', %s, %s)"
)


@pytest.fixture
def address(postgresql) -> dict[str, str]:
    """A database with an empty queue, in libpq's words."""
    schema.upgrade(postgresql.libpq)
    sql(postgresql.libpq, "TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")
    return postgresql.libpq


def sql(address, statement, *values):
    with psycopg.connect(make_conninfo(**address)) as db:
        cursor = db.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def with_tasks(address, **tasks: Callable[..., object]) -> HostedJobs:
    jobs = HostedJobs(address, threads=4, apart=1, pulse=FAST)
    for name, task in tasks.items():
        jobs.register(name, task)
    return jobs


@contextmanager
def running(jobs: HostedJobs) -> Iterator[HostedJobs]:
    jobs.start()
    try:
        yield jobs
    finally:
        jobs.stop()


def test_what_one_program_hands_in_another_does_with_its_arguments(address):
    done, seen = Event(), []

    def sync(calendar: str) -> None:
        seen.append(calendar)
        done.set()

    pages = with_tasks(address, sync=print)
    with running(with_tasks(address, sync=sync)):
        pages.defer("sync", "c1", calendar="c1")
        assert done.wait(PATIENCE)
    assert seen == ["c1"]
    assert pages.waiting() == 0
    assert sql(address, "SELECT * FROM procrastinate_jobs") == [], "what ended is not kept"
    pages.stop()


def test_a_key_waits_once(address):
    jobs = with_tasks(address, sync=print)
    for _ in range(3):
        jobs.defer("sync", "c1")
        jobs.defer("sync", "c2")
    assert jobs.waiting() == 2
    jobs.stop()


def test_a_key_is_done_by_one_at_a_time_and_again_once_it_was_handed_in_meanwhile(address):
    go, begun, at_once, most = Event(), Semaphore(0), [], []

    def sync() -> None:
        at_once.append(1)
        most.append(len(at_once))
        begun.release()
        go.wait(PATIENCE)
        at_once.pop()

    with running(with_tasks(address, sync=sync)) as jobs, running(with_tasks(address, sync=sync)):
        jobs.defer("sync", "c1")
        assert begun.acquire(timeout=PATIENCE)
        jobs.defer("sync", "c1")
        assert not begun.acquire(timeout=0.5)
        go.set()
        assert begun.acquire(timeout=PATIENCE)
    assert most == [1, 1]


def test_what_is_urgent_comes_before_what_waits_of_its_key_too(address):
    seen, done = [], Semaphore(0)

    def sync(which: str) -> None:
        seen.append(which)
        done.release()

    jobs = with_tasks(address, sync=sync)
    jobs.defer("sync", "c1", which="early")
    jobs.defer("sync", "c1", urgent=True, which="urgent")
    jobs.defer("sync", "c1", urgent=True, which="urgent too")
    with running(jobs):
        assert all(done.acquire(timeout=PATIENCE) for _ in range(2))
    assert seen == ["urgent", "early"]


def test_slow_work_never_delays_what_stands_apart(address):
    go, done = Event(), Event()
    jobs = HostedJobs(address, threads=2, apart=1, pulse=FAST)
    jobs.register("sync", lambda: go.wait(PATIENCE))
    jobs.register("letters", done.set, apart=True)
    for number in range(6):
        jobs.defer("sync", str(number))
    jobs.defer("letters", "all")
    with running(jobs):
        assert done.wait(PATIENCE)
        go.set()


def test_a_task_of_a_newer_program_is_passed_over_and_the_others_are_done(address):
    done = Event()
    newer = with_tasks(address, sing=print)
    newer.defer("sing", "1")
    with running(with_tasks(address, sync=done.set)) as jobs:
        jobs.defer("sync", "c1")
        assert done.wait(PATIENCE)
    newer.stop()


def test_a_failure_stops_neither_the_others_nor_its_own_next_time(address, caplog):
    ran = Semaphore(0)

    def fail() -> None:
        ran.release()
        raise RuntimeError("the server is away")

    with running(with_tasks(address, fail=fail, sync=ran.release)) as jobs:
        for task in ("fail", "sync", "fail"):
            jobs.defer(task, "1")
            assert ran.acquire(timeout=PATIENCE)
    assert caplog.text.count("task fail failed") == 2


def test_what_a_dead_worker_had_in_hand_is_done_by_a_living_one(address):
    done = Event()
    ((dead,),) = sql(address, LONG_DEAD)
    sql(address, IN_HAND, dead, 0)
    with running(with_tasks(address, sync=done.set)):
        assert done.wait(PATIENCE)


def test_what_a_dead_worker_had_in_hand_is_dropped_where_its_key_waits_already(address):
    ran = Semaphore(0)
    ((dead,),) = sql(address, LONG_DEAD)
    sql(address, IN_HAND, dead, 0)
    jobs = with_tasks(address, sync=ran.release)
    jobs.defer("sync", "c1")
    with running(jobs):
        assert ran.acquire(timeout=PATIENCE)
        assert not ran.acquire(timeout=1)
    assert sql(address, "SELECT * FROM procrastinate_jobs") == []


def test_a_job_whose_workers_die_each_time_is_let_go(address):
    ran = Event()
    ((dead,),) = sql(address, LONG_DEAD)
    sql(address, IN_HAND, dead, TRIES)
    with running(with_tasks(address, sync=ran.set)):
        assert not ran.wait(1.5)
    assert sql(address, "SELECT * FROM procrastinate_jobs") == []


def test_stop_waits_for_what_runs_and_leaves_what_waits_to_others(address):
    begun, seen = Event(), []
    jobs = HostedJobs(address, threads=1, apart=1, pulse=FAST)

    def work(number: str) -> None:
        begun.set()
        Event().wait(0.3)
        seen.append(number)

    jobs.register("work", work)
    for number in "12":
        jobs.defer("work", number, number=number)
    jobs.start()
    assert begun.wait(PATIENCE)
    assert not jobs.stopping
    jobs.stop()
    assert jobs.stopping
    assert seen == ["1"]
    assert sql(address, "SELECT lock, status FROM procrastinate_jobs") == [("work 2", "todo")]


def test_it_goes_on_when_its_connections_were_cut(address):
    ran = Semaphore(0)
    with running(with_tasks(address, sync=ran.release)) as jobs:
        jobs.defer("sync", "c1")
        assert ran.acquire(timeout=PATIENCE)
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        sql(address, others + " AND pid <> pg_backend_pid()")
        jobs.defer("sync", "c2")
        assert ran.acquire(timeout=PATIENCE)


def test_what_repeats_runs_in_each_worker_at_the_start_and_again(address):
    ran = Semaphore(0)
    jobs = with_tasks(address, tick=ran.release)
    jobs.every(timedelta(seconds=0.05), "tick")
    with running(jobs):
        assert all(ran.acquire(timeout=PATIENCE) for _ in range(4))


def test_stopping_twice_or_before_the_start_is_harmless(address):
    jobs = with_tasks(address, tick=print)
    jobs.every(timedelta(seconds=0.05), "tick")
    jobs.stop()
    jobs.stop()


def test_told_to_stop_at_any_moment_of_its_beginning_it_ends(address):
    draw = Random(7)
    for _ in range(30):
        jobs = with_tasks(address, tick=print)
        jobs.start()
        Event().wait(draw.uniform(0, 0.03))
        stopping = Thread(target=jobs.stop, daemon=True)
        stopping.start()
        stopping.join(PATIENCE)
        assert not stopping.is_alive()


def test_who_did_not_hear_that_they_were_cancelled_is_cancelled_again():
    async def hard_of_hearing():
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(PATIENCE)
        await asyncio.sleep(PATIENCE)

    async def both():
        parts = [asyncio.ensure_future(hard_of_hearing()), asyncio.ensure_future(asyncio.sleep(PATIENCE))]
        await asyncio.sleep(0)
        await cancelled(parts)
        return [one.cancelled() for one in parts]

    assert asyncio.run(both()) == [True, True]
