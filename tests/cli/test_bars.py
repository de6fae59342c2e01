"""Bars of progress: on a terminal, of work that takes long, and gone in the end."""

import json
import logging
import re
from io import BytesIO, StringIO

import pytest

from tracker.cli.bars import Text, bar, counted, lines, reading
from tracker.domain.progress import Step

ERASED = "\x1b[2K"


class Terminal(StringIO):
    """What a person looks at, as it is drawn."""

    def isatty(self) -> bool:
        return True

    @property
    def words(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.getvalue())


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def told():
    """What was told of work."""
    return []


def test_a_bar_says_how_far_it_is_and_is_gone_in_the_end():
    screen = Terminal()
    with reading("Work", screen, after=0) as heard:
        heard(Step.ASKING, 0, 0)
        heard(Step.LOOKING, 1500, 5185)
    assert "Work: looking for promises in 1,500 of 5,185 events" in screen.words
    assert screen.getvalue().rstrip().endswith(ERASED)


def test_what_is_over_within_a_second_shows_none():
    screen = Terminal()
    with reading("Work", screen) as heard:
        heard(Step.LOOKING, 1500, 5185)
    assert screen.words.strip() == ""


def test_a_bar_is_gone_too_when_the_work_fails():
    screen = Terminal()

    def work():
        with bar("Copy", screen, after=0) as told:
            told("half", 1, 2)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    assert screen.getvalue().rstrip().endswith(ERASED)


def test_a_file_or_a_pipe_gets_none_nor_does_a_plain_terminal_or_a_log(monkeypatch, caplog):
    file, plain, logged = StringIO(), Terminal(), Terminal()
    with bar("Copy", file, after=0) as told:
        told("half", 1, 2)
    with caplog.at_level(logging.INFO), bar("Copy", logged, after=0) as told:
        told("half", 1, 2)
    monkeypatch.setenv("TERM", "dumb")
    with bar("Copy", plain, after=0) as told:
        told("half", 1, 2)
    assert (file.getvalue(), plain.getvalue(), logged.getvalue()) == ("", "", "")


def test_a_name_commands_no_terminal_and_is_no_markup():
    screen = Terminal()
    with bar("[red]\x1b]0;mine\x07", screen, after=0) as told:
        told("half", 1, 2)
    assert "[red] ]0;mine : half" in screen.words


def test_lines_text_and_rows_go_by_as_they_are_and_are_told_of(tmp_path, told):
    hear = lambda *what: told.append(what)  # noqa: E731
    file = tmp_path / "lines"
    file.write_bytes(b"one line\n" * 250)
    with file.open("rb") as stream:
        assert b"".join(lines(stream, hear)) == file.read_bytes()
    assert told == [("0 lines", 0, 2250), ("100 lines", 900, 2250), ("200 lines", 1800, 2250)]
    assert list(lines(BytesIO(b"a\nb\n"), hear))[1:] == [b"b\n"]
    assert told.pop() == ("0 lines", 0, 0), "nobody knows how much comes out of a pipe"
    with file.open("rb") as raw, Text(raw, hear) as text:
        assert text.read() == file.read_text()
    assert told.pop() == ("2 of 2 KB", 2250, 2250)
    assert list(counted([b"x"] * 101, 100, hear)) == [b"x"] * 101
    assert told[-2:] == [("0 of 100 rows", 0, 100), ("100 of 100 rows", 100, 100)]


def test_commands_whose_output_is_read_by_programs_say_no_more_than_before(tracker, tmp_path):
    copy = tmp_path / "copy.json"
    result = tracker("export", "--out", str(copy))
    assert (result.stdout, result.stderr) == ("", "")
    assert json.loads(copy.read_text())["tracker"] == 2
