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
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from tests.making import user
from tests.running import receiving
from tests.test_walk import feed
from tracker.config import load
from tracker.services import following
from tracker.store import accounts, calendars, events, ledger, letters
from tracker.store.letters import State
from tracker.wiring import build

KILLS = 20
READERS = 40
EVENTS = 300
LEASE = 0.3  # seconds
WORKER = Path(__file__).with_name("worker.py")


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


def work(what: str, file: Path, kill_after: float | None = None) -> tuple[float, bool]:
    """Runs the worker, killed after some seconds or left to end: how long it worked, and whether it was cut short."""
    words = [sys.executable, str(WORKER), what, str(file), str(LEASE)]
    with subprocess.Popen(words, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        began = time.monotonic()
        if kill_after is None:
            assert process.wait(60) == 0
            return time.monotonic() - began, False
        time.sleep(kill_after)
        cut_short = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait(60)
    return kill_after, cut_short


def kill_again_and_again(what: str, file: Path, longest: float, seed: int) -> int:
    """Kills the worker at moments drawn from the start of its work; how many were cut short by it."""
    moments, cut_short = random.Random(seed), 0
    for _ in range(KILLS):
        cut_short += work(what, file, kill_after=moments.uniform(0, longest))[1]
        time.sleep(LEASE)
    return cut_short


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
    """A first sync is killed until one gets through; then another begins, until twenty were killed at work."""
    file, tracker, one, summaries = followed(fresh(tmp_path, "whole"), EVENTS)
    whole, _ = work("sync", file)
    assert told(tracker, one) == summaries
    moments, killed, rounds = random.Random(1), 0, 0
    while killed < KILLS:
        rounds += 1
        file, tracker, one, summaries = followed(fresh(tmp_path, f"round {rounds}"), EVENTS)
        while killed < KILLS and work("sync", file, kill_after=moments.uniform(0, 0.7 * whole))[1]:
            killed += 1
            time.sleep(LEASE)
        time.sleep(LEASE)
        work("sync", file)
        came_through_whole(tracker, one, summaries)
        assert rounds <= KILLS, "hardly any was killed at work"
    print(f"{killed} kills at work in {rounds} rounds: events lost 0 of {EVENTS} in each")


def came_through_whole(tracker, one, summaries):
    with tracker.database.read() as db:
        made = Counter(promise.body for promise in ledger.promises(db, one.id))
        entries = ledger.entries(db, one.id)
    assert told(tracker, one) == summaries
    assert len(made) == len(entries) == EVENTS / 10
    assert set(made.values()) == {1}
    tracker.database.close()


def fresh(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


@contextmanager
def readers(folder: Path):
    """A service with many readers whose letters are due, and the mail server that takes them."""
    folder.mkdir()
    with receiving(folder) as post:
        file = config(folder, post)
        tracker = tracker_in(file)
        now = datetime.now(UTC)
        for number in range(READERS):
            email = f"reader{number}@example.com"
            one = user(id=f"r{number}", email=email, addresses=frozenset({email}), next_digest_at=now)
            with tracker.database.write() as db:
                accounts.add_user(db, one)
        yield file, tracker, post
        tracker.database.close()


def states(tracker):
    with tracker.database.read() as db:
        return [letter.state for number in range(READERS) for letter in letters.letters(db, f"r{number}")]


def test_a_sending_killed_twenty_times_loses_no_letter_and_doubles_only_in_the_gap(tmp_path):
    with readers(tmp_path / "whole") as (file, tracker, _):
        whole, _ = work("letters", file)
        assert states(tracker) == [State.SENT] * READERS
    with readers(tmp_path / "killed") as (file, tracker, post):
        # Each is killed within its first few letters, so that most of the twenty die in the midst of sending.
        cut_short = kill_again_and_again("letters", file, longest=whole / 12, seed=2)
        work("letters", file)
        time.sleep(LEASE)
        work("letters", file)  # what the last of the dead had in hand is free by now
        came = Counter(message_from_bytes(raw)["Message-ID"] for raw in post.letters)
        extra = sum(came.values()) - len(came)
        print(f"{KILLS} kills, {cut_short} at work: letters lost {READERS - len(came)} of {READERS}, extra {extra}")
        assert cut_short > KILLS / 2
        assert states(tracker) == [State.SENT] * READERS
        assert len(came) == READERS
        assert extra <= cut_short
        bodies = {message_from_bytes(raw)["Message-ID"]: raw for raw in post.letters}
        assert all(raw == bodies[message_from_bytes(raw)["Message-ID"]] for raw in post.letters)
