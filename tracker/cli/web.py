"""`tracker web`: the pages of a hosted service. It starts no work (`tracker worker` does), and changes no table
(`tracker db upgrade` does).
"""

import click

from tracker.cli.common import log_as_set, open_hosted, plainly

MISSING = "What hosting needs is not installed. Install it with: pip install 'tracker[hosted]'"


@click.command()
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that serve.")
@click.option("--threads", type=click.IntRange(2, 64), default=4, show_default=True, help="Requests at once in each.")
@click.option("--reuse-port", is_flag=True, help="Share the port with others that are started like this (Linux).")
@click.option("--verbose", is_flag=True, help="Say what the service does, a line each.")
@click.pass_context
@plainly
def web(context: click.Context, workers: int, threads: int, reuse_port: bool, verbose: bool) -> None:
    """Serve the pages of a hosted service, until SIGTERM; what is being answered then is answered first."""
    log_as_set(context, verbose)
    try:
        from tracker.cli.serving import Pages
    except ModuleNotFoundError:
        raise click.ClickException(MISSING) from None
    tracker = open_hosted(context)
    tracker.database.close()  # each process opens connections of its own
    Pages(tracker.config, workers=workers, threads=threads, reuse_port=reuse_port, verbose=verbose).run()
