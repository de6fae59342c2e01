"""Requests and responses of the stand-in are held against the discovery document that Google's client ships, and what
is not as it says there is noticed."""

from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.google import clients, discovery, masks
from tests.google.clients import AUTH, CLIENT, READ, calendar_api, credentials
from tests.google.model import Calendar
from tests.google.standin import Google, serving

HOUR = {"start": {"dateTime": "2026-03-10T10:00:00Z"}, "end": {"dateTime": "2026-03-10T11:00:00Z"}}
EVENTS = "/calendar/v3/calendars/primary/events"


def noticed(google: Google) -> list[str]:
    """What was noticed up to now, and may be forgotten: it was done on purpose."""
    found = list(google.misshapen)
    google.misshapen.clear()
    return found


def ask(
    google: Google, path: str, scopes: tuple[str, ...] = READ, method: str = "GET", body: str | None = None
) -> int:
    """The status of a request that Google's own client would never make."""
    token = google.grant(google.account("efua@example.com"), CLIENT, scopes)["access_token"]
    connection = HTTPConnection("127.0.0.1", urlsplit(google.url).port, timeout=10)
    try:
        connection.request(method, path, body, {"Authorization": f"Bearer {token}"})
        return connection.getresponse().status
    finally:
        connection.close()


def listed(google: Google) -> Any:
    with calendar_api(google, credentials(google, google.account("efua@example.com"))) as api:
        return api.events().list(calendarId="primary").execute()


# All that is played, as it should be.

EVERYTHING: dict[str, Any] = HOUR | {
    "summary": "Review",
    "description": "Bring the draft",
    "location": "Accra",
    "recurrence": ["RRULE:FREQ=WEEKLY", "EXDATE;TZID=UTC:20260317T100000"],
    "attendees": [{"email": "kofi@example.com", "responseStatus": "declined", "self": True, "optional": True}],
    "visibility": "private",
    "transparency": "transparent",
    "extendedProperties": {"private": {"any": "thing"}},
    "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 10}]},
    "guestsCanModify": False,
}


def test_all_that_the_stand_in_plays_has_googles_shapes(google: Google, calendar: Calendar) -> None:
    master = calendar.put(EVERYTHING)
    calendar.put({"start": {"date": "2026-03-10"}, "end": {"date": "2026-03-11"}, "eventType": "birthday"})
    calendar.cancel(master["id"], {"dateTime": "2026-03-24T10:00:00Z"})
    calendar.delete(calendar.put(HOUR)["id"])
    with calendar_api(google, credentials(google, google.account("efua@example.com"))) as api:
        api.calendarList().list(maxResults=10, showHidden=True).execute()
        page = (
            api.events().list(calendarId="primary", maxResults=1, showDeleted=True, fields="nextPageToken").execute()
        )
        token = page["nextPageToken"]
        more = {"maxResults": 1, "showDeleted": True, "fields": "nextPageToken"}
        api.events().list(calendarId="primary", pageToken=token, **more).execute()
        assert len(api.events().list(calendarId="primary", showDeleted=True).execute()["items"]) == 4
        body = {"id": "c", "type": "web_hook", "address": "https://tracker.example.com", "params": {"ttl": "60"}}
        channel = api.events().watch(calendarId="primary", body=body).execute()
        api.channels().stop(body={"id": "c", "resourceId": channel["resourceId"]}).execute()
    assert len(google.asked) == 6
    assert google.misshapen == []


def test_the_document_is_the_one_that_the_client_ships() -> None:
    assert discovery.document()["id"] == "calendar:v3"
    assert {"calendar.events.list", "calendar.events.watch"} <= {method.id for method in discovery.methods()}
    assert set(READ) <= discovery.scopes()


# What is answered.


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sumary": "Review"}, "items[].sumary: unknown field"),
        ({"summary": 5}, "items[].summary: int in place of string"),
        ({"summary": ["Review"]}, "items[].summary: list in place of string"),
        ({"sequence": "1"}, "items[].sequence: str in place of integer"),
        ({"sequence": True}, "items[].sequence: bool in place of integer"),
        ({"locked": "yes"}, "items[].locked: str in place of boolean"),
        ({"attendees": {"email": "kofi@example.com"}}, "items[].attendees: dict in place of array"),
        ({"attendees": [{"mail": "kofi@example.com"}]}, "items[].attendees[].mail: unknown field"),
        ({"start": {"date": "20260310"}}, "items[].start.date: not a date"),
        ({"created": "2026-03-10T10:00:00"}, "items[].created: not a date-time"),
        (
            {"extendedProperties": {"private": {"a": 1}}},
            "items[].extendedProperties.private.a: int in place of string",
        ),
    ],
)
def test_a_wrong_answer_is_noticed(google: Google, calendar: Calendar, wrong: dict, said: str) -> None:
    calendar.put(HOUR | wrong)
    listed(google)
    assert noticed(google) == [f"calendar.events.list: {said}"]


