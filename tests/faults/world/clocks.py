"""A running service whose clock is set back by an hour, forward by eight days and back again, over 29 February and
over the end of a year of 53 weeks. Each week's letter comes once, leases end, calendars go on being read (C36).
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path

from tests.cluster import Cluster
from tests.faults.row import Fault, Row
from tests.faults.test_kill import config
from tests.mail.post import Post
from tests.making import DAY, HOUR, user
from tests.running import Feeds, receiving, serving
from tests.test_walk import FEED
from tracker.config import load
from tracker.domain.digest import next_digest
from tracker.domain.known import lines
from tracker.services import following, ledger
from tracker.services.gather import gather
from tracker.services.work import BEAT
from tracker.store import accounts, letters
from tracker.wiring import build

TURNED = Path(__file__).with_name("turned.py")
WAIT = 60  # seconds
TICKS = 5
WEEKS = 3
WEEK = 7 * DAY


class Turning:
    """A service with so many readers, who get their letter on Mondays, and a clock that is set by hand."""

    def __init__(self, folder: Path, post: Post, feeds: Feeds, many: int, began: datetime) -> None:
        self.file, self.ahead = config(folder, post), folder / "ahead"
        self.file.write_text(self.file.read_text() + "[calendars]\nallow_private = true\n")
        self.feeds, self.post, self.many = feeds, post, many
        self.set(began)
        self.tracker = build(load(self.file, {}), self.now)
        self.tracker.database.upgrade()
        for number in range(many):
            email = f"reader{number}@example.com"
            self.one = user(id=f"r{number}", email=email, addresses=frozenset({email}))
            self.one = replace(self.one, next_digest_at=next_digest(self.one, began))
            with self.tracker.database.write() as db:
                accounts.add_user(db, self.one)
        said = {"promisee": "Ama", "due": began + 10 * DAY, "dated": False, "via": "page", "now": began}
        ledger.add(self.tracker.database, self.one, body="send the proposal", **said)
        kept = (self.tracker.database, self.tracker.seal, self.one)
        following.follow(*kept, feeds.address(), name="Work", now=began)
        assert self.one.next_digest_at is not None
        self.monday = self.one.next_digest_at

    def now(self) -> datetime:
        """As it reads the clock."""
        return datetime.now(UTC) + timedelta(seconds=float(self.ahead.read_text()))

    def set(self, to: datetime) -> None:
        """The clock, for all."""
        aside = self.ahead.with_suffix(".new")
        aside.write_text(str((to - datetime.now(UTC)).total_seconds()))
        os.replace(aside, self.ahead)

    @contextmanager
    def running(self) -> Iterator[None]:
        """It works for this block, and is killed at its end."""
        with subprocess.Popen([sys.executable, str(TURNED), str(self.file), str(self.ahead)]) as process:
            try:
                yield
            finally:
                process.kill()

    def sends(self, weeks: int) -> None:
        """Until everybody has so many weeks' letters."""
        _until(lambda: len(self.post.letters) >= weeks * self.many)

    def ticks(self) -> float:
        """Until it has looked at its rows some times by the clock of now; seconds until the first."""
        began, seen = time.monotonic(), set[datetime]()
        first = 0.0
        set_at = self.now() - timedelta(minutes=1)
        while len(seen) < TICKS:
            with self.tracker.database.read() as db:
                beat = letters.last_beat(db, BEAT)
            if beat and set_at <= beat <= self.now():
                first = first or time.monotonic() - began
                seen.add(beat)
            assert time.monotonic() - began < WAIT, "it does not work on"
            time.sleep(0.05)
        return first

    def reads(self) -> None:
        """Until its calendar was asked once more."""
        so_far = len(self.feeds.asked)
        _until(lambda: len(self.feeds.asked) > so_far)

    def verdicts(self) -> list[tuple[str, str]]:
        """Of all that was promised, just now."""
        with self.tracker.database.read() as db:
            found = lines(gather(db, self.one, self.now()), self.now())
        return sorted((line.promise.id, line.verdict.outcome.value) for line in found)


def _over(fault: str, began: datetime, folder: Path, cluster: Cluster, times: int) -> Row:
    with receiving(folder) as post, serving(Feeds({"/work.ics": FEED})) as feeds:
        one = Turning(folder, post, feeds, times, began)
        with closing(one.tracker.database):
            recovery, wrong = _turned(one)
            came = Counter(str(message_from_bytes(raw)["Message-ID"]) for raw in post.letters)
            kept = _letters(one)
    due = WEEKS * times
    doubled = came.total() - len(came)
    return Row(fault, 3, due, max(0, due - len(came)), doubled + len(kept) - due, 0, wrong, recovery, _seen(kept))


def _turned(one: Turning) -> tuple[float, int]:
    """All that is done to the clock; how long it took to go on, and how many verdicts were others afterwards."""
    with one.running():
        one.set(one.monday + timedelta(minutes=1))
        one.sends(1)
        one.ticks()
    one.set(one.monday - HOUR)  # and whoever led is dead, with a lease that ends in more than an hour
    with one.running():
        recovery = one.ticks()
        one.set(one.monday + HOUR)
        one.ticks()
        before = one.verdicts()
        one.set(one.monday + HOUR + 8 * DAY)
        one.sends(2)
        one.ticks()
        one.set(one.monday + 2 * HOUR)
        one.reads()
        one.ticks()
        wrong = one.verdicts() != before
        one.set(one.monday + WEEK + HOUR)
        one.ticks()
        one.set(one.monday + 2 * WEEK + HOUR)
        one.sends(3)
        one.ticks()
    return recovery, int(wrong)


def _letters(one: Turning) -> list[str]:
    """The weeks whose letters were written, of all readers."""
    with one.tracker.database.read() as db:
        everybody = [letters.letters(db, f"r{number}") for number in range(one.many)]
    return [letter.period for each in everybody for letter in each if letter.sent_at]


def _seen(weeks: list[str]) -> str:
    return "letters of " + ", ".join(sorted(set(weeks)))


def _until(true) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


EACH: dict[str, Fault] = {
    name: partial(_over, name, datetime(*day, 12, tzinfo=UTC))
    for name, day in {
        "clock back 1 h, forward 8 days, back, over 29 February": (2028, 2, 24),
        "clock back 1 h, forward 8 days, back, over week 53": (2026, 12, 17),
    }.items()
}
