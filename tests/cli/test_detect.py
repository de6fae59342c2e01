"""`tracker detect --jsonl`: one line in, one line out, whatever the line."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from tracker.cli.detect import answers, detect_command


def _answer(**line: Any) -> dict[str, Any]:
    (answer,) = answers([json.dumps({"id": 7} | line).encode()])
    return dict(json.loads(answer))


def test_a_title_is_answered_with_who_what_and_when() -> None:
    found = _answer(kind="title", text="Send proposal to Ama by Tuesday", reference="2026-01-02", tz="Europe/Berlin")
    assert set(found) == {"id", "label", "score", "who", "what", "due", "grain", "alternatives", "evidence"}
    assert (found["id"], found["label"], found["who"], found["what"]) == (7, "promise", "Ama", "Send proposal")
    assert (found["due"], found["grain"]) == ("2026-01-06", "day")
    assert all(set(each) == {"rule", "quote", "weight"} for each in found["evidence"])


def test_attendees_turn_a_name_into_an_address() -> None:
    attendees = [{"name": "Ama Owusu", "address": "Ama@example.com"}, "Kofi", "nils@example.com"]
    assert _answer(kind="title", text="Send proposal to Ama", attendees=attendees)["who"] == "ama@example.com"


def test_a_title_without_a_reference_has_no_due() -> None:
    assert _answer(kind="title", text="Send proposal by Tuesday")["due"] is None


def test_a_note_names_its_owner() -> None:
    found = _answer(kind="note", text="- Kofi to update the plan by Friday", meeting_date="2026-01-05")
    assert (found["label"], found["who"], found["due"]) == ("action", "Kofi", "2026-01-09")


def test_a_heading_as_context_makes_a_bare_line_an_action() -> None:
    assert _answer(kind="note", text="Book the room")["label"] == "none"
    assert _answer(kind="note", text="Book the room", context="Action items")["label"] == "action"


def test_the_first_person_in_a_note_is_its_owner() -> None:
    assert _answer(kind="note", text="I will call the printer", owner="Efua")["who"] == "Efua"


@pytest.mark.parametrize(("text", "label"), [("I'll send you the draft tomorrow.", 1), ("The draft is long.", 0)])
def test_a_sentence_is_answered_with_a_number(text: str, label: int) -> None:
    assert _answer(kind="sentence", text=text)["label"] == label


def test_an_unclear_due_is_answered_with_its_likeliest_reading() -> None:
    found = _answer(kind="due", text="next Tuesday", reference="2026-01-02T09:00:00", tz="-05:00")
    assert (found["due"], found["grain"], found["score"]) == ("2026-01-06", "day", 0.5)
    assert found["alternatives"] == ["2026-01-13"]


def test_a_clock_time_is_told_with_its_offset() -> None:
    found = _answer(kind="due", text="by 5pm", reference="2026-01-02T09:00:00", tz="America/New_York")
    assert (found["due"], found["grain"]) == ("2026-01-02T17:00-05:00", "minute")


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        (b"nonsense", "one JSON object on each line"),
        (b"[1]", "must be a JSON object"),
        (b"\xff\xfe", "UTF-8"),
        (b"[" * 50_000, "one JSON object"),
        (b'{"id": 1, "kind": "poem", "text": ""}', '"kind" must be one of'),
        (b'{"id": 1, "kind": ["due"], "text": ""}', '"kind" must be one of'),
        (b'{"id": 1, "kind": "title"}', '"text" must be given'),
        (b'{"id": 1, "kind": "due", "text": "by Tuesday"}', 'needs a "reference"'),
        (b'{"id": 1, "kind": "due", "text": "x", "reference": "soon"}', "write it as 2026-03-10"),
        (b'{"id": 1, "kind": "due", "text": "x", "reference": "2026-01-02", "tz": "Moon/Base"}', "Europe/Berlin"),
        (
            b'{"id": 1, "kind": "due", "text": "x", "reference": "2026-01-02", "tz": "../etc/x"}',
            'no time zone: write "Europe',
        ),
        (b'{"id": 1, "kind": "due", "text": "x", "reference": 5}', '"reference" must be a string'),
        (
            b'{"id": 1, "kind": "title", "text": "x", "attendees": "Ama"}',
            '"attendees" must be a list of names or addresses',
        ),
        (b'{"id": 1, "kind": "title", "text": "x", "attendees": [5]}', "must be a name"),
        (b'{"text": "' + b"x" * 200_000 + b'"}', "send a shorter text"),
    ],
)
def test_a_bad_line_is_answered_with_how_to_mend_it_and_the_next_is_read(line: bytes, fix: str) -> None:
    bad, good = answers([line, b'{"id": 2, "kind": "sentence", "text": "I will."}'])
    assert fix in json.loads(bad)["error"]
    assert json.loads(good)["id"] == 2


def test_the_command_answers_in_order() -> None:
    asked = "".join(json.dumps({"id": n, "kind": "title", "text": "Pay rent"}) + "\n" for n in range(5))
    result = CliRunner().invoke(detect_command, ["--jsonl"], input=asked)
    assert result.exit_code == 0
    assert [json.loads(line)["id"] for line in result.output.splitlines()] == [0, 1, 2, 3, 4]
