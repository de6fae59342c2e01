"""A Google calendar pulled from the stand-in by Google's own client: all of it, what changed, and what goes wrong."""

import json
from dataclasses import replace

import pytest

from tests.calendars.google.following import Follower, Leave, next_day
from tests.google.model import Calendar
from tests.google.standin import Google
from tracker.calendars.google.listing import PAGE
from tracker.calendars.trouble import GoogleBusy, GoogleGone, GoogleTrouble, NeedsReconnect
from tracker.domain.event import Skipped
from tracker.domain.reconcile import SuddenlyEmpty

EVENTS = "/events"
ZONE = "Europe/Berlin"


def at(when: str, zone: str = ZONE) -> dict:
    return {"dateTime": f"2026-{when}:00", "timeZone": zone}


def event(summary: str = "Lunch", day: str = "03-10", **more) -> dict:
    return {"summary": summary, "start": at(f"{day}T12:00"), "end": at(f"{day}T13:00")} | more


def weekly(summary: str = "Review", rule: str = "FREQ=WEEKLY;COUNT=4", **more) -> dict:
    return event(summary, "03-03", recurrence=[f"RRULE:{rule}"], **more)


REVIEWS = [
    ("20260303T110000Z", "03-03 11:00", "Review"),
    ("20260310T110000Z", "03-10 11:00", "Review"),
    ("20260317T110000Z", "03-17 11:00", "Review"),
    ("20260324T110000Z", "03-24 11:00", "Review"),
]


# Everything, page by page.


def test_everything_is_asked_for_as_it_stands_without_bounds(calendar: Calendar, follower: Follower):
    calendar.put(event())
    with follower.asking() as queries:
        follower.sync()
    assert [sorted(query) for query in queries] == [["alt", "fields", "maxResults", "singleEvents"]]
    assert (queries[0]["singleEvents"], queries[0]["maxResults"]) == ("false", str(PAGE))
    assert follower.told() == [("", "03-10 11:00", "Lunch")]


def test_short_and_empty_pages_lead_on(google: Google, calendar: Calendar, follower: Follower):
    calendar.put_all(event(f"Event {n}") for n in range(7))
    google.page_size, google.gaps = 2, True
    with follower.asking() as queries:
        changes = follower.sync()
    assert len(changes.new) == 7
    assert len(queries) == 8
    assert len({query["fields"] for query in queries}) == 1


def test_an_exception_on_another_page_than_its_master_is_of_the_same_series(google, calendar, follower):
    master = calendar.put(weekly())
    calendar.put_all(event(f"Event {n}") for n in range(3))
    calendar.put({"recurringEventId": master["id"], "originalStartTime": at("03-17T12:00"), "summary": "Moved"})
    google.page_size = 1
    follower.sync()
    assert ("20260317T110000Z", "03-17 11:00", "Moved") in follower.told()
    assert [one.name for one in follower.kept.everything()].count(master["id"]) == 1


def test_the_token_is_kept_only_with_the_last_page(google: Google, calendar: Calendar, follower: Follower):
    calendar.put_all(event(f"Event {n}") for n in range(3))
    google.page_size = 1
    google.before = fail_at(google, 3)
    with pytest.raises(GoogleTrouble):
        follower.pull()
    assert follower.calendar.cursor == ""
    assert len(follower.sync().new) == 3


def fail_at(google: Google, number: int):
    """From the listing of that number on, the answer is 500."""
    seen = []

    def before(path: str) -> None:
        if path.endswith(EVENTS):
            seen.append(path)
            if len(seen) == number:
                google.fault(EVENTS, 500, times=4)

    return before


# What changed.


def test_nothing_new_is_one_call_and_no_event(calendar: Calendar, follower: Follower):
    calendar.put(event())
    follower.sync()
    with follower.asking() as queries:
        pull = follower.pull()
    assert (pull.events, pull.only, pull.resources, pull.dropped) == ((), frozenset(), (), frozenset())
    assert [query["syncToken"] for query in queries] == [json.loads(follower.calendar.cursor)["token"]]


