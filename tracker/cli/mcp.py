"""`tracker mcp`: an assistant on this machine asks a tracker, over its API with a token."""

import click

from tracker.cli.common import plainly
from tracker.cli.remote import remote_of
from tracker.wiring import utc_now

MISSING = "What an assistant needs is not installed. Install it with: pip install 'tracker[assistant]'"
NOWHERE = "Say which tracker is asked: tracker --at https://tracker.example.com mcp"


@click.command()
@click.pass_context
@plainly
def mcp(context: click.Context) -> None:
    """Serve an assistant by the Model Context Protocol on standard input and output, until that ends."""
    remote = remote_of(context)
    if remote is None:
        raise click.ClickException(NOWHERE)
    try:
        from tracker.cli.assistant import served
    except ModuleNotFoundError:
        raise click.ClickException(MISSING) from None
    served(remote, utc_now).run()
