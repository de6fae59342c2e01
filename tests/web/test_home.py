"""The first page: worst first, and what to do when there is nothing yet."""

from dataclasses import replace

from tests.making import DAY, HOUR, NOW, calendar
from tests.web.browsing import words
from tracker.store import calendars, letters
from tracker.web.home import MOST


def test_the_first_visit_teaches_what_to_do(browser):
    page = browser.sees("/")
    assert "Connect a calendar" in page
    assert "Name at least 1 person" in page


def test_overdue_comes_first_then_the_week_ahead_then_what_was_delivered(browser, promised):
    promised("water the plants", due=NOW - 3 * DAY)
    promised("send proposal", due=NOW + 2 * DAY, dated=True)
    done = promised("book the hall", due=NOW + HOUR)
    promised("far away", due=NOW + 30 * DAY)
    browser.post(f"/promises/{done.id}/deliver")
    browser.get("/")
    page = browser.sees("/")
    order = [
        page.index(said) for said in ("1 overdue, Ama first.", "water the plants", "send proposal", "book the hall")
    ]
    assert order == sorted(order)
    assert "3 days overdue" in page
    assert "in 2 days to Ama · due Wed 7 Jan" in page
    assert "far away" not in page
    assert "1 later" in page


def test_what_is_overdue_says_what_it_is_still_worth(browser, promised):
    promised(due=NOW - 2 * HOUR)
    assert "Worth 0.75 until Tue 08:00, then 0.5" in browser.sees("/")


def test_a_stale_calendar_is_named_at_the_top(browser, tracker, efua):
    with tracker.database.write() as db:
        calendars.add_calendar(db, replace(calendar(), synced_at=NOW - 2 * DAY), "sealed")
        calendars.save_calendar(db, replace(calendar(), synced_at=NOW - 2 * DAY))
    page = browser.sees("/")
    assert "Work has not been read for a day. As of Sat 3 Jan, 09:00; nothing newer is judged." in page


def test_a_service_that_does_not_work_is_named_at_the_top(browser, tracker):
    assert "the letter will not be sent" in browser.sees("/")
    with tracker.database.write() as db:
        letters.beat(db, "work", NOW)
    assert "the letter will not be sent" not in browser.sees("/")


def test_what_was_overlooked_is_one_tap_away_once_a_calendar_is_followed(browser, told):
    assert "/overlooked" not in browser.get("/").text
    told()
    assert 'href="/overlooked"' in browser.get("/").text


def test_the_heading_names_to_whom_the_first_of_the_list_is_owed(browser, promised):
    promised("water the plants", due=NOW - 4 * DAY, promisee="Nils")  # loses next in 3 days
    promised("send proposal", due=NOW - 20 * HOUR)  # loses next in 5 hours
    page = browser.sees("/")
    assert "2 overdue, Ama first." in page
    assert page.index("send proposal") < page.index("water the plants")


def test_of_very_many_home_shows_what_costs_most_next_and_where_the_rest_is(browser, promised):
    for number in range(MOST + 2):
        promised(f"thing {number:02}", due=NOW + HOUR + number * HOUR / 2)
    page = browser.get("/")
    listed = [number for number in range(MOST + 2) if f"thing {number:02}" in page.text]
    assert listed == list(range(MOST))
    assert f"All {MOST + 2}" in words(page)
