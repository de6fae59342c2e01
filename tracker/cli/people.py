"""`tracker people`: cards of people in and out, as vCard files."""

from pathlib import Path

import click

from tracker.cli.common import open_tracker, plainly, the_user, user_option
from tracker.domain.promise import Refused
from tracker.services import cards
from tracker.services.cards import Look
from tracker.store import people as store
from tracker.tongue import worded


@click.group()
def people() -> None:
    """Bring people in from an address book, or write their cards."""


@people.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Keep them; without it you only see what would be done.")
@user_option
@click.pass_context
@plainly
def import_cards(context: click.Context, file: Path, write: bool, email: str | None) -> None:
    """Say what a file of vCards would do; with --write, do it. People are known by their addresses."""
    found = cards.read(file.read_bytes())
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    with tracker.database.read() as db:
        seen = cards.look(db, user, found)
    _say(seen)
    if not write:
        click.echo("Nothing is kept yet. Do it with --write.")
        return
    each = (one.card for one in seen.coming)
    brought = cards.bring_in(tracker.database, user, each, via="command", now=tracker.clock())
    click.echo(f"In: {len(brought)}.")


def _say(seen: Look) -> None:
    for one in seen.coming:
        if one.known is None:
            click.echo(f"new: {one.card.name}")
        elif one.adds:
            click.echo(f"adds to {one.known.name}: {one.card.name}")
    for skipped in seen.skipped:
        click.echo(f"{'in part' if skipped.kept else 'left out'}: {skipped.uid}: {worded(skipped.reason)}", err=True)


@people.command("export")
@click.argument("who", required=False)
@user_option
@click.pass_context
@plainly
def export_cards(context: click.Context, who: str | None, email: str | None) -> None:
    """Write the card of each person, or of the one with this name or address, on standard output."""
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    with tracker.database.read() as db:
        person = store.persons(db, user.id).whose(who) if who else None
        if who and not person:
            raise Refused("You named nobody so, or several. Say the whole name, or an address.")
        click.echo(cards.written(db, user, [person.id] if person else ()), nl=False)
