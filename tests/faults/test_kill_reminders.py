"""kill -9 while reminders are written and sent: none is lost, and what comes twice comes only from that gap."""

import time
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

from tests.faults.test_kill import KILLS, LEASE, READERS, config, kill_again_and_again, states, tracker_in, work
from tests.making import user
from tests.running import receiving
from tracker.services import ledger
from tracker.store import accounts
from tracker.store.letters import State

DAY = timedelta(days=1)


@contextmanager
def reminded(folder):
    """A service with many users who wish to be reminded of something due tomorrow, and the server for their mail."""
    folder.mkdir()
    with receiving(folder) as post:
        file = config(folder, post)
        tracker = tracker_in(file)
        now = datetime.now(UTC)
        for number in range(READERS):
            email = f"reader{number}@example.com"
            wishes = {"reminders": True, "next_reminder_at": now, "digest_on": False, "digest_hour": 0}
            one = user(id=f"r{number}", email=email, addresses=frozenset({email}), **wishes)
            with tracker.database.write() as db:
                accounts.add_user(db, one)
            told = {"promisee": "Ama", "due": now + DAY, "dated": False, "via": "page", "now": now - DAY}
            ledger.add(tracker.database, one, body="send proposal", **told)
        yield file, tracker, post
        tracker.database.close()


def test_reminders_killed_twenty_times_lose_none_and_double_only_in_the_gap(tmp_path):
    with reminded(tmp_path / "whole") as (file, tracker, _):
        whole, _ = work("letters", file)
        assert states(tracker) == [State.SENT] * READERS
    with reminded(tmp_path / "killed") as (file, tracker, post):
        cut_short = kill_again_and_again("letters", file, longest=whole / 12, seed=3)
        work("letters", file)
        time.sleep(LEASE)
        work("letters", file)  # what the last of the dead had in hand is free by now
        came = Counter(message_from_bytes(raw)["Message-ID"] for raw in post.letters)
        extra = sum(came.values()) - len(came)
        print(f"{KILLS} kills, {cut_short} at work: reminders lost {READERS - len(came)} of {READERS}, extra {extra}")
        assert cut_short > KILLS / 2
        assert states(tracker) == [State.SENT] * READERS
        assert len(came) == READERS
        assert extra <= cut_short
        assert all(name.startswith("<reminder.r") for name in came)
