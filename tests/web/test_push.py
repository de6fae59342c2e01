"""Where Google tells us of a change: whoever holds the channel's token makes its calendar due, and no more."""

import logging
from hashlib import sha256

import pytest

from tests.making import DAY, HOUR, NOW, calendar
from tests.web.test_doors import everything
from tracker.domain.account import CalendarKind, Connection
from tracker.store import calendars, channels, connections
from tracker.store.channels import Channel
from tracker.web import limits

TOKEN = "a token that Google and we know"
OURS = {"X-Goog-Channel-ID": "channel", "X-Goog-Channel-Token": TOKEN, "X-Goog-Resource-State": "exists"}
STRANGERS = {
    "another token": OURS | {"X-Goog-Channel-Token": "guessed"},
    "no token": {name: value for name, value in OURS.items() if "Token" not in name},
    "another channel": OURS | {"X-Goog-Channel-ID": "guessed"},
    "no channel": {"X-Goog-Channel-Token": TOKEN},
    "nothing at all": {},
    "what is no text": OURS | {"X-Goog-Channel-Token": "\xff\xfe"},
}


@pytest.fixture
def watched(tracker, efua):
    """Efua's Google calendar, due in an hour, and its channel."""
    leave = Connection(id="leave", user="efua", account=efua.email, scopes=frozenset(), consented_at=NOW)
    followed = calendar(kind=CalendarKind.GOOGLE, connection="leave", next_sync_at=NOW + HOUR)
    channel = Channel(
        id="channel",
        user="efua",
        connection="leave",
        calendar="work",
        token_hash=sha256(TOKEN.encode()).hexdigest(),
        renew_at=NOW + 6 * DAY,
        expires_at=NOW + 7 * DAY,
        resource="resource",
    )
    with tracker.database.write() as db:
        connections.keep_connection(db, "efua", leave, "sealed")
        calendars.add_calendar(db, followed, "sealed")
        channels.add_channel(db, "efua", channel)
    return tracker


@pytest.fixture
def say(app):
    """Sends a message as somebody without cookies."""

    def send(headers, **but):
        return app.test_client().post("/google/push", headers=headers, **but)

    return send


def due(tracker):
    with tracker.database.read() as db:
        return calendars.calendar(db, "efua", "work").next_sync_at


def test_a_change_makes_the_calendar_due_and_is_answered_with_nothing(watched, say, source):
    answer = say(OURS)
    assert (answer.status_code, answer.data) == (200, b"")
    assert due(watched) == NOW
    assert source.asked == [], "no calendar is asked while Google waits"


def test_the_first_message_of_a_channel_changes_nothing(watched, say):
    before = everything(watched)
    assert say(OURS | {"X-Goog-Resource-State": "sync"}).status_code == 200
    assert everything(watched) == before


@pytest.mark.parametrize("body", [b"{}", b"\xff" * 700_000, b"state=exists&csrf_token=x"])
def test_whatever_a_body_says_is_not_looked_at(watched, say, body):
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        assert say(OURS, data=body, content_type=kind).status_code == 200
    assert due(watched) == NOW


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_strangers_are_all_answered_alike_and_change_nothing(watched, say, headers):
    before, known = everything(watched), say(STRANGERS["another token"])
    answer = say(headers)
    assert (answer.status_code, answer.data) == (404, b"")
    assert list(answer.headers) == list(known.headers)
    assert everything(watched) == before


def test_a_session_gives_nothing_and_is_not_touched(watched, browser):
    watched.clock.pass_by(2 * HOUR)  # any page would note that it is in use
    before = everything(watched)
    assert browser.client.post("/google/push", headers=STRANGERS["another token"]).status_code == 404
    answer = browser.client.post("/google/push", headers=OURS | {"X-Goog-Resource-State": "sync"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert everything(watched) == before


def test_there_is_nothing_to_look_at(watched, say, app):
    before = everything(watched)
    assert app.test_client().get("/google/push", headers=OURS).status_code == 405
    assert everything(watched) == before


def test_who_knocks_too_often_is_refused_and_it_is_read_in_its_turn(watched, say):
    most = int(limits.PUSHES.partition("/")[0])
    assert {say(STRANGERS["nothing at all"]).status_code for _ in range(most)} == {404}
    assert say(OURS).status_code == 429
    assert due(watched) == NOW + HOUR


def test_nothing_of_it_is_logged(watched, say, caplog):
    with caplog.at_level(logging.DEBUG):
        for headers in (OURS, *STRANGERS.values()):
            say(headers)
    assert {(record.name, record.args[1]) for record in caplog.records} == {("tracker.web.watching", "push.told")}
    assert not any(value in caplog.text for headers in (OURS, *STRANGERS.values()) for value in headers.values())
