"""What is asked of Google so that it tells of changes, and whether it could come to an address at all."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.google.answers import json_answer
from tests.google.standin import Google, serving
from tracker.calendars.google.calls import Token
from tracker.calendars.google.channels import Watched, push_address, reachable, stop, watch
from tracker.calendars.google.client import Client
from tracker.calendars.google.oauth import READ
from tracker.calendars.trouble import GoogleBusy, GoogleGone, GoogleTrouble

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
ASKED = {"channel": "one", "address": "https://tracker.example.com/google/push", "token": "t", "lives": WEEK}


@pytest.fixture
def google():
    with serving(Google(now=lambda: AT)) as google:
        yield google


def reader(google):
    """Efua's calendar there, and the leave to read it that our client has."""
    google.client("ours", "secret", [])
    account = google.account("efua@example.com")
    calendar = account.calendar(primary=True)
    tokens = google.grant(account, "ours", READ)
    client = Client("ours", "secret", "", google.url)
    access = Token(tokens["access_token"], AT + timedelta(hours=1))
    return SimpleNamespace(client=client, access=lambda _refused: access, calendar=calendar, waited=[])


def begun(reader, **but):
    return watch(reader.client, reader.access, reader.calendar.id, **(ASKED | but), wait=reader.waited.append)


def stopped(reader, watched):
    return stop(reader.client, reader.access, "one", watched.resource, wait=reader.waited.append)


def test_google_is_asked_for_a_channel_and_says_how_long_it_lasts(google):
    efua = reader(google)
    watched = begun(efua)
    channel = google.channels["one"]
    assert watched == Watched(channel.resource, AT + WEEK)
    assert channel.calendar is efua.calendar
    assert channel.said == {
        "id": "one",
        "type": "web_hook",
        "address": "https://tracker.example.com/google/push",
        "token": "t",
        "params": {"ttl": "604800"},
    }


def test_what_google_grants_counts_and_not_what_was_asked_for(google):
    assert begun(reader(google), lives=timedelta(days=365)).expires_at == AT + timedelta(days=30)


def test_a_channel_is_stopped_and_stopping_it_twice_is_stopping_it_once(google):
    efua = reader(google)
    watched = begun(efua)
    stopped(efua, watched)
    assert google.channels == {}
    stopped(efua, watched)


@pytest.mark.parametrize(
    ("status", "reason", "trouble"),
    [
        (400, "pushNotSupportedForRequestedResource", GoogleTrouble),
        (403, "forbidden", GoogleTrouble),
        (404, "notFound", GoogleGone),
        (503, "backendError", GoogleBusy),
    ],
)
def test_what_google_does_not_grant_is_trouble(google, status, reason, trouble):
    efua = reader(google)
    google.fault("/events/watch", status, reason, times=9)
    with pytest.raises(trouble) as told:
        begun(efua)
    assert isinstance(told.value, GoogleBusy) == (status == 503)
    assert len(efua.waited) == (3 if status == 503 else 0)
    assert google.channels == {}


@pytest.mark.parametrize("told", [{}, {"resourceId": "r"}, {"expiration": "soon", "resourceId": "r"}])
def test_a_promise_without_an_end_is_none(told):
    class Silent(Google):
        def answer(self, request):
            super().answer(request)
            return json_answer({"kind": "api#channel", "id": "one"} | told)

    with (
        serving(Silent()) as google,
        pytest.raises(GoogleTrouble, match="They are asked for; there is nothing to do"),
    ):
        begun(reader(google))


@pytest.mark.parametrize(
    "base_url",
    [
        "https://tracker.example.com",
        "https://tracker.example.com:8443",
        "https://example.com/tracker",
        "https://TRACKER.Example.COM",
        "https://bücher.example.com",
        "https://9.9.9.9",
        "https://[2620:fe::fe]",
    ],
)
def test_google_comes_to_public_addresses_with_https(base_url):
    assert reachable(base_url)
    assert push_address(base_url) == f"{base_url}/google/push"


@pytest.mark.parametrize(
    "base_url",
    [
        "http://tracker.example.com",
        "https://localhost",
        "https://localhost:8000",
        "https://tracker.localhost",
        "https://tracker",
        "https://tracker.",
        "https://tracker.local",
        "https://tracker.LOCAL.",
        "https://tracker.internal",
        "https://tracker.home.arpa",
        "https://tracker.test",
        "https://tracker.invalid",
        "https://tracker.example",
        "https://tracker.onion",
        "https://127.0.0.1",
        "https://127.1",
        "https://2130706433",
        "https://0x7f000001",
        "https://10.0.0.5:8000",
        "https://172.20.1.1",
        "https://192.168.1.10",
        "https://169.254.1.1",
        "https://100.64.0.1",
        "https://0.0.0.0",
        "https://[::1]",
        "https://[::ffff:127.0.0.1]",
        "https://[fd00::1]",
        "https://[fe80::1]",
        "https://",
        "https://example..com",
        "ftp://tracker.example.com",
        "",
    ],
)
def test_nobody_asks_google_to_come_where_it_cannot(base_url):
    assert not reachable(base_url)
    assert push_address(base_url) == ""
