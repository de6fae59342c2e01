"""`tracker move`: a whole service into another database, from SQLite to PostgreSQL or back."""

from pathlib import Path

import click
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from tracker.cli.bars import bar
from tracker.cli.common import open_tracker, plainly
from tracker.config.model import DATABASES
from tracker.services import moving
from tracker.services.moving import Place, Unmoved
from tracker.store.database import Database
from tracker.wiring import Tracker

NO_ADDRESS = "Say where to: --to postgresql://USER@HOST/NAME, or --to sqlite:////PATH/tracker.sqlite3"


@click.command()
@click.option("--to", "address", default="", help="The address of an empty database, as in [database] url.")
@click.option("--dry-run", is_flag=True, help="Say what would be moved, and change nothing.")
@click.option("--stay", is_flag=True, help="Work here again after a move, once the other place rests for ever.")
@click.pass_context
@plainly
def move(context: click.Context, address: str, dry_run: bool, stay: bool) -> None:
    """Move everybody and everything into another database. Stop tracker first; docs/moving.md is the whole walk."""
    tracker = open_tracker(context)
    source = Place(tracker.database, shown(tracker.config.database_url))
    try:
        if stay:
            moving.stay(source)
            click.echo(f"{source.shown} may be worked on again.")
        elif dry_run:
            _tell(tracker, source, _target(address, source))
        else:
            _move(tracker, source, _target(address, source))
    except Unmoved as trouble:
        raise click.ClickException(str(trouble)) from None


def _move(tracker: Tracker, source: Place, target: Place) -> None:
    if target.database.path:
        _begin_file(target.database.path)
    moving.planned(source, target, tracker.clock())
    target.database.upgrade()
    with bar("Moving") as heard:
        done = moving.move(source, target, heard, tracker.clock())
    click.echo(f"{sum(done.rows.values()):,} rows of {done.users:,} users are at {target.shown}, each compared.")
    click.echo(f"{done.entries:,} entries of their ledgers were replayed there.")
    click.echo(f"{source.shown} is as it was, and rests: nobody sends letters from it any more.")
    _say_what_next(tracker)


def _begin_file(path: Path) -> None:
    """The file, which nobody else may read from its first byte on."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written ({error.strerror}). Make its folder first.") from None


def _tell(tracker: Tracker, source: Place, target: Place) -> None:
    plan = moving.planned(source, target, tracker.clock())
    for name, rows in plan.rows.items():
        if rows:
            came = plan.arrived.get(name, 0)
            click.echo(f"{name:20}{rows:12,}{f'  {came:,} of them are there already' if came else ''}")
    click.echo(f"{plan.total:,} rows would be moved from {source.shown} to {target.shown}. Nothing was changed.")


def _target(address: str, source: Place) -> Place:
    try:
        if not address.startswith(DATABASES):
            raise click.ClickException(NO_ADDRESS)
        target = Place(Database(address), shown(address))
    except ArgumentError:
        raise click.ClickException(NO_ADDRESS) from None
    if target.shown == source.shown:
        raise click.ClickException("That is the database that is to be moved. Say another one.")
    return target


def shown(address: str) -> str:
    """An address as people may read it: without its password."""
    url = make_url(address)
    return url.set(drivername=url.get_backend_name(), password=None).render_as_string()


def _say_what_next(tracker: Tracker) -> None:
    keys = Path(tracker.config.data) / "keys.toml"
    where = "as they are set now" if tracker.config.keys else f"those of {keys}"
    click.echo(f"Secrets are sealed as before: the service there needs the same keys, {where}.")
    click.echo("Then set [database] url to the new address. What else a hosted service needs: docs/moving.md")
