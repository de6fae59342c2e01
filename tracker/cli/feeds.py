"""`tracker feed`: feeds fetched and checked as the service would, without keeping anything; and one's own told."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from tracker.calendars.address import masked, parse
from tracker.calendars.check import check
from tracker.calendars.feed import FeedRefused, FeedTrouble, fetch
from tracker.cli.bars import bar
from tracker.cli.common import configured, open_tracker, plainly, the_user, user_option
from tracker.domain.event import Span
from tracker.services import outfeed
from tracker.tongue import worded
from tracker.wiring import utc_now


@click.group()
def feed() -> None:
    """Look at feeds without keeping anything; write out your own."""


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
    for number, file in enumerate(files):
        with bar("Checking") as told:
            told(f"{file.name}, {number + 1:,} of {len(files):,}", number, len(files) if number else 0)
            found = _checked(file, window, zone)
        worst = max(worst, found["status"] == "reject")
        click.echo(json.dumps(found, ensure_ascii=False) if as_json else _spoken(file, found))
    context.exit(0 if as_json else worst)


def _checked(file: Path, window: Span, zone: ZoneInfo) -> dict[str, object]:
    try:
        with file.open("rb") as stream:
            return dict(check(stream, window=window, zone=zone))
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        return {"status": "reject", "messages": [message], "events": [], "occurrences": [], "skipped": []}


def _spoken(file: Path, found: dict[str, object]) -> str:
    events, occurrences, skipped, messages = (
        list(found[name])  # type: ignore[call-overload]
        for name in ("events", "occurrences", "skipped", "messages")
    )
    first = f"{file.name}: {found['status']}, {len(events)} events, {len(occurrences)} occurrences"
    lines = [first, *(f"  {message}" for message in messages), *(f"  left out {uid}: {why}" for uid, why in skipped)]
    return "\n".join(lines)


@feed.command(name="fetch", context_settings={"ignore_unknown_options": True})
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
@click.argument("address", metavar="URL")
@click.pass_context
@plainly
def fetch_command(context: click.Context, as_json: bool, address: str) -> None:
    """Fetch URL as the service would: from where it goes, within its bounds. Nothing is kept."""
    told = _fetched(address, allow_private=configured(context).calendars.allow_private)
    click.echo(json.dumps(told) if as_json else told["message"])
    context.exit(0 if told["result"] == "ok" else 1)


def _fetched(address: str, *, allow_private: bool) -> dict[str, object]:
    try:
        found = fetch(address, "", allow_private=allow_private)
    except FeedRefused as trouble:
        return {"result": "refused", "message": worded(trouble), "url": _as_given(address), "bytes": 0}
    except FeedTrouble as trouble:
        asked = parse(address)._replace(login="").url
        return {"result": "error", "message": worded(trouble), "url": asked, "bytes": 0}
    assert found.body, "only a cursor makes a feed unchanged"
    found.body.stream.close()
    message = f"It came whole: {found.body.size} bytes."
    return {"result": "ok", "message": message, "url": found.url, "bytes": found.body.size}


def _as_given(address: str) -> str:
    """Masked if there is, however it is written, an @ in it: what stands before that may be a password."""
    return masked(address) if "@" in normalize("NFKC", unquote(address)) else address


@feed.command(name="out")
@user_option
@click.pass_context
@plainly
def out_command(context: click.Context, email: str | None) -> None:
    """Write your open promises as a calendar: tracker feed out > promises.ics"""
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    with tracker.database.read() as db:
        body = outfeed.told(db, user, tracker.base_url, tracker.clock())
    click.echo(body, nl=False)
