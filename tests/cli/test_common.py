"""What every command tells in one plain line when the service cannot be opened, or cannot do what it was told."""

import os
import re
import subprocess
import sys
import time
from contextlib import closing

import pytest
from sqlalchemy import text

from tests.faults.storage.disk import ORDINARY, read_only, strace
from tests.making import FRIDAY, NOW, user
from tracker.services import ledger
from tracker.store import accounts

TRACKER = [sys.executable, "-m", "tracker"]
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def test_a_database_of_a_newer_tracker_is_said_to_be_one(tracker):
    database = tracker.tracker().database
    with database.write() as db:
        db.execute(text("update alembic_version set version_num = '9999'"))
    database.close()
    told = tracker.complaint("promises")
    says = "The database was made by a newer tracker. Install that one, or put back the copy that was made before it."
    assert told == says


def test_a_file_that_is_no_database_is_told_with_where_to_look(command):
    command.data.mkdir()
    (command.data / "tracker.sqlite3").write_bytes(b"not a database" * 1000)
    said = command.complaint("promises")
    assert "what keeps it is damaged" in said
    assert "put the last back-up back; tracker doctor says what is damaged." in said


def test_a_server_that_is_away_is_told_without_its_password(command):
    command.settings.write_text(
        f'data = "{command.data}"\n[database]\nurl = "postgresql://efua:secret@127.0.0.1:1/tracker"\n'
    )
    complaint = command.complaint("promises")
    assert complaint.startswith("The database cannot be read. See that its file or server is there")
    assert "secret" not in complaint


def test_a_zone_that_this_machine_does_not_know_is_told_with_how_to_have_it(tracker):
    with closing(tracker.tracker().database) as database, database.write() as db:
        db.execute(text("UPDATE users SET zone = 'Nowhere/Yet'"))
    said = tracker.complaint("promises")
    assert said.startswith("A user's time zone is not there: ")
    assert "Nowhere/Yet" in said
    assert "Install the package tzdata beside tracker (pip install tzdata), or your system's" in said
    assert "FAULT  Zone data: a user's time zone is not there" in tracker("doctor", code=1).stdout


def test_before_anybody_is_here_it_is_said_how_to_begin(command):
    says = "There is no user yet. Start with: tracker run, or: tracker user add EMAIL"
    assert command.complaint("promises") == says


@pytest.mark.parametrize(
    ("error", "says"),
    [
        ("ENOSPC", "the disk is full. Make room on it, then do it once more"),
        ("EDQUOT", "as much is kept as this account may. Make room, then do it once more"),
        ("EIO", "the disk reports errors. See to it, then do it once more"),
        ("EROFS", "the disk can only be read. Let tracker write to it, then do it once more"),
    ],
)
def test_what_a_disk_does_not_take_is_told_by_what_would_mend_it(tracker, tmp_path, error, says):
    copy = tmp_path / "copy.json"
    injected = ["-e", "trace=write", "-e", f"inject=write:error={error}", "-P", copy]
    failing = [strace(), "-f", "--seccomp-bpf", "-o", os.devnull, *injected]
    words = [*failing, *TRACKER, "--config", tracker.settings, "export", "--out", copy]
    told = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert (told.returncode, told.stderr) == (1, f"Error: Not done: {says}.\n")
    assert not copy.exists(), "half a copy is none"


def test_what_may_not_be_written_is_told_by_its_name(command):
    command.data.mkdir()
    with read_only(command.data):
        words = [*ORDINARY, *TRACKER, "--config", command.settings, "user", "list"]
        told = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    says = r"this may not be read or written. Let the account that runs tracker do so\."
    assert told.returncode == 1
    assert re.fullmatch(rf"Error: Not done \({command.data}/\.keys\.toml\.\w+\): {says}\n", told.stderr)


@pytest.mark.postgresql
def test_what_changed_by_another_hand_meanwhile_is_not_done(command, postgresql):
    said = {"promisee": "Ama", "due": FRIDAY, "dated": False, "via": "page", "now": NOW}
    with postgresql.write() as db:
        accounts.add_user(db, user())
    promise = ledger.add(postgresql, user(), body="send proposal", **said)
    address = postgresql._url.set(drivername="postgresql").render_as_string(hide_password=False)
    command.settings.write_text(f'data = "{command.data}"\n[database]\nurl = "{address}"\n')
    with postgresql.write() as db:
        ledger.delivered(db, user(), promise.id, NOW, "page", NOW)
        words = [*TRACKER, "--config", command.settings, "done", "--undo", promise.id]
        running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        _waits(postgresql)
    out, err = running.communicate(timeout=60)
    assert (out, err) == ("", "Error: It changed just now by another hand. Look again, then do it again.\n")


def _waits(database):
    """Until somebody waits for what another transaction holds."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with database.read() as db:
            if db.execute(text(WAITING)).scalar_one():
                return
        time.sleep(0.05)
    raise AssertionError("nobody waited")