def test_a_wrong_answer_fails_the_test_that_it_is_given_in() -> None:
    def test() -> None:
        with serving(clients.registered()) as google:
            google.account("efua@example.com").calendar(primary=True).put(HOUR | {"colour": "blue"})
            listed(google)

    with pytest.raises(AssertionError, match="unknown field"):
        test()


# What is asked.


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=blue", "colour: unknown parameter"),
        ("maxResults=many", "maxResults: not an integer"),
        ("maxResults=0", "maxResults: out of bounds"),
        ("showDeleted=yes", "showDeleted: not a boolean"),
        ("orderBy=colour", "orderBy: not one of the words it may be"),
        ("eventTypes=default&eventTypes=holiday", "eventTypes: not one of the words it may be"),
        ("timeMin=2026-01-01", "timeMin: not a date-time"),
        ("timeMin=2026-01-01T00:00:00", "timeMin: not a date-time"),
        ("syncToken=a&syncToken=b", "syncToken: given more than once"),
    ],
)
def test_a_wrong_parameter_is_refused_and_noticed(google: Google, query: str, said: str) -> None:
    assert ask(google, f"{EVENTS}?{query}") == 400
    assert noticed(google) == [f"calendar.events.list: {said}"]


@pytest.mark.parametrize("fields", ["items(id,colour)", "items/start/hour", "items(id", "items(id))", "(", ","])
def test_a_mask_that_fits_no_answer_is_refused_and_noticed(google: Google, fields: str) -> None:
    assert ask(google, f"{EVENTS}?fields={fields}") == 400
    assert noticed(google)[0].startswith("calendar.events.list: fields: ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "a body is needed"),
        ('{"id": "c", "adress": "https://tracker.example.com"}', "adress: unknown field"),
        ('{"id": 5}', "id: int in place of string"),
        ('{"id": "c", "expiration": "tomorrow"}', "expiration: not a int64"),
    ],
)
def test_a_wrong_body_is_refused_and_noticed(google: Google, body: str | None, said: str) -> None:
    assert ask(google, f"{EVENTS}/watch", method="POST", body=body) == 400
    assert noticed(google) == [f"calendar.events.watch: {said}"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/calendar/v3/calendars/primary/happenings"), ("PUT", EVENTS), ("GET", "/calendar/v3/users/you/x")],
)
def test_what_is_no_method_is_refused_and_noticed(google: Google, method: str, path: str) -> None:
    assert ask(google, path, method=method) == 404
    assert noticed(google) == [f"no method {method} {path.removeprefix('/calendar/v3/')}"]


@pytest.mark.parametrize(
    ("path", "scopes", "lets_in"),
    [
        (EVENTS, (f"{AUTH}calendar.events.readonly",), True),
        (EVENTS, (f"{AUTH}calendar.readonly",), True),
        (EVENTS, (f"{AUTH}calendar.calendarlist.readonly",), False),
        (EVENTS, ("openid",), False),
        ("/calendar/v3/users/me/calendarList", (f"{AUTH}calendar.calendarlist.readonly",), True),
        ("/calendar/v3/users/me/calendarList", (f"{AUTH}calendar.events.readonly",), False),
    ],
)
def test_a_scope_too_narrow_is_refused_and_noticed(google: Google, path: str, scopes: tuple, lets_in: bool) -> None:
    assert ask(google, path, scopes) == (200 if lets_in else 403)
    assert bool(noticed(google)) is not lets_in


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a", {"a": 1}),
        ("a,b/c", {"a": 1, "b": [{"c": 2}, {}]}),
        ("b(c,d/e)", {"b": [{"c": 2, "d": {"e": 3}}, {"d": {"e": 5}}]}),
        ("b/d/*", {"b": [{"d": {"e": 3, "f": 4}}, {"d": {"e": 5}}]}),
        ("*", {"a": 1, "b": [{"c": 2, "d": {"e": 3, "f": 4}}, {"d": {"e": 5}}]}),
    ],
)
def test_masks(text: str, left: dict) -> None:
    whole = {"a": 1, "b": [{"c": 2, "d": {"e": 3, "f": 4}}, {"d": {"e": 5}}]}
    assert masks.kept(whole, masks.parsed(text)) == left
