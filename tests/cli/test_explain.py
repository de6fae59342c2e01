"""`tracker detect --explain`: what is said, and that the sum comes out."""

import re

import pytest
from click.testing import CliRunner

from tracker.cli.detect import detect_command

MONDAY = ("--reference", "2026-03-02T09:00", "--tz", "Europe/Berlin")


def explained(*arguments: str) -> str:
    result = CliRunner().invoke(detect_command, ["--explain", *MONDAY, *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_title_is_told_with_what_to_whom_and_by_when() -> None:
    told = explained("Send Ama the outline by Friday 5pm")
    assert told.splitlines()[1].startswith("  a promise, ")
    assert "who: Ama" in told
    assert "due: Friday 6 March 2026, 17:00 (counted from Monday 2 March 2026)" in told


def test_the_parts_add_up_to_the_sum_that_is_shown() -> None:
    for text in ("Send Ama the outline by Friday", "Lunch with Kofi", "Stand-up", "Vacances", "Katze", "x"):
        *parts, whole = re.findall(r"^ {4,5}([+-]\d+\.\d\d)  ", explained(text), re.MULTILINE)
        assert sum(map(float, parts)) == pytest.approx(float(whole), abs=0.005 * (len(parts) + 1)), text


def test_a_due_that_is_open_is_told_with_all_its_readings() -> None:
    told = explained("--kind", "due", "next Friday")
    assert ", which is asked (counted from Monday 2 March 2026)" in told


def test_words_that_name_no_time_are_said_to_name_none() -> None:
    assert "names no time" in explained("--kind", "due", "hard-500")


@pytest.mark.parametrize(("kind", "text"), [("note", "Kofi: book the room"), ("sentence", "I will call you.")])
def test_notes_and_sentences_are_explained_too(kind: str, text: str) -> None:
    assert "because:" in explained("--kind", kind, text)


@pytest.mark.parametrize(
    "arguments", [[], ["--explain"], ["--jsonl", "Pay rent"], ["--jsonl", "--explain", "Pay rent"], ["Pay rent"]]
)
def test_half_a_question_is_refused_with_how_to_ask(arguments: list[str]) -> None:
    result = CliRunner().invoke(detect_command, arguments)
    assert result.exit_code == 2
    assert "lines on standard input, or --explain" in result.output


def test_a_bad_reference_is_one_plain_line() -> None:
    result = CliRunner().invoke(detect_command, ["--explain", "--reference", "soon", "Pay rent"])
    assert result.exit_code == 1
    assert "write it as 2026-03-10" in result.output
