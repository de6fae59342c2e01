"""`tracker digest`: this week's letter, shown or sent."""

import pytest

from tests.running import receiving


def letters(tracker):
    return list((tracker.data / "letters/new").glob("*"))


def test_a_dry_run_shows_the_letter_and_keeps_and_sends_nothing(tracker):
    tracker("add", "Send proposal", "--to", "Ama", "--due", "tomorrow 17:00")
    for _ in range(2):
        said = tracker("digest", "--dry-run").stdout
        assert said.startswith("Subject: 1 due in 7 days, for Ama\n\n")
        assert "Send proposal" in said
    assert letters(tracker) == []
    assert tracker.json("export")["tables"]["letters"] == []


def test_the_letter_is_sent_once_a_week(tracker):
    assert tracker("digest").stdout == "Sent: 1 letter.\n"
    assert tracker("digest").stdout.startswith("Nothing was sent: the letter of ")
    (letter,) = letters(tracker)
    assert b"To: efua@example.com" in letter.read_bytes()


def test_a_letter_that_is_not_taken_is_kept_and_says_where_to_look(tracker, tmp_path):
    with receiving(tmp_path, answers={"RCPT": "450 later"}) as post:
        with tracker.settings.open("a") as settings:
            settings.write(f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nfrom = "tracker@example.com"\n')
            settings.write(f'ca_file = "{post.ca_file}"\n')
        result = tracker("digest", code=1)
        assert result.stdout == ""
        assert "tracker doctor" in result.stderr
        assert post.letters == []
        doctor = tracker("doctor", code=1).stdout
    assert "does not take letters for this address yet" in doctor


@pytest.mark.parametrize("words", ["digest", "digest --dry-run", "export", "promises", "sync", "user link"])
def test_without_a_user_each_command_says_how_to_begin(command, words):
    assert "tracker user add EMAIL" in command.complaint(*words.split())