def test_one_change_tells_of_its_uid_alone_with_the_same_parameters(calendar: Calendar, follower: Follower):
    lunch, _ = calendar.put_all([event(), event("Call")])
    with follower.asking() as first:
        follower.sync()
    calendar.put({"id": lunch["id"], "summary": "Long lunch"})
    with follower.asking() as second:
        pull = follower.pull()
    assert [event.summary for event in pull.events] == ["Long lunch"]
    assert pull.only == {lunch["iCalUID"]}
    assert pull.certain
    assert [one.name for one in pull.resources] == [lunch["id"]]
    assert {**second[0], "syncToken": None} == {**first[0], "syncToken": None}


def test_a_change_to_what_we_do_not_use_is_none(calendar: Calendar, follower: Follower):
    lunch = calendar.put(event())
    follower.sync()
    calendar.events.put(lunch["id"], lunch | {"reminders": {"useDefault": False}})
    pull = follower.pull()
    assert (pull.only, pull.events, pull.resources) == (frozenset(), (), ())


def test_an_event_that_was_deleted_is_gone_though_its_tombstone_has_an_id_only(calendar, follower):
    lunch, call = calendar.put_all([event(), event("Call")])
    follower.sync()
    calendar.delete(lunch["id"])
    changes = follower.sync()
    assert [key.uid for key in changes.gone] == [lunch["iCalUID"]]
    assert [one.name for one in follower.kept.everything()] == [call["id"]]


def test_most_of_a_calendar_may_be_deleted_one_by_one(calendar: Calendar, follower: Follower):
    events = calendar.put_all(event(f"Event {n}") for n in range(10))
    follower.sync()
    for each in events[:9]:
        calendar.delete(each["id"])
    assert len(follower.sync().gone) == 9


def test_most_of_a_calendar_may_be_deleted_on_the_eve_of_a_new_day(calendar: Calendar, follower: Follower):
    events = calendar.put_all(event(f"Event {n}") for n in range(10))
    follower.sync()
    for each in events[:9]:
        calendar.delete(each["id"])
    follower.span = next_day(follower.span)
    assert len(follower.sync().gone) == 9


def test_a_listing_of_everything_that_has_lost_most_is_not_believed_at_once(google, calendar, follower):
    events = calendar.put_all(event(f"Event {n}") for n in range(10))
    follower.sync()
    for each in events[:9]:
        calendar.delete(each["id"])
    google.expire_sync_tokens(calendar)
    pull = follower.pull()
    with pytest.raises(SuddenlyEmpty):
        follower.keep(pull)
    assert len(follower.keep(pull, believe=True).gone) == 9


def test_a_cancelled_instance_is_gone_and_may_come_back(calendar: Calendar, follower: Follower):
    master = calendar.put(weekly())
    follower.sync()
    assert follower.told() == REVIEWS
    calendar.cancel(master["id"], at("03-17T12:00"))
    follower.sync()
    assert follower.told() == [*REVIEWS[:2], REVIEWS[3]]
    calendar.put({"recurringEventId": master["id"], "originalStartTime": at("03-17T12:00")})
    follower.sync()
    assert follower.told() == REVIEWS


def test_a_moved_instance_keeps_its_name_however_often_it_moves(calendar: Calendar, follower: Follower):
    master = calendar.put(weekly())
    follower.sync()
    for day in ("03-18", "03-19"):
        moved = {"start": at(f"{day}T08:00"), "end": at(f"{day}T09:00")}
        calendar.put({"recurringEventId": master["id"], "originalStartTime": at("03-17T12:00")} | moved)
        changes = follower.sync()
        assert [event.key.recurrence_id for event in changes.changed] == ["20260317T110000Z"]
        assert (changes.new, changes.gone) == ((), ())
    assert ("20260317T110000Z", "03-19 07:00", "Review") in follower.told()


