"""`tracker user`: who keeps promises here; and what was backed up, put back."""

import re
import shutil
import sqlite3
from contextlib import closing

import pytest

from tracker.services import signin


def test_a_user_is_added_and_listed(command):
    said = command("user", "add", "Efua@Example.com", "--zone", "Africa/Accra", "--name", "Efua").stdout
    assert "tracker user link --user efua@example.com" in said
    assert command("user", "list").stdout == "efua@example.com  Africa/Accra\n"
    (row,) = command.json("user", "list", "--json")
    assert (row["email"], row["zone"], set(row)) == ("efua@example.com", "Africa/Accra", {"id", "email", "zone"})


def test_with_nobody_the_list_is_empty(command):
    assert command("user", "list").stdout == ""
    assert command.json("user", "list", "--json") == []


def test_a_link_signs_its_user_in_once(tracker):
    (link,) = tracker("user", "link").stdout.splitlines()
    token = re.fullmatch(r"http://127\.0\.0\.1:8000/signin/(\S+)", link).group(1)
    built = tracker.tracker()
    assert signin.invited(built.database, token, built.clock()).email == "efua@example.com"
    assert signin.redeem(built.database, token, built.clock())
    assert signin.redeem(built.database, token, built.clock()) is None
    built.database.close()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (("efua@example.com",), "here already"),
        (("efua",), "efua@example.com"),
        (("ama@example.com", "--zone", "Mars/Olympus"), "Africa/Accra"),
    ],
)
def test_who_cannot_be_added_is_told_why(tracker, words, remedy):
    assert remedy in tracker.complaint("user", "add", *words)
    assert len(tracker.json("user", "list", "--json")) == 1


def test_letters_can_be_sent_elsewhere(tracker):
    assert tracker("user", "mail", "efua@example.org").stdout == "Letters go to efua@example.org now.\n"
    assert tracker("user", "list").stdout == "efua@example.org  Africa/Accra\n"
    tracker("digest")
    (letter,) = (tracker.data / "letters/new").iterdir()
    assert b"To: efua@example.org" in letter.read_bytes()


ASKING = [("promises",), ("sync",), ("digest", "--dry-run"), ("export",), ("user", "link"), ("done", "x")]


@pytest.mark.parametrize("words", ASKING)
def test_with_several_users_each_command_asks_whose(tracker, words):
    tracker("user", "add", "kofi@example.com", "--zone", "UTC")
    assert "--user EMAIL" in tracker.complaint(*words)
    stranger = tracker.complaint(*words, "--user", "nobody@example.com")
    assert stranger.startswith("No user has that address. See who is here")


def test_what_one_adds_the_other_does_not_see(tracker):
    tracker("user", "add", "kofi@example.com", "--zone", "UTC")
    tracker("add", "Send proposal", "--due", "tomorrow", "--user", "EFUA@example.com")
    assert len(tracker.json("promises", "--json", "--user", "efua@example.com")) == 1
    assert tracker.json("promises", "--json", "--user", "kofi@example.com") == []
    assert "No promise holds" in tracker.complaint("done", "proposal", "--user", "kofi@example.com")


@pytest.mark.parametrize("how", ["stopped, by a plain copy", "running, by sqlite3"])
def test_what_was_backed_up_as_the_readme_says_can_be_put_back(tracker, tmp_path, how):
    tracker("add", "Send proposal", "--due", "tomorrow")
    before, copy = tracker("export").stdout, tmp_path / "copy"
    shutil.copytree(tracker.data, copy)
    if how.startswith("running"):
        with (
            closing(sqlite3.connect(tracker.data / "tracker.sqlite3")) as from_,
            closing(sqlite3.connect(copy / "again.sqlite3")) as to,
        ):
            from_.backup(to)  # what `.backup` does
        (copy / "again.sqlite3").replace(copy / "tracker.sqlite3")
    shutil.rmtree(tracker.data)
    shutil.move(copy, tracker.data)
    assert tracker("export").stdout == before
