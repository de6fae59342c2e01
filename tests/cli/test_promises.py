"""`tracker promises`, `add` and `done`: the ledger from a terminal."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tracker.domain.entry import Thing
from tracker.services import following
from tracker.store import accounts
from tracker.store import ledger as store


def entries(tracker):
    with tracker.tracker().database.read() as db:
        (user,) = accounts.users(db)
        return [(entry.act, entry.via) for entry in store.entries(db, user.id) if entry.thing is Thing.PROMISE]


def test_with_nothing_promised_the_list_says_how_to_begin(tracker):
    assert "tracker add" in tracker("promises").stdout
    assert tracker.json("promises", "--json") == []


def test_a_promise_added_is_told_by_its_id_and_listed(tracker):
    added = tracker("add", "Send proposal", "--to", "Ama", "--due", "tomorrow 17:00").stdout.strip()
    (line,) = tracker("promises").stdout.splitlines()
    assert re.fullmatch(rf"{added}  pending   \w{{3}} \d\d \w{{3}} \d{{4}} 17:00  Send proposal to Ama", line)
    assert entries(tracker) == [("added", "command")]


def test_the_list_as_json_holds_what_a_script_wants(tracker):
    added = tracker("add", "Send proposal", "--to", "Ama", "--due", "tomorrow 17:00").stdout.strip()
    (row,) = tracker.json("promises", "--json")
    due = datetime.fromisoformat(row.pop("due"))
    assert (due.hour, due.utcoffset()) == (17, timedelta(0))
    assert row == {
        "id": added,
        "body": "Send proposal",
        "promisee": "Ama",
        "promiser": "me",
        "dated": False,
        "outcome": "pending",
        "delivered_at": None,
        "renegotiations": 0,
    }


def test_a_day_without_an_hour_is_listed_as_a_day(tracker):
    tracker("add", "Call the bank", "--due", "tomorrow")
    assert tracker.json("promises", "--json")[0]["dated"]
    assert re.search(r"\d{4} {7,}Call the bank$", tracker("promises").stdout.rstrip())


def test_what_another_promised_is_listed_with_who(tracker):
    tracker("add", "Review the draft", "--from", "Kofi", "--due", "tomorrow")
    assert "Review the draft from Kofi" in tracker("promises").stdout


def test_promises_are_listed_soonest_due_first(tracker):
    for body, due in (("Third", "in 9 days"), ("First", "tomorrow"), ("Second", "in 4 days")):
        tracker("add", body, "--due", due)
    assert [row["body"] for row in tracker.json("promises", "--json")] == ["First", "Second", "Third"]


def test_delivered_by_words_that_one_open_promise_holds(tracker):
    for body in ("Send proposal", "Send photographs"):
        tracker("add", body, "--due", "tomorrow")
    assert tracker("done", "PROPOSAL").stdout == "Delivered: Send proposal\n"
    assert [row["body"] for row in tracker.json("promises", "--json")] == ["Send photographs"]
    outcomes = {row["body"]: row["outcome"] for row in tracker.json("promises", "--all", "--json")}
    assert outcomes == {"Send proposal": "kept", "Send photographs": "pending"}


def test_delivered_by_id_twice_is_once(tracker):
    added = tracker("add", "Send proposal", "--due", "tomorrow").stdout.strip()
    for _ in range(2):
        assert tracker("done", added).stdout == "Delivered: Send proposal\n"
    assert entries(tracker) == [("added", "command"), ("delivered", "command")]


def test_a_delivery_is_taken_back_by_the_same_words(tracker):
    tracker("add", "Send proposal", "--due", "tomorrow")
    tracker("done", "proposal")
    assert tracker("done", "--undo", "proposal").stdout == "Taken back: Send proposal\n"
    assert tracker.json("promises", "--json")[0]["outcome"] == "pending"


def test_words_that_two_promises_hold_are_not_guessed(tracker):
    for body in ("Send proposal", "Send photographs"):
        tracker("add", body, "--due", "tomorrow")
    assert "2 promises hold “send”" in tracker.complaint("done", "send")
    assert {row["outcome"] for row in tracker.json("promises", "--json")} == {"pending"}


def test_words_that_no_promise_holds_say_where_to_look(tracker):
    assert "tracker promises --all" in tracker.complaint("done", "nothing like it")


@pytest.mark.parametrize("words", ["whenever", "soon", "", "the blue one"])
def test_words_that_name_no_time_are_refused_with_some_that_do(tracker, words):
    assert "'Friday 17:00'" in tracker.complaint("add", "Send proposal", "--due", words)
    assert tracker.json("promises", "--json") == []


def test_words_that_mean_two_days_are_refused_with_both(tracker):
    complaint = tracker.complaint("add", "Send proposal", "--due", "next Friday")
    assert re.search(r"can be read as \d{4}-\d\d-\d\d .* or \d{4}-\d\d-\d\d", complaint)


def test_a_promise_of_no_words_is_refused(tracker):
    assert "what is promised" in tracker.complaint("add", "  ", "--due", "tomorrow")


def test_a_promise_needs_a_due(tracker):
    assert "--due" in tracker("add", "Send proposal", code=1).stderr


NOW = datetime.now(UTC)
TICKED_OFF = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
BEGIN:VTODO
UID:ladder
DTSTAMP:20260101T000000Z
DUE:{NOW + timedelta(days=2):%Y%m%dT%H%M%SZ}
SUMMARY:!p Return the ladder to Nils
STATUS:COMPLETED
COMPLETED:{NOW - timedelta(hours=3):%Y%m%dT%H%M%SZ}
END:VTODO
END:VCALENDAR
""".replace("\n", "\r\n")


def test_what_its_calendar_calls_done_is_delivered_as_told(tracker):
    built = tracker.tracker()
    with built.database.read() as db:
        (user,) = accounts.users(db)
    following.upload(built.database, built.seal, user, TICKED_OFF.encode(), name="Work", now=built.clock())
    built.database.close()
    tracker("sync")
    assert tracker.json("promises", "--json")[0]["outcome"] == "pending"
    assert tracker("done", "--as-told", "ladder").stdout == "Delivered, as its calendar says: Return the ladder\n"
    (row,) = tracker.json("promises", "--all", "--json")
    assert datetime.fromisoformat(row["delivered_at"]) == (NOW - timedelta(hours=3)).replace(microsecond=0)
    assert entries(tracker) == [("accepted", "marker"), ("delivered", "calendar+command")]


def test_what_no_calendar_calls_done_is_not_delivered_as_told(tracker):
    tracker("add", "Send proposal", "--due", "tomorrow")
    says = "No calendar says that “Send proposal” was done. Without --as-told it is delivered now."
    assert says in tracker.complaint("done", "--as-told", "proposal")
    assert tracker.json("promises", "--json")[0]["outcome"] == "pending"
