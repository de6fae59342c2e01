"""The command `tracker`: the embedded service, and all that a person or a script does without the page."""

import click

from tracker import __version__
from tracker.cli.backup import backup
from tracker.cli.calendars import sync
from tracker.cli.detect import detect_command
from tracker.cli.doctor import doctor
from tracker.cli.export import export, restore
from tracker.cli.feeds import feed
from tracker.cli.letters import digest
from tracker.cli.people import people
from tracker.cli.promises import add, done, promises
from tracker.cli.run import run
from tracker.cli.user import user


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(dir_okay=False), help="Settings; config.toml in this folder if it is there."
)
@click.version_option(version=__version__, prog_name="tracker")
@click.pass_context
def main(context: click.Context, config: str | None) -> None:
    """Which promises stand in your calendars, and were they kept on time."""
    context.obj = config


COMMANDS = (
    run,
    sync,
    people,
    promises,
    add,
    done,
    digest,
    feed,
    detect_command,
    doctor,
    backup,
    export,
    restore,
    user,
)
for command in COMMANDS:
    main.add_command(command)
