"""A reading that takes longer than a moment: its page, the way on, and what is told while it goes on."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import DAY, NOW, event
from tests.web.browsing import Browser, tracker_with, words
from tracker.calendars.source import CalendarTrouble
from tracker.domain.account import CalendarKind
from tracker.domain.progress import Brought, Step
from tracker.domain.reading.detect import detect
from tracker.services.sync import Doors
from tracker.services.work import BEAT
from tracker.store import calendars, letters
from tracker.store import progress as store
from tracker.web import streams
from tracker.web.app import create_app

MINUTE = timedelta(minutes=1)
ADDRESS = "https://calendar.example.com/private/secret-1234.ics"


class Slow:
    """Whoever reads the calendars has his hands full: what is asked for waits until the test lets him go on."""

    def __init__(self):
        self.hurried = 0

    def __call__(self, user_id):
        self.hurried += 1


@pytest.fixture
def slow():
    return Slow()


@pytest.fixture
def tracker(sqlite, source, slow):
    doors = Doors(dict.fromkeys(CalendarKind, source), detect)
    return replace(tracker_with(sqlite, doors=doors), hurry=slow)


@pytest.fixture
def app(tracker):
    app = create_app(tracker)
    app.config["LOOKS"] = 1  # so that nobody waits in vain
    return app


@pytest.fixture
def work(browser, tracker, efua):
    """The calendar that Efua follows from now on; nobody has begun to read it."""
    assert re.fullmatch(r"/progress\?calendar=[\w-]+", browser.post("/calendars/follow", address=ADDRESS).location)
    with tracker.database.read() as db:
        return calendars.calendars(db, efua.id)[0].id


@pytest.fixture
def reader(tracker, efua, work):
    """Who reads it, step by step."""
    return Reader(tracker, efua.id, work)


class Reader:
    def __init__(self, tracker, user, calendar):
        self.tracker, self.mine = tracker, (user, calendar)

    def begin(self):
        with self.tracker.database.write() as db:
            calendars.claim_calendar(db, *self.mine, token="t", now=NOW, until=NOW + 5 * MINUTE)
            store.begin(db, *self.mine)

    def say(self, step, done, total):
        with self.tracker.database.write() as db:
            store.say(db, *self.mine, step, done, total)

    def end(self, **brought):
        with self.tracker.database.write() as db:
            store.end(db, *self.mine, Brought(**brought))


def page(browser, work):
    return browser.sees(f"/progress?calendar={work}")


def test_what_takes_long_is_answered_at_once_with_a_page_that_says_how_far_it_is(browser, work, reader, slow):
    assert slow.hurried == 1
    assert "It is its turn in a moment." in page(browser, work)
    reader.begin()
    assert "Asking its server." in page(browser, work)
    reader.say(Step.KEEPING, 0, 1204)
    assert "Keeping 1,204 events." in page(browser, work)
    reader.say(Step.LOOKING, 700, 1204)
    assert "Half of it is read. " in page(browser, work)
    assert "Looking for promises: 700 of 1,204 events." in page(browser, work)
    assert 'value="700" max="1204"' in browser.get(f"/progress?calendar={work}").text
    reader.end(new=1204, opened=2)
    assert "1,204 events, 2 promises by your marker." in page(browser, work)


def test_without_script_the_page_is_loaded_anew_until_it_is_over_unless_its_reader_stops_that(browser, work, reader):
    again = '<noscript><meta http-equiv="refresh" content="4"></noscript>'
    address = f"/progress?calendar={work}"
    assert again in browser.get(address).text
    assert "; script-src 'self'; connect-src 'self'" in browser.get(address).headers["Content-Security-Policy"]
    still = re.search(r'href="([^"]+still=yes)">Stop that', browser.get(address).text)[1].replace("&amp;", "&")
    assert again not in browser.get(still).text
    assert "does not look again by itself" in browser.sees(still)
    reader.begin()
    reader.end(new=3)
    assert again not in browser.get(address).text
    assert "script" not in browser.get(address).text


def test_a_second_tap_begins_nothing_and_two_tabs_see_the_same(browser, work, reader, tracker, efua):
    reader.begin()
    reader.say(Step.LOOKING, 500, 2000)
    for form in (f"/calendars/{work}/sync", "/calendars/follow"):
        assert browser.post(form, address=ADDRESS).location == f"/progress?calendar={work}"
    assert "500 of 2,000" in page(Browser(create_app(tracker), efua), work)
    assert "It is being read: see how far it is" in browser.sees("/calendars")


def test_what_was_found_is_counted_and_leads_on(sqlite, source, efua):
    source.events = (event("Send Ama the outline by Friday", at=NOW + DAY), event("Rain", uid="rain"))
    doors = Doors(dict.fromkeys(CalendarKind, source), detect)
    browser = Browser(create_app(tracker_with(sqlite, doors=doors)), efua)
    assert browser.post("/calendars/follow", address=ADDRESS, name="Work").location == "/calendars"
    shown = browser.get("/calendars")
    assert "Work was read: 2 new. 1 to confirm" in words(shown)
    assert 'href="/questions">1 to confirm' in shown.text


def test_trouble_is_said_with_its_remedy_and_can_be_tried_again(browser, work, reader, tracker, efua):
    reader.begin()
    with tracker.database.write() as db:
        one = calendars.calendar(db, efua.id, work)
        calendars.save_calendar(db, replace(one, trouble=str(CalendarTrouble("It asks for a password."))))
    reader.end()
    shown = page(browser, work)
    assert "It could not be read. It asks for a password." in shown
    assert "Try again" in shown


def test_whoever_died_over_it_is_said_to_have(browser, work, reader, tracker):
    reader.begin()
    tracker.clock.pass_by(6 * MINUTE)
    assert "Reading it was cut short. It goes on by itself" in page(browser, work)


def test_where_only_the_pages_run_it_is_said_that_nobody_reads_and_what_to_start(sqlite, source, efua):
    alone = replace(tracker_with(sqlite, source=source), hurry=None)
    browser = Browser(create_app(alone), efua)
    there = browser.post("/calendars/follow", address=ADDRESS).location
    assert "Nobody reads calendars just now. Only the pages run here: start tracker run" in browser.sees(there)
    with alone.database.write() as db:
        letters.beat(db, BEAT, NOW)  # another process does
    assert "Nobody reads" not in browser.sees(there)


def test_of_the_calendar_of_somebody_else_nothing_is_told(stranger, work):
    assert "No calendar is being read just now." in stranger.sees(f"/progress?calendar={work}")
    assert '"over"' not in stranger.get(f"/progress/live?calendar={work}").text.split("data:")[0]
    assert work not in stranger.get(f"/progress/live?calendar={work}").text


def test_of_ones_own_calendars_those_that_are_named_are_shown(browser, work):
    there = browser.post("/calendars/follow", address=ADDRESS.replace("1234", "5678"), name="Choir").location
    assert "Choir" in browser.sees(there)
    assert "Choir" not in page(browser, work)
    assert "Choir" in browser.sees(f"{there}&calendar={work}")


def events(text):
    """The events of a stream: their names with what they tell."""
    found = re.findall(r"^event: (\w+)\ndata: (.+)\n\n", text, re.M)
    return [(name, json.loads(told)) for name, told in found]


def test_a_stream_tells_what_is_over_and_ends(browser, work, reader):
    reader.begin()
    reader.end(new=3)
    answer = browser.get(f"/progress/live?calendar={work}")
    assert answer.mimetype == "text/event-stream"
    ((name, told),) = events(answer.text)
    assert (name, told["title"], told["said"]) == ("over", "What was found", "3 events.")
    assert 'class="button go"' in told["part"]


def test_a_stream_tells_each_news_once_beats_its_heart_and_ends_by_itself():
    said = iter(["a", "a", "b"] + ["b"] * 100)
    told = list(streams.told(lambda: streams.Told(next(said), False), lambda _seconds: None))
    assert told[0] == "retry: 1000\n\n"
    assert told[1:3] == [streams.event("news", "a"), streams.event("news", "b")]
    assert set(told[3:]) == {": still here\n\n"}
    assert len(told) <= 3 + streams.LOOKS / streams.SILENT


def test_a_stream_ends_once_its_user_has_signed_out(browser, work):
    live = browser.client.get(f"/progress/live?calendar={work}")
    chunks = iter(live.response)
    assert b"It is its turn" in next(chunks) + next(chunks)
    browser.client.post("/signout", data={"csrf_token": browser.token})
    assert list(chunks) == []
    live.close()


def test_there_are_so_many_streams_and_no_more():
    places = streams.Places(most=3, of_one=2)
    assert [places.take(who) for who in ("efua", "efua", "efua", "kofi", "yaa")] == [True, True, False, True, False]
    places.give_back("efua")
    assert places.take("yaa")


def test_who_finds_no_place_is_told_and_a_place_is_free_again_whatever_becomes_of_a_stream(app, browser, work):
    live = f"/progress/live?calendar={work}"
    left = [browser.client.get(live) for _ in range(streams.MOST_OF_ONE)]  # begun, and not read
    assert browser.client.get(live).status_code == 503
    for answer in left:
        answer.close()
    begun = browser.client.get(live)
    assert begun.status_code == 200
    begun.close()
