"""The gate: two fetches of one host at a time, whoever asks."""

import threading
from collections.abc import Iterator

import pytest

from tests.calendars.reading import feed
from tests.calendars.server import FeedServer, serving
from tracker.calendars.feed import FeedTrouble, Gate, HostBusy, fetch
from tracker.calendars.trouble import CalendarTrouble


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as feeds:
        yield feeds


def get(address: str, gate: Gate) -> None:
    body = fetch(address, "", allow_private=True, gate=gate).body
    assert body is not None
    body.stream.close()


def test_the_third_at_one_host_is_turned_away_and_other_hosts_are_not():
    gate = Gate()
    with gate.through("calendar.example"), gate.through("calendar.example"), gate.through("other.example"):
        with pytest.raises(HostBusy), gate.through("calendar.example"):
            pass
        with gate.through("other.example"):
            pass
    with gate.through("calendar.example"), gate.through("calendar.example"):
        pass


def test_whoever_fails_inside_gives_the_place_back():
    gate = Gate(most=1)
    for _ in range(3):
        with pytest.raises(OSError, match="cut"), gate.through("calendar.example"):
            raise OSError("cut")


def test_it_forgets_hosts_where_nobody_is():
    gate = Gate()
    for number in range(100):
        with gate.through(f"{number}.example"):
            pass
    assert gate.hosts == frozenset()


def test_many_at_once_are_never_more_than_two():
    gate, inside, most, lock = Gate(), 0, 0, threading.Lock()

    def go() -> None:
        nonlocal inside, most
        for _ in range(300):
            try:
                with gate.through("calendar.example"):
                    with lock:
                        inside += 1
                        most = max(most, inside)
                    with lock:
                        inside -= 1
            except HostBusy:
                continue

    threads = [threading.Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most <= 2


def test_a_fetch_passes_the_gate_at_each_host_and_leaves_it(server: FeedServer):
    gate = Gate(most=1)
    with serving() as other:
        named = other.put("/work.ics", feed("floating-time")).replace("127.0.0.1", "localhost")
        address = server.put("/old.ics", status=302, Location=named)
        get(address, gate)
        with gate.through("localhost"), pytest.raises(HostBusy):
            get(address, gate)
        with gate.through("127.0.0.1"), pytest.raises(HostBusy):
            get(address, gate)
        get(address, gate)
        with pytest.raises(FeedTrouble):
            get(server.put("/work.ics", status=500), gate)
        get(address, gate)


def test_a_busy_host_is_no_trouble_with_the_calendar():
    assert not issubclass(HostBusy, CalendarTrouble)
