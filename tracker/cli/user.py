"""`tracker user`: who keeps promises here."""

from datetime import timedelta

import click

from tracker.cli.common import json_option, open_tracker, plainly, say, the_user, user_option
from tracker.domain.account import Role
from tracker.domain.audit import SERVICE
from tracker.services import leaving, members, signin
from tracker.services.users import enrol, readdress, zone_here
from tracker.store import accounts, carrying, connections

LINK_LIVES = timedelta(hours=1)
WIPED = {
    "promises": "promises",
    "entries": "entries of their history",
    "decided": "persons, gives and plans",
    "calendars": "calendars",
    "current_events": "events",
    "letters": "letters",
}


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


@user.command(name="role")
@click.argument("role", type=click.Choice([one.value for one in Role]))
@user_option
@click.pass_context
@plainly
def role(context: click.Context, role: str, email: str | None) -> None:
    """Make somebody an OWNER, who invites others and looks after the service, or a MEMBER. One owner remains."""
    tracker = open_tracker(context)
    meant, now = the_user(tracker, email), tracker.clock()
    with tracker.database.write() as db:
        members.given(db, meant, Role(role), by=SERVICE, via="command", now=now)
    click.echo(f"{meant.email} is {role} now.")


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


@user.command(name="wipe")
@user_option
@click.option("--yes", "said", metavar="EMAIL", help="Their address, said again, instead of being asked for it.")
@click.pass_context
@plainly
def wipe(context: click.Context, email: str | None, said: str | None) -> None:
    """Remove a user with everything that is kept of them. Only a copy (tracker export) brings it back."""
    tracker = open_tracker(context)
    meant = the_user(tracker, email)
    with tracker.database.read() as db:
        counts = {words: carrying.count(db, meant.id, name) for name, words in WIPED.items()}
        accounts_there = [one.account for one in connections.connections(db, meant.id)]
    click.echo(f"Of {meant.email} this would go: " + ", ".join(f"{n:,} {words}" for words, n in counts.items()) + ".")
    for account in accounts_there:
        click.echo(f"The leave to read {account} is given back to Google while tracker runs, within the week.")
    if (said or click.prompt("Type their address to remove it all")).strip().lower() != meant.email:
        raise click.ClickException("That is another address, so nothing was removed. Type the one that was named.")
    leaving.wipe(tracker.database, tracker.seal, meant, now=tracker.clock())
    click.echo(f"{meant.email} is gone, with everything that was kept.")


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
