"""`tracker export`, `tracker restore` and `tracker user wipe`: everything out, away, and in again."""

import json
import os
import pty
import stat
import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tracker.cli import main

EFUA = "efua@example.com"


@pytest.fixture
def lived(tracker):
    """Efua has a promise that she kept, and one that she has not yet."""
    tracker("add", "Send proposal to Zoë", "--due", "tomorrow")
    tracker("done", "proposal")
    tracker("add", "Call Kofi", "--to", "Kofi", "--due", "tomorrow 17:00")
    return tracker


def test_an_export_is_one_document_with_everything(lived):
    told = lived.json("export")["tables"]
    acts = [entry["act"] for entry in told["entries"] if entry["thing"] == "promise"]
    assert acts == ["added", "delivered", "added"]
    assert {row["record"]["body"] for row in told["promises"]} == {"Send proposal to Zoë", "Call Kofi"}
    assert "Zoë" in lived("export").stdout


def test_export_wipe_restore_is_as_it_was(lived, tmp_path):
    copy = tmp_path / "copy.json"
    lived("export", "--with-secrets", "--out", str(copy))
    before, promises = lived("export").stdout, lived("promises", "--all").stdout
    said = lived("user", "wipe", "--yes", EFUA).stdout
    assert "2 promises, 4 entries of their history" in said
    assert lived.json("user", "list", "--json") == []
    assert f"{EFUA} is back: 2 promises, 4 entries" in lived("restore", str(copy)).stdout
    assert lived("export").stdout == before
    assert lived("promises", "--all").stdout == promises


def test_a_file_is_for_its_owners_eyes_and_never_written_over(lived, tmp_path):
    copy = tmp_path / "copy.json"
    lived("export", "--out", str(copy))
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "is there already" in lived.complaint("export", "--out", str(copy))
    assert "cannot be written" in lived.complaint("export", "--out", str(tmp_path / "none" / "copy.json"))
    assert json.loads(copy.read_text())["tracker"] == 2


def test_sheets_are_a_zip(lived):
    result = CliRunner().invoke(main, ["--config", str(lived.settings), "export", "--csv"])
    with ZipFile(BytesIO(result.stdout_bytes)) as packed:
        assert "Send proposal to Zoë" in packed.read("promises.csv").decode("utf-8-sig")


def test_on_a_terminal_sheets_are_not_shown_but_told_where_to_go(lived):
    shown, terminal = pty.openpty()
    call = [sys.executable, "-m", "tracker", "--config", str(lived.settings), "export", "--csv"]
    ended = subprocess.run(call, env={}, stdout=terminal, stderr=subprocess.PIPE, text=True, timeout=120)
    os.close(terminal)
    os.close(shown)
    assert ended.stderr == "Error: A zip is not for the eyes. Say where it goes: --out tracker.zip\n"


def test_a_wipe_asks_and_another_word_than_the_address_removes_nothing(lived):
    before = lived("export").stdout
    for typed in ("yes\n", "kofi@example.com\n", "\n\n"):
        result = CliRunner().invoke(main, ["--config", str(lived.settings), "user", "wipe"], input=typed)
        assert result.exit_code == 1
        assert "2 promises" in result.stdout
        other = "That is another address, so nothing was removed. Type the one that was named."
        assert (other in result.stderr) == bool(typed.strip())
    assert lived("export").stdout == before


def test_what_is_no_copy_is_refused_in_one_line(tracker, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    (tmp_path / "other.bin").write_bytes(b"\xff\xfe\x00")
    for name in ("other.json", "other.bin"):
        assert "no copy that tracker wrote" in tracker.complaint("restore", str(tmp_path / name))


def test_a_copy_goes_into_an_empty_account_only_and_only_if_it_is_named(lived, tmp_path):
    copy = tmp_path / "copy.json"
    lived("export", "--out", str(copy))
    assert "never overwrites" in lived.complaint("restore", str(copy))
    assert "an empty account only" in lived.complaint("restore", str(copy), "--into", EFUA)
    lived("user", "wipe", "--yes", EFUA)
    lived("user", "add", EFUA, "--zone", "Africa/Accra")
    assert "--into" in lived.complaint("restore", str(copy))
    assert "is back" in lived("restore", str(copy), "--into", EFUA).stdout
    assert len(lived.json("promises", "--all", "--json")) == 2
