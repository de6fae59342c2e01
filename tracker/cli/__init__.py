"""The command `tracker`: the embedded service, and all that a person or a script does without the page."""

import click

from tracker import __version__
from tracker.cli.audit import audit
from tracker.cli.backup import backup
from tracker.cli.calendars import sync
from tracker.cli.db import db
from tracker.cli.detect import detect_command
from tracker.cli.doctor import doctor
from tracker.cli.export import export, restore
from tracker.cli.feeds import feed
from tracker.cli.letters import digest
from tracker.cli.mcp import mcp
from tracker.cli.move import move
from tracker.cli.people import people
from tracker.cli.promises import add, done, promises
from tracker.cli.run import run
from tracker.cli.user import user
from tracker.cli.web import web
from tracker.cli.worker import worker


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(dir_okay=False), help="Settings; config.toml in this folder if it is there."
)
@click.option("--at", metavar="URL", help="A tracker elsewhere, asked with the token in TRACKER_TOKEN.")
@click.version_option(version=__version__, prog_name="tracker")
@click.pass_context
def main(context: click.Context, config: str | None, at: str | None) -> None:
    """Which promises stand in your calendars, and were they kept on time."""
    context.obj = config
    if at and context.invoked_subcommand not in AFAR:
        raise click.UsageError(f"--at is for {', '.join(AFAR)}; the others work on this machine.")


AFAR = ("promises", "add", "done", "digest", "mcp")
COMMANDS = (
    run,
    web,
    worker,
    db,
    sync,
    people,
    promises,
    add,
    done,
    digest,
    mcp,
    feed,
    detect_command,
    doctor,
    backup,
    export,
    restore,
    move,
    user,
    audit,
)
for command in COMMANDS:
    main.add_command(command)
