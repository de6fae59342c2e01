"""`tracker add` with one line, as one would write it in a calendar: read, shown, and asked about where unclear."""

import pytest
from click.testing import CliRunner

from tracker.cli import main
from tracker.services import people
from tracker.store import accounts


@pytest.fixture
def typing(tracker):
    """`tracker` at a terminal, with somebody who types answers."""

    def run(*words, answers=""):
        return CliRunner().invoke(main, ["--config", str(tracker.settings), *words], input=answers)

    return run


@pytest.fixture
def known(tracker):
    """Names persons whom Efua knows."""

    def name(*names):
        service = tracker.tracker()
        with service.database.read() as db:
            (efua,) = accounts.users(db)
        for one in names:
            people.name_person(service.database, efua, name=one, via="command", now=service.clock())

    return name


def test_a_line_is_read_for_body_promisee_and_due_and_shown(tracker):
    said = tracker("add", "Send proposal to Ama by 6 Jan 2090")
    (row,) = tracker.json("promises", "--json")
    assert said.stdout.strip() == row["id"]
    assert (row["body"], row["promisee"], row["due"][:10]) == ("Send proposal", "Ama", "2090-01-06")
    assert "Read as: Send proposal to Ama, due Fri 06 Jan 2090." in said.stderr


def test_what_another_promised_is_read_too(tracker):
    tracker("add", "Kofi to send the draft by 6 Jan 2090 17:00")
    (row,) = tracker.json("promises", "--json")
    assert (row["body"], row["promiser"], row["dated"]) == ("send the draft", "Kofi", False)


def test_a_name_is_the_person_whom_it_means(tracker, known):
    known("Ama Mensah")
    tracker("add", "Send proposal to Ama by 6 Jan 2090")
    assert tracker.json("promises", "--json")[0]["promisee"] == "Ama Mensah"


def test_without_a_due_it_is_asked_for_and_nonsense_asked_again(typing, tracker):
    said = typing("add", "Send proposal to Ama", answers="soonish\n6 Jan 2090\n")
    assert said.exit_code == 0, said.stderr
    assert said.stderr.count("By when?") == 2
    assert tracker.json("promises", "--json")[0]["due"][:10] == "2090-01-06"


def test_a_due_with_two_readings_is_asked_about(typing, tracker):
    said = typing("add", "Send proposal to Ama by next Tuesday", answers="6 Jan 2090\n")
    assert "can be read as" in said.stderr
    assert tracker.json("promises", "--json")[0]["body"] == "Send proposal"


def test_two_of_a_name_are_asked_about(typing, tracker, known):
    known("Ama Mensah", "Ama Owusu")
    typing("add", "Send proposal to Ama by 6 Jan 2090", answers="Ama Owusu\n")
    assert tracker.json("promises", "--json")[0]["promisee"] == "Ama Owusu"


@pytest.mark.parametrize(
    ("line", "remedy"), [("Send proposal to Ama", "--due"), ("Send proposal to Ama by next Tuesday", "--due")]
)
def test_where_nobody_answers_it_is_refused_with_the_remedy_and_nothing_kept(tracker, line, remedy):
    assert remedy in tracker("add", line, code=1).stderr
    assert tracker.json("promises", "--json") == []


def test_with_a_due_of_its_own_the_body_is_taken_as_it_stands(tracker):
    tracker("add", "Send proposal to Ama by Friday", "--due", "6 Jan 2090")
    assert tracker.json("promises", "--json")[0]["body"] == "Send proposal to Ama by Friday"
