"""`tracker sync` and `tracker feed check`: calendars read by hand, and files checked without keeping anything."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.running import Feeds, serving
from tracker.cli import main
from tracker.services import following
from tracker.store import accounts

FEEDS = Path(__file__).parents[1] / "feeds"
WINDOW = ("--window-start", "2026-01-01T00:00:00Z", "--window-end", "2026-04-01T00:00:00Z", "--now", "2026-02-01")
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


# feed check


def check(*words, code=0):
    """`tracker feed check` without any settings or data."""
    result = CliRunner().invoke(main, ["feed", "check", *WINDOW, *map(str, words)])
    assert result.exit_code == code, result.output
    return result


def test_each_file_is_one_line_of_json_in_order_also_those_that_cannot_be_read(tmp_path):
    (tmp_path / "empty.ics").touch()
    files = (
        FEEDS / "all-day-with-a-zone.ics",
        tmp_path / "not there.ics",
        FEEDS / "one-bad-event-among-ten.ics",
        tmp_path,
        tmp_path / "empty.ics",
        FEEDS / "all-day-with-a-zone.ics",
    )
    lines = [json.loads(line) for line in check("--json", *files).stdout.splitlines()]
    assert [line["status"] for line in lines] == ["accept", "reject", "partial", "reject", "reject", "accept"]
    assert all(list(line) == ["status", "messages", "events", "occurrences", "skipped"] for line in lines)
    assert all(line["messages"] for line in lines if line["status"] == "reject")
    assert lines[0] == lines[-1]


def test_instants_are_in_utc_and_days_are_dates():
    floating, days, moved = (
        json.loads(check("--json", FEEDS / f"{name}.ics", "--zone", "Asia/Tokyo").stdout)
        for name in ("floating-time", "all-day-with-a-zone", "weekly-series-with-one-moved-and-one-cancelled")
    )
    assert floating["occurrences"][0][1:] == ["2026-03-09T23:00:00Z", "2026-03-09T23:30:00Z"]
    assert days["occurrences"] == [["day@calendar.example", "2026-03-10", "2026-03-12"]]
    assert moved["occurrences"] == sorted(moved["occurrences"])
    assert {start[-1] for _, start, _ in moved["occurrences"]} == {"Z"}


def test_only_occurrences_that_overlap_the_window_are_told():
    file = str(FEEDS / "one-bad-event-among-ten.ics")
    window = ["--window-start", "2026-01-02T10:30:00Z", "--window-end", "2026-01-04T10:00:00Z"]
    result = CliRunner().invoke(main, ["feed", "check", "--json", "--now", "2026-02-01T00:00:00Z", *window, file])
    told = json.loads(result.stdout)
    assert [uid for uid, _, _ in told["occurrences"]] == ["good-2@calendar.example", "good-3@calendar.example"]
    assert len(told["events"]) == 9
    assert told["skipped"][0][0] == "bad@calendar.example"


def test_for_a_person_each_file_is_told_in_words_and_a_rejected_one_by_the_status(tmp_path):
    said = check(FEEDS / "one-bad-event-among-ten.ics").stdout
    assert said.startswith("one-bad-event-among-ten.ics: partial, 9 events, 9 occurrences\n")
    assert "left out bad@calendar.example: " in said
    said = check(tmp_path / "not there.ics", FEEDS / "all-day-with-a-zone.ics", code=1).stdout
    assert "not there.ics: reject" in said
    assert "No such file" in said
    assert "all-day-with-a-zone.ics: accept, 1 events" in said


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("--zone", "Mars/Olympus"), "Africa/Accra"),
        (("--zone", "../../etc/passwd"), "Africa/Accra"),
        (("--now", "today"), "2026-03-10T15:00:00Z"),
        (("--window-start", "2026-13-01"), "2026-03-10T15:00:00Z"),
        ((), "FILES"),
    ],
)
def test_wrong_use_says_what_would_be_right(words, remedy):
    files = [str(FEEDS / "floating-time.ics")] if words else []
    result = CliRunner().invoke(main, ["feed", "check", *words, *files])
    assert result.exit_code == 2
    assert remedy in result.stderr
    assert result.stdout == ""


def test_a_check_needs_no_settings_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "config.toml").write_text("this is no TOML")
    command = [sys.executable, "-m", "tracker", "feed", "check", "--json", str(FEEDS / "floating-time.ics")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout)["status"] == "accept"
    assert done.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["config.toml"]