def test_a_series_cut_in_two_goes_on_under_another_name(calendar: Calendar, follower: Follower):
    master = calendar.put(weekly(rule="FREQ=WEEKLY;UNTIL=20260324T110000Z"))
    follower.sync()
    tail = calendar.cut(master["id"], at("03-17T12:00"), "20260317T105959Z", summary="Review and plan")
    changes = follower.sync()
    assert len(changes.gone) == 2
    assert {event.key.uid for event in changes.new} == {tail["iCalUID"]}
    assert [summary for _, _, summary in follower.told()] == [
        "Review",
        "Review",
        "Review and plan",
        "Review and plan",
    ]


def test_a_series_that_ends_before_it_begins_is_no_event(calendar: Calendar, follower: Follower):
    master = calendar.put(weekly(rule="FREQ=WEEKLY;UNTIL=20260324T110000Z"))
    calendar.cut(master["id"], at("03-03T12:00"), "20260302T225959Z")
    follower.sync()
    assert len(follower.told()) == 4
    assert {event.key.uid for event in follower.known.values()} != {master["iCalUID"]}


def test_a_series_deleted_takes_its_exceptions_along(calendar: Calendar, follower: Follower):
    master = calendar.put(weekly())
    calendar.put({"recurringEventId": master["id"], "originalStartTime": at("03-17T12:00"), "summary": "Moved"})
    follower.sync()
    calendar.delete(master["id"])
    follower.sync()
    assert follower.told() == []
    assert follower.kept.everything() == ()


def test_a_series_deleted_takes_its_exceptions_along_though_nothing_is_said_of_them(calendar, follower):
    master = calendar.put(weekly())
    calendar.put({"recurringEventId": master["id"], "originalStartTime": at("03-17T12:00"), "summary": "Moved"})
    follower.sync()
    calendar.events.put(master["id"], {"id": master["id"], "status": "cancelled"})
    follower.sync()
    assert follower.told() == []
    assert follower.kept.everything() == ()


# One instance alone, of a series of which nothing else is told.


ALONE = {"recurringEventId": "theirs", "iCalUID": "theirs@google.com", "originalStartTime": at("03-17T12:00")}


def test_one_instance_of_a_series_that_is_not_told_is_an_event(calendar: Calendar, follower: Follower):
    calendar.put(event("Their review", "03-18") | ALONE)
    follower.sync()
    assert follower.told() == [("20260317T110000Z", "03-18 11:00", "Their review")]
    assert [one.name for one in follower.kept.everything()] == ["theirs"]


def test_such_an_instance_ends_by_a_tombstone_that_has_only_its_own_id(calendar: Calendar, follower: Follower):
    alone = calendar.put(event("Their review", "03-18") | ALONE)
    follower.sync()
    calendar.events.put(alone["id"], {"id": alone["id"], "status": "cancelled"})
    follower.sync()
    assert follower.told() == []
    assert follower.kept.everything() == ()


def test_such_an_instance_keeps_its_name_when_its_series_is_told_after_all(calendar: Calendar, follower: Follower):
    calendar.put(event("Their review", "03-18") | ALONE)
    follower.sync()
    calendar.put(weekly("Their review", id="theirs"))
    changes = follower.sync()
    assert len(changes.new) == 3
    assert (changes.changed, changes.gone) == ((), ())


def test_two_resources_of_one_uid_are_read_together(calendar: Calendar, follower: Follower):
    calendar.put_all([event("Lunch", iCalUID="same", sequence=1), event("Old lunch", "01-20", iCalUID="same")])
    follower.sync()
    assert follower.told() == [("", "03-10 11:00", "Lunch")]
    follower.span = next_day(follower.span)
    assert follower.sync() == ((), (), ())


def test_a_change_to_one_of_them_is_read_beside_the_other(calendar: Calendar, follower: Follower):
    new, old = calendar.put_all([event("Lunch", iCalUID="same", sequence=1), event("Old", "03-12", iCalUID="same")])
    follower.sync()
    calendar.put({"id": old["id"], "summary": "Old lunch"})
    assert follower.sync() == ((), (), ())
    calendar.delete(new["id"])
    follower.sync()
    assert follower.told() == [("", "03-12 11:00", "Old lunch")]


