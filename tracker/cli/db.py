"""`tracker db`: the database brought up to date, by hand where several programs share it."""

from collections.abc import Mapping
from contextlib import closing

import click

from tracker.cli.common import open_tracker, plainly

RUNNING = (
    "Some workers of the older tracker still run, and what is left to do would break them. Stop them, then do "
    "this again."
)


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@click.pass_context
@plainly
def upgrade(context: click.Context) -> None:
    """Bring the database up to date, and the queue of the workers with it. Twice is as good as once.

    What runs meanwhile goes on: first this, then new programs in place of the old ones.
    """
    tracker = open_tracker(context, upgrade=False)
    with closing(tracker.database) as database:
        database.upgrade()
        if database.kind == "postgresql":
            _queue(database.libpq)
        click.echo(f"The database is up to date, at {database.revision()}.")


def _queue(address: Mapping[str, str]) -> None:
    from tracker.jobs.schema import WorkersRun
    from tracker.jobs.schema import upgrade as bring_up

    try:
        bring_up(address)
    except WorkersRun:
        raise click.ClickException(RUNNING) from None
