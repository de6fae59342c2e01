"""What the Calendar API of the stand-in refuses, and the faults that it can be told to have."""

from typing import Any

import pytest

from tests.google.clients import READ, calendar_api, credentials, listed, refused
from tests.google.listing import MIXED
from tests.google.model import Calendar
from tests.google.standin import Google

HOUR = {"start": {"dateTime": "2026-03-10T10:00:00Z"}, "end": {"dateTime": "2026-03-10T11:00:00Z"}}


# What a sync token does not bear.


@pytest.mark.parametrize(
    "more",
    [
        {"timeMin": "2026-01-01T00:00:00Z"},
        {"timeMax": "2026-01-01T00:00:00Z"},
        {"updatedMin": "2026-01-01T00:00:00Z"},
        {"q": "review"},
        {"iCalUID": "x@google.com"},
        {"orderBy": "updated"},
        {"privateExtendedProperty": "a=b"},
        {"sharedExtendedProperty": "a=b"},
        {"showDeleted": False},
    ],
)
def test_these_may_not_go_with_a_sync_token(api: Any, more: dict) -> None:
    _, token = listed(api)
    assert refused(api.events().list(calendarId="primary", syncToken=token, **more)) == (400, MIXED)


def test_what_was_deleted_cannot_be_left_out_of_what_changed(api: Any) -> None:
    _, token = listed(api, showDeleted=False)
    request = api.events().list(calendarId="primary", syncToken=token, showDeleted=False)
    assert refused(request) == (400, MIXED)


@pytest.mark.parametrize("more", [{"maxResults": 10}, {"fields": "items/id"}, {"eventTypes": ["default"]}])
def test_other_parameters_than_those_of_the_first_listing_are_refused(api: Any, more: dict) -> None:
    _, token = listed(api)
    assert refused(api.events().list(calendarId="primary", syncToken=token, **more)) == (400, MIXED)


def test_an_ordered_listing_has_no_sync_token(api: Any, calendar: Calendar) -> None:
    calendar.put(HOUR)
    assert listed(api, orderBy="updated")[1] == ""
    assert listed(api, orderBy="updated")[0]


def test_an_expired_sync_token_is_gone_for_good(google: Google, api: Any, calendar: Calendar) -> None:
    _, token = listed(api)
    google.expire_sync_tokens(calendar)
    assert refused(api.events().list(calendarId="primary", syncToken=token)) == (410, "fullSyncRequired")
    _, another = listed(api)
    assert listed(api, syncToken=another)[0] == []


def test_a_sync_token_that_was_never_given_is_refused(api: Any) -> None:
    assert refused(api.events().list(calendarId="primary", syncToken="made-up")) == (400, "invalid")


# Refusals.


def test_an_unknown_or_expired_bearer_is_told_so(google: Google, api: Any) -> None:
    leave = credentials(google, google.account("efua@example.com"))
    leave.token = "made-up"
    leave._refresh_token = None
    with calendar_api(google, leave) as other, pytest.raises(Exception, match="refresh"):
        other.calendarList().list().execute()
    assert google.asked[-1].status == 401
    google.expire_access()
    api.calendarList().list().execute()
    assert [(one.path, one.status) for one in google.asked[-3:]] == [
        ("/calendar/v3/users/me/calendarList", 401),
        ("/token", 200),
        ("/calendar/v3/users/me/calendarList", 200),
    ]


def test_scopes_that_are_too_narrow_do_not_let_in(google: Google) -> None:
    with calendar_api(google, credentials(google, google.account("efua@example.com"), READ[:1])) as api:
        assert api.calendarList().list().execute()
        assert refused(api.events().list(calendarId="primary")) == (403, "insufficientPermissions")
    google.misshapen.clear()


@pytest.mark.parametrize(
    ("status", "reason", "told"),
    [
        (403, "rateLimitExceeded", "rateLimitExceeded"),
        (403, "quotaExceeded", "quotaExceeded"),
        (403, "", "forbidden"),
        (429, "", "rateLimitExceeded"),
        (410, "updatedMinTooLongAgo", "updatedMinTooLongAgo"),
        (500, "", "backendError"),
        (503, "", "backendError"),
    ],
)
def test_a_fault_is_told_in_googles_words_as_often_as_said(
    google: Google, api: Any, status: int, reason: str, told: str
) -> None:
    google.fault("/calendars/primary/events", status, reason, times=2, retry_after=3)
    request = api.events().list(calendarId="primary")
    assert refused(request) == refused(request) == (status, told)
    assert request.execute()["items"] == []


def test_googles_own_client_tries_again_where_it_should(google: Google, api: Any) -> None:
    google.fault("/events", 429)
    assert api.events().list(calendarId="primary").execute(num_retries=1)["items"] == []


@pytest.mark.parametrize("more", [{"singleEvents": True}, {"q": "review"}, {"timeMin": "2026-01-01T00:00:00Z"}])
def test_what_is_not_played_is_not_pretended(google: Google, api: Any, more: dict) -> None:
    assert refused(api.events().list(calendarId="primary", **more)) == (501, "notPlayed")
    assert google.misshapen
    google.misshapen.clear()


def test_methods_that_are_not_played_are_not_pretended(google: Google, api: Any) -> None:
    assert refused(api.events().get(calendarId="primary", eventId="x")) == (501, "notPlayed")
    assert google.misshapen
    google.misshapen.clear()
