"""A worker that renews tokens and is killed between Google's answer and its commit: `dying.py DATABASE KEY GOOGLE
CALENDAR REFUSED`, where KEY is the seal's.
"""

import os
import signal
import sys
from datetime import UTC, datetime

from tests.fakes import FakeOutbox
from tracker.calendars.google.client import Client
from tracker.mail.links import Links
from tracker.services import connections
from tracker.services.digests import Post
from tracker.store import calendars
from tracker.store.database import Database
from tracker.store.seal import Seal

BASE = "http://127.0.0.1:8000"


class Last(Seal):
    """What is sealed after Google has answered is never written."""

    def seal(self, text: str, *, owner: str) -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().seal(text, owner=owner)


def main(url: str, key: str, google: str, calendar_id: str, refused: str) -> None:
    """Asks for a token in place of one that was refused."""
    database, seal = Database(url), Last([key])
    client = Client("tracker", "hush", f"{BASE}/google/back", at=google)
    post = Post(FakeOutbox(), Links([key], BASE), BASE, "Tracker <tracker@example.com>", seal)
    with database.read() as db:
        (calendar,) = (one for one in calendars.calendars(db, "efua") if one.id == calendar_id)
    connections.access_of(database, seal, client, post, lambda: datetime.now(UTC))(calendar)(refused)


if __name__ == "__main__":
    main(*sys.argv[1:])
