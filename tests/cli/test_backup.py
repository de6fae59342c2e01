"""`tracker backup`: a copy that can be put in the database's place."""

import shutil
import stat


def test_a_backup_put_in_its_place_is_the_database_of_then(tracker, tmp_path):
    copy = tmp_path / "a copy.sqlite3"
    tracker("add", "Send proposal", "--due", "tomorrow")
    before = tracker("promises", "--json").stdout
    assert f"{copy} is a whole copy" in tracker("backup", str(copy)).stdout
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    tracker("add", "Call Kofi", "--due", "tomorrow")
    assert tracker("promises", "--json").stdout != before
    for name in ("tracker.sqlite3", "tracker.sqlite3-wal", "tracker.sqlite3-shm"):
        (tracker.data / name).unlink(missing_ok=True)
    shutil.copy(copy, tracker.data / "tracker.sqlite3")
    assert tracker("promises", "--json").stdout == before


def test_a_file_that_is_there_is_never_overwritten(tracker, tmp_path):
    there = tmp_path / "letters.txt"
    there.write_text("mine")
    assert "is there already. Say another file" in tracker.complaint("backup", str(there))
    assert there.read_text() == "mine"


def test_a_place_where_nothing_can_be_written_is_named(tracker, tmp_path):
    assert "cannot be written" in tracker.complaint("backup", str(tmp_path / "nowhere" / "copy.sqlite3"))
