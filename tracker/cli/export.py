"""`tracker export` and `tracker restore`: everything that is kept of one user, out and in again.

A back-up of a whole service is known by its first bytes, and goes to `whole`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO

import click

from tracker.cli import whole
from tracker.cli.bars import Text, bar, counted, nobody
from tracker.cli.common import open_tracker, plainly, the_user, user_option
from tracker.services import exporting, restoring, restoring_whole, sheets

NO_FILE = "Say out of which file: tracker restore FILE"


@click.command()
@user_option
@click.option(
    "--csv", "as_csv", is_flag=True, help="A zip of CSV files for a spreadsheet, one for each kind of thing."
)
@click.option("--with-secrets", is_flag=True, help="What is sealed too, as it is: of use with the same keys only.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Into this file, which must not be there."
)
@click.pass_context
@plainly
def export(context: click.Context, email: str | None, as_csv: bool, with_secrets: bool, out: Path | None) -> None:
    """Write everything kept of one user as JSON: promises with their history, persons, gives, calendars, events."""
    if as_csv and out is None and sys.stdout.isatty():
        raise click.ClickException("A zip is not for the eyes. Say where it goes: --out tracker.zip")
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    quiet = out is None and sys.stdout.isatty()  # no bar among the rows
    with _opened(out) as stream, tracker.database.read() as db, nullcontext(nobody) if quiet else bar("Copy") as told:
        if as_csv:
            sheets.pack(db, user, stream, tracker.clock())
        else:
            rows = exporting.copy(db, user, secrets=with_secrets)
            stream.writelines(counted(rows, exporting.size(db, user), told))


@contextmanager
def _opened(out: Path | None) -> Iterator[IO[bytes]]:
    """The file, for its owner's eyes alone; it is not left there half."""
    if out is None:
        yield sys.stdout.buffer
        return
    try:
        file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{out} is there already. Say another file, or remove it first.") from None
    except OSError as error:
        raise click.ClickException(f"{out} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(file, "wb") as stream:
            yield stream
    except BaseException:
        out.unlink()
        raise


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--into", metavar="EMAIL", help="An account that is here with nothing in it, which makes way.")
@click.option("--key", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Opens a sealed back-up.")
@click.option("--confirm", is_flag=True, help="Let a service that was restored whole work and send letters again.")
@click.option("--yes", is_flag=True, help="With --confirm: do not ask.")
@click.pass_context
@plainly
def restore(
    context: click.Context, file: Path | None, into: str | None, key: Path | None, confirm: bool, yes: bool
) -> None:
    """Put back what is in FILE, wholly or not at all: a user, from `tracker export`; all, from `tracker backup`."""
    if confirm:
        whole.confirm(context, yes=yes)
    elif file is None:
        raise click.ClickException(NO_FILE)
    elif restoring_whole.is_whole(file):
        whole.restore(context, file, key)
    else:
        _restore_user(context, file, into)


def _restore_user(context: click.Context, file: Path, into: str | None) -> None:
    tracker = open_tracker(context)
    place = the_user(tracker, into) if into else None
    with bar("Restoring") as told, file.open("rb") as raw, Text(raw, told) as copy:
        done = restoring.restore(tracker.database, tracker.seal, copy, into=place, now=tracker.clock())
    counted = ", ".join(f"{done.rows[name]:,} {said}" for name, said in _COUNTED.items())
    click.echo(f"{done.user.email} is back: {counted}.")
    if done.not_sent:
        click.echo(f"{done.not_sent} letters that waited are not sent.")
    for name in done.unconnected:
        click.echo(f"{name} has to be connected again: the page Calendars says how.")
    click.echo("Whether what is kept is what its history says: tracker doctor")
    click.echo(f"Sign in with the link of: tracker user link --user {done.user.email}")


_COUNTED = {
    "promises": "promises",
    "entries": "entries",
    "event_versions": "versions of events",
    "letters": "letters",
}
