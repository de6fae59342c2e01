"""`tracker doctor` on storage that is really broken: each state that `make faults` makes of files and databases
is found, with its remedy, and the doctor itself leaves nothing behind.
"""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.cli.doctoring import lived, states
from tests.cluster import FAST, Server, a_folder, made, programs_or_skip, serving
from tests.faults.storage import disk
from tests.faults.storage.hosted import HOLDS as HOLDS_PROMISES

MAKE_ROOM = "Make room there: letters, calendars and promises are not kept once it is full."
SEE_TO_IT = "See to the disk soon; the system's log says more. Make a back-up on another one: tracker backup FILE"
LET_WRITE = (
    "Let tracker write again: its account must own its folder and files, their disk not be mounted read-only, and "
    "PostgreSQL not be told that nobody writes (default_transaction_read_only)."
)
PUT_BACK = "Stop tracker, and put the last back-up back: tracker restore; docs/backup.md says how."
END_IT = "End that program; tracker goes on by itself then."
SERVER = "See that its file or server is there and can be written: [database] url in config.toml."
MOUNTS = disk.may_mount()  # where not, and nothing may be skipped, strace says alone how a full disk is told
strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here: apt install strace")
SPOILS = """
import os, signal, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN")
for number in range(2000):
    db.execute("INSERT INTO beats VALUES (?, ?)", [f"never {number}", "x" * 100])
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def one(tmp_path):
    return lived(tmp_path / "one")


def test_what_is_well_is_looked_at_without_a_trace(one):
    before = [*states(one.service.folder)]
    assert one.looked() == {}
    assert [*states(one.service.folder)] == before


if MOUNTS:

    def test_a_disk_that_is_full_to_the_last_byte(tmp_path):
        folder = tmp_path / "one"
        with disk.small(folder / "data", 24):
            one = lived(folder)
            with disk.filled(one.data):
                found = one.looked()
        assert found == {
            "Disk": f"nothing can be kept in {one.data}: the disk is full. {MAKE_ROOM}",
            "Writing": f"nothing can be kept: the disk is full. {MAKE_ROOM}",
        }


@strace
@pytest.mark.parametrize(
    ("calls", "error", "says"),
    [
        ("pwrite64", "EIO", f"the disk reports errors. {SEE_TO_IT}"),
        (disk.SYNCS, "EIO", f"the disk reports errors. {SEE_TO_IT}"),
        ("pwrite64", "ENOSPC", f"the disk is full. {MAKE_ROOM}"),
    ],
)
def test_a_disk_that_fails_when_something_is_written_or_brought_to_it(one, calls, error, says):
    injected = (disk.strace(), "-f", "-o", os.devnull, "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}")
    found = one.looked(injected)
    assert found.pop("Disk") == f"nothing can be kept in {one.data}: {says}"
    assert found in ({}, {"Writing": f"nothing can be kept: {says}"})


@strace
def test_a_disk_that_cannot_be_read(one):
    only = ("-P", str(one.file), "-e", "trace=pread64", "-e", "inject=pread64:error=EIO")
    found = one.looked((disk.strace(), "-f", "-o", os.devnull, *only))
    assert found["Database"] == f"it cannot be opened: the disk reports errors. {SEE_TO_IT}"
    assert found["Pages"] == f"not all of the database file can be read: the disk reports errors. {SEE_TO_IT}"


def test_a_folder_and_files_that_can_only_be_read(one):
    with disk.read_only(one.data):
        found = one.looked(disk.ORDINARY)
    assert found == {
        "Disk": f"nothing can be kept in {one.data}: what keeps it can only be read just now. {LET_WRITE}",
        "Writing": f"nothing can be kept: what keeps it can only be read just now. {LET_WRITE}",
    }


@pytest.mark.parametrize(
    ("begins", "part", "what"),
    [("IMMEDIATE", "Writing", "nothing can be kept"), ("EXCLUSIVE", "Database", "it cannot be opened")],
)
def test_another_program_that_holds_the_file_for_longer_than_we_wait(one, begins, part, what):
    with disk.holding(disk.HOLDS.replace("IMMEDIATE", begins), str(one.file), "600"):
        (found,) = one.looked().items()
    assert found[0] == part
    assert found[1].startswith(f"{what}: another program holds what keeps it (process ")
    assert found[1].endswith(END_IT)


def test_a_folder_that_is_gone_is_not_made_anew(one):
    shutil.rmtree(one.data)
    found = one.looked()
    assert list(found) == ["Data folder"]
    assert found["Data folder"].startswith(f"{one.data} is not there. If nothing was kept yet, start it once:")
    assert "Else see whether its disk is mounted, and whether data in config.toml" in found["Data folder"]
    assert not one.data.exists()


@pytest.mark.parametrize("emptied", [False, True])
def test_a_file_that_is_gone_is_not_made_anew_and_the_newest_back_up_is_named(one, emptied):
    newest = one.data / "backups" / "tracker-20260105T090000Z.sqlite3"
    newest.parent.mkdir()
    one.file.rename(newest)
    if emptied:
        one.file.touch()
    before = [*states(one.data)]
    found = one.looked()
    assert list(found) == ["Database"]
    assert found["Database"].startswith(
        f"{one.file} is not there, or empty; the newest back-up is {newest}. If nothing"
    )
    assert (
        "Else put the file back where it was, or the last back-up in its place: docs/backup.md" in found["Database"]
    )
    assert [*states(one.data)] == before


def test_keys_that_are_gone_are_not_made_anew(one):
    (one.data / "keys.toml").unlink()
    found = one.looked()
    assert list(found) == ["Keys"]
    assert found["Keys"].startswith(
        f"there are none in {one.data}, so that nothing opens which is sealed. Put keys.toml"
    )
    assert not (one.data / "keys.toml").exists()


@pytest.mark.parametrize("at", [0, 100], ids=["header", "first page"])
def test_a_file_that_is_no_database_any_more(one, at):
    with one.file.open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * 100)
    found = one.looked()
    assert found["Database"] == f"it cannot be opened: what keeps it is damaged. {PUT_BACK}"
    assert found["Pages"].startswith("the database file is damaged: ")
    assert found["Pages"].endswith(PUT_BACK)


def test_a_file_of_which_half_is_left(one):
    os.truncate(one.file, one.file.stat().st_size // 2)
    assert one.looked()["Pages"] == f"the database file is damaged: database disk image is malformed. {PUT_BACK}"


def test_a_word_that_another_program_wrote_and_nobody_can_read(one):
    with closing(sqlite3.connect(one.file)) as db, db:
        db.execute("UPDATE users SET addresses = '{'")
    found = one.looked()
    assert found["Database"].startswith(
        "something that is kept there cannot be read (JSONDecodeError). Something else"
    )


def test_a_journal_of_a_write_that_was_killed_is_no_fault_and_nothing_of_it_stays(one):
    with subprocess.Popen([sys.executable, "-c", SPOILS, str(one.file)]) as killed:
        assert killed.wait(60) == -signal.SIGKILL
    assert one.file.with_name("tracker.sqlite3-journal").stat().st_size
    assert one.looked() == {}
    with closing(sqlite3.connect(one.file)) as db:
        assert db.execute("SELECT count(*) FROM beats WHERE name LIKE 'never%'").fetchone() == (0,)


@pytest.fixture
def server():
    """A PostgreSQL server of one test's own."""
    server = Server(programs_or_skip(), a_folder(), FAST)
    with made(server), serving(server):
        yield server


