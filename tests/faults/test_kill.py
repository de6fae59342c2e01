"""kill -9 at any moment of a sync or of a sending: nothing is lost, and what comes twice comes only from that gap.

Each case runs the service's own code in a process of its own, with short leases so that the next one need not wait,
and kills it at a moment drawn over the whole length of an undisturbed run.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.making import user
from tests.running import receiving
from tests.test_walk import feed
from tracker.config import load
from tracker.services import following, ledger
from tracker.store import accounts, calendars, events, letters
from tracker.store.letters import State
from tracker.wiring import build

KILLS = 20
READERS = 12
LEASE = 0.3  # seconds

WORKER = (
    """
import sys
from datetime import timedelta
from pathlib import Path
from tracker.config import load
from tracker.services import digests, sync
from tracker.store import accounts, calendars
from tracker.wiring import build

what, config = sys.argv[1:]
tracker = build(load(Path(config), {}))
lease = timedelta(seconds=%s)
with tracker.database.read() as db:
    users = accounts.users(db)
    followed = [one for user in users for one in calendars.calendars(db, user.id)]
print("ready", flush=True)
if what == "sync":
    for calendar in followed:
        sync.sync(tracker.database, tracker.doors._replace(lease=lease), users[0], calendar.id, now=tracker.clock())
else:
    digests.send_due(tracker.database, tracker.post._replace(lease=lease), tracker.clock)
tracker.database.close()
"""
    % LEASE
)


def config(folder: Path, post=None) -> Path:
    """Settings in a folder; with a mail server, letters go there."""
    file = folder / "config.toml"
    mail = ""
    if post:
        mail = f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nfrom = "tracker@example.com"\n'
        mail += f'user = "efua"\npassword = "right"\nca_file = "{post.ca_file}"\n'
    file.write_text(f'data = "{folder / "data"}"\n{mail}')
    return file


def tracker_in(file: Path):
    tracker = build(load(file, {}))
    tracker.database.upgrade()
    return tracker


def work(what: str, file: Path, kill_after: float | None = None) -> float:
    """Runs the worker, killed after some seconds of work or left to end; how long it worked."""
    with subprocess.Popen([sys.executable, "-c", WORKER, what, str(file)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        began = time.monotonic()
        if kill_after is None:
            assert process.wait(60) == 0
        else:
            time.sleep(kill_after)
            process.send_signal(signal.SIGKILL)
            process.wait(60)
    return time.monotonic() - began


def killed_again_and_again(what: str, file: Path, whole: float, seed: int) -> int:
    """Kills the worker at moments over the whole of its work; how many were still at work when they were killed."""
    moments = random.Random(seed)
    at_work = 0
    for _ in range(KILLS):
        at_work += work(what, file, kill_after=moments.uniform(0, whole)) > 0
        time.sleep(LEASE)
    return at_work


def told(tracker, one):
    with tracker.database.read() as db:
        (calendar,) = calendars.calendars(db, one.id)
        return {event.summary for event in events.known(db, one.id, calendar.id).values()}


def followed(folder: Path, count: int):
    """A service that follows a file of so many events, a tenth of them marked promises, not read yet."""
    file = config(folder)
    tracker = tracker_in(file)
    one = user()
    with tracker.database.write() as db:
        accounts.add_user(db, one)
    rows = [
        (f"e{number}", f"{'!p ' if number % 10 == 0 else ''}Send part {number} to Ama", 1) for number in range(count)
    ]
    following.upload(tracker.database, tracker.seal, one, feed(*rows), name="Work", now=tracker.clock())
    return file, tracker, one, {summary for _, summary, _ in rows}


def test_a_sync_killed_twenty_times_loses_nothing_and_doubles_nothing(tmp_path):
    (tmp_path / "whole").mkdir()
    file, tracker, one, summaries = followed(tmp_path / "whole", 300)
    whole = work("sync", file)
    assert told(tracker, one) == summaries
    (tmp_path / "killed").mkdir()
    file, tracker, one, summaries = followed(tmp_path / "killed", 300)
    assert killed_again_and_again("sync", file, whole, seed=1) == KILLS
    work("sync", file)
    assert told(tracker, one) == summaries
    with tracker.database.read() as db:
        made = Counter(promise.body for promise in ledger.store.promises(db, one.id))
        entries = ledger.store.entries(db, one.id)
    assert len(made) == len(entries) == 30
    assert set(made.values()) == {1}


@pytest.fixture
def readers(tmp_path):
    """A service with many readers whose letters are due, and the mail server that takes them."""
    with receiving(tmp_path) as post:
        file = config(tmp_path, post)
        tracker = tracker_in(file)
        now = datetime.now(UTC)
        for number in range(READERS):
            email = f"reader{number}@example.com"
            one = replace(user(id=f"r{number}", email=email, addresses=frozenset({email})), next_digest_at=now)
            with tracker.database.write() as db:
                accounts.add_user(db, one)
            due = now + timedelta(days=1)
            ledger.add(tracker.database, one, body="call", promisee="Ama", due=due, dated=False, via="page", now=now)
        yield file, tracker, post
        tracker.database.close()


def states(tracker):
    with tracker.database.read() as db:
        return [letter.state for number in range(READERS) for letter in letters.letters(db, f"r{number}")]


def test_a_sending_killed_twenty_times_loses_no_letter_and_doubles_only_in_the_gap(readers, capsys):
    file, tracker, post = readers
    killed_again_and_again("letters", file, whole=0.6, seed=2)
    for _ in range(5):  # whatever was claimed is free again when its lease has run out
        work("letters", file)
        time.sleep(LEASE)
    assert states(tracker) == [State.SENT] * READERS
    came = Counter(message_from_bytes(raw)["Message-ID"] for raw in post.letters)
    extra = sum(came.values()) - READERS
    with capsys.disabled():
        print(f"\n{KILLS} kills, {READERS} letters: lost 0, extra copies {extra}")
    assert len(came) == READERS
    assert extra <= KILLS
