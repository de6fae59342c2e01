"""The stand-in for Google with one large calendar, in a process of its own, so that its time is not ours.

    python -m tests.bench.google_far_end --events 20000 --now T

Says on its first line where it is and which token opens it, as JSON; then does what each line of its input names.
"""

import argparse
import json
import sys
from datetime import datetime
from typing import Any

from tests.bench.google_items import Items, moved
from tests.google.model import Calendar
from tests.google.standin import Google, serving
from tracker.calendars.google.oauth import READ

CALENDAR = "efua@example.com"
CLIENT, SECRET = "bench.apps.googleusercontent.com", "no secret"
YEAR = 365 * 24 * 3600  # seconds


def filled(google: Google, events: int, now: datetime) -> Calendar:
    """An account with one calendar that has so many events."""
    calendar = google.account(CALENDAR).calendar(primary=True, timeZone="Europe/Berlin")
    for item in Items(3, now).all(events):
        if item.get("status") == "cancelled":
            calendar.cancel(item["recurringEventId"], item["originalStartTime"])
        else:
            calendar.put(item)
    return calendar


class FarEnd:
    """What the bench may have done to it."""

    def __init__(self, google: Google, calendar: Calendar) -> None:
        self._google, self._calendar = google, calendar

    def change(self) -> None:
        """One coming event is put off by an hour."""
        found = self._calendar.events.get("ahead1")
        assert found
        self._calendar.put(moved(found))

    def expire(self) -> None:
        """Every sync token has expired."""
        self._google.expire_sync_tokens(self._calendar)

    def asked(self) -> list[dict[str, Any]]:
        """What was asked since the last look."""
        asked, self._google.asked[:] = [one._asdict() for one in self._google.asked], []
        return asked


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    options = parser.parse_args()
    with serving(Google(token_lives=YEAR)) as google:
        google.client(CLIENT, SECRET, [])
        far_end = FarEnd(google, filled(google, options.events, options.now))
        tokens = google.grant(google.account(CALENDAR), CLIENT, READ)
        print(json.dumps({"at": google.url, "tokens": tokens}), flush=True)
        for line in sys.stdin:
            print(json.dumps(getattr(far_end, line.strip())()), flush=True)


if __name__ == "__main__":
    main()
