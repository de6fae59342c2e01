"""Letters written and sent while workers are killed: none is lost, and one comes twice only from the gap between the
moment before its text is handed over and our knowing that it was taken (reliability D10, stack 1.5).
"""

import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

from sqlalchemy import select

from tests.faults.kills.workers import PATIENCE, workers
from tests.faults.test_kill import config, tracker_in
from tests.making import user
from tests.running import receiving
from tracker.jobs import schema
from tracker.store import accounts
from tracker.store.letters import State
from tracker.store.tables import letters as table

HOUR = timedelta(hours=1)


def embedded(folder, cluster, *, many, kills):
    """One process, SQLite."""
    return _counted(folder, config, {"embedded": 1}, many, kills)


def hosted(folder, cluster, *, many, kills):
    """Two workers, PostgreSQL; one of them is killed each time."""
    return _served(folder, cluster, {"hosted": 2}, many, kills)


def mixed(folder, cluster, *, many, kills):
    """One of each by accident on one PostgreSQL, killed in turn."""
    return _served(folder, cluster, {"hosted": 1, "embedded": 1}, many, kills)


def _served(folder, cluster, processes, many, kills):
    with cluster.lend() as address:

        def configured(folder, post):
            file = config(folder, post)
            file.write_text(file.read_text() + f'[database]\nurl = "{address}"\n')
            return file

        return _counted(folder, configured, processes, many, kills)


def _counted(folder, configured, processes, many, kills):
    with receiving(folder) as post:
        file = configured(folder, post)
        tracker = tracker_in(file)
        if "hosted" in processes:
            schema.upgrade(tracker.database.libpq)
        _readers(tracker, many)
        in_hand = _killed(tracker, post, processes, file, many, kills)
        came = Counter(message_from_bytes(raw)["Message-ID"] for raw in post.letters)
        told, sent_at = _kept(tracker), _kept(tracker, table.c.sent_at)
        tracker.database.close()
    gap = set().union(*in_hand.values())
    twice = [name for name, times in came.items() if times > 1]
    return {
        "kills": kills,
        "letters": many,
        "never handed over": many - len(came),
        "handed over twice": sum(came.values()) - len(came),
        "of those outside the gap": len([name for name in twice if name not in gap]),
        "in the gap at a kill": len(gap),
        "not sent at the end": many - sum(state == State.SENT for state in told.values()),
        "recovery, seconds": max(recovered(at, names, sent_at) for at, names in in_hand.items()),
    }


def recovered(kill, in_hand, sent_at):
    """Seconds from a kill until each letter that was in a hand was sent; the next letter, where none was."""
    after = [(sent - kill).total_seconds() for sent in map(sent_at.get, in_hand or sent_at) if sent and sent > kill]
    return round((max if in_hand else min)(after, default=0.0), 1)


def _readers(tracker, many):
    """Users whose letter is due, and has been for longer than hosted services spread it."""
    due = datetime.now(UTC) - 2 * HOUR
    with tracker.database.write() as db:
        for number in range(many):
            email = f"reader{number}@example.com"
            one = user(id=f"r{number}", email=email, addresses=frozenset({email}), next_digest_at=due)
            accounts.add_user(db, one)


def _killed(tracker, post, processes, file, many, kills):
    """Kills when each next part has come; at each, the letters between being handed over and our knowing."""
    in_hand = {}
    with ExitStack() as at_end:
        each = [at_end.enter_context(workers(of, "letters", mode, str(file))) for mode, of in processes.items()]
        for one in range(1, kills + 1):
            _until(lambda so_far=one * many // (kills + 1): len(post.letters) >= so_far)
            running = each[one % len(each)]
            at = datetime.now(UTC)
            running.kill()
            in_hand[at] = {name for name, state in _kept(tracker).items() if state == State.SENDING}
            running.again()
        _until(lambda: len(_kept(tracker)) == many and set(_kept(tracker).values()) == {State.SENT})
    return in_hand


def _kept(tracker, column=table.c.state):
    with tracker.database.read() as db:
        return dict(db.execute(select(table.c.message_id, column)).all())


def _until(true):
    end = time.monotonic() + 10 * PATIENCE
    while not true():
        assert time.monotonic() < end, "it did not go on"
        time.sleep(0.02)
