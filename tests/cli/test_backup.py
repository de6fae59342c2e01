"""`tracker backup` and `tracker restore` of a whole service, as a person says them."""

import os
import re
import shutil
import stat
import subprocess
import sys
from contextlib import closing

import pytest

from tests.cli.conftest import Command
from tests.making import NOW
from tests.services.moved import peopled
from tracker.services.backups import back_up
from tracker.store import held
from tracker.store.database import Database

NO_LETTERS = "Nothing is sent and no calendar is read until you say: tracker restore --confirm"


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "a copy.sqlite3"


@pytest.fixture
def afresh(tracker, tmp_path):
    """The same service on another machine, where nothing is kept yet but its keys."""
    folder = tmp_path / "afresh"
    (folder / "data").mkdir(parents=True, mode=0o700)
    (folder / "config.toml").write_text(f'data = "{folder}/data"\n')
    shutil.copy(tracker.data / "keys.toml", folder / "data")
    return Command(folder)


def test_what_is_backed_up_is_put_back_elsewhere_and_held_until_it_is_confirmed(tracker, afresh, copy):
    tracker("add", "Send proposal", "--due", "tomorrow")
    before = tracker("promises", "--json").stdout
    said = tracker("backup", str(copy)).stdout
    assert f"{copy} is a whole copy as of " in said
    assert "1 users are in it, and 2 entries of their ledgers, each replayed." in said
    assert "Keep keys.toml too, in another place." in said
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    tracker("add", "Call Kofi", "--due", "tomorrow")
    said = afresh("restore", str(copy)).stdout
    assert "1 users, each compared, and 2 entries of their ledgers, replayed." in said
    assert NO_LETTERS in said
    assert afresh("promises", "--json").stdout == before
    assert "Let go." in afresh("restore", "--confirm", "--yes").stdout
    assert "Nothing is held here" in afresh("restore", "--confirm").stdout


def test_to_let_it_go_one_must_say_that_the_service_of_before_is_stopped(tracker, afresh, copy):
    tracker("backup", str(copy))
    afresh("restore", str(copy))
    said = afresh("restore", "--confirm", code=1).stdout
    assert re.search(r"Held since 20.* UTC, restored as of 20.* UTC", said)
    assert "0 letters wait to go out" in said
    assert "Is the service of before stopped for good?" in said
    with afresh.tracker().database.read() as db:
        assert held.held(db)


def test_a_back_up_put_in_the_place_of_the_database_is_the_database_of_then_and_held(tracker, copy):
    tracker("add", "Send proposal", "--due", "tomorrow")
    before = tracker("promises", "--json").stdout
    tracker("backup", str(copy))
    tracker("add", "Call Kofi", "--due", "tomorrow")
    for name in ("tracker.sqlite3", "tracker.sqlite3-wal", "tracker.sqlite3-shm"):
        (tracker.data / name).unlink(missing_ok=True)
    shutil.copy(copy, tracker.data / "tracker.sqlite3")
    first = tracker("promises", "--json")
    assert "A back-up was put in the database's place. Nothing is sent until" in first.stderr
    assert first.stdout == before
    assert tracker("promises", "--json").stderr == ""
    assert "Held since" in tracker("restore", "--confirm", "--yes").stdout


@pytest.mark.postgresql
def test_a_service_on_postgresql_is_backed_up_and_put_back_on_sqlite(afresh, cluster, copy, tmp_path):
    with cluster.lend() as address:
        with closing(Database(address)) as database:
            peopled(database)
        settings = tmp_path / "postgresql.toml"
        settings.write_text(f'data = "{tmp_path}/other"\n[database]\nurl = "{address}"\n')
        words = [sys.executable, "-m", "tracker", "--config", str(settings), "backup", str(copy)]
        said = subprocess.run(words, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "3 users are in it" in said
    assert "3 users, each compared" in afresh("restore", str(copy)).stdout


def test_a_sealed_one_is_made_without_the_key_and_opened_with_it(tracker, afresh, copy, tmp_path):
    key = tmp_path / "key"
    said = tracker("backup", "--new-key", str(key)).stdout
    (recipient,) = set(re.findall(r"age1\w+", said))
    assert f"Back up with: tracker backup --for {recipient} FILE" in said
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "is there already. A key is never overwritten" in tracker.complaint("backup", "--new-key", str(key))
    assert "checked and sealed" in tracker("backup", "--for", recipient, str(copy)).stdout
    assert b"efua@example.com" not in copy.read_bytes()
    assert "a copy.sqlite3 is sealed. Say which key opens it: --key FILE" in afresh.complaint("restore", str(copy))
    assert NO_LETTERS in afresh("restore", str(copy), "--key", str(key)).stdout


def test_a_recipient_that_is_none_is_refused_with_the_way_to_make_one(tracker, copy):
    said = tracker.complaint("backup", "--for", "efua", str(copy))
    assert "begins with age1. Make one with: tracker backup --new-key FILE" in said
    assert not copy.exists()


def test_without_the_keys_of_then_nothing_is_put_back(tracker, afresh, copy):
    tracker("backup", str(copy))
    (afresh.data / "keys.toml").unlink()
    assert "Put the keys.toml of then there first" in afresh.complaint("restore", str(copy))
    assert os.listdir(afresh.data) == []


def test_with_other_keys_it_is_said_that_calendars_have_to_be_connected_again(tracker, afresh, copy, tmp_path):
    with closing(Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")) as database:
        database.upgrade()
        back_up(peopled(database), copy, NOW)
    assert "do not open what is sealed in it" in afresh("restore", str(copy)).stderr


def test_where_somebody_lives_nothing_is_put_back(tracker, copy):
    tracker("backup", str(copy))
    before = tracker("user", "list").stdout
    assert "is not empty: it holds audit, users" in tracker.complaint("restore", str(copy))
    assert tracker("user", "list").stdout == before


def test_what_is_no_back_up_is_refused_and_so_is_half_a_one(tracker, afresh, copy):
    tracker("backup", str(copy))
    copy.write_bytes(copy.read_bytes()[:50_000])
    assert "a copy.sqlite3 is half a file, or damaged. Take another back-up." in afresh.complaint(
        "restore", str(copy)
    )
    copy.write_bytes(b"Dear diary")
    assert afresh.complaint("restore", str(copy))


def test_a_file_that_is_there_is_never_overwritten(tracker, tmp_path):
    there = tmp_path / "letters.txt"
    there.write_text("mine")
    assert "is there already. Say another file" in tracker.complaint("backup", str(there))
    assert there.read_text() == "mine"


def test_a_place_where_nothing_can_be_written_is_named(tracker, tmp_path):
    assert "cannot be written" in tracker.complaint("backup", str(tmp_path / "nowhere" / "copy.sqlite3"))
    assert "cannot be written" in tracker.complaint("backup", "--new-key", str(tmp_path / "nowhere" / "key"))


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("backup", "Say into which file: tracker backup FILE"),
        ("restore", "Say out of which file: tracker restore FILE"),
    ],
)
def test_who_names_no_file_is_asked_for_one(tracker, word, says):
    assert tracker.complaint(word) == says
