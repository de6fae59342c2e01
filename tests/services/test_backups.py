"""A whole service in one file of one instant, of either engine, put back on either: nothing lost, and then held."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from alembic import command

from tests.conftest import ENGINES
from tests.faults.storage import backup as writers
from tests.making import DAY, NOW
from tests.services.moved import SEAL, Died, dying_after, nobody, peopled, place
from tests.services.moved import held as rows
from tests.store.test_database import config
from tests.store.test_held import LETTER, keep
from tracker.domain.entry import Act
from tracker.services import backups, ledger, moving, restoring_whole
from tracker.services.backups import Unkept, back_up
from tracker.services.moving import Unmoved
from tracker.services.replay import audit
from tracker.services.restoring_whole import Unrestored, restore
from tracker.store import accounts, calendars, held, letters, sealed_file, tenants
from tracker.store import moving as store
from tracker.store.database import Database
from tracker.store.seal import Seal
from tracker.store.sealed_file import SealedFileTrouble
from tracker.store.tables import metadata

LATER = NOW + DAY


@pytest.fixture
def file(tmp_path):
    """Where the back-up goes: a folder of its own, to see that nothing else is left there."""
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "a back-up.sqlite3"


@pytest.fixture
def elsewhere(migrated_file, tmp_path):
    """Another SQLite database, migrated and empty."""
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "tracker.db"
    shutil.copy(migrated_file, path)
    with closing(Database(f"sqlite:///{path}")) as database:
        yield database


@pytest.fixture(params=ENGINES)
def empty(request, cluster, elsewhere):
    """An empty database of either engine, which is never the one that is backed up."""
    if request.param == "sqlite":
        yield elsewhere
        return
    with cluster.lend() as address, closing(Database(address)) as database:
        yield database


def restored(file, target, heard=nobody, now=LATER, **but):
    return restore(file, place(target), heard, now, **but)


def but_for_letters(held_rows):
    """Without what a hold gives up."""
    return {name: many for name, many in held_rows.items() if name not in ("letters", "notices")}


# One file, of one instant, on either engine.


def test_what_is_put_back_is_what_was_there_whichever_engine_either_is(database, empty, file):
    peopled(database)
    before = rows(database)
    made = back_up(database, file, NOW)
    done = restored(file, empty)
    assert rows(empty) == rows(database) == before
    assert (made.of, made.users, made.entries, made.amiss) == (NOW, 3, len(before["entries"]), ())
    assert (done.of, done.came.users, done.came.entries) == (NOW, 3, made.entries)
    assert sum(done.came.rows.values()) == sum(map(len, before.values()))


def test_whoever_goes_on_there_writes_the_next_entry_of_the_chain(database, empty, file):
    back_up(peopled(database), file, NOW)
    restored(file, empty)
    with empty.read() as db:
        user = accounts.user(db, "user1")
        assert SEAL.open(calendars.sealed_of(db, "user2", "work"), owner="user2") == "https://example.com/feed.ics"
    ledger.deliver(empty, user, "user1-p0", via="page", now=LATER)
    with empty.read() as db:
        assert audit(db, "user1").whole


def test_it_is_one_file_for_its_owner_alone_that_says_what_it_is(database, file):
    made = back_up(peopled(database), file, NOW)
    assert os.listdir(file.parent) == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stat().st_size == made.bytes
    with closing(Database(f"sqlite:///{file}")) as copy, copy.read() as db:
        assert store.back_up_of(db) == store.BackUp(NOW, database.kind, database.revision())


def test_what_lived_there_is_not_in_it(database, file):
    with database.write() as db:
        letters.lead(db, "somebody", NOW, NOW + timedelta(minutes=3))
        letters.beat(db, "worker", NOW)
    back_up(database, file, NOW)
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT name FROM leases").fetchall() == [(store.BACK_UP,)]
        assert copy.execute("SELECT count(*) FROM beats").fetchall() == [(0,)]


def test_a_file_that_is_there_is_never_overwritten(sqlite, file):
    file.write_text("mine")
    with pytest.raises(Unkept, match="is there already"):
        back_up(sqlite, file, NOW)
    assert file.read_text() == "mine"


def test_not_even_one_that_came_while_it_was_made(sqlite, file):
    def comes(what, _done, _of):
        if what == "checking":
            file.write_text("mine")

    with pytest.raises(Unkept, match=r"came meanwhile, and was not overwritten. Say another file"):
        back_up(sqlite, file, NOW, heard=comes)
    assert file.read_text() == "mine"
    assert os.listdir(file.parent) == [file.name]


def test_whoever_fails_leaves_nothing_there(database, file, tmp_path):
    before = {*tmp_path.rglob("*")}
    with pytest.raises(Died):
        back_up(peopled(database), file, NOW, heard=dying_after(2))
    assert {*tmp_path.rglob("*")} == before


def test_a_copy_with_other_rows_than_the_database_is_no_back_up(sqlite, file):
    def loses(what, _done, _of):
        if what == "comparing":
            (copy,) = file.parent.rglob("tracker.sqlite3")
            with closing(sqlite3.connect(copy)) as db:
                db.execute("DELETE FROM calendars")
                db.commit()

    with pytest.raises(Unkept, match="has other rows than the database, which may be damaged: tracker doctor"):
        back_up(peopled(sqlite), file, NOW, heard=loses)
    assert not file.exists()


@pytest.mark.postgresql
def test_rows_that_do_not_come_as_they_are_make_no_back_up(postgresql, file):
    lost = []

    def loses(what, _done, _of):
        if what.startswith("comparing") and not lost:
            (copy,) = file.parent.rglob("tracker.sqlite3")
            with closing(sqlite3.connect(copy)) as db:
                db.execute("DELETE FROM calendars")
                db.commit()
            lost.append(copy)

    with pytest.raises(Unkept, match="is not the same on both sides"):
        back_up(peopled(postgresql), file, NOW, heard=loses)
    assert not file.exists()


def test_an_older_database_is_brought_up_to_date_before_anything(sqlite, elsewhere, file):
    back_up(elsewhere, file, NOW)
    with sqlite.write() as db:
        command.downgrade(config(db), "0015")
    with pytest.raises(Unkept, match=r"of another version of tracker than this. Back it up with that one"):
        back_up(sqlite, file.with_name("other"), NOW)
    with pytest.raises(
        Unrestored, match=r"is of another version of tracker. Bring it up to date: tracker db upgrade"
    ):
        restored(file, sqlite)


def test_a_ledger_that_is_not_whole_is_backed_up_and_named(database, empty, file):
    peopled(database, users=1)
    with database.write() as db:
        row = {"thing": "promise", "subject": "x", "at": NOW, "by": "user0", "via": "page", "act": Act.EDITED.value}
        db.execute(metadata.tables["entries"].insert().values(user_id="user0", before={}, after={}, hash="", **row))
    assert back_up(database, file, NOW).amiss == ("user0@example.com",)
    restored(file, empty)
    assert rows(empty) == rows(database)


def test_rows_that_point_at_nothing_are_found_before_somebody_relies_on_the_file(sqlite, file):
    peopled(sqlite, users=1)
    with closing(sqlite3.connect(sqlite.path)) as db:
        db.execute("UPDATE calendars SET user_id = 'nobody'")
        db.commit()
    with pytest.raises(backups.backup.BackupBroken, match=r"The copy of .* is damaged: .* Restore an earlier one"):
        back_up(sqlite, file, NOW)
    assert not file.exists()


def test_what_is_half_full_is_not_backed_up(database, file):
    with database.write() as db:
        store.arrive(db, store.Mark("one", "sqlite"))
    with pytest.raises(Unkept, match="half full"):
        back_up(database, file, NOW)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_back_up_while_four_write_holds_the_first_so_many_of_each_up_to_its_instant(
    engine, request, elsewhere, tmp_path
):
    found = writers.taken(request.getfixturevalue(engine), elsewhere, tmp_path)
    print(found)
    assert found.acts >= writers.BEFORE
    assert (found.lost, found.torn, found.followed) == (0, 0, 0)
    assert found.held


# Sealed.


def test_a_sealed_back_up_is_opened_by_its_key_alone(database, empty, file, tmp_path):
    key, other = tmp_path / "key", tmp_path / "other"
    recipient = sealed_file.new_key(key)
    sealed_file.new_key(other)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    back_up(peopled(database), file, NOW, recipient)
    assert b"user1@example.com" not in file.read_bytes()
    assert os.listdir(file.parent) == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for wrong, said in (
        (None, "is sealed. Say which key"),
        (other, "does not open .*: it was sealed for another key"),
        (file, "is no key"),
    ):
        with pytest.raises((Unrestored, SealedFileTrouble), match=said):
            restored(file, empty, key=wrong)
    restored(file, empty, key=key)
    assert rows(empty) == rows(database)


def test_what_is_to_be_sealed_never_lies_open_where_the_back_ups_do(sqlite, file, tmp_path):
    recipient, seen = sealed_file.new_key(tmp_path / "key"), set()

    def looks(_what, _done, _of):
        seen.update(one.name for one in file.parent.rglob("*") if one.is_file())

    back_up(peopled(sqlite), file, NOW, recipient, looks)
    assert seen == set()


def test_a_recipient_that_is_none_is_said_before_any_work_is_done(sqlite, file):
    with pytest.raises(SealedFileTrouble, match="begins with age1"):
        back_up(sqlite, file, NOW, "efua@example.com", dying_after(0))


@pytest.mark.parametrize("part", [0.01, 0.5, 0.999])
def test_half_a_sealed_file_is_named_as_such(sqlite, elsewhere, file, tmp_path, part):
    recipient = sealed_file.new_key(tmp_path / "key")
    back_up(peopled(sqlite), file, NOW, recipient)
    file.write_bytes(file.read_bytes()[: int(part * file.stat().st_size)])
    with pytest.raises(SealedFileTrouble, match=r"is half a file, or was changed. Take another back-up"):
        restored(file, elsewhere, key=tmp_path / "key")
    assert_empty(elsewhere)


def test_one_changed_byte_of_a_sealed_file_is_noticed(sqlite, elsewhere, file, tmp_path):
    recipient = sealed_file.new_key(tmp_path / "key")
    back_up(peopled(sqlite), file, NOW, recipient)
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with pytest.raises(SealedFileTrouble, match="was changed"):
        restored(file, elsewhere, key=tmp_path / "key")


def test_a_key_is_never_overwritten(tmp_path):
    sealed_file.new_key(tmp_path / "key")
    before = (tmp_path / "key").read_text()
    with pytest.raises(FileExistsError):
        sealed_file.new_key(tmp_path / "key")
    assert (tmp_path / "key").read_text() == before


# Put back: held, whole, or not at all.


def test_what_is_put_back_is_held_until_somebody_says_so(database, empty, file):
    peopled(database)
    with database.write() as db:
        keep(db, replace(LETTER, user="user1"))
    back_up(database, file, NOW)
    done = restored(file, empty)
    moving.demand_home(empty)
    with empty.write() as db:
        assert held.held(db) == held.Held(LATER, NOW)
        assert not letters.lead(db, "somebody", LATER, LATER + DAY)
        assert done.unsent == 1
        held.release(db)
        assert letters.lead(db, "somebody", LATER, LATER + DAY)
        assert letters.letters_due(db, LATER + DAY) == ()
    assert but_for_letters(rows(empty)) == but_for_letters(rows(database))


def test_a_back_up_put_in_the_place_of_the_database_is_held_as_well(sqlite, file):
    back_up(peopled(sqlite), file, NOW)
    with closing(Database(f"sqlite:///{file}")) as copy:
        assert restoring_whole.settle(copy, LATER)
        with copy.read() as db:
            assert held.held(db) == held.Held(LATER, NOW)
        assert not restoring_whole.settle(copy, LATER + DAY)
    assert not restoring_whole.settle(sqlite, LATER)


@pytest.mark.parametrize("steps", [1, 6, 20])
def test_whoever_dies_at_any_step_goes_on_when_it_is_said_again(database, empty, file, steps):
    before = rows(peopled(database))
    back_up(database, file, NOW)
    with pytest.raises(Died):
        restored(file, empty, dying_after(steps), piece=20)
    with pytest.raises(Unmoved, match="Say that tracker restore again"):
        moving.demand_home(empty)
    restored(file, empty)
    assert rows(empty) == before
    moving.demand_home(empty)


def test_half_of_one_is_not_ended_with_another(sqlite, elsewhere, file):
    back_up(peopled(sqlite), file, NOW)
    other = file.with_name("other.sqlite3")
    back_up(sqlite, other, LATER)
    with pytest.raises(Died):
        restored(file, elsewhere, dying_after(6), piece=20)
    with pytest.raises(Unrestored, match=rf"half full: a restore of {file.name}"):
        restored(other, elsewhere)


def test_a_database_that_holds_something_is_refused_and_stays_as_it_is(database, empty, file):
    back_up(peopled(database), file, NOW)
    before = rows(peopled(empty, users=1))
    with pytest.raises(Unrestored, match=r"is not empty: it holds .* Restore into a new database: set another"):
        restored(file, empty)
    assert rows(empty) == before
    moving.demand_home(empty)


def test_twice_is_once_and_says_so(sqlite, elsewhere, file):
    back_up(peopled(sqlite), file, NOW)
    restored(file, elsewhere)
    with pytest.raises(
        Unrestored, match=r"holds this back-up by now. Nothing is sent until: tracker restore --confirm"
    ):
        restored(file, elsewhere)


def test_where_somebody_is_at_work_nothing_is_put_back(database, empty, file):
    back_up(peopled(database), file, NOW)
    with empty.write() as db:
        letters.lead(db, "somebody", LATER, LATER + timedelta(minutes=3))
    with pytest.raises(Unrestored, match=r"tracker is at work on .* Stop it, and try again after"):
        restored(file, empty)


@pytest.mark.parametrize("part", [0.02, 0.5, 0.99])
def test_half_a_file_is_named_as_such(sqlite, elsewhere, file, part):
    back_up(peopled(sqlite), file, NOW)
    file.write_bytes(file.read_bytes()[: int(part * file.stat().st_size)])
    with pytest.raises(Unrestored, match=r"is half a file, or damaged. Take another back-up"):
        restored(file, elsewhere)
    assert_empty(elsewhere)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.8])
def test_one_whose_disk_lost_a_page_is_named_as_such(sqlite, elsewhere, file, part):
    back_up(peopled(sqlite), file, NOW)
    raw = bytearray(file.read_bytes())
    page = int(part * len(raw)) // 4096 * 4096
    raw[page : page + 4096] = bytes(4096)
    file.write_bytes(raw)
    with pytest.raises(Unrestored, match="or damaged"):
        restored(file, elsewhere)
    assert_empty(elsewhere)


def test_what_is_no_back_up_is_named_as_such(elsewhere, file):
    file.write_bytes(b"")
    with pytest.raises(
        Unrestored, match=r"is no back-up of tracker. Say a file that tracker backup wrote, or one of"
    ):
        restored(file, elsewhere)
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")
    with pytest.raises(Unrestored, match="is no back-up"):
        restored(file, elsewhere)


def test_one_of_a_newer_tracker_is_named_as_such(sqlite, elsewhere, file):
    back_up(peopled(sqlite), file, NOW)
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    with pytest.raises(
        Unrestored, match=r"is of a newer tracker. Install that one here first; tracker --version says"
    ):
        restored(file, elsewhere)
    assert_empty(elsewhere)


def test_one_of_an_older_tracker_is_brought_up_to_date_aside_and_put_back(sqlite, empty, file):
    before = rows(peopled(sqlite))
    back_up(sqlite, file, NOW)
    with closing(Database(f"sqlite:///{file}")) as copy, copy.write() as db:
        command.downgrade(config(db), "0015")
    old = file.read_bytes()
    restored(file, empty)
    assert rows(empty) == before
    assert file.read_bytes() == old
    assert os.listdir(file.parent) == [file.name]


@pytest.mark.postgresql
def test_a_role_whom_the_walls_bind_backs_up_and_puts_back_everybody(cluster, file):
    ends = [Database(cluster.bare("hosted")) for _ in range(2)]
    for database in ends:
        database.upgrade()
    peopled(ends[0])
    back_up(ends[0], file, NOW)
    assert restored(file, ends[1]).came.users == 3
    assert rows(ends[1]) == rows(ends[0])
    for database in ends:
        with database.read() as db:
            assert tenants.walled(db)
        database.close()


def test_the_file_itself_is_never_written_to(database, empty, file):
    back_up(peopled(database), file, NOW)
    file.chmod(0o400)
    before = file.read_bytes(), file.stat().st_mtime_ns
    restored(file, empty)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert os.listdir(file.parent) == [file.name]


def test_a_database_that_was_copied_by_hand_is_as_old_as_its_file(sqlite, elsewhere, file):
    peopled(sqlite)
    sqlite.close()
    shutil.copy(sqlite.path, file)
    os.utime(file, (NOW.timestamp(), NOW.timestamp()))
    assert restored(file, elsewhere).of == NOW


def test_a_database_in_use_or_half_full_is_no_back_up(sqlite, elsewhere, file):
    with sqlite.write() as db:
        letters.lead(db, "somebody", LATER, LATER + timedelta(minutes=3))
    shutil.copy(sqlite.path, file)
    with pytest.raises(
        Unrestored, match=r"at work on a back-up\.sqlite3\. Stop it first, or make a copy with: tracker backup FILE"
    ):
        restored(file, elsewhere)
    with sqlite.write() as db:
        letters.resign(db, "somebody")
        store.arrive(db, store.Mark("one", "elsewhere"))
    shutil.copy(sqlite.path, file)
    with pytest.raises(Unrestored, match="half full: a move from elsewhere"):
        restored(file, elsewhere)


def test_what_killed_ones_left_goes_when_another_ends(sqlite, elsewhere, file, tmp_path):
    recipient, day = sealed_file.new_key(tmp_path / "key"), DAY.total_seconds()
    left = [sqlite.path.with_name("copy.old.part"), sqlite.path.with_name("copy.new.part")]
    left += [elsewhere.path.with_name("restore.old.part")]
    for at, one in zip((-2 * day, -day / 2, 0), left, strict=True):
        one.mkdir()
        (one / "tracker.sqlite3").touch()
        os.utime(one, (NOW.timestamp() + at, NOW.timestamp() + at))
    back_up(sqlite, file, NOW, recipient)
    restored(file, elsewhere, key=tmp_path / "key")
    assert [one.name for one in left if one.exists()] == ["copy.new.part"]


def test_whether_keys_open_what_is_sealed_is_told_by_the_first_thing_that_is(database):
    assert restoring_whole.opens(database, SEAL)
    peopled(database, users=2)
    assert restoring_whole.opens(database, SEAL)
    other = Seal([Seal.new_key()])
    assert not restoring_whole.opens(database, other)
    with database.write() as db:
        for user in accounts.users(db):
            for one in calendars.calendars(db, user.id):
                calendars.replace_sealed(db, user.id, one.id, "")
    assert restoring_whole.opens(database, other)


def assert_empty(database):
    assert not any(rows(database).values())
    moving.demand_home(database)
