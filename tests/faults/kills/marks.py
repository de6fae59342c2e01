"""Jobs of 20 ms, while workers with eight slots are killed: how many were not done, or more than once."""

import time
from collections import Counter

from tests.faults.kills.engine import SLOTS as SLOTS
from tests.faults.kills.workers import PATIENCE, workers
from tests.faults.test_kill import config
from tracker.config import load
from tracker.jobs import schema
from tracker.wiring import build


def embedded(folder, cluster, *, many, kills):
    """One process: what it held in mind is handed out anew by its next tick."""
    return _counted(folder, config(folder), "embedded", many, kills)


def hosted(folder, cluster, *, many, kills):
    """One worker on the queue: what it had in hand is given back once it is silent."""
    with cluster.lend() as address:
        file = config(folder)
        file.write_text(file.read_text() + f'[database]\nurl = "{address}"\n')
        tracker = build(load(file, {}))
        schema.upgrade(tracker.database.libpq)
        tracker.database.close()
        return _counted(folder, file, "hosted", many, kills)


def _counted(folder, file, mode, many, kills):
    out = folder / "marks"
    out.touch()
    with workers(1, "marks", mode, str(file), str(out), str(many)) as running:
        for one in range(1, kills + 1):
            _until(lambda so_far=one * many // (kills + 1): _marks(out)["done"].total() >= so_far)
            running.kill()
            running.again()
        _until(lambda: len(_marks(out)["done"]) == many)
    begun, done = (_marks(out)[word] for word in ("begun", "done"))
    return {
        "kills": kills,
        "jobs": many,
        "not done": many - len(done),
        "begun more than once": sum(times > 1 for times in begun.values()),
        "done more than once": sum(times > 1 for times in done.values()),
    }


def _marks(out):
    found = {"begun": Counter(), "done": Counter()}
    for line in out.read_text().splitlines():
        word, number = line.split()
        found[word][number] += 1
    return found


def _until(true):
    end = time.monotonic() + 10 * PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not go on"
        time.sleep(0.02)