# A new day, and other ways to read.


def test_a_new_day_needs_no_listing_of_everything_and_reads_what_reaches_it(calendar: Calendar, follower: Follower):
    calendar.put_all([weekly(rule="FREQ=WEEKLY"), event("Far", "08-20"), event("Past", "01-01"), event("Soon")])
    follower.sync()
    before = follower.span
    follower.span = follower.span._replace(end=follower.span.end.replace(month=9))
    with follower.asking() as queries:
        pull = follower.pull()
    assert [("syncToken" in query) for query in queries] == [True]
    assert {event.key.uid for event in pull.events} == {"event000000@google.com", "event000001@google.com"}
    assert min(event.end for event in pull.events) > before.end, "what lies before is not read again"
    assert (pull.only, pull.whole, pull.resources) == (frozenset(), None, ())
    follower.keep(pull)
    assert ("", "08-20 10:00", "Far") in follower.told()


def test_days_that_were_never_asked_for_are_read_whole(calendar: Calendar, follower: Follower):
    calendar.put_all([event("Far", "08-20"), event("Past", "01-01")])
    follower.sync()
    follower.span = follower.span._replace(start=follower.span.start.replace(year=2025))
    assert follower.pull().only is None


def test_what_ended_before_a_new_day_is_not_read_for_it(calendar: Calendar, follower: Follower):
    calendar.put_all([weekly(rule="FREQ=WEEKLY"), event("Far", "08-20"), event("Past", "01-01")])
    calendar.put(weekly("Short", "FREQ=DAILY;COUNT=3"))
    follower.sync()
    near = follower.span._replace(start=follower.span.end)
    assert [one.uid for one in follower.kept.reaching(near)] == ["event000000@google.com"]


def test_what_was_asked_otherwise_is_listed_anew(calendar: Calendar, follower: Follower):
    calendar.put(event())
    follower.sync()
    said = json.loads(follower.calendar.cursor) | {"asked": "0"}
    follower.calendar = replace(follower.calendar, cursor=json.dumps(said))
    with follower.asking() as queries:
        pull = follower.pull()
    assert ["syncToken" in query for query in queries] == [False]
    assert (pull.resources, pull.dropped) == ((), frozenset())
    assert follower.keep(pull) == ((), (), ())


@pytest.mark.parametrize("cursor", ["nonsense", "[]", '{"strange": 1}', "17"])
def test_a_cursor_that_is_not_ours_is_none(calendar: Calendar, follower: Follower, cursor: str):
    calendar.put(event())
    follower.calendar = replace(follower.calendar, cursor=cursor)
    assert len(follower.sync().new) == 1


def test_what_would_be_read_otherwise_is_read_anew_but_not_asked_anew(calendar: Calendar, follower: Follower):
    calendar.put(event())
    follower.sync()
    said = json.loads(follower.calendar.cursor) | {"read": "another zone"}
    follower.calendar = replace(follower.calendar, cursor=json.dumps(said))
    with follower.asking() as queries:
        pull = follower.pull()
    assert ["syncToken" in query for query in queries] == [True]
    assert len(pull.events) == 1
    assert not pull.certain


# Tokens that ended.


def test_an_expired_token_starts_afresh_once_and_tells_only_what_differs(google, calendar, follower):
    lunch, _ = calendar.put_all([event(), event("Call")])
    follower.sync()
    calendar.delete(lunch["id"])
    walk = calendar.put(event("Walk"))
    google.expire_sync_tokens(calendar)
    with follower.asking() as queries:
        pull = follower.pull()
    assert ["syncToken" in query for query in queries] == [True, False]
    assert pull.dropped == {lunch["id"]}
    assert [one.name for one in pull.resources] == [walk["id"]]
    changes = follower.keep(pull)
    assert [len(each) for each in changes] == [1, 0, 1]


