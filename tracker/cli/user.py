"""`tracker user`: who keeps promises here."""

from datetime import timedelta

import click

from tracker.cli.common import json_option, open_tracker, plainly, say, the_user, user_option
from tracker.services import signin
from tracker.services.users import enrol, readdress, zone_here
from tracker.store import accounts

LINK_LIVES = timedelta(hours=1)


@click.group()
def user() -> None:
    """Who keeps promises here."""


@user.command(name="add")
@click.argument("email")
@click.option("--zone", default=None, help="Their time zone, such as Africa/Accra; this machine's if not said.")
@click.option("--name", default="", help="What they are called.")
@click.pass_context
@plainly
def add(context: click.Context, email: str, zone: str | None, name: str) -> None:
    """Add a user."""
    tracker = open_tracker(context)
    added = enrol(tracker.database, email, zone=zone or zone_here(), name=name, now=tracker.clock())
    click.echo(f"Added. Sign in with the link of: tracker user link --user {added.email}")


@user.command(name="link")
@user_option
@click.pass_context
@plainly
def link(context: click.Context, email: str | None) -> None:
    """Print a link that signs in once, within the hour."""
    tracker = open_tracker(context)
    meant = the_user(tracker, email)
    token = signin.invite(tracker.database, meant, lives=LINK_LIVES, now=tracker.clock())
    click.echo(f"{tracker.base_url}/signin/{token}")


@user.command(name="mail")
@click.argument("address")
@user_option
@click.pass_context
@plainly
def mail(context: click.Context, address: str, email: str | None) -> None:
    """Have letters go to ADDRESS from now on; it signs in from then on too."""
    tracker = open_tracker(context)
    moved = readdress(tracker.database, the_user(tracker, email), address)
    click.echo(f"Letters go to {moved.email} now.")


@user.command(name="list")
@json_option
@click.pass_context
@plainly
def list_(context: click.Context, as_json: bool) -> None:
    """List the users."""
    tracker = open_tracker(context)
    with tracker.database.read() as db:
        found = accounts.users(db)
    if as_json:
        say([{"id": one.id, "email": one.email, "zone": one.zone.key} for one in found])
        return
    for one in found:
        click.echo(f"{one.email}  {one.zone.key}")
