"""`tracker digest`: this week's letter, shown or sent."""

import click

from tracker.cli import afar
from tracker.cli.common import open_tracker, plainly, the_user, user_option
from tracker.cli.remote import remote_of
from tracker.domain.digest import week_name
from tracker.services import digests


@click.command()
@user_option
@click.option("--dry-run", is_flag=True, help="Show its text part; keep and send nothing.")
@click.pass_context
@plainly
def digest(context: click.Context, email: str | None, dry_run: bool) -> None:
    """Write this week's letter and send it; a second time in the same week sends nothing."""
    if remote := remote_of(context):
        afar.mine_alone(email)
        click.echo(afar.digest(remote, dry_run=dry_run))
        return
    tracker = open_tracker(context)
    user, now = the_user(tracker, email), tracker.clock()
    if dry_run:
        message = digests.written(tracker.post, digests.preview(tracker.database, user, now), now)
        part = message.get_body(("plain",))
        click.echo(f"Subject: {message['Subject']}\n\n{part.get_content() if part else ''}")
        return
    written = digests.write_one(tracker.database, tracker.post, user, now)
    sent = digests.send_waiting(tracker.database, tracker.post, tracker.clock)
    if sent:
        click.echo(f"Sent: {sent} letter{'s' if sent > 1 else ''}.")
    elif written:
        click.echo("Written, and not sent yet. `tracker doctor` says why.", err=True)
        context.exit(1)
    else:
        why = f"the letter of {week_name(user, now)} was written already, or there is nothing to say"
        click.echo(f"Nothing was sent: {why}.")
