"""A mail server that stalls, puts off, refuses or breaks off, for each of many letters. Each of them is sent in the
end, or given up where its reader sees it; none comes twice but where nobody can know whether it arrived (C23).

The clock is set by hand, so that hours of waiting pass at once; the server, its TLS and the talk with it are real.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

from tests.cluster import Cluster
from tests.fakes import FakeClock
from tests.faults.kills import letters as killed
from tests.faults.row import Row
from tests.faults.test_kill import config
from tests.mail.post import Post
from tests.making import HOUR, NOW, user
from tests.running import receiving
from tracker.config import load
from tracker.services import digests
from tracker.services.checkup import outbox_finding
from tracker.store import accounts, letters
from tracker.store.letters import Letter, State
from tracker.wiring import Tracker, build

MINUTE = timedelta(minutes=1)
PATIENCE = 0.5  # seconds for each piece of an answer while a server stalls, in place of 20
IN_DOUBT = "may arrive twice"
ROUNDS = 60


@dataclass
class Moody(Post):
    """A mail server in a mood."""

    mood: str = ""
    put_off: set[str] = field(default_factory=set)  # by the greylist, once each

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.mood == "greylists" and address not in self.put_off:
            self.put_off.add(address)
            return "451 4.7.1 greylisted, try again in five minutes"
        self.answers["RCPT"] = "550 5.1.1 no such user" if self.mood == "knows nobody" else "250 OK"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.mood == "calls it spam":
            return "554 5.7.1 looks like spam"
        self.hang_up = self.mood == "breaks off"
        said = await super().handle_DATA(server, session, envelope)
        if self.mood == "stalls in DATA":
            await asyncio.sleep(2 * PATIENCE)
        return said


class Readers:
    """A service of so many readers whose letter is due, and a clock that is set by hand."""

    def __init__(self, folder: Path, post: Post, many: int) -> None:
        self.clock, self.server = FakeClock(NOW), post
        self.tracker: Tracker = build(load(config(folder, post), {}), self.clock)
        self.outbox = self.tracker.post.outbox
        self.in_doubt: set[str] = set()
        self.tracker.database.upgrade()
        for number in range(many):
            email = f"reader{number}@example.com"
            one = user(id=f"r{number}", email=email, addresses=frozenset({email}), next_digest_at=NOW)
            with self.tracker.database.write() as db:
                accounts.add_user(db, one)
        self.names = tuple(f"r{number}" for number in range(many))

    def work(self, until: datetime | None = None, **changed: Any) -> None:
        """All that is due up to then, each when it is; without, until nothing waits. `changed` is what differs of the
        outbox meanwhile.
        """
        post = self.tracker.post._replace(outbox=replace(self.outbox, **changed))
        for _ in range(ROUNDS):
            digests.send_due(self.tracker.database, post, self.clock)
            self.in_doubt |= {one.message_id for one in self.letters() if IN_DOUBT in one.trouble}
            waiting = [one.next_try_at for one in self.letters() if one.next_try_at]
            if not waiting or (until and min(waiting) > until):
                break
            self.clock.now = max(self.clock.now, min(waiting))

    def told(self, **changed: Any) -> str:
        """What `tracker doctor` and the page of a letter say just now."""
        outbox = replace(self.outbox, **changed)
        found = outbox_finding(self.tracker.post._replace(outbox=outbox))
        page = Counter(one.trouble for one in self.letters() if one.trouble)
        words = [f"doctor: “{found.found}”"] + [f"letter: “{text}”" for text, _ in page.most_common(1)]
        return "; ".join(words)

    def letters(self) -> list[Letter]:
        """Everybody's."""
        with self.tracker.database.read() as db:
            return [letter for name in self.names for letter in letters.letters(db, name)]

    def row(self, fault: str, seen: str, well_at: datetime) -> Row:
        """What came of it."""
        came = Counter(str(message_from_bytes(raw)["Message-ID"]) for raw in self.server.letters)
        twice = {name: times - 1 for name, times in came.items() if times > 1}
        kept = self.letters()
        sent = sum(one.state == State.SENT and one.message_id in came for one in kept)
        given_up = sum(one.state == State.GIVEN_UP and bool(one.trouble) for one in kept)
        gap = sum(extra for name, extra in twice.items() if name in self.in_doubt)
        lasted = max(((one.sent_at or well_at) - well_at).total_seconds() for one in kept)
        many = len(self.names)
        return Row(fault, many, many, many - sent - given_up, sum(twice.values()), gap, 0, max(0.0, lasted), seen)


@contextmanager
def readers(folder: Path, many: int, mood: str = "") -> Iterator[Readers]:
    """Them, and their mail server."""
    with receiving(folder, kind=Moody) as post:
        assert isinstance(post, Moody)
        post.mood = mood
        one = Readers(folder, post, many)
        with closing(one.tracker.database):
            yield one


def silent(folder: Path, cluster: Cluster, times: int) -> Row:
    """It takes the connection and says nothing, for ten minutes."""
    with readers(folder, times) as one, socket.create_server(("127.0.0.1", 0), backlog=4 * times + 16) as nobody:
        stalled = {"port": nobody.getsockname()[1], "timeout": 0.1}
        one.work(NOW + 10 * MINUTE, **stalled)
        return _well_again(one, "mail server says nothing", **stalled)


def stalls(folder: Path, cluster: Cluster, times: int) -> Row:
    """It takes the letter and never says so, for ten minutes."""
    return _in_a_mood(folder, times, "stalls in DATA", 4 * MINUTE, timeout=PATIENCE)


def breaks_off(folder: Path, cluster: Cluster, times: int) -> Row:
    """It takes the letter and drops the connection before its answer, for four minutes."""
    return _in_a_mood(folder, times, "breaks off", 4 * MINUTE)


def greylists(folder: Path, cluster: Cluster, times: int) -> Row:
    """It takes each letter at the second try alone."""
    return _in_a_mood(folder, times, "greylists", timedelta())


def knows_nobody(folder: Path, cluster: Cluster, times: int) -> Row:
    """It refuses the address for good: asked twice, then given up."""
    return _in_a_mood(folder, times, "knows nobody", 24 * HOUR)


def calls_it_spam(folder: Path, cluster: Cluster, times: int) -> Row:
    """It refuses the letter itself."""
    return _in_a_mood(folder, times, "calls it spam", 24 * HOUR)


def sender_dies(folder: Path, cluster: Cluster, times: int) -> Row:
    """Whoever sends is killed by -9 at any moment, in the gap between the server's yes and our knowing of it too."""
    came = killed.embedded(folder, None, many=times, kills=max(1, times // 5))
    lost = came["never handed over"] + came["not sent at the end"]
    doubled, outside = came["handed over twice"], came["of those outside the gap"]
    seen = "a letter twice, the same to the byte" if doubled else "each letter once"
    recovery = came["recovery, seconds"]
    return Row("sender killed", came["kills"], times, lost, doubled, doubled - outside, 0, recovery, seen)


def _in_a_mood(folder: Path, times: int, mood: str, lasts: timedelta, **changed: Any) -> Row:
    with readers(folder, times, mood) as one:
        one.work(NOW + lasts, **changed)
        return _well_again(one, f"mail server {mood}", **changed)


def _well_again(one: Readers, fault: str, **changed: Any) -> Row:
    seen, well_at = one.told(**changed), one.clock.now
    assert isinstance(one.server, Moody)
    if one.server.mood != "greylists":
        one.server.mood = ""
    one.work()
    return one.row(fault, seen, well_at)
