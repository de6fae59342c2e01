"""The Calendar API of the stand-in, driven by Google's own client: listings, sync tokens and refusals."""

from typing import Any

import pytest

from tests.google.clients import READ, calendar_api, credentials, refused
from tests.google.model import Calendar
from tests.google.standin import Google

TEN, ELEVEN = {"dateTime": "2026-03-10T10:00:00Z"}, {"dateTime": "2026-03-10T11:00:00Z"}
HOUR = {"start": TEN, "end": ELEVEN}
WEEKLY = HOUR | {"summary": "Review", "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=20"]}
SECOND = {"dateTime": "2026-03-17T10:00:00Z", "timeZone": "UTC"}


def pages(api: Any, **params: Any) -> list[dict]:
    """Every page of a listing of events."""
    request, got = api.events().list(**{"calendarId": "primary"} | params), []
    while request is not None:
        got.append(request.execute())
        request = api.events().list_next(request, got[-1])
    return got


def listed(api: Any, **params: Any) -> tuple[list[dict], str]:
    """All items of a listing, and its sync token."""
    got = pages(api, **params)
    return [item for page in got for item in page["items"]], got[-1].get("nextSyncToken", "")


# Pages.


def test_a_listing_of_5000_comes_in_pages_and_ends_with_a_sync_token(api: Any, calendar: Calendar) -> None:
    calendar.put_all([HOUR | {"summary": f"Event {n}"} for n in range(5000)])
    got = pages(api, maxResults=2000)
    assert [len(page["items"]) for page in got] == [2000, 2000, 1000]
    assert ["nextPageToken" in page for page in got] == [True, True, False]
    assert ["nextSyncToken" in page for page in got] == [False, False, True]
    assert len({item["id"] for page in got for item in page["items"]}) == 5000


@pytest.mark.parametrize(("asked", "first"), [({}, 250), ({"maxResults": 7}, 7), ({"maxResults": 9999}, 2500)])
def test_a_page_holds_what_was_asked_for_within_bounds(api: Any, calendar: Calendar, asked: dict, first: int) -> None:
    calendar.put_all([HOUR] * 2501)
    assert len(api.events().list(calendarId="primary", **asked).execute()["items"]) == first


def test_pages_may_be_short_or_empty_while_more_is_to_come(google: Google, api: Any, calendar: Calendar) -> None:
    calendar.put_all([HOUR] * 5)
    google.page_size, google.gaps = 2, True
    assert [len(page["items"]) for page in pages(api, maxResults=2500)] == [0, 2, 0, 2, 0, 1]


def test_a_listing_under_way_does_not_see_what_changes_meanwhile(api: Any, calendar: Calendar) -> None:
    first, second = calendar.put_all([HOUR | {"summary": "First"}, HOUR | {"summary": "Second"}])
    request = api.events().list(calendarId="primary", maxResults=1)
    page = request.execute()
    calendar.put({"id": first["id"], "summary": "Changed"})
    calendar.delete(second["id"])
    calendar.put(HOUR | {"summary": "Third"})
    rest = api.events().list_next(request, page).execute()
    assert [item["summary"] for item in page["items"] + rest["items"]] == ["First", "Second"]
    since, _ = listed(api, maxResults=1, syncToken=rest["nextSyncToken"])
    assert [item.get("summary") for item in since] == ["Changed", None, "Third"]


def test_later_pages_want_the_parameters_of_the_first(api: Any, calendar: Calendar) -> None:
    calendar.put_all([HOUR] * 3)
    token = api.events().list(calendarId="primary", maxResults=1).execute()["nextPageToken"]
    assert refused(api.events().list(calendarId="primary", maxResults=2, pageToken=token)) == (400, "invalid")
    assert refused(api.events().list(calendarId="primary", maxResults=1, pageToken="made-up")) == (400, "invalid")
    assert api.events().list(calendarId="primary", maxResults=1, pageToken=token).execute()["items"]


# What changed.


def test_a_sync_token_brings_what_changed_and_nothing_else(api: Any, calendar: Calendar) -> None:
    one, two, _ = calendar.put_all([HOUR | {"summary": name} for name in ("One", "Two", "Three")])
    _, token = listed(api)
    assert listed(api, syncToken=token)[0] == []
    calendar.put({"id": two["id"], "summary": "Two, moved", "start": {"dateTime": "2026-03-10T09:00:00Z"}})
    calendar.delete(one["id"])
    changed, token = listed(api, syncToken=token)
    assert changed[0] | {"summary": "Two, moved", "sequence": 1} == changed[0]
    assert changed[1] == {"id": one["id"], "status": "cancelled"}
    assert listed(api, syncToken=token)[0] == []


def test_a_sync_token_works_again_and_again(api: Any, calendar: Calendar) -> None:
    _, token = listed(api)
    calendar.put(HOUR)
    assert len(listed(api, syncToken=token)[0]) == len(listed(api, syncToken=token)[0]) == 1


def test_deleted_events_are_told_only_where_asked_for_or_in_what_changed(api: Any, calendar: Calendar) -> None:
    calendar.delete(calendar.put(HOUR)["id"])
    assert listed(api)[0] == []
    assert [item["status"] for item in listed(api, showDeleted=True)[0]] == ["cancelled"]


def test_a_cancelled_instance_is_an_exception_with_the_guaranteed_fields(api: Any, calendar: Calendar) -> None:
    master = calendar.put(WEEKLY)
    calendar.cancel(master["id"], SECOND)
    told = {"id": f"{master['id']}_20260317T100000Z", "status": "cancelled", "recurringEventId": master["id"]}
    assert listed(api)[0] == [master, told | {"originalStartTime": SECOND}]


