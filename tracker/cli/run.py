"""`tracker run`: the embedded whole in one process: pages, and the work that wakes each minute."""

import logging
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

import click
from waitress import create_server

from tracker.calendars.source import CalendarTrouble
from tracker.cli.alone import alone
from tracker.cli.bars import reading
from tracker.cli.common import HOSTED, collect_seldom, configured, log_as_set, open_home, plainly
from tracker.domain.account import Calendar, User
from tracker.jobs.embedded import EmbeddedJobs
from tracker.services import following, signin
from tracker.services import sync as syncing
from tracker.services.beginning import follow_example
from tracker.services.users import enrol, zone_here
from tracker.services.work import Work
from tracker.store import accounts, calendars, letters
from tracker.tongue import worded
from tracker.web.app import create_app
from tracker.wiring import Tracker

OWNER = "me@localhost"  # until its user says otherwise, by: tracker user mail ADDRESS
LINK_LIVES = timedelta(hours=1)
TICK = timedelta(minutes=1)
THREADS = 8  # that serve pages; of them as many as half may hold a stream of progress open

log = logging.getLogger(__name__)


@click.command()
@click.option("--feed", default="", help="A calendar's address, or an .ics file, to follow from the start.")
@click.option("--verbose", is_flag=True, help="Say what the service does, a line each.")
@click.pass_context
@plainly
def run(context: click.Context, feed: str, verbose: bool) -> None:
    """Serve the pages here, read the calendars and send the letters, until Ctrl-C."""
    log_as_set(context, verbose)
    config = configured(context)
    if config.service.hosted:
        raise click.ClickException(HOSTED)
    with alone(config.data):
        _serve(open_home(context), feed)


def _serve(tracker: Tracker, feed: str) -> None:
    user = _owner(tracker)
    _first_calendar(tracker, user, feed.strip())
    jobs = EmbeddedJobs()
    work = Work(tracker.database, tracker.doors, tracker.post, tracker.clock, tracker.chores, tracker.errands)
    work.on(jobs, TICK)
    server = _server(replace(tracker, hurry=work.hurry))
    signal.signal(signal.SIGTERM, _stop)
    _say_who_leads(tracker)
    collect_seldom()
    try:
        jobs.start()
        _greet(tracker, user)
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass  # told to stop while greeting; while serving, the server returns by itself
    finally:
        click.echo("Stopping: what is being read or sent is finished first.", err=True)
        server.close()
        jobs.stop()
        work.resign()
        tracker.database.close()


def _say_who_leads(tracker: Tracker) -> None:
    with tracker.database.read() as db:
        leader = letters.leader(db, tracker.clock())
    if leader:
        click.echo(
            f"Another tracker works on this database ({leader.rpartition('.')[0]}), or died less than three minutes "
            "ago. Until it is silent, calendars and letters are left to it. If two are a mistake, stop one.",
            err=True,
        )


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _owner(tracker: Tracker) -> User:
    """Whom the printed link signs in: who was here first."""
    with tracker.database.read() as db:
        users = accounts.users(db)
    if users:
        return min(users, key=lambda user: user.scored_from)
    return enrol(tracker.database, OWNER, zone=zone_here(), now=tracker.clock())


def _first_calendar(tracker: Tracker, user: User, feed: str) -> None:
    """Follow what was given; with nothing given, and nothing followed yet, an example whose dates lie round today."""
    with tracker.database.read() as db:
        followed = calendars.calendars(db, user.id)
    if feed:
        _read(tracker, user, _given(tracker, user, feed))
    elif not followed:
        _read(tracker, *_example(tracker, user))


def _given(tracker: Tracker, user: User, feed: str) -> Calendar:
    now = tracker.clock()
    if Path(feed).is_file():
        body = Path(feed).read_bytes()
        return following.upload(tracker.database, tracker.seal, user, body, name=Path(feed).name, now=now)
    if "://" not in feed:
        raise click.ClickException(
            f"There is no file {feed}, and it is no address such as https://… either. Give one or the other."
        )
    try:
        return following.follow_once(tracker.database, tracker.seal, user, feed, now=now)
    except CalendarTrouble as trouble:
        raise click.ClickException(worded(trouble)) from None


def _example(tracker: Tracker, user: User) -> tuple[User, Calendar]:
    return follow_example(tracker.database, tracker.seal, user, via="command", now=tracker.clock())


def _read(tracker: Tracker, user: User, calendar: Calendar) -> None:
    click.echo(f"Reading {calendar.name} …")
    try:
        with reading(calendar.name) as heard:
            doors = tracker.doors._replace(heard=heard)
            done = syncing.sync(tracker.database, doors, user, calendar.id, now=tracker.clock())
    except syncing.SyncBusy as busy:
        click.echo(worded(busy))
        return
    click.echo(worded(done.calendar.trouble) or f"{done.new} events are new, {done.skipped} could not be read.")


def _server(tracker: Tracker) -> Any:
    service = tracker.config.service
    try:
        return create_server(create_app(tracker), host=service.host, port=service.port, ident=None, threads=THREADS)
    except OSError as error:
        raise click.ClickException(
            f"{service.host}:{service.port} cannot be served ({error.strerror}). Is tracker running already? "
            "Set another port: TRACKER_SERVICE__PORT=8001"
        ) from None


def _greet(tracker: Tracker, user: User) -> None:
    token = signin.invite(tracker.database, user, lives=LINK_LIVES, now=tracker.clock())
    click.echo(f"\n  Open  {tracker.base_url}/signin/{token}\n")
    click.echo("  The link signs you in once, within the hour. Ctrl-C ends the service.\n")
    sys.stdout.flush()
