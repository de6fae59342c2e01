"""Push channels of the stand-in, opened and closed by Google's own client."""

from datetime import timedelta
from typing import Any

import pytest

from tests.google.answers import Answer
from tests.google.clients import refused
from tests.google.model import Calendar
from tests.google.standin import Google
from tests.google.wire import Request, listening


def watch(api: Any, address: str = "https://tracker.example.com/google/push", **more: Any) -> Any:
    body = {"id": "channel-1", "type": "web_hook", "address": address, "token": "a-token"} | more
    return api.events().watch(calendarId="primary", body=body)


def test_who_watches_is_told_first_that_it_works_and_then_of_changes(
    google: Google, api: Any, calendar: Calendar
) -> None:
    heard: list[Request] = []

    def hear(request: Request) -> Answer:
        heard.append(request)
        return Answer(204)

    with listening(hear) as here:
        google.route["https://tracker.example.com"] = here
        channel = watch(api).execute()
        google.notify(calendar)
        api.channels().stop(body={"id": "channel-1", "resourceId": channel["resourceId"]}).execute()
        google.notify(calendar)
    told = [(one.path, one.body, one.headers["x-goog-resource-state"]) for one in heard]
    assert sorted(told) == [("/google/push", b"", "exists"), ("/google/push", b"", "sync")]
    assert {one.headers["x-goog-message-number"] for one in heard} == {"1", "2"}
    said = heard[0].headers
    assert (said["x-goog-channel-id"], said["x-goog-channel-token"]) == ("channel-1", "a-token")
    assert said["x-goog-resource-id"] == channel["resourceId"]
    assert "token" not in said["x-goog-resource-uri"]


def test_a_channel_ends_when_it_was_said_to(google: Google, api: Any, calendar: Calendar) -> None:
    channel = watch(api, params={"ttl": "60"}).execute()
    start = google.now()
    assert 50_000 < int(channel["expiration"]) - start.timestamp() * 1000 < 60_001
    google.now = lambda: start + timedelta(minutes=2)
    google.notify(calendar)
    assert [state for _, state, _ in google.posted] in ([], ["sync"])


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"address": "http://127.0.0.1:5000/google/push"}, "push.webhookUrlNotHttps"),
        ({"id": "x" * 65}, "channelIdInvalid"),
        ({"id": "two words"}, "channelIdInvalid"),
        ({"type": "carrier_pigeon"}, "unsupportedChannelType"),
    ],
)
def test_a_channel_that_is_not_in_order_is_refused(api: Any, wrong: dict, reason: str) -> None:
    assert refused(watch(api, **wrong)) == (400, reason)


def test_a_channels_name_is_used_once_and_only_what_is_there_can_be_stopped(api: Any) -> None:
    watch(api).execute()
    assert refused(watch(api)) == (400, "channelIdNotUnique")
    assert refused(api.channels().stop(body={"id": "channel-1", "resourceId": "another"})) == (404, "notFound")
