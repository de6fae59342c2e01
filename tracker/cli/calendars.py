"""`tracker sync` and `tracker feed`: calendars read by hand, and a feed checked without keeping anything."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from tracker.calendars.check import check
from tracker.cli.common import json_option, open_tracker, plainly, say, the_user, user_option
from tracker.domain.account import Calendar, User
from tracker.domain.event import Span
from tracker.services import sync as syncing
from tracker.services.sync import SyncBusy, Synced
from tracker.store import calendars
from tracker.wiring import Tracker, utc_now


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
        return syncing.sync(tracker.database, tracker.doors, user, calendar.id, believe=believe, now=tracker.clock())
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
        return f"{calendar.name}: {done.calendar.trouble}"
    counts = f"{done.new} new, {done.changed} changed, {done.gone} gone"
    more = f", {done.skipped} could not be read" if done.skipped else ""
    return f"{calendar.name}: {counts}{more}"


@click.group()
def feed() -> None:
    """Look at feeds without keeping anything."""


def _instant(_context: click.Context, _option: click.Parameter, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("should be an instant such as 2026-03-10T15:00:00Z, or a date") from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _zone(_context: click.Context, _option: click.Parameter, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise click.BadParameter("should be a zone's name such as Africa/Accra") from None


@feed.command(name="check")
@click.option("--json", "as_json", is_flag=True, help="One JSON line a file.")
@click.option("--window-start", callback=_instant, help="Occurrences from here; 90 days ago if not said.")
@click.option("--window-end", callback=_instant, help="Occurrences until before here; 180 days ahead if not said.")
@click.option("--now", "now", callback=_instant, help="The present instant, for repeatable answers.")
@click.option("--zone", callback=_zone, default="UTC", help="In which floating times are read; UTC if not said.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def check_command(
    context: click.Context,
    as_json: bool,
    window_start: datetime | None,
    window_end: datetime | None,
    now: datetime | None,
    zone: ZoneInfo,
    files: tuple[Path, ...],
) -> None:
    """Say of each FILE what an import would take from it: the same code, nothing kept."""
    now = now or utc_now()
    window = Span(window_start or now - timedelta(days=90), window_end or now + timedelta(days=180))
    worst = 0
    for file in files:
        found = _checked(file, window, zone)
        worst = max(worst, found["status"] == "reject")
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _spoken(file, found))
    context.exit(0 if as_json else worst)


def _checked(file: Path, window: Span, zone: ZoneInfo) -> dict[str, object]:
    try:
        body = file.read_bytes()
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        return {"status": "reject", "messages": [message], "events": [], "occurrences": [], "skipped": []}
    return dict(check(body, window=window, zone=zone))


def _spoken(file: Path, found: dict[str, object]) -> str:
    events, occurrences, skipped, messages = (
        list(found[name])  # type: ignore[call-overload]
        for name in ("events", "occurrences", "skipped", "messages")
    )
    first = f"{file.name}: {found['status']}, {len(events)} events, {len(occurrences)} occurrences"
    lines = [first, *(f"  {message}" for message in messages), *(f"  left out {uid}: {why}" for uid, why in skipped)]
    return "\n".join(lines)
