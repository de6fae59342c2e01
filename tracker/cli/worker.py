"""`tracker worker`: reads the calendars and sends the letters of a service that many programs share."""

import logging
import signal
from collections.abc import Callable
from contextlib import closing
from threading import Event

import click

from tracker.cli.common import OLDER, log_as_set, open_hosted, plainly
from tracker.cli.run import TICK
from tracker.cli.web import MISSING
from tracker.web.worker_door import open_door
from tracker.wiring import Tracker, shared

log = logging.getLogger(__name__)


@click.command()
@click.option("--threads", default=16, show_default=True, help="Calendars read at a time; most of them wait.")
@click.option("--verbose", is_flag=True, help="Say what the worker does, a line each.")
@click.pass_context
@plainly
def worker(context: click.Context, threads: int, verbose: bool) -> None:
    """Read the calendars and send the letters that are due, until told to stop. As many as you like may run."""
    try:
        from tracker.jobs import schema
    except ModuleNotFoundError:
        raise click.ClickException(MISSING) from None
    log_as_set(context, verbose)
    tracker = open_hosted(context)
    with closing(tracker.database) as database:
        if not schema.current(database.libpq):
            raise click.ClickException(OLDER)
        _work(tracker, threads)


def _work(tracker: Tracker, threads: int) -> None:
    work, jobs = shared(tracker, TICK, threads=threads)
    told = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    shut = _open_door(tracker)
    jobs.start()
    log.info("working")
    told.wait()
    jobs.stop()
    work.resign()
    shut()


def _open_door(tracker: Tracker) -> Callable[[], None]:
    """Where this worker says that it lives, if a port is set; how to close it."""
    host, port = tracker.config.service.host, tracker.config.service.worker_port
    if port is None:
        return lambda: None
    try:
        return open_door(tracker, port=port)
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be served ({error.strerror}). Each worker of one machine needs a port of its own: "
            "TRACKER_SERVICE__WORKER_PORT=9101"
        ) from None
