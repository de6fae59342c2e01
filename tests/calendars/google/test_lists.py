"""The calendars of an account, listed to choose among them."""

import pytest

from tests.calendars.google.following import Leave, client
from tests.google.standin import Google
from tracker.calendars.google.lists import PAGES, Listed, calendars_of
from tracker.calendars.trouble import GoogleTrouble, NeedsReconnect


def listed(google: Google, leave: Leave) -> tuple[Listed, ...]:
    return calendars_of(client(google), leave, wait=lambda _: None)


def test_ones_own_first_calendar_stands_first_and_alone_is_preselected(google: Google, leave: Leave):
    account = google.account("efua@example.com")
    account.calendar("team@group.calendar.google.com", "A team", timeZone="Africa/Accra", accessRole="reader")
    mine, team = listed(google, leave)
    assert mine == Listed("efua@example.com", "Efua", True, "Europe/Berlin", titles=True, own=True)
    assert team == Listed("team@group.calendar.google.com", "A team", False, "Africa/Accra", titles=True, own=True)
    assert (mine.preselected, team.preselected) == (True, False)


def test_calendars_that_google_made_are_nobodys_own_and_stand_last(google: Google, leave: Leave):
    account = google.account("efua@example.com")
    account.calendar("en.german#holiday@group.v.calendar.google.com", "A holiday", accessRole="reader")
    account.calendar("addressbook#contacts@group.v.calendar.google.com", "Birthdays", accessRole="reader")
    account.calendar("work@group.calendar.google.com", "Work")
    assert [(one.name, one.own) for one in listed(google, leave)] == [
        ("Efua", True),
        ("Work", True),
        ("A holiday", False),
        ("Birthdays", False),
    ]


def test_a_calendar_of_which_only_busy_time_is_shared_has_no_titles(google: Google, leave: Leave):
    google.account("efua@example.com").calendar("ama@example.com", "Ama", accessRole="freeBusyReader")
    assert [(one.name, one.titles) for one in listed(google, leave)] == [("Efua", True), ("Ama", False)]


def test_a_name_that_its_user_gave_counts_and_is_clean(google: Google, leave: Leave):
    account = google.account("efua@example.com")
    account.calendar("ama@example.com", "ama@example.com", summaryOverride="Ama\x07 \n Boateng" + "!" * 300)
    name = listed(google, leave)[1].name
    assert name.startswith("Ama Boateng!!!")
    assert len(name) == 200


def test_what_was_taken_off_the_list_is_not_told(google: Google, leave: Leave):
    google.account("efua@example.com").calendar("ama@example.com", "Ama").forget()
    assert [one.name for one in listed(google, leave)] == ["Efua"]


def test_all_pages_are_asked_for_the_empty_ones_too(google: Google, leave: Leave):
    for number in range(5):
        google.account("efua@example.com").calendar(f"c{number}@group.calendar.google.com", f"Calendar {number}")
    google.page_size, google.gaps = 2, True
    assert len(listed(google, leave)) == 6


def test_an_account_with_more_pages_than_are_read_is_told_what_to_do(google: Google, leave: Leave):
    for number in range(PAGES + 1):
        google.account("efua@example.com").calendar(f"c{number}@group.calendar.google.com", f"Calendar {number}")
    google.page_size = 1
    with pytest.raises(GoogleTrouble, match=r"more calendars than tracker lists. Unsubscribe from some at Google"):
        listed(google, leave)


def test_a_leave_without_the_list_asks_to_reconnect(google: Google):
    events_only = ["https://www.googleapis.com/auth/calendar.events.readonly"]
    with pytest.raises(NeedsReconnect, match="tick both"):
        listed(google, Leave(google, google.account("efua@example.com"), events_only))
    google.misshapen.clear()
