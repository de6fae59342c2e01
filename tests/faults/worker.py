"""The service at work in a process that may be killed: `worker.py sync|letters|notices CONFIG LEASE`. Says when it
starts.
"""

import sys
from datetime import timedelta
from pathlib import Path

from tracker.config import load
from tracker.services import digests, reminders, sync
from tracker.services.notices import notices_of, tell
from tracker.store import accounts, calendars
from tracker.wiring import build


def main(what: str, config: str, lease: str) -> None:
    """Syncs every calendar, writes and sends every letter, or tells every notice, with leases of so many seconds."""
    tracker = build(load(Path(config), {}))
    held = timedelta(seconds=float(lease))
    with tracker.database.read() as db:
        followed = [(user, one) for user in accounts.users(db) for one in calendars.calendars(db, user.id)]
    print("ready", flush=True)
    if what == "notices":
        telling = tracker.telling._replace(lease=held)
        while due := notices_of(tracker.database)(tracker.clock(), 10):
            for user_id, webhook_id in due:
                tell(telling, user_id, webhook_id)
        return
    if what == "letters":
        post = tracker.post._replace(lease=held)
        reminders.write_due(tracker.database, post, tracker.clock())
        digests.send_due(tracker.database, post, tracker.clock)
        return
    for user, calendar in followed:
        sync.sync(tracker.database, tracker.doors._replace(lease=held), user, calendar.id, now=tracker.clock())


if __name__ == "__main__":  # the cage imports nothing of ours twice
    main(*sys.argv[1:])
