"""What every command needs: the service as configured, whose affairs are meant, and errors in one plain line."""

import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfoNotFoundError

import click
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError

from tracker import logs
from tracker.config import Config, ConfigTrouble, load
from tracker.domain.account import User
from tracker.domain.promise import Refused
from tracker.services import moving, restoring_whole
from tracker.services.checkup import ZONES
from tracker.services.ledger import NotFound
from tracker.store import accounts
from tracker.store.ailing import ailment
from tracker.store.ledger import Overtaken
from tracker.store.seal import SealTrouble
from tracker.tongue import worded
from tracker.wiring import Tracker, build

user_option = click.option("--user", "email", metavar="EMAIL", help="Whose; not needed while there is only one user.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document, for scripts.")


NEWER = "The database was made by a newer tracker. Install that one, or put back the copy that was made before it."
OLDER = "The database is older than this tracker. Bring it up to date first, with: tracker db upgrade"
HOSTED = "This service is hosted ([service] hosted = true): its parts are started by tracker web and tracker worker."
NOT_HOSTED = (
    "This is for hosted services. Set [service] hosted = true and what it demands (docs/hosting.md), "
    "or start all in one with: tracker run"
)
SELDOM = (10_000, 20, 100)  # of gc
TALKATIVE = ("alembic", "apscheduler", "procrastinate", "waitress")  # many lines, and none of what we do
CLOSED = "The database cannot be read. See that its file or server is there and sound; tracker doctor says more."
DISK = {
    errno.ENOSPC: "the disk is full. Make room on it, then do it once more",
    errno.EDQUOT: "as much is kept as this account may. Make room, then do it once more",
    errno.EIO: "the disk reports errors. See to it, then do it once more",
    errno.EROFS: "the disk can only be read. Let tracker write to it, then do it once more",
    errno.EACCES: "this may not be read or written. Let the account that runs tracker do so",
}
PUT_BACK = "A back-up was put in the database's place. Nothing is sent until you say: tracker restore --confirm"
P = ParamSpec("P")
R = TypeVar("R")


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Errors that a person can mend, as one line on standard error and exit status 1."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (ConfigTrouble, Refused, NotFound, SealTrouble) as trouble:
            raise click.ClickException(worded(trouble)) from None
        except Overtaken:
            raise click.ClickException("It changed just now by another hand. Look again, then do it again.") from None
        except CommandError:
            raise click.ClickException(NEWER) from None
        except (DBAPIError, ZoneInfoNotFoundError) as error:
            raise click.ClickException(_unread(error)) from None
        except OSError as error:
            if error.errno not in DISK:
                raise
            of = f" ({error.filename})" if error.filename else ""
            raise click.ClickException(f"Not done{of}: {DISK[error.errno]}.") from None

    return guarded


def _unread(error: DBAPIError | ZoneInfoNotFoundError) -> str:
    if isinstance(error, ZoneInfoNotFoundError):
        return f"A user's time zone is not there: {error.args[0]}. {ZONES}"
    found = ailment(error)
    return f"Not done: {found.why}. {found.remedy}" if found else f"{CLOSED} ({type(error.orig).__name__})"


def configured(context: click.Context) -> Config:
    """The settings in force; nothing is made or opened."""
    named = context.find_root().obj
    return load(Path(named) if named else None, os.environ)


def open_tracker(context: click.Context, *, upgrade: bool = True) -> Tracker:
    """The service as configured, its database up to date. That of a hosted one is brought there by a command of its
    own: here it must have been already.
    """
    tracker = build(configured(context))
    if upgrade and tracker.config.service.hosted:
        demand_fit(tracker)
    elif upgrade:
        tracker.database.upgrade()
        if restoring_whole.settle(tracker.database, tracker.clock()):
            click.echo(PUT_BACK, err=True)
    return tracker


def collect_seldom() -> None:
    """For a process that serves pages, which a look for garbage at all that it remembers stops for up to a second.
    What was made until here stays, and is never looked at.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)


def open_hosted(context: click.Context) -> Tracker:
    """The same, for the commands that only a hosted service has."""
    if not configured(context).service.hosted:
        raise click.ClickException(NOT_HOSTED)
    return open_home(context)


def open_home(context: click.Context) -> Tracker:
    """The same, for what reads calendars and sends letters: not where all was moved away, nor where it is half."""
    tracker = open_tracker(context)
    try:
        moving.demand_home(tracker.database)
    except moving.Unmoved as trouble:
        raise click.ClickException(str(trouble)) from None
    return tracker


def demand_fit(tracker: Tracker) -> None:
    """Refuse to work on a database that is older than the program."""
    if not tracker.database.fits:
        raise click.ClickException(OLDER)


def the_user(tracker: Tracker, email: str | None) -> User:
    """The user meant: the one named, else the only one."""
    with tracker.database.read() as db:
        users = accounts.users(db)
    meant = [user for user in users if email is None or user.email == email.strip().lower()]
    if len(meant) == 1:
        return meant[0]
    if not users:
        raise click.ClickException("There is no user yet. Start with: tracker run, or: tracker user add EMAIL")
    raise click.ClickException(
        "Several people use this. Say whose with --user EMAIL."
        if email is None
        else "No user has that address. See who is here with: tracker user list"
    )


def say(value: Any) -> None:
    """One JSON document on standard output."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def log_to_terminal(verbose: bool) -> None:
    """Log lines as `key=value` on standard error."""
    logs.begin("text", verbose=verbose, quiet=TALKATIVE)


def log_as_set(context: click.Context, verbose: bool) -> None:
    """Log lines of what goes on running, in the shape that is set. What is hosted says what goes well too."""
    config = configured(context)
    logs.begin(config.log, verbose=verbose or config.service.hosted, quiet=TALKATIVE)
