"""A calendar whose far end is out of order for a day: feeds of every bad kind, and Google. What the last trusted
answer had stays, verdicts are those of a service that nothing disturbed, and it recovers by itself (C16).

The clock is set by hand, and the calendar asked whenever it is due; servers and answers are real.
"""

import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.calendars.server import FeedServer
from tests.calendars.server import serving as serving_feeds
from tests.cluster import Cluster
from tests.fakes import FakeClock
from tests.faults.followed import Followed
from tests.faults.row import Fault, Row
from tests.faults.test_kill import config
from tests.faults.test_kill_google import AtGoogle
from tests.faults.test_kill_google import times as hours
from tests.google.standin import Google
from tests.google.standin import serving as serving_google
from tests.making import DAY
from tests.test_walk import feed
from tracker.config import load
from tracker.domain.known import lines
from tracker.services import following, sync
from tracker.services.checkup import checkup
from tracker.services.gather import gather
from tracker.store import calendars, letters
from tracker.store.database import Database
from tracker.wiring import build

EVENTS = [
    (f"e{number}", f"{'!p ' if number % 4 == 0 else ''}Send part {number} to Ama", 9 if number % 4 else 1)
    for number in range(20)
]
LATE = ("late", "Come to the party", 2)
WHOLE = feed(*EVENTS)
PAGE = b"<!doctype html><title>Sign in</title><form method=post><input name=password></form>"


class Outage:
    """One calendar while its far end is out of order; what was lost or told wrong meanwhile is counted."""

    def __init__(self, one: Followed) -> None:
        self.one, self.clock = one, FakeClock(datetime.now(UTC))
        one.tracker = build(load(one.file, {}), self.clock)
        self.lost = self.wrong = self.asked = 0
        self.seen = ""

    def sync(self) -> None:
        """As it is due."""
        sync.sync(self.one.tracker.database, self.one.tracker.doors, self.one.user, self._id, now=self.clock())

    def begins(self) -> None:
        """What is known by now must stay; a copy of it is what nothing disturbs."""
        self.trusted = self.one.known()
        self.copy = self.one.file.with_name("undisturbed.db")
        with (
            closing(sqlite3.connect(self.one.tracker.database.path)) as db,
            closing(sqlite3.connect(self.copy)) as to,
        ):
            db.backup(to)

    def lasts(self, long: timedelta, most: int = 1000) -> None:
        """It is asked whenever it is due, for so long."""
        until = self.clock.now + long
        while self._due() < until and self.asked < most:
            self.clock.now = max(self.clock.now, self._due())
            self.sync()
            self.asked += 1
            self._judge()
        self.clock.now = until
        self._judge()
        self.seen = self._told()

    def recovers(self) -> float:
        """Asked as it is due until it is well; seconds since the far end was."""
        began = self.clock.now
        while self._calendar().trouble or self._calendar().synced_at < began:
            self.clock.now = max(self.clock.now, self._due())
            assert self.clock.now - began < 2 * DAY, "it does not recover by itself"
            self.sync()
        self.lost += len(self.trusted.keys() - self.one.known().keys())
        return (self.clock.now - began).total_seconds()

    def row(self, fault: str, struck: int, recovery: float) -> Row:
        """What came of it."""
        made, entries = self.one.decided()
        doubled = len(made) - len(set(made))
        acts = len(self.trusted) + len(entries)
        with self.one.tracker.database.read() as db:
            self.wrong += len(letters.letters(db, self.one.user.id))  # none was due: whatever was written tells wrong
        return Row(fault, struck, acts, self.lost, doubled, 0, self.wrong, recovery, self.seen)

    def _judge(self) -> None:
        known = self.one.known()
        self.lost += sum(known.get(key) != event for key, event in self.trusted.items())
        with closing(Database(f"sqlite:///{self.copy}")) as undisturbed:
            self.wrong += self._verdicts(self.one.tracker.database) != self._verdicts(undisturbed)

    def _verdicts(self, database: Database) -> list[tuple[str, str]]:
        with database.read() as db:
            known = gather(db, self.one.user, self.clock())
        return sorted((line.promise.id, repr(line.verdict)) for line in lines(known, self.clock()))

    def _told(self) -> str:
        tracker = self.one.tracker
        found = checkup(tracker.config.data, tracker.database, tracker.post, self.clock())
        doctor = next((one.remedy for one in found if one.part.startswith("Calendar")), "nothing")
        return f"page: “{self._calendar().trouble or 'nothing'}”; doctor: “{doctor}”"

    def _due(self) -> datetime:
        at = self._calendar().next_sync_at
        assert at is not None, "it is not asked any more"
        return at

    def _calendar(self):
        with self.one.tracker.database.read() as db:
            return calendars.calendar(db, self.one.user.id, self._id)

    @property
    def _id(self) -> str:
        return self.one.calendar.id


