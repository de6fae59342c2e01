"""One sync of a Google calendar by the service as it is wired, or the same calls by Google's own client and no more.

    python -m tests.bench.google_jobs sync --far-end JSON --folder FOLDER --now T
    python -m tests.bench.google_jobs floor --far-end JSON --calls FILE

`--far-end` is what the far end said of itself. Told as one line of JSON; `count` are the rows written.
"""

import argparse
import cProfile
import json
import pstats
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build as google_build
from googleapiclient.errors import HttpError
from sqlalchemy import Engine
from sqlalchemy import event as happening

from tests.bench.google_far_end import CALENDAR, CLIENT, SECRET, YEAR
from tests.bench.service import InTheCage
from tests.making import user
from tracker.calendars.cage import caged, close
from tracker.calendars.google.oauth import Tokens
from tracker.config import Config
from tracker.domain.account import Calendar, CalendarKind, Connection
from tracker.services.renewing import sealed
from tracker.services.sync import sync
from tracker.store import accounts, calendars, connections
from tracker.wiring import Tracker, build

ID = "work"


class Rows:
    """Counts the rows that are inserted, changed and deleted in SQLite, by triggers and references too."""

    def __init__(self, of: Engine | type[Engine] = Engine) -> None:
        self.by_table: Counter[str] = Counter()
        happening.listen(of, "before_cursor_execute", self._before)
        happening.listen(of, "commit", self._counted)

    def _before(self, db: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._counted(db)
        words = statement.split()
        db.info["table"] = words[1] if words[0] == "UPDATE" else words[2] if len(words) > 2 else ""

    def _counted(self, db: Any) -> None:
        """What the last statement changed: one that returns rows has done it only when they were fetched."""
        total = db.connection.driver_connection.total_changes
        if changed := total - db.info.get("total", total):
            self.by_table[db.info["table"]] += changed
        db.info["total"] = total

    def __str__(self) -> str:
        return ", ".join(f"{table} {count:,}" for table, count in self.by_table.most_common())


def opened(folder: Path, far_end: dict[str, Any], now: datetime) -> Tracker:
    """The service of a folder; at first with a user, a connection and one calendar."""
    google = {"client_id": CLIENT, "client_secret": SECRET, "stand_in": far_end["at"]}
    tracker = build(Config(data=folder, google=google), lambda: now)
    new = not folder.joinpath("tracker.sqlite3").exists()
    tracker.database.upgrade()
    if new:
        _connected(tracker, far_end["tokens"], now)
    return tracker


def _connected(tracker: Tracker, told: dict[str, Any], now: datetime) -> None:
    scopes = frozenset(told["scope"].split())
    ends = datetime.now(UTC) + timedelta(seconds=YEAR)
    tokens = Tokens(told["access_token"], ends, told["refresh_token"], scopes)
    leave = Connection(id="leave", user=user().id, account=CALENDAR, scopes=scopes, consented_at=now)
    followed = Calendar(id=ID, user=user().id, kind=CalendarKind.GOOGLE, name="Work", connection="leave")
    with tracker.database.write() as db:
        accounts.add_user(db, user())
        connections.keep_connection(db, user().id, leave, sealed(tracker.seal, user().id, tokens))
        calendars.add_calendar(db, followed, tracker.seal.seal(CALENDAR, owner=user().id))


def synced(options: argparse.Namespace) -> dict[str, Any]:
    """One sync, everything but the far end counted."""
    tracker = opened(options.folder, options.far_end, options.now)
    caged(len, b"")  # its parent stands ready, as in a service that runs
    rows, profile = Rows(), cProfile.Profile() if options.profile else None
    with InTheCage() as cage:
        wall, cpu = perf_counter(), process_time()
        if profile:
            profile.enable()
        done = sync(tracker.database, tracker.doors, user(), ID, now=options.now)
        if profile:
            profile.disable()
        cpu, wall = process_time() - cpu, perf_counter() - wall
    close()
    if profile:
        pstats.Stats(profile, stream=sys.stderr).sort_stats("cumulative").print_stats(45)
    said = done.calendar.trouble or f"{done.new:,} new, {done.changed:,} changed, {done.gone:,} gone"
    said += f"; {cage.cpu:.2f} s of it in the cage; {rows}"
    return {"cpu": cpu + cage.cpu, "wall": wall, "count": rows.by_table.total(), "said": said}


def floor(options: argparse.Namespace) -> dict[str, Any]:
    """The calls of another run, asked again one by one; nothing is done with what is answered."""
    calls, far_end = json.loads(options.calls.read_text()), options.far_end
    wall, cpu = perf_counter(), process_time()
    service = google_build(
        "calendar",
        "v3",
        credentials=Credentials(far_end["tokens"]["access_token"]),
        client_options={"api_endpoint": f"{far_end['at']}/calendar/v3/"},
    )
    for query in calls:
        try:
            service.events().list(calendarId=CALENDAR, **query).execute()
        except HttpError as error:
            if error.resp.status != 410:  # which was answered before, too
                raise
    return {"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": 0}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("job", choices=("sync", "floor"))
    parser.add_argument("--far-end", type=json.loads, required=True)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--now", type=datetime.fromisoformat)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    print(json.dumps(synced(options) if options.job == "sync" else floor(options)))


if __name__ == "__main__":
    main()
