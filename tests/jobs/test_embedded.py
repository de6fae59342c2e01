"""Work handed out: each key once, the tick beside it, and an end that waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Semaphore

import pytest

from tracker.jobs.embedded import EmbeddedJobs

LONG = timedelta(hours=1)
PATIENCE = 60  # seconds until a test gives up on a thread


@contextmanager
def running(jobs: EmbeddedJobs) -> Iterator[EmbeddedJobs]:
    jobs.start()
    try:
        yield jobs
    finally:
        jobs.stop()


def with_tasks(**tasks: Callable[..., object]) -> EmbeddedJobs:
    jobs = EmbeddedJobs()
    for name, task in tasks.items():
        jobs.register(name, task)
    return jobs


def taken(jobs: EmbeddedJobs, task: str, ran: Semaphore) -> bool:
    """Whether a key is taken as soon as its last run has come to its end, a moment after it said so."""
    return any(jobs.defer(task, "c1") or ran.acquire(timeout=0.1) for _ in range(PATIENCE * 10))


def test_deferred_work_is_done_with_its_arguments() -> None:
    done, seen = Event(), []

    def sync(calendar: str) -> None:
        seen.append(calendar)
        done.set()

    with running(with_tasks(sync=sync)) as jobs:
        jobs.defer("sync", "c1", calendar="c1")
        assert done.wait(PATIENCE)
    assert seen == ["c1"]


def test_a_key_that_runs_is_not_taken_twice_and_another_key_is() -> None:
    go, ran, seen = Event(), Semaphore(0), []

    def sync(calendar: str) -> None:
        seen.append(calendar)
        ran.release()
        go.wait(PATIENCE)

    with running(with_tasks(sync=sync)) as jobs:
        jobs.defer("sync", "c1", calendar="c1")
        assert ran.acquire(timeout=PATIENCE)
        for _ in range(5):
            jobs.defer("sync", "c1", calendar="c1")
        jobs.defer("sync", "c2", calendar="c2")
        assert ran.acquire(timeout=PATIENCE)
        assert not ran.acquire(timeout=0.2)
        go.set()
    assert seen == ["c1", "c2"]


def test_a_key_can_be_taken_again_once_it_is_done() -> None:
    ran = Semaphore(0)
    with running(with_tasks(sync=ran.release)) as jobs:
        assert all(taken(jobs, "sync", ran) for _ in range(3))


def test_what_repeats_runs_at_the_start_and_again() -> None:
    ran = Semaphore(0)
    jobs = with_tasks(tick=ran.release)
    jobs.every(timedelta(seconds=0.05), "tick")
    with running(jobs):
        assert all(ran.acquire(timeout=PATIENCE) for _ in range(4))


def test_a_slow_tick_never_runs_beside_itself() -> None:
    ran, at_once, most = Semaphore(0), [], []

    def tick() -> None:
        at_once.append(1)
        most.append(len(at_once))
        Event().wait(0.05)
        at_once.pop()
        ran.release()

    jobs = with_tasks(tick=tick)
    jobs.every(timedelta(seconds=0.01), "tick")
    with running(jobs):
        assert all(ran.acquire(timeout=PATIENCE) for _ in range(4))
    assert set(most) == {1}


def test_work_that_fills_every_thread_does_not_delay_the_tick() -> None:
    go, ticked = Event(), Semaphore(0)
    jobs = with_tasks(sync=lambda: go.wait(PATIENCE), tick=ticked.release)
    jobs.every(timedelta(seconds=0.05), "tick")
    with running(jobs):
        for number in range(20):
            jobs.defer("sync", str(number))
        assert all(ticked.acquire(timeout=PATIENCE) for _ in range(3))
        go.set()


def test_a_failure_stops_neither_the_others_nor_its_own_next_time(caplog: pytest.LogCaptureFixture) -> None:
    ran = Semaphore(0)

    def fail() -> None:
        ran.release()
        raise RuntimeError("the server is away")

    with running(with_tasks(fail=fail, sync=ran.release)) as jobs:
        assert all(taken(jobs, task, ran) for task in ("fail", "sync", "fail"))
    assert caplog.text.count("task fail failed") >= 2


def test_stop_waits_for_what_runs_and_leaves_what_waits() -> None:
    begun, seen = Event(), []

    def work(number: str) -> None:
        begun.set()
        Event().wait(0.2)
        seen.append(number)

    jobs = EmbeddedJobs(workers=1)
    jobs.register("work", work)
    jobs.start()
    jobs.defer("work", "1", number="1")
    assert begun.wait(PATIENCE)
    jobs.defer("work", "2", number="2")
    jobs.stop()
    assert seen == ["1"]


def test_a_tick_that_defers_while_we_stop_holds_nothing_up() -> None:
    ticking, closing = Event(), Event()
    jobs = EmbeddedJobs()

    def tick() -> None:
        ticking.set()
        closing.wait(0.3)
        for number in range(50):
            jobs.defer("sync", str(number))

    jobs.register("tick", tick)
    jobs.register("sync", lambda: None)
    jobs.every(LONG, "tick")
    jobs.start()
    assert ticking.wait(PATIENCE)
    jobs.stop()


def test_stopping_while_much_is_due_leaves_no_complaint(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(20):
        jobs = with_tasks(tick=lambda: None, sync=lambda: None)
        jobs.every(timedelta(seconds=0.001), "tick")
        jobs.start()
        for number in range(20):
            jobs.defer("sync", str(number))
        jobs.stop()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_stopping_twice_or_before_the_start_is_harmless() -> None:
    jobs = with_tasks(tick=lambda: None)
    jobs.stop()
    jobs.stop()
    jobs.defer("tick", "1")


def test_a_task_that_nobody_registered_is_refused_at_once() -> None:
    with pytest.raises(KeyError, match="no task is registered as sing"):
        EmbeddedJobs().defer("sing", "c1")
