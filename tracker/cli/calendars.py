"""`tracker sync`: calendars read by hand."""

import click

from tracker.cli.bars import reading
from tracker.cli.common import json_option, open_tracker, plainly, say, the_user, user_option
from tracker.domain.account import Calendar, User
from tracker.services import sync as syncing
from tracker.services.sync import SyncBusy, Synced
from tracker.store import calendars
from tracker.tongue import worded
from tracker.wiring import Tracker


@click.command()
@user_option
@click.option(
    "--believe", is_flag=True, help="Take what a calendar tells even if most of what was coming is missing."
)
@json_option
@click.pass_context
@plainly
def sync(context: click.Context, email: str | None, believe: bool, as_json: bool) -> None:
    """Read every calendar now."""
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    with tracker.database.read() as db:
        followed = calendars.calendars(db, user.id)
    brought = [(calendar, _synced(tracker, user, calendar, believe)) for calendar in followed]
    if as_json:
        say([_row(calendar, done) for calendar, done in brought])
    for calendar, done in [] if as_json else brought:
        click.echo(_sentence(calendar, done))
    if not followed:
        click.echo("No calendar is followed yet. Add one on the page, or with: tracker run --feed ADDRESS", err=True)
    context.exit(1 if any(done is None or done.calendar.trouble for _, done in brought) else 0)


def _synced(tracker: Tracker, user: User, calendar: Calendar, believe: bool) -> Synced | None:
    try:
        with reading(calendar.name) as heard:
            doors = tracker.doors._replace(heard=heard)
            return syncing.sync(tracker.database, doors, user, calendar.id, believe=believe, now=tracker.clock())
    except SyncBusy:
        return None


def _row(calendar: Calendar, done: Synced | None) -> dict[str, object]:
    if done is None:
        return {"calendar": calendar.name, "busy": True}
    counts = {name: value for name, value in done._asdict().items() if name != "calendar"}
    return {"calendar": calendar.name, "busy": False, **counts, "trouble": done.calendar.trouble}


def _sentence(calendar: Calendar, done: Synced | None) -> str:
    if done is None:
        return f"{calendar.name}: is being read just now by another worker"
    if done.calendar.trouble:
        return f"{calendar.name}: {worded(done.calendar.trouble)}"
    counts = f"{done.new} new, {done.changed} changed, {done.gone} gone"
    more = f", {done.skipped} could not be read" if done.skipped else ""
    return f"{calendar.name}: {counts}{more}"
