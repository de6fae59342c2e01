"""`tracker audit`: what was done with accounts, for whoever runs the service."""

from datetime import timedelta

import click

from tracker.cli.common import json_option, open_tracker, plainly, say
from tracker.store import audit as store

MOST = 100_000


@click.command()
@click.option("--days", default=30, type=click.IntRange(1, 400), help="How many days back; 400 at most are kept.")
@click.option("--user", "whose", default="", metavar="ID", help="Of one account alone, by its random id.")
@json_option
@click.pass_context
@plainly
def audit(context: click.Context, days: int, whose: str, as_json: bool) -> None:
    """Tell what was done with accounts, oldest first: random ids, and no name. `tracker user list --json` says whose
    id is whose, while they are here.
    """
    tracker = open_tracker(context)
    with tracker.database.read() as db:
        found = store.newest(db, tracker.clock() - timedelta(days=days), MOST)
    deeds = [one for one in reversed(found) if not whose or one.user == whose]
    if as_json:
        say([one._asdict() for one in deeds])
        return
    for one in deeds:
        user, by, about = one.user or "-", one.by or "-", one.about or "-"
        click.echo(f"{one.at:%Y-%m-%dT%H:%M:%SZ}  {one.deed:<14}  user={user} by={by} via={one.via} about={about}")
