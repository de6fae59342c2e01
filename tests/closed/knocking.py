"""Requests to any door with all that it needs, and all that is stored beside it, before and after."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.closed.world import World
from tests.web.browsing import Browser
from tracker.store.tables import metadata
from tracker.wiring import Tracker

LOOKS = ("GET", "HEAD", "OPTIONS")
COUNTED = {"counters", "tallies"}  # how often somebody knocked, and what happened: nobody's


def everything(tracker: Tracker, whose: str = "") -> dict[str, list[str]]:
    """All that is stored, or all of one user's, as text by table; save what only counts."""
    tables = [table for table in metadata.sorted_tables if table.name not in COUNTED]
    with tracker.database.read() as db:
        rows = {table.name: map(repr, db.execute(select(table))) for table in tables}
        return {name: sorted(row for row in found if whose in row) for name, found in rows.items()}


def send(there: World, browser: Browser, method: str, address: str, *, secret: str = "", **but: Any) -> TestResponse:
    """A request as its page would send it: a form with its session's token; a program's, with its own. However often
    one knocked before.
    """
    with there.app.app_context():
        there.app.extensions["counting"].reset()
    headers = dict(but.pop("headers", {}))
    if secret:
        headers["Authorization"] = f"Bearer {secret}"
        but = {"json": {}} | but if method not in LOOKS else but
    elif method not in LOOKS and not but.keys() & {"data", "json"}:
        but["data"] = {"csrf_token": browser.token}
    return browser.client.open(address, method=method, headers=headers, buffered=True, **but)


def secret_of(there: World, rule: str) -> str:
    """Efua's secret where a program comes in; else none, for she comes by her session."""
    return there.efua.secret if rule.startswith("/api/") else ""
