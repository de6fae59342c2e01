"""`tracker backup`: a sound copy of the database, also while it is in use."""

from pathlib import Path

import click

from tracker.cli.common import open_tracker, plainly
from tracker.store.backup import BackupBroken

BY_ITS_OWN = "The database is PostgreSQL, which has its own tool for that: pg_dump. Or for one user: tracker export."


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
@plainly
def backup(context: click.Context, file: Path) -> None:
    """Copy the database into FILE, which must not be there; tracker may run meanwhile. The keys are not in it."""
    if file.exists():
        raise click.ClickException(f"{file} is there already. Say another file, or remove it first.")
    tracker = open_tracker(context)
    if tracker.database.path is None:
        raise click.ClickException(BY_ITS_OWN)
    try:
        tracker.database.back_up(file)
    except BackupBroken as trouble:
        raise click.ClickException(str(trouble)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    size = file.stat().st_size
    click.echo(f"{file} is a whole copy, {size:,} bytes, checked. Keep the keys too, in another place.")
