"""What `tracker restore` does with a back-up of a whole service, and what it takes to let that service work again."""

from pathlib import Path

import click

from tracker.cli.bars import bar
from tracker.cli.common import configured, open_tracker
from tracker.cli.move import shown
from tracker.services import restoring_whole
from tracker.services.moving import Place
from tracker.services.restoring_whole import Restored, Unrestored
from tracker.store import figures, held
from tracker.store.sealed_file import SealedFileTrouble
from tracker.wiring import Tracker, build

NO_KEYS = (
    "There are no keys in {data}. Put the keys.toml of then there first: without it nothing opens that is sealed in "
    "a back-up. If it is lost for good, any other command makes new ones, such as tracker user list; then each "
    "calendar has to be connected again."
)
OTHER_KEYS = (
    "The keys that are here do not open what is sealed in it. Put those of then first in their lists; else each "
    "calendar has to be connected again."
)
HELD = (
    "Nothing is sent and no calendar is read until you say: tracker restore --confirm\n"
    "Before that, see that the service of before is stopped for good: two would send each letter twice."
)


def restore(context: click.Context, file: Path, key: Path | None) -> None:
    """Puts a whole service back out of a back-up, into the database that is set, which must be empty."""
    config = configured(context)
    if not config.keys and not (config.data / "keys.toml").exists():
        raise click.ClickException(NO_KEYS.format(data=config.data))
    tracker = _open(context)
    place = Place(tracker.database, shown(config.database_url))
    try:
        with bar("Restoring") as heard:
            done = restoring_whole.restore(file, place, heard, tracker.clock(), key)
    except (Unrestored, SealedFileTrouble) as trouble:
        raise click.ClickException(str(trouble)) from None
    _tell(tracker, place, done)


def confirm(context: click.Context, *, yes: bool) -> None:
    """Lets what was restored work, once somebody has said so."""
    tracker = open_tracker(context)
    with tracker.database.read() as db:
        found, waiting = held.held(db), sum(figures.letters_under_way(db).values())
    if found is None:
        click.echo("Nothing is held here: letters go out as they are due.")
        return
    click.echo(f"Held since {found.since:%Y-%m-%d %H:%M} UTC, restored as of {found.of:%Y-%m-%d %H:%M:%S} UTC.")
    click.echo(f"{waiting:,} letters wait to go out; calendars are read anew, and webhooks told, from then on.")
    if not yes:
        click.confirm("Is the service of before stopped for good?", abort=True)
    with tracker.database.write() as db:
        held.release(db)
    click.echo("Let go. What comes due from now on is sent.")


def _open(context: click.Context) -> Tracker:
    """With tables in a database that has none: of a hosted service too, for nobody works on it yet."""
    tracker = build(configured(context))
    if tracker.database.revision() is None:
        tracker.database.upgrade()
    return open_tracker(context)


def _tell(tracker: Tracker, place: Place, done: Restored) -> None:
    came = done.came
    click.echo(
        f"{place.shown} is as of {done.of:%Y-%m-%d %H:%M:%S} UTC: {sum(came.rows.values()):,} rows of {came.users:,} "
        f"users, each compared, and {came.entries:,} entries of their ledgers, replayed."
    )
    if done.unsent:
        click.echo(f"{done.unsent:,} letters that waited then are not sent: they may have gone out since.")
    if not restoring_whole.opens(tracker.database, tracker.seal):
        click.echo(OTHER_KEYS, err=True)
    click.echo(HELD)
