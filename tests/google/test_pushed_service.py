"""The real service behind a public address: a change at Google is read within a minute, and nobody has to ask."""

import os
from datetime import timedelta
from http.client import HTTPConnection
from time import monotonic, sleep

import pytest

from tests.google.standin import Google, serving
from tests.making import calendar, user
from tests.running import a_service
from tracker.calendars.google.oauth import READ, Tokens
from tracker.config import load
from tracker.domain.account import CalendarKind, Connection
from tracker.services import renewing
from tracker.store import accounts, calendars, connections, events
from tracker.wiring import build, utc_now

HOME = "https://tracker.example.com"
EFUA = "efua@example.com"
BEGINS, TICKS = (
    60,
    90,
)  # seconds: until the service has done its first work; well more than a tick, far less than a poll


@pytest.fixture
def google():
    """Google, where Efua has one calendar with one event."""
    with serving(Google()) as google:
        google.client("ours", "hush", [f"{HOME}/google/back"])
        google.account(EFUA).calendar(primary=True)
        yield google


@pytest.fixture
def theirs(google):
    return google.account(EFUA).calendars[EFUA]


@pytest.fixture
def service(tmp_path, google):
    """A service whose public address leads to its port on this machine."""
    service = a_service(tmp_path)
    service.configure(google=google.url, public=HOME)
    google.route[HOME] = f"http://127.0.0.1:{service.port}"
    return service


@pytest.fixture
def tracker(service, google):
    """Its database and keys, with Efua in it, who follows that calendar."""
    tracker = build(load(service.folder / "config.toml", os.environ))
    tracker.database.upgrade()
    said, now = google.grant(google.account(EFUA), "ours", READ), utc_now()
    tokens = Tokens(said["access_token"], now + timedelta(seconds=said["expires_in"]), said["refresh_token"], READ)
    leave = Connection(id="leave", user="efua", account=EFUA, scopes=READ, consented_at=now)
    followed = calendar(kind=CalendarKind.GOOGLE, connection="leave", synced_at=None, next_sync_at=now)
    with tracker.database.write() as db:
        accounts.add_user(db, user())
        connections.keep_connection(db, "efua", leave, renewing.sealed(tracker.seal, "efua", tokens))
        calendars.add_calendar(db, followed, tracker.seal.seal(EFUA, owner="efua"))
    yield tracker
    tracker.database.close()


def titles(tracker):
    with tracker.database.read() as db:
        return {one.summary for one in events.known(db, "efua", "work").values()}


def until(true, seconds, what):
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, f"{what} within {seconds} s"
        sleep(0.1)


def listings(google):
    """What was asked for of events, oldest first."""
    return [one.query for one in google.asked if one.path.endswith("/events") and one.method == "GET"]


def message(service, **headers):
    """The status of a message from somebody who is not Google."""
    connection = HTTPConnection("127.0.0.1", service.port, timeout=10)
    try:
        connection.request(
            "POST", "/google/push", b"", {name.replace("_", "-"): said for name, said in headers.items()}
        )
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_change_at_google_is_read_and_a_strangers_message_brings_nothing_about(service, tracker, google, theirs):
    day = (utc_now() + timedelta(days=3)).date()
    put = theirs.put({"summary": "Coffee with Ama", "start": {"date": f"{day}"}, "end": {"date": f"{day}"}})
    with service.running():
        until(lambda: titles(tracker) == {"Coffee with Ama"}, BEGINS, "no first sync")
        until(lambda: google.posted, BEGINS, "no first message")
        ((channel, said),) = google.channels.items()
        assert google.posted == [(channel, "sync", 200)]
        assert said.said["address"] == f"{HOME}/google/push"
        stranger = {
            "X_Goog_Channel_ID": channel,
            "X_Goog_Channel_Token": "guessed",
            "X_Goog_Resource_State": "exists",
        }
        assert message(service, **stranger) == 404
        theirs.put({"id": put["id"], "summary": "Send Ama the proposal"})
        sleep(1)
        assert len(listings(google)) == 1, "nobody was asked because of a stranger"
        google.notify(theirs)
        assert google.posted[-1] == (channel, "exists", 200)
        until(lambda: titles(tracker) == {"Send Ama the proposal"}, TICKS, "not read")
    first, second = listings(google)
    assert ("syncToken" in first, "syncToken" in second) == (False, True)
    assert sum(one.path.endswith("/watch") for one in google.asked) == 1
