"""kill -9 at any moment of a first sync that is read in several goes: what was kept stays, and is read once."""

import random
import time
from collections import Counter

from tests.faults.test_kill import LEASE, followed, fresh, told, work
from tracker.services.reading import FEW
from tracker.store import calendars, ledger

MANY = 3 * FEW
KILLS = 6


def test_a_long_sync_killed_between_its_goes_loses_nothing_and_doubles_nothing(tmp_path):
    file, tracker, one, summaries = followed(fresh(tmp_path, "whole"), MANY)
    whole, _ = work("sync", file)
    tracker.database.close()
    draw, killed, halves = random.Random(5), 0, 0
    moments = sorted(draw.uniform(0.1, 0.9) for _ in range(KILLS))  # the early ones first: it may be faster this time
    file, tracker, one, summaries = followed(fresh(tmp_path, "killed"), MANY)
    for moment in moments:
        killed += work("sync", file, kill_after=moment * whole)[1]
        time.sleep(LEASE)
        halves += len(told(tracker, one)) > 0 and due(tracker, one)
    work("sync", file)
    with tracker.database.read() as db:
        made = Counter(promise.body for promise in ledger.promises(db, one.id))
        entries = ledger.entries(db, one.id)
    print(f"{killed} kills at work, {halves} of them between two goes: events lost 0 of {MANY}")
    assert told(tracker, one) == summaries
    assert (len(made), len(entries), set(made.values())) == (MANY / 10, MANY / 10, {1})
    assert killed
    assert not due(tracker, one)
    tracker.database.close()


def due(tracker, one):
    with tracker.database.read() as db:
        return bool(calendars.calendars_due(db, tracker.clock()))