def test_a_second_expiry_in_one_asking_is_a_trouble_and_changes_nothing(google, calendar, follower):
    calendar.put(event())
    follower.sync()
    google.fault(EVENTS, 410, "fullSyncRequired", times=9)
    with (
        follower.asking() as queries,
        pytest.raises(GoogleTrouble, match=r"does not go on where it left off, twice. Nothing was changed"),
    ):
        follower.pull()
    assert len(queries) == 2


def test_a_token_that_google_cannot_read_starts_afresh(calendar: Calendar, follower: Follower):
    calendar.put(event())
    follower.sync()
    said = json.loads(follower.calendar.cursor) | {"token": "not a token"}
    follower.calendar = replace(follower.calendar, cursor=json.dumps(said))
    calendar.put(event("Call"))
    assert len(follower.sync().new) == 1


# Refusals.


def test_a_calendar_that_is_shared_no_more_is_gone_and_says_what_to_do(calendar: Calendar, follower: Follower):
    calendar.put(event())
    follower.sync()
    calendar.forget()
    with pytest.raises(GoogleGone, match="share it again"):
        follower.pull()


def test_a_token_that_is_refused_is_renewed_once(google, calendar: Calendar, follower: Follower, leave: Leave):
    calendar.put(event())
    follower.sync()
    google.expire_access()
    with follower.asking() as queries:
        follower.sync()
    assert (len(queries), len(leave.given)) == (2, 2)


def test_a_new_token_that_is_refused_too_is_a_trouble(google, calendar: Calendar, follower: Follower, leave: Leave):
    google.fault(EVENTS, 401, "authError", times=9)
    with (
        follower.asking() as queries,
        pytest.raises(GoogleTrouble, match="did not accept a new key to this calendar"),
    ):
        follower.pull()
    assert (len(queries), len(leave.given)) == (2, 2)


def test_a_leave_without_the_events_asks_to_reconnect(google, calendar: Calendar):
    account = google.account("efua@example.com")
    half = Leave(google, account, ["https://www.googleapis.com/auth/calendar.calendarlist.readonly"])
    with pytest.raises(NeedsReconnect, match="Reconnect"):
        Follower(google, half, calendar).pull()
    google.misshapen.clear()


def test_google_out_of_order_is_asked_four_times_and_no_more(google, calendar: Calendar, follower: Follower):
    google.fault(EVENTS, 503, times=9)
    with follower.asking() as queries, pytest.raises(GoogleBusy):
        follower.pull()
    assert len(queries) == 4
    assert all(0 <= wait <= longest for wait, longest in zip(follower.waits, (1, 2, 4), strict=True))


# Events that cannot be read.


def test_a_broken_event_is_one_less_and_is_named(calendar: Calendar, follower: Follower):
    calendar.put_all([event(), weekly("Odd", "FREQ=NEVER")])
    broken = event("Broken") | {"start": {"dateTime": "not a time"}}
    calendar.events.put("broken", {"id": "broken", "iCalUID": "b", "status": "confirmed"} | broken)
    follower.google.misshapen.clear()
    pull = follower.pull()
    follower.google.misshapen.clear()
    assert Skipped("b", "“Broken”: one of its times cannot be read.", False) in pull.skipped
    assert {event.summary for event in pull.events} == {"Lunch", "Odd"}


def test_a_broken_change_leaves_the_event_as_it_was_known(calendar: Calendar, follower: Follower):
    lunch = calendar.put(event())
    follower.sync()
    calendar.events.put(lunch["id"], lunch | {"start": {"dateTime": "not a time"}})
    assert follower.sync() == ((), (), ())
    follower.google.misshapen.clear()
    assert follower.told() == [("", "03-10 11:00", "Lunch")]


@pytest.mark.parametrize("kind", ["birthday", "workingLocation"])
def test_birthdays_and_places_of_work_are_no_events(calendar: Calendar, follower: Follower, kind: str):
    calendar.put_all([event(), event("Office", eventType=kind)])
    follower.sync()
    assert follower.told() == [("", "03-10 11:00", "Lunch")]