class AtAServer(Followed):
    """A feed at an address."""

    def __init__(self, folder: Path, address: str) -> None:
        file = config(folder)
        file.write_text(file.read_text() + "[calendars]\nallow_private = true\n")
        super().__init__(file)
        kept = (self.tracker.database, self.tracker.seal, self.user)
        self.calendar = following.follow(*kept, address, name="Work", now=self.tracker.clock())


TRIES = 8  # calls of one asking: four, and each that was hung up on once more by the library
ENDLESS = 100  # faults of each kind: more than a day of askings meets

Spoils = Callable[[FeedServer], None]


def _answers(server: FeedServer, body: bytes = b"", status: int = 200, length: int | None = None) -> None:
    more = {} if length is None else {"Content-Length": str(length)}
    server.put("/work.ics", body, status, **more)


def _drips(server: FeedServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(WHOLE)
    server.raw("/work.ics", head, *(WHOLE[at : at + 1] for at in range(len(WHOLE))), wait=lambda: time.sleep(0.5))


SPOILS: dict[str, Spoils] = {
    "answers 500": partial(_answers, status=500),
    "answers 503": partial(_answers, status=503),
    "is gone (404)": partial(_answers, status=404),
    "is cut off": partial(_answers, body=WHOLE[: len(WHOLE) // 2], length=len(WHOLE)),
    "is cut, and says it is whole": partial(_answers, body=WHOLE[: len(WHOLE) // 2]),
    "is empty": partial(_answers, body=b""),
    "has no events": partial(_answers, body=feed()),
    "is a page to sign in": partial(_answers, body=PAGE),
    "hangs up": lambda server: server.raw("/work.ics"),
}


def _a_feed(what: str, spoil: Spoils, folder: Path, cluster: Cluster, times: int, most: int = 1000) -> Row:
    with serving_feeds() as server:
        outage = Outage(AtAServer(folder, server.put("/work.ics", WHOLE)))
        outage.sync()
        recovery = 0.0
        for _ in range(times):
            outage.begins()
            spoil(server)
            outage.lasts(DAY, most)
            server.put("/work.ics", feed(*EVENTS, LATE))
            recovery = max(recovery, outage.recovers())
        outage.lost += len(outage.one.known()) != len(EVENTS) + 1
        return outage.row(f"feed {what} for a day", outage.asked, recovery)


def drips(folder: Path, cluster: Cluster, times: int) -> Row:
    """A feed of which a byte comes each half second: left in 20 s each time, which are real, so it is asked twice."""
    return _a_feed("drips", _drips, folder, cluster, 1, most=2)


def unreachable(folder: Path, cluster: Cluster, times: int) -> Row:
    """Its server refuses connections, then answers again at the same port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving_feeds() as server:
        outage = Outage(AtAServer(folder, server.put("/work.ics", WHOLE)))
        outage.sync()
        outage.begins()
        right = outage.one.tracker
        elsewhere = f"http://127.0.0.1:{port}/work.ics"
        sealed = right.seal.seal(elsewhere, owner=outage.one.user.id)
        with right.database.write() as db:
            known = calendars.sealed_of(db, outage.one.user.id, outage.one.calendar.id)
            calendars.replace_sealed(db, outage.one.user.id, outage.one.calendar.id, sealed)
        outage.lasts(times * DAY)
        with right.database.write() as db:
            calendars.replace_sealed(db, outage.one.user.id, outage.one.calendar.id, known)
        return outage.row("feed's server refuses connections for a day", outage.asked, outage.recovers())


def google(folder: Path, cluster: Cluster, times: int, lasts: timedelta = DAY) -> Row:
    """Google answers 500, 503 or hangs up for a day; then it is back, and has forgotten where we were (410)."""
    with serving_google(Google(token_lives=10_000_000)) as there:
        one = AtGoogle(folder, there)
        _filled(one)
        outage = Outage(one)
        outage.sync()
        calls, recovery = 0, 0.0
        for number in range(times):
            outage.begins()
            before = len(there.asked)
            for status in ENDLESS * (500, 503, 0):
                there.fault("/calendar/v3/", status, "backendError" if status else "")
            outage.lasts(lasts)
            calls += len(there.asked) - before
            there.faults.clear()
            there.expire_sync_tokens(one.there)
            one.there.put({"id": f"late{number}", **hours(number, summary="Come to the party")})
            recovery = max(recovery, outage.recovers())
        outage.lost += one.known() != one.afresh()
        outage.seen += f"; asked {outage.asked} times, in {calls} calls"
        outage.wrong += calls > TRIES * outage.asked
        return outage.row("Google down for a day, then 410", outage.asked, recovery)


def _filled(one: AtGoogle) -> None:
    for number in range(len(EVENTS)):
        mark = "!p " if number % 4 == 0 else ""
        one.there.put({"id": f"one{number}", **hours(number, summary=f"{mark}Send part {number} to Ama")})


EACH: dict[str, Fault] = {f"feed {what}": partial(_a_feed, what, spoil) for what, spoil in SPOILS.items()}
EACH |= {"feed's server refuses connections": unreachable}
