"""`tracker sync`: calendars read by hand."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.running import Feeds, serving
from tracker.services import following
from tracker.store import accounts

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def feed(*uids, broken=False):
    """A feed that tells a choir's rehearsal tomorrow for each uid; perhaps with one that cannot be read."""
    when = f"DTSTAMP:{TOMORROW:%Y%m%dT%H%M%SZ}\r\nDTSTART:{TOMORROW:%Y%m%dT%H%M%SZ}\r\n"
    events = [f"BEGIN:VEVENT\r\nUID:{uid}\r\n{when}SUMMARY:Choir\r\nEND:VEVENT\r\n" for uid in uids]
    if broken:
        events.append("BEGIN:VEVENT\r\nUID:bad\r\nDTSTART:when it suits\r\nEND:VEVENT\r\n")
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


def follow(tracker, body, name="Work"):
    """Have a file of that name followed."""
    built = tracker.tracker()
    with built.database.read() as db:
        (user,) = accounts.users(db)
    following.upload(built.database, built.seal, user, body, name=name, now=built.clock())
    built.database.close()


@pytest.fixture
def feeds(tracker):
    """Feeds of this machine's own server, the first of them followed."""
    with serving(Feeds({"/work.ics": feed("one", "two")})) as feeds:
        with tracker.settings.open("a") as settings:
            settings.write("[calendars]\nallow_private = true\n")
        built = tracker.tracker()
        with built.database.read() as db:
            (user,) = accounts.users(db)
        following.follow(built.database, built.seal, user, feeds.address(), name="Work", now=built.clock())
        built.database.close()
        yield feeds


def test_a_sync_says_what_each_calendar_brought_and_twice_is_once(tracker):
    follow(tracker, feed("one", "two"))
    follow(tracker, feed("one", broken=True), name="Choir")
    assert tracker("sync").stdout.splitlines() == [
        "Choir: 1 new, 0 changed, 0 gone, 1 could not be read",
        "Work: 2 new, 0 changed, 0 gone",
    ]
    assert [row["new"] for row in tracker.json("sync", "--json")] == [0, 0]


def test_a_sync_as_json_holds_what_a_script_wants(tracker):
    follow(tracker, feed("one", "two"))
    assert tracker.json("sync", "--json") == [
        {
            "calendar": "Work",
            "busy": False,
            "new": 2,
            "changed": 0,
            "gone": 0,
            "skipped": 0,
            "opened": 0,
            "trouble": "",
        }
    ]


def test_with_nothing_followed_a_sync_says_how_to_begin(tracker):
    result = tracker("sync", "--json")
    assert json.loads(result.stdout) == []
    assert "tracker run --feed" in result.stderr


def test_a_calendar_in_trouble_is_told_with_its_remedy_and_its_status(tracker, feeds):
    tracker("sync")
    feeds.told.clear()
    assert "Copy it again" in tracker("sync", code=1).stdout
    (row,) = tracker.json("sync", "--json", code=1)
    assert "Copy it again" in row["trouble"]
    assert row["new"] == row["gone"] == 0


def test_an_emptiness_is_believed_when_asked_to(tracker, feeds):
    feeds.told["/work.ics"] = feed(*"abcdefgh")
    tracker("sync")
    feeds.told["/work.ics"] = feed()
    assert "were missing" in tracker("sync", code=1).stdout
    assert tracker("sync", "--believe").stdout == "Work: 0 new, 0 changed, 8 gone\n"
