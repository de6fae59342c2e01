"""The Calendar API of the stand-in, driven by Google's own client: listings and sync tokens."""

from typing import Any

import pytest

from tests.google.clients import listed, pages, refused
from tests.google.model import Calendar
from tests.google.standin import Google

TEN, ELEVEN = {"dateTime": "2026-03-10T10:00:00Z"}, {"dateTime": "2026-03-10T11:00:00Z"}
HOUR = {"start": TEN, "end": ELEVEN}
WEEKLY = HOUR | {"summary": "Review", "recurrence": ["RRULE:FREQ=WEEKLY;COUNT=20"]}
SECOND = {"dateTime": "2026-03-17T10:00:00Z", "timeZone": "UTC"}


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


def test_an_instance_cancelled_sparsely_is_known_by_its_id_alone(api: Any, calendar: Calendar) -> None:
    master = calendar.put(WEEKLY)
    _, token = listed(api)
    calendar.cancel(master["id"], SECOND, sparse=True)
    bare = {"id": f"{master['id']}_20260317T100000Z", "status": "cancelled"}
    assert listed(api, syncToken=token)[0] == [bare]
    assert listed(api)[0][1] == bare | {"recurringEventId": master["id"], "originalStartTime": SECOND}


def test_one_instance_of_a_series_may_be_all_that_an_account_knows(api: Any, calendar: Calendar) -> None:
    calendar.put(HOUR | {"recurringEventId": "unknown", "originalStartTime": SECOND, "iCalUID": "u@google.com"})
    assert [item["id"] for item in listed(api)[0]] == ["unknown_20260317T100000Z"]


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
