"""`tracker export`: everything that is kept of one user, as one JSON document, with no secret in it."""

import click

from tracker.cli.common import open_tracker, plainly, say, the_user, user_option
from tracker.services.exporting import everything


@click.command()
@user_option
@click.pass_context
@plainly
def export(context: click.Context, email: str | None) -> None:
    """Write everything kept of one user as JSON: promises with their history, persons, gives, calendars, events."""
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    with tracker.database.read() as db:
        say(everything(db, user))
