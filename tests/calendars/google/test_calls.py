"""Calls to the stand-in by Google's own client: what is tried again, for how long, and what each refusal asks for."""

from datetime import timedelta

import pytest

from tests.calendars.google.following import Leave, client
from tests.google.model import Calendar
from tests.google.standin import Google
from tracker.calendars.google.calls import Expired, Misunderstood, answered, service
from tracker.calendars.trouble import CalendarTrouble, GoogleBusy, GoogleGone, GoogleTrouble, NeedsReconnect

EVENTS = "/events"


def asked(google: Google, leave: Leave, calendar: str = "primary", **params) -> tuple[object, list[float]]:
    """What one call answers, or raises; and the waits meanwhile."""
    waits: list[float] = []
    with service(client(google), leave) as api:
        try:
            return answered(api.events().list(calendarId=calendar, **params), waits.append), waits
        except (CalendarTrouble, Expired) as trouble:
            return trouble, waits


def calls(google: Google) -> int:
    return sum(each.path.endswith(EVENTS) for each in google.asked)


def test_a_call_is_answered(google: Google, leave: Leave, calendar: Calendar):
    calendar.put({"summary": "Lunch", "start": {"date": "2026-03-10"}, "end": {"date": "2026-03-11"}})
    told, waits = asked(google, leave)
    assert [item["summary"] for item in told["items"]] == ["Lunch"]
    assert waits == []


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "rateLimitExceeded"),
        (403, "userRateLimitExceeded"),
        (429, "rateLimitExceeded"),
        (500, "backendError"),
        (503, "backendError"),
    ],
)
def test_what_passes_by_itself_is_tried_again(google: Google, leave: Leave, status: int, reason: str):
    google.fault(EVENTS, status, reason, times=3)
    told, waits = asked(google, leave)
    assert isinstance(told, dict)
    assert len(waits) == 3
    assert all(0 <= wait <= longest for wait, longest in zip(waits, (1, 2, 4), strict=True))


def test_a_line_that_breaks_is_tried_again(google: Google, leave: Leave):
    google.fault(EVENTS, 0, times=5)  # httplib2 tries a broken line a second time by itself
    assert isinstance(asked(google, leave)[0], dict)


def test_those_who_were_turned_away_together_do_not_come_back_together(google: Google, leave: Leave):
    first = []
    for _ in range(8):
        google.fault(EVENTS, 503, times=1)
        first += asked(google, leave)[1]
    assert len(set(first)) == 8


def test_what_does_not_pass_is_tried_four_times_and_no_more(google: Google, leave: Leave):
    google.fault(EVENTS, 503, times=9)
    trouble, waits = asked(google, leave)
    assert isinstance(trouble, GoogleBusy)
    assert str(trouble).startswith(
        "Google is out of order, or wants to be asked less often. It is asked again later;"
    )
    assert (calls(google), len(waits)) == (4, 3)


def test_a_short_wait_that_google_asks_for_is_kept(google: Google, leave: Leave):
    google.fault(EVENTS, 429, "rateLimitExceeded", times=2, retry_after=7)
    told, waits = asked(google, leave)
    assert isinstance(told, dict)
    assert waits == [7, 7]


def test_a_long_wait_that_google_asks_for_is_left_to_the_next_asking(google: Google, leave: Leave):
    google.fault(EVENTS, 503, times=9, retry_after=90)
    trouble, waits = asked(google, leave)
    assert isinstance(trouble, GoogleBusy)
    assert trouble.retry_after == timedelta(seconds=90)
    assert (calls(google), waits) == (1, [])


@pytest.mark.parametrize(
    ("status", "reason", "trouble", "remedy"),
    [
        (
            400,
            "badRequest",
            Misunderstood,
            "that tracker does not understand. It is asked again later; if it stays, tell us",
        ),
        (
            403,
            "insufficientPermissions",
            NeedsReconnect,
            "not given leave to read calendars. Reconnect the account, and tick both boxes",
        ),
        (403, "accessNotConfigured", GoogleTrouble, "Enable it in Google's console"),
        (
            403,
            "quotaExceeded",
            GoogleTrouble,
            "as often as it may today. It is asked again later; its quota is in the console",
        ),
        (403, "dailyLimitExceeded", GoogleTrouble, "quota"),
        (
            403,
            "forbidden",
            GoogleTrouble,
            "does not let this account read this calendar. Ask its owner to share it, or",
        ),
        (
            404,
            "notFound",
            GoogleGone,
            "this calendar any more. Ask its owner to share it again, or stop following it",
        ),
        (418, "teapot", GoogleTrouble, "tell us"),
        (302, "", GoogleTrouble, "tell us"),
    ],
)
def test_what_does_not_pass_by_itself_is_asked_once_and_names_the_remedy(
    google: Google, leave: Leave, status: int, reason: str, trouble: type, remedy: str
):
    google.fault(EVENTS, status, reason, times=9)
    raised, waits = asked(google, leave)
    assert type(raised) is trouble
    assert remedy in str(raised)
    assert (calls(google), waits) == (1, [])


def test_an_expired_token_is_told_apart(google: Google, leave: Leave):
    google.fault(EVENTS, 410, "fullSyncRequired")
    assert isinstance(asked(google, leave)[0], Expired)


def test_only_a_lost_leave_pauses(google: Google, leave: Leave):
    pausing = []
    for status, reason in ((403, "insufficientPermissions"), (403, "quotaExceeded"), (404, ""), (401, ""), (400, "")):
        google.fault(EVENTS, status, reason, times=2)
        trouble, _ = asked(google, leave)
        google.faults.clear()
        pausing.append(trouble.pauses)
    assert pausing == [True, False, False, False, False]


def test_a_token_that_is_refused_is_renewed_once_for_all_calls_of_an_asking(google: Google, leave: Leave):
    with service(client(google), leave) as api:
        answered(api.events().list(calendarId="primary"), lambda _: None)
        google.expire_access()
        for _ in range(3):
            answered(api.events().list(calendarId="primary"), lambda _: None)
    assert len(leave.given) == 2
    assert calls(google) == 5


def test_what_stops_a_renewal_is_raised_as_it_is(google: Google):
    def lost(_refused: str):
        raise NeedsReconnect("Reconnect.")

    trouble, waits = asked(google, lost)
    assert (type(trouble), str(trouble), waits) == (NeedsReconnect, "Reconnect.", [])
    assert calls(google) == 0


def test_no_trouble_says_what_google_said_or_which_calendar_it_was(google: Google, leave: Leave):
    for status in (400, 403, 404, 429, 500, 302):
        google.fault(EVENTS, status, "a-word-of-theirs", times=9)
        trouble, _ = asked(google, leave, "efua@example.com")
        google.faults.clear()
        told = f"{trouble!r} {trouble.__cause__!r} {trouble.__context__!r}"
        assert "efua" not in told
        assert "a-word-of-theirs" not in told


def test_nobody_there_is_busy(google: Google, leave: Leave):
    nowhere = client(google)._replace(at="http://127.0.0.1:9")  # discard: nobody listens
    waits: list[float] = []
    with (
        service(nowhere, leave) as api,
        pytest.raises(
            GoogleBusy,
            match=r"Google could not be reached. It is asked again later; check that this machine is on the net",
        ),
    ):
        answered(api.events().list(calendarId="primary"), waits.append)
    assert len(waits) == 3


def test_a_service_is_built_without_the_network(leave: Leave):
    with service(client(Google(url="http://127.0.0.1:9")), leave):
        pass
    assert leave.given == []
