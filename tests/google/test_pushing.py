"""Push channels from end to end: Google's own client asks for them, and the stand-in's messages come in by HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest
from flask import Flask
from werkzeug.serving import make_server

from tests.fakes import FakeClock
from tests.google.model import Calendar
from tests.google.standin import Google, serving
from tests.google.visitor import asked
from tests.making import calendar
from tests.web.browsing import tracker_with
from tracker.calendars.google.client import Client
from tracker.calendars.google.oauth import READ, Tokens
from tracker.domain.account import CalendarKind, Connection
from tracker.services import channels, renewing
from tracker.services.channels import Watch
from tracker.store import calendars, connections
from tracker.web.app import create_app
from tracker.wiring import Tracker

HOME = "https://tracker.example.com"
STEP = timedelta(hours=6)
WAIT = 60  # seconds for a message on this machine


@dataclass
class Place:
    """A tracker behind a public address, Google, and one clock for both."""

    tracker: Tracker
    google: Google
    theirs: Calendar
    clock: FakeClock
    watch: Watch

    def tend(self) -> None:
        """One tick's work, and the first message of each channel, which comes by itself."""
        channels.tend(self.tracker.database, self.watch, self.clock)
        until = monotonic() + WAIT
        while not self.google.channels.keys() <= {name for name, _, _ in self.google.posted}:
            assert monotonic() < until, "no first message came"
            sleep(0.01)

    def told(self) -> bool:
        """Something changes at Google; whether our calendar is due then, which it was not."""
        self.due(self.clock() + timedelta(minutes=15))
        self.google.notify(self.theirs)
        return self.due() == self.clock()

    def due(self, at: datetime | None = None) -> datetime | None:
        with self.tracker.database.write() as db:
            ours = calendars.calendar(db, "efua", "work")
            calendars.save_calendar(db, replace(ours, next_sync_at=at or ours.next_sync_at))
            return ours.next_sync_at

    def calls(self, part: str) -> int:
        """How often something was asked, save by an access token that had to be renewed first."""
        return sum(part in one.path and one.status != 401 for one in self.google.asked)


@contextmanager
def listening(app: Flask) -> Iterator[str]:
    """The pages on loopback, until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def place(sqlite, efua_there):
    """Efua's Google calendar, followed, at a tracker that Google can reach."""
    clock, google, tokens = efua_there
    tracker = tracker_with(sqlite, base_url=HOME, clock=clock)
    client = Client("ours", "secret", f"{HOME}/google/back", google.url)
    leave = Connection(id="leave", user="efua", account="efua@example.com", scopes=READ, consented_at=clock())
    with sqlite.write() as db:
        connections.keep_connection(db, "efua", leave, renewing.sealed(tracker.seal, "efua", tokens))
        followed = calendar(kind=CalendarKind.GOOGLE, connection="leave", next_sync_at=clock())
        calendars.add_calendar(db, followed, tracker.seal.seal("efua@example.com", owner="efua"))
    doors = renewing.Doors(sqlite, tracker.seal, client, tracker.post, clock)
    watch = channels.through(
        client, HOME, lambda user, one: renewing.access_to(doors, user, one), lambda _: "efua@example.com"
    )
    with listening(create_app(tracker)) as here:
        google.route[HOME] = here
        yield Place(tracker, google, google.account("efua@example.com").calendars["efua@example.com"], clock, watch)


@pytest.fixture
def efua_there(efua):
    """Efua's account at the stand-in, with one calendar, and the tokens of her consent."""
    clock = FakeClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    with serving(Google(now=clock)) as google:
        google.client("ours", "secret", [f"{HOME}/google/back"])
        account = google.account("efua@example.com")
        account.calendar(primary=True)
        said = google.grant(account, "ours", READ)
        ends = clock() + timedelta(seconds=said["expires_in"])
        yield clock, google, Tokens(said["access_token"], ends, said["refresh_token"], READ)


@pytest.fixture
def database(sqlite):
    """On one engine: what the store does on both is tested there."""
    return sqlite


def test_a_change_there_makes_the_calendar_due_here(place):
    place.tend()
    assert [(state, status) for _, state, status in place.google.posted] == [("sync", 200)]
    assert place.told()
    assert place.google.posted[-1][1:] == ("exists", 200)


def test_for_weeks_every_change_is_heard_through_every_renewal(place):
    place.tend()
    for _ in range(4 * 28):
        place.clock.pass_by(STEP)
        place.tend()
        assert place.told(), place.clock()
        assert len(place.google.channels) == 1
    assert {status for _, _, status in place.google.posted} == {200}
    assert place.calls("/events/watch") == 1 + 28 // 6
    assert place.calls("/channels/stop") == 28 // 6


def test_while_google_is_out_of_order_the_old_channel_still_tells(place):
    place.tend()
    place.clock.pass_by(timedelta(days=6))
    place.google.fault("/events/watch", 400, "pushNotSupportedForRequestedResource")
    for _ in range(3):
        place.tend()
        assert place.told()
    assert place.calls("/events/watch") == 2
    place.clock.pass_by(timedelta(hours=23))
    assert place.told()


def test_what_is_followed_no_more_is_told_no_more(place):
    place.tend()
    with place.tracker.database.write() as db:
        calendars.remove_calendar(db, "efua", "work")
    place.google.notify(place.theirs)  # before anybody told Google
    place.tend()
    place.google.notify(place.theirs)
    assert [status for _, _, status in place.google.posted] == [200, 200]
    assert place.google.channels == {}


def test_who_took_the_leave_back_is_asked_once_and_its_messages_are_strangers(place):
    place.tend()
    place.google.take_back(place.google.account("efua@example.com"))
    place.google.expire_access()
    place.clock.pass_by(timedelta(days=6))
    for _ in range(3):
        place.tend()
    assert place.calls("/token") == 1
    assert not place.told()
    assert place.google.posted[-1][2] == 404


def test_a_calendar_that_cannot_be_watched_is_asked_about_once_a_day(place):
    place.google.fault("/events/watch", 400, "pushNotSupportedForRequestedResource", times=99)
    for _ in range(4 * 5):
        place.tend()
        place.clock.pass_by(STEP)
    assert place.calls("/events/watch") == 5


def test_the_messages_of_a_stranger_are_refused(place):
    place.tend()
    (channel,) = place.google.channels.values()
    for _ in range(2):
        channel.said["token"] = "guessed"
        assert not place.told()
    assert [status for _, _, status in place.google.posted] == [200, 404, 404]
    assert asked("GET", f"{place.google.route[HOME]}/google/push")[0] == 405
