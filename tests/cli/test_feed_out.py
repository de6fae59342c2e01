"""`tracker feed out`: one's promises as a calendar, which `tracker feed check` takes as it stands."""

import json

from tests.calendars.validity import faults
from tracker.domain.event import OURS


def test_it_is_valid_and_comes_back_through_feed_check(tracker, tmp_path):
    tracker("add", "Send proposal", "--to", "Ama", "--due", "tomorrow 17:00")
    tracker("add", "Call the bank", "--to", "the bank", "--due", "in 3 days")
    done = tracker("add", "Return the ladder", "--to", "Tomas", "--due", "in 2 days").stdout.strip()
    tracker("add", "Review the draft", "--from", "Kofi", "--due", "tomorrow")
    tracker("done", done)
    body = tracker("feed", "out").stdout_bytes
    assert faults(body) == []
    file = tmp_path / "promises.ics"
    file.write_bytes(body)
    (found,) = map(json.loads, tracker("feed", "check", "--json", str(file)).stdout.splitlines())
    assert (found["status"], found["messages"], found["skipped"]) == ("accept", [], [])
    rows = tracker.json("promises", "--all", "--json")
    mine = {row["id"]: row for row in rows if row["promiser"] == "me"}
    assert set(found["events"]) == {f"{id}-todo{OURS}" for id in mine} | {
        f"{id}-due{OURS}" for id in mine if id != done
    }
    dues = {uid: start for uid, start, _ in found["occurrences"]}
    for id, row in mine.items():
        if id != done:
            wanted = row["due"][:10] if row["dated"] else row["due"].replace("+00:00", "Z")
            assert dues[f"{id}-due{OURS}"] == wanted


def test_with_nothing_promised_it_is_an_empty_calendar(tracker):
    body = tracker("feed", "out").stdout_bytes
    assert faults(body) == []
    assert b"BEGIN:VTODO" not in body
