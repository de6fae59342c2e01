"""`tracker feed check` and `tracker feed fetch`: files checked and addresses fetched without keeping anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.running import Feeds, serving
from tracker.cli import main

FEEDS = Path(__file__).parents[1] / "feeds"
WINDOW = ("--window-start", "2026-01-01T00:00:00Z", "--window-end", "2026-04-01T00:00:00Z", "--now", "2026-02-01")


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
        (("--zone", "Mars/Olympus"), "should be a zone's name such as Africa/Accra"),
        (("--zone", "../../etc/passwd"), "should be a zone's name such as Africa/Accra"),
        (("--now", "today"), "should be an instant such as 2026-03-10T15:00:00Z, or a date"),
        (("--window-start", "2026-13-01"), "should be an instant such as 2026-03-10T15:00:00Z, or a date"),
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


# feed fetch


BODY = (FEEDS / "floating-time.ics").read_bytes()


@pytest.fixture
def feeds():
    with serving(Feeds({"/work.ics": BODY})) as feeds:
        yield feeds


def fetch(address, *, private=True, code=0, words=("--json",)):
    """What `tracker feed fetch` says of an address, without any settings file or data."""
    environ = {"TRACKER_CALENDARS__ALLOW_PRIVATE": "true"} if private else {}
    result = CliRunner().invoke(main, ["feed", "fetch", *words, address], env=environ)
    assert result.exit_code == code, result.output
    assert result.stderr == ""
    assert result.stdout.count("\n") == 1
    return json.loads(result.stdout) if words else result.stdout.rstrip("\n")


def test_what_was_fetched_is_told_with_its_size_and_where_it_came_from(feeds):
    assert fetch(feeds.address()) == {
        "result": "ok",
        "message": f"It came whole: {len(BODY)} bytes.",
        "url": feeds.address(),
        "bytes": len(BODY),
    }


def test_a_trouble_is_an_error_with_its_remedy(feeds):
    told = fetch(feeds.address("/other.ics"), code=1)
    assert (told["result"], told["url"], told["bytes"]) == ("error", feeds.address("/other.ics"), 0)
    assert "Copy it again" in told["message"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/", "file:///etc/passwd", "-x", "", "http://\udcff/", "a\nb"]
)
def test_where_we_do_not_go_is_refused_before_anyone_is_asked(address):
    told = fetch(address, private=False, code=1)
    assert told["message"]
    assert told == {"result": "refused", "message": told["message"], "url": address, "bytes": 0}


def test_a_private_address_is_refused_unless_the_settings_allow_it(feeds):
    assert fetch(feeds.address(), private=False, code=1)["result"] == "refused"
    assert feeds.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "http://ama:sesame@127.0.0.1:1/",
        "http://ama:sesame@127.0.0.1:22/",
        "http://ama:sesame@127.0.0.1:1/a b",
        "http://ama:sesame\N{FULLWIDTH COMMERCIAL AT}127.0.0.1/",
        "http://ama:sesame%40127.0.0.1/",
        "sesame@",
    ],
)
def test_a_password_is_never_printed(address):
    for private in (True, False):
        assert "sesame" not in json.dumps(fetch(address, private=private, code=1))


def test_what_came_with_a_login_is_told_without_it(feeds):
    assert fetch(feeds.address().replace("//", "//ama:sesame@"))["url"] == feeds.address()


def test_for_a_person_it_is_one_sentence(feeds):
    assert fetch(feeds.address(), words=()) == f"It came whole: {len(BODY)} bytes."
    assert "Copy it again" in fetch(feeds.address("/other.ics"), code=1, words=())


def test_a_fetch_makes_no_folder_no_database_and_no_keys(tmp_path, feeds):
    command = [sys.executable, "-m", "tracker", "feed", "fetch", "--json", feeds.address()]
    environ = os.environ | {"TRACKER_CALENDARS__ALLOW_PRIVATE": "true"}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout)["bytes"] == len(BODY)
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []
