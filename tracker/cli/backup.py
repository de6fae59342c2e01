"""`tracker backup`: everybody and everything in one file, also while tracker runs."""

from pathlib import Path

import click

from tracker.cli.bars import bar
from tracker.cli.common import configured, open_tracker, plainly
from tracker.services import backups
from tracker.services.backups import BackedUp, Unkept
from tracker.store.backup import BackupBroken
from tracker.store.sealed_file import SealedFileTrouble, new_key

PATH = click.Path(dir_okay=False, path_type=Path)
NO_FILE = "Say into which file: tracker backup FILE"


@click.command()
@click.argument("file", type=PATH, required=False)
@click.option("--for", "recipient", metavar="RECIPIENT", default="", help="Seal it for them: age1… (see --new-key).")
@click.option("--new-key", type=PATH, help="Make a key that opens sealed back-ups, and say for whom to seal them.")
@click.pass_context
@plainly
def backup(context: click.Context, file: Path | None, recipient: str, new_key: Path | None) -> None:
    """Back up everybody and everything into FILE, which must not be there; tracker may run meanwhile."""
    if new_key:
        _make_key(new_key)
    elif file:
        _back_up(context, file, recipient)
    else:
        raise click.ClickException(NO_FILE)


def _make_key(file: Path) -> None:
    try:
        recipient = new_key(file)
    except FileExistsError:
        raise click.ClickException(
            f"{file} is there already. A key is never overwritten; say another file."
        ) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"{file} opens what is sealed for {recipient}")
    click.echo(f"Back up with: tracker backup --for {recipient} FILE")
    click.echo("Keep the key away from this machine and from the back-ups: it is needed to restore, and only then.")


def _back_up(context: click.Context, file: Path, recipient: str) -> None:
    if file.exists():
        raise click.ClickException(f"{file} is there already. Say another file, or remove it first.")
    tracker = open_tracker(context)
    try:
        with bar("Back-up") as heard:
            done = backups.back_up(tracker.database, file, tracker.clock(), recipient, heard)
    except (Unkept, BackupBroken, SealedFileTrouble) as trouble:
        raise click.ClickException(str(trouble)) from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    _tell(file, done, sealed=bool(recipient), keys_set=configured(context).keys is not None)


def _tell(file: Path, done: BackedUp, *, sealed: bool, keys_set: bool) -> None:
    size, of = f"{done.bytes:,} bytes", f"{done.of:%Y-%m-%d %H:%M:%S} UTC"
    click.echo(f"{file} is a whole copy as of {of}, {size}, checked{' and sealed' if sealed else ''}.")
    click.echo(f"{done.users:,} users are in it, and {done.entries:,} entries of their ledgers, each replayed.")
    for email in done.amiss:
        click.echo(f"The ledger of {email} is not whole, here and in the copy: tracker doctor", err=True)
    click.echo(f"Keep {'the keys that are set' if keys_set else 'keys.toml'} too, in another place.")
