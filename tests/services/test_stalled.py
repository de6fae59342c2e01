"""Feeds whose servers take the question and then say nothing: the others are read all the same, and no host is asked
for more than two at a time (reliability C7, D3).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.reading import feed
from tests.fakes import FakeClock, FakeOutbox
from tests.making import HOUR, NOW, calendar
from tests.services.stalling import Stalling, stalling
from tests.services.test_work import LINKS, SEAL
from tracker.calendars.feed import masked
from tracker.calendars.source import Gate, ics_source
from tracker.domain.account import CalendarKind
from tracker.jobs.embedded import EmbeddedJobs
from tracker.services.digests import Post
from tracker.services.sync import Doors
from tracker.services.work import Work
from tracker.store import calendars
from tracker.store.database import Database

STALLED, GOOD, MANY = 20, 10, 30
MINUTE = timedelta(minutes=1)
PATIENCE = 15  # seconds, less than a stalled fetch may take
FEED = feed("floating-time")


@dataclass
class Service:
    """The real work on real threads, by a clock that is set by hand."""

    database: Database
    jobs: EmbeddedJobs
    work: Work
    clock: FakeClock

    def read(self, name: str) -> set[str]:
        """Which calendars of this name have been read."""
        with self.database.read() as db:
            return {one.id for one in calendars.calendars(db, "efua") if one.name == name and one.synced_at}

    def due(self) -> bool:
        """Whether any is still to be read in this minute."""
        with self.database.read() as db:
            return any(one.next_sync_at <= self.clock.now for one in calendars.calendars(db, "efua"))

    def troubled(self, name: str) -> set[str]:
        """Which have been given up for this time."""
        with self.database.read() as db:
            return {one.id for one in calendars.calendars(db, "efua") if one.name == name and one.trouble}


@pytest.fixture
def follow(database, efua):
    """Follows addresses of one name, due since so long, and gives the service that reads them."""
    addresses: dict[str, str] = {}
    clock = FakeClock(NOW)

    def follow(name: str, urls: list[str], since: timedelta) -> None:
        for number, url in enumerate(urls):
            one = calendar(
                id=f"{name}{number}", name=name, shown=masked(url), synced_at=None, next_sync_at=NOW - since
            )
            addresses[one.id] = url
            with database.write() as db:
                calendars.add_calendar(db, one, "sealed")

    source = ics_source(lambda one: addresses[one.id], lambda _: ZoneInfo("UTC"), allow_private=True, gate=Gate())
    doors = Doors({CalendarKind.ICS: source}, lambda *_: ())
    post = Post(FakeOutbox(), LINKS, "http://127.0.0.1:8000", "Tracker <tracker@example.com>", SEAL)
    jobs, work = EmbeddedJobs(), Work(database, doors, post, clock)
    work.on(jobs, timedelta(days=1))
    follow.service = Service(database, jobs, work, clock)
    return follow


def until(come: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it has come about within some time."""
    for _ in range(int(seconds * 20)):
        if come():
            return True
        time.sleep(0.05)
    return come()


def ended(server: Stalling, service: Service) -> None:
    server.release()
    service.jobs.stop()


def test_twenty_stalled_feeds_of_one_host_hold_up_no_other(follow):
    service = follow.service
    with stalling(["127.0.0.1", "127.0.0.2"], FEED) as server:
        follow("stalled", [server.url("127.0.0.1", f"/stalled{number}.ics") for number in range(STALLED)], HOUR)
        follow("good", [server.url("127.0.0.2", f"/good{number}.ics") for number in range(GOOD)], MINUTE)
        service.jobs.start()
        try:
            assert until(lambda: len(service.read("good")) == GOOD), f"only {service.read('good')} were read"
            assert (server.inside["127.0.0.1"], service.troubled("stalled")) == (2, set())  # they stall all this time
        finally:
            ended(server, service)
        assert max(server.most.values()) == 2


def test_many_feeds_of_one_far_host_are_all_read_two_at_a_time(follow):
    service = follow.service
    with stalling(["127.0.0.1"], FEED) as server:
        follow("far", [server.url("127.0.0.1", f"/far{number}.ics") for number in range(MANY)], HOUR)
        service.jobs.start()
        try:
            assert until(lambda: not service.due())
            assert (len(service.read("far")), server.most["127.0.0.1"]) == (MANY, 2)
        finally:
            ended(server, service)


def test_twenty_stalled_feeds_of_as_many_hosts_hold_up_no_other(follow):
    service, hosts = follow.service, [f"127.0.0.{number}" for number in range(2, 2 + STALLED)]
    with stalling(["127.0.0.1", *hosts], FEED) as server:
        follow("stalled", [server.url(host, f"/stalled{number}.ics") for number, host in enumerate(hosts)], HOUR)
        follow("good", [server.url("127.0.0.1", f"/good{number}.ics") for number in range(GOOD)], MINUTE)
        service.jobs.start()
        try:
            assert until(lambda: len(service.read("good")) == GOOD), f"only {service.read('good')} were read"
            assert service.troubled("stalled") == set()
        finally:
            ended(server, service)


def test_who_shares_a_host_with_stalled_feeds_is_read_before_long(follow):
    service = follow.service
    with stalling(["127.0.0.1"], FEED, seconds=0.1) as server:
        follow("stalled", [server.url("127.0.0.1", f"/stalled{number}.ics") for number in range(STALLED)], HOUR)
        follow("good", [server.url("127.0.0.1", f"/good{number}.ics") for number in range(GOOD)], MINUTE)
        service.jobs.start()
        try:
            for _ in range(STALLED):
                if until(lambda: len(service.read("good")) == GOOD, seconds=1):
                    break
                service.clock.pass_by(MINUTE)
                service.work.tick()
            assert len(service.read("good")) == GOOD
            assert server.most["127.0.0.1"] == 2
        finally:
            ended(server, service)