def test_a_moved_instance_keeps_its_original_start_and_its_uid(api: Any, calendar: Calendar) -> None:
    master = calendar.put(WEEKLY)
    calendar.put({"recurringEventId": master["id"], "originalStartTime": SECOND, "start": TEN, "end": ELEVEN})
    moved = listed(api)[0][1]
    assert (moved["iCalUID"], moved["originalStartTime"]) == (master["iCalUID"], SECOND)
    assert (moved["start"]["dateTime"], moved["summary"]) == (TEN["dateTime"], "Review")
    assert "recurrence" not in moved


def test_a_series_cut_in_two_is_a_shorter_master_and_another_event(api: Any, calendar: Calendar) -> None:
    master = calendar.put(WEEKLY)
    _, token = listed(api)
    calendar.cut(master["id"], SECOND, "20260316T100000Z", summary="Review, later")
    shorter, other = listed(api, syncToken=token)[0]
    assert shorter["recurrence"] == ["RRULE:FREQ=WEEKLY;UNTIL=20260316T100000Z"]
    assert other["iCalUID"] == f"{master['id']}_R20260317T100000@google.com"
    assert (other["start"]["dateTime"], other["summary"]) == (SECOND["dateTime"], "Review, later")


def test_a_deleted_series_takes_its_exceptions_with_it(api: Any, calendar: Calendar) -> None:
    master = calendar.put(WEEKLY)
    calendar.put({"recurringEventId": master["id"], "originalStartTime": SECOND, "summary": "Special"})
    _, token = listed(api)
    calendar.delete(master["id"])
    assert listed(api)[0] == []
    assert {item["status"] for item in listed(api, syncToken=token)[0]} == {"cancelled"}


def test_times_are_told_on_the_clock_of_the_calendar(google: Google, api: Any) -> None:
    accra = google.account("efua@example.com").calendar("family@example.com", timeZone="Africa/Accra")
    accra.put({"start": {"dateTime": "2026-03-10T10:00:00", "timeZone": "America/New_York"}, "end": TEN})
    item = listed(api, calendarId="family@example.com")[0][0]
    assert item["start"] == {"dateTime": "2026-03-10T14:00:00Z", "timeZone": "America/New_York"}


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
    assert refused(api.events().list(calendarId="primary", syncToken=token, **more)) == (400, "badRequest")


@pytest.mark.parametrize("more", [{"maxResults": 10}, {"fields": "items/id"}, {"eventTypes": ["default"]}])
def test_other_parameters_than_those_of_the_first_listing_are_refused(api: Any, more: dict) -> None:
    _, token = listed(api)
    assert refused(api.events().list(calendarId="primary", syncToken=token, **more)) == (400, "badRequest")


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


# What is left out.


def test_a_mask_keeps_what_it_names_and_no_more(api: Any, calendar: Calendar) -> None:
    calendar.put(
        HOUR | {"summary": "One", "attendees": [{"email": "kofi@example.com", "responseStatus": "accepted"}]}
    )
    page = api.events().list(calendarId="primary", fields="timeZone,items(id,start/dateTime,attendees(email))")
    who = [{"email": "kofi@example.com"}]
    start = {"dateTime": TEN["dateTime"]}
    assert page.execute() == {"timeZone": "UTC", "items": [{"id": "event000000", "start": start, "attendees": who}]}


def test_without_titles_where_one_sees_only_when_somebody_is_busy(google: Google, api: Any) -> None:
    kofi = google.account("efua@example.com").calendar("kofi@example.com", accessRole="freeBusyReader")
    kofi.put(HOUR | {"summary": "Secret", "description": "Secret", "location": "Secret"})
    assert "Secret" not in str(listed(api, calendarId="kofi@example.com"))


def test_anothers_private_event_shows_its_times_alone(google: Google, api: Any) -> None:
    kofi = google.account("efua@example.com").calendar("kofi@example.com", accessRole="reader")
    kofi.put_all([HOUR | {"summary": "Secret", "visibility": "private"}, HOUR | {"summary": "Open"}])
    assert [item.get("summary") for item in listed(api, calendarId="kofi@example.com")[0]] == [None, "Open"]


# Calendars.


def test_the_list_of_calendars_comes_in_pages_without_the_hidden(google: Google, api: Any) -> None:
    for n in range(5):
        google.account("efua@example.com").calendar(f"c{n}@example.com", hidden=n == 4)
    request, got = api.calendarList().list(maxResults=2), []
    while request is not None:
        page = request.execute()
        got += [entry["id"] for entry in page["items"]]
        request = api.calendarList().list_next(request, page)
    assert got == ["efua@example.com", "c0@example.com", "c1@example.com", "c2@example.com", "c3@example.com"]
    assert page["nextSyncToken"]


def test_a_calendar_unshared_is_unknown_from_then_on(google: Google, api: Any) -> None:
    shared = google.account("efua@example.com").calendar("shared@example.com")
    shared.forget()
    assert refused(api.events().list(calendarId="shared@example.com")) == (404, "notFound")
    assert [entry["id"] for entry in api.calendarList().list().execute()["items"]] == ["efua@example.com"]
    told = api.calendarList().list(showDeleted=True).execute()["items"]
    assert [entry.get("deleted", False) for entry in told] == [False, True]


def test_an_account_does_not_see_anothers_calendar(google: Google, api: Any) -> None:
    google.account("kofi@example.com").calendar(primary=True)
    assert refused(api.events().list(calendarId="kofi@example.com")) == (404, "notFound")


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
