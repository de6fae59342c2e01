"""gcal_sync, the library of Home Assistant for Google Calendar: syncs into a store of JSON, and has a timeline.

    python run_gcal_sync.py AT TOKEN CALENDAR STORE [START END]

The store is a file, which is loaded before the clock starts, as in a service that runs, and written within the time.
With START and END the occurrences between them are counted too: what tracker does at a sync, this does when asked.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import aiohttp
from gcal_sync.api import GoogleCalendarService
from gcal_sync.auth import AbstractAuth
from gcal_sync.store import CalendarStore
from gcal_sync.sync import CalendarEventSyncManager


class Auth(AbstractAuth):
    """One token."""

    def __init__(self, session: aiohttp.ClientSession, at: str, token: str) -> None:
        super().__init__(session, f"{at}/calendar/v3")
        self._token = token

    async def async_get_access_token(self) -> str:
        return self._token


class Store(CalendarStore):
    """A file of JSON, and what it holds in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: dict[str, Any] | None = json.loads(path.read_text()) if path.exists() else None

    async def async_load(self) -> dict[str, Any] | None:
        return self._held

    async def async_save(self, data: dict[str, Any]) -> None:
        self._held = data
        self._path.write_text(json.dumps(data))


async def job(store: Store, at: str, token: str, calendar: str, *between: str) -> int:
    """One sync; and what happens between two instants, if they are given."""
    async with aiohttp.ClientSession() as session:
        service = GoogleCalendarService(Auth(session, at, token))
        manager = CalendarEventSyncManager(service, calendar, store)
        await manager.run()
        if not between:
            return 0
        start, end = map(datetime.fromisoformat, between)
        timeline = await manager.store_service.async_get_timeline(UTC)
        return sum(1 for _ in timeline.overlapping(start, end))


def main() -> None:
    at, token, calendar, path, *between = sys.argv[1:]
    store = Store(Path(path))
    wall, cpu = perf_counter(), process_time()
    count = asyncio.run(job(store, at, token, calendar, *between))
    print(json.dumps({"cpu": process_time() - cpu, "wall": perf_counter() - wall, "count": count}))


main()