@pytest.fixture
def on_server(server, tmp_path):
    return lived(tmp_path / "one", TRACKER_DATABASE__URL=server.new("one", "one"))


def say(server, *statements):
    with psycopg.connect(server.address("postgres"), autocommit=True) as db:
        for statement in statements:
            db.execute(statement)


@contextmanager
def small_space(server, name):
    """A file system of its own for a database's tables, filled to the last byte."""
    with disk.small(a_folder(), 64) as space:
        owner = (server.folder / "data").stat()
        os.chown(space, owner.st_uid, owner.st_gid)
        say(server, f"CREATE TABLESPACE small LOCATION '{space}'", f"ALTER DATABASE {name} SET TABLESPACE small")
        with disk.filled(space):
            yield
        say(server, f"ALTER DATABASE {name} SET TABLESPACE pg_default", "DROP TABLESPACE small")


@pytest.mark.postgresql
def test_a_server_that_is_well_is_looked_at_without_a_trace(on_server, server):
    assert on_server.looked() == {}
    with psycopg.connect(server.address("one")) as db:
        assert db.execute("SELECT count(*) FROM beats WHERE name = 'checkup'").fetchone() == (0,)
        assert db.execute("SELECT to_regclass('doctors_trial')").fetchone() == (None,)


if MOUNTS:

    @pytest.mark.postgresql
    def test_a_server_whose_disk_is_full(on_server, server):
        with small_space(server, "one"):
            found = on_server.looked()
        assert found == {"Writing": f"nothing can be kept: the disk is full. {MAKE_ROOM}"}


@pytest.mark.postgresql
def test_a_server_that_was_told_that_nobody_writes(on_server, server):
    say(server, "ALTER DATABASE one SET default_transaction_read_only = on")
    found = on_server.looked()
    assert found == {"Writing": f"nothing can be kept: what keeps it can only be read just now. {LET_WRITE}"}


@pytest.mark.postgresql
@pytest.mark.parametrize("mode", ["EXCLUSIVE", "ACCESS EXCLUSIVE"])
def test_a_table_that_another_program_holds_for_longer_than_we_wait(on_server, server, mode):
    holds = HOLDS_PROMISES.replace("IN EXCLUSIVE", f"IN {mode}")
    with disk.holding(holds, server.address("one"), "600"):
        (found,) = on_server.looked().items()
    assert found[0] == ("Writing" if mode == "EXCLUSIVE" else "Database")
    assert ": another program holds what keeps it (process " in found[1]
    assert found[1].endswith(END_IT)


@pytest.mark.postgresql
def test_a_server_that_is_away(on_server, server):
    server.kill()
    try:
        found = on_server.looked()
    finally:
        server.start()
    assert found == {"Database": f"it cannot be opened (OperationalError). {SERVER}"}
