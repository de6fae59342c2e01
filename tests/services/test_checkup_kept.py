"""What keeps everything, broken for real: each state is found, and comes with its remedy."""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.keeping import keep
from tests.making import DAY, FRIDAY, HOUR, NOW, promise
from tests.services.test_work import FakeJobs
from tracker.domain.promise import Term
from tracker.services import zones
from tracker.services.backup_rounds import Plan, made, make_due
from tracker.services.checkup import PUT_BACK
from tracker.services.checkup_kept import CONFIRM, kept_checkup
from tracker.services.sync import Doors
from tracker.services.work import Work
from tracker.services.zones import Reckoning
from tracker.store import held, letters, moving, posture
from tracker.store.backup import BackupBroken
from tracker.store.database import Database
from tracker.store.moving import Mark

MINUTE = timedelta(minutes=1)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def plan(data):
    return Plan(data / "backups", DAY, 3)


def looked(database, data=None, plan=None, now=NOW):
    found = {one.part: one for one in kept_checkup(data, database, plan, now)}
    assert all(one.remedy for one in found.values() if not one.well)
    return found


def fault(part, database, *more, **but):
    """What is said of a part that is not well, and its remedy."""
    one = looked(database, *more, **but)[part]
    assert not one.well
    return one.found, one.remedy


def service(database, clock):
    work = Work(database, Doors({}, lambda *_: ()), None, clock)
    work.on(FakeJobs(), MINUTE)
    return work


def backed_up(database, plan, at=NOW, **how):
    clock = FakeClock(at)
    make_due(database, plan, clock)
    make_due(database, plan, FakeClock(at + HOUR), **how)


def broken(*_):
    raise BackupBroken("The copy of the database is damaged: page 4. Restore an earlier one.")


def test_what_is_well_has_no_fault(database, data, plan):
    found = looked(database, data, plan)
    off = ["Clock"] * (database.kind == "postgresql")  # its clock goes on while a test's stands still
    assert [one.part for one in found.values() if not one.well] == off
    assert {"Disk", "Writing", "Time", "Back-ups"} <= found.keys()
    assert ("Pages" in found) == (database.kind == "sqlite")


def test_it_leaves_nothing_written(database, data, plan):
    looked(database, data, plan)
    with database.read() as db:
        assert letters.last_beat(db, "checkup") is None


def test_what_was_restored_and_is_not_confirmed(database):
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
    said, remedy = fault("Restore", database)
    assert "since 05 January 2026, 09:00 UTC" in said
    assert "back-up of 04 January 2026, 09:00 UTC" in said
    assert remedy == CONFIRM
    assert "tracker restore --confirm" in remedy
    with database.write() as db:
        held.release(db)
    assert "Restore" not in looked(database)


def test_a_move_that_has_not_ended(database):
    with database.write() as db:
        moving.arrive(db, Mark("one", "sqlite"))
    said, remedy = fault("Place", database)
    assert "half full" in said
    assert remedy


def test_another_program_that_holds_the_database(sqlite):
    with sqlite.read() as db:
        db.exec_driver_sql("PRAGMA busy_timeout=1")
    with closing(sqlite3.connect(sqlite.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said, remedy = fault("Writing", sqlite)
    assert "another program holds" in said
    assert f"(process {os.getpid()})" in said
    assert remedy == "End that program; tracker goes on by itself then."
    assert looked(sqlite)["Writing"].well


@pytest.mark.postgresql
def test_a_database_that_can_only_be_read(postgresql):
    with postgresql.write() as db:
        name = db.exec_driver_sql("SELECT current_database()").scalar_one()
        db.exec_driver_sql(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    again = Database(postgresql._engine.url.render_as_string(hide_password=False))
    said, _ = fault("Writing", again)
    again.close()
    assert "can only be read" in said


def test_a_file_with_a_damaged_page(sqlite, tmp_path):
    sqlite.close()
    copy = tmp_path / "damaged.db"
    shutil.copy(sqlite.path, copy)
    with copy.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    said, remedy = fault("Pages", Database(f"sqlite:///{copy}"))
    assert "damaged" in said
    assert remedy == PUT_BACK


def test_a_file_that_is_no_database_hides_nothing_else(data):
    file = data / "tracker.sqlite3"
    file.write_bytes(b"words" * 4000)
    found = looked(Database(f"sqlite:///{file}"), data)
    assert not found["Pages"].well
    assert not found["Storage"].well
    assert found["Disk"].well


def test_a_journal_that_was_torn_is_mended_by_the_database_itself(sqlite):
    torn = Path(f"{sqlite.path}-wal")
    sqlite.close()
    torn.write_bytes(b"\x37\x7f\x06\x82" + bytes(range(200)))
    again = Database(f"sqlite:///{sqlite.path}")
    found = looked(again)
    again.close()
    assert found["Pages"].well
    assert found["Writing"].well


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), 8 * DAY])
def test_a_clock_that_went_back(database, ahead):
    with database.write() as db:
        letters.beat(db, "work", NOW + ahead)
    said, remedy = fault("Time", database)
    assert "behind" in said
    assert "timedatectl" in remedy


@pytest.mark.postgresql
def test_a_clock_that_goes_otherwise_than_the_servers(postgresql, data):
    with postgresql.read() as db:
        now = posture.time_there(db)
    assert looked(postgresql, data, now=now)["Clock"].well
    for off in (-HOUR, 8 * DAY):
        said, remedy = fault("Clock", postgresql, data, now=now + off)
        assert "seconds off the database's" in said
        assert remedy == "Run an NTP service on each machine."
    assert "Clock" not in looked(postgresql, now=now), "of a hosted service it is told elsewhere"


def test_two_services_started_by_accident(sqlite):
    clock = FakeClock()
    first, second = service(sqlite, clock), service(sqlite, clock)
    first.tick()
    assert "Services" not in looked(sqlite)
    second.tick()
    said, remedy = fault("Services", sqlite)
    assert said == "two run on this database"
    assert remedy.startswith("End one")
    for _ in range(4):
        clock.pass_by(MINUTE)
        first.tick()
    assert "Services" not in looked(sqlite, now=clock())


def test_zone_data_that_are_other_than_those_by_which_dues_were_reckoned(database):
    assert "Zone data" not in looked(database)
    with database.write() as db:
        letters.beat(db, f"{zones.BEAT} other", NOW)  # by a tracker with other data, which beats under their name
    said, remedy = fault("Zone data", database)
    assert "other than that by which dues were last reckoned" in said
    assert "Start tracker once more" in remedy
    Reckoning(database, FakeClock())()
    assert "Zone data" not in looked(database)


@pytest.mark.postgresql
def test_several_workers_of_a_hosted_service_are_no_accident(postgresql):
    clock = FakeClock()
    for one in (service(postgresql, clock), service(postgresql, clock)):
        one.tick()
    assert "Services" not in looked(postgresql)


def test_dues_that_are_not_where_the_zone_data_have_them(database, data, efua):
    ahead = FRIDAY.astimezone(timezone(HOUR))  # in Accra, by rules that had it an hour ahead
    with database.write() as db:
        keep(db, efua.id, replace(promise(), terms=(Term(ahead, NOW, zone="Africa/Accra"),)))
    said, remedy = fault("Zone data", database, data)
    assert said == "dues that lie ahead are elsewhere by it than they were: 1"
    assert "Start tracker once more" in remedy
    Reckoning(database, FakeClock())()
    assert "Zone data" not in looked(database, data)


def test_a_disk_that_is_nearly_full(database, data):
    free = shutil.disk_usage(data).free
    assert "MiB are free" in looked(database, data)["Disk"].found
    found = {one.part: one for one in kept_checkup(data, database, None, NOW, low=2 * free)}["Disk"]
    assert (found.well, "Make room" in found.remedy) == (False, True)


def test_the_last_back_up_is_told_with_its_instant(database, plan):
    assert looked(database, plan=plan)["Back-ups"].found == "there is none yet"
    backed_up(database, plan)
    found = looked(database, plan=plan)["Back-ups"]
    assert found.well
    assert found.found == "the last one is of 05 January 2026, 10:00 UTC; it was opened and read back"


def test_a_back_up_that_failed(database, plan):
    backed_up(database, plan, maker=broken)
    said, remedy = fault("Back-ups", database, plan=plan, now=NOW + HOUR)
    assert said == "there is none yet; one failed since"
    assert "page 4" in remedy
    make_due(database, plan, FakeClock(NOW + 3 * HOUR))
    assert looked(database, plan=plan, now=NOW + 3 * HOUR)["Back-ups"].well
    make_due(database, plan, FakeClock(NOW + DAY + 3 * HOUR), maker=broken)
    said, _ = fault("Back-ups", database, plan=plan, now=NOW + DAY + 3 * HOUR)
    assert said == "the last one is of 05 January 2026, 12:00 UTC; one failed since"


def test_a_back_up_that_is_overdue(database, plan):
    backed_up(database, plan)
    assert looked(database, plan=plan, now=NOW + 2 * DAY)["Back-ups"].well
    said, remedy = fault("Back-ups", database, plan=plan, now=NOW + 2 * DAY + 2 * HOUR)
    assert said.endswith("and the next was due on 06 January 2026, 10:00 UTC")
    assert "tracker backup" in remedy


def test_the_first_back_up_that_never_came(database, plan):
    make_due(database, plan, FakeClock())
    assert looked(database, plan=plan, now=NOW + DAY)["Back-ups"].well
    said, _ = fault("Back-ups", database, plan=plan, now=NOW + 3 * DAY)
    assert said == "there is none yet, and the next was due on 05 January 2026, 10:00 UTC"


def test_a_back_up_that_somebody_removed(database, plan):
    backed_up(database, plan)
    made(plan.folder)[0].unlink()
    said, remedy = fault("Back-ups", database, plan=plan)
    assert said == f"the last one is of 05 January 2026, 10:00 UTC, and is gone from {plan.folder}"
    assert remedy == "Make one: tracker backup FILE"


def test_a_folder_for_back_ups_that_is_none(database, plan):
    plan.folder.write_text("a file")
    said, remedy = fault("Back-up folder", database, plan=plan)
    assert said == f"{plan.folder} cannot be written"
    assert remedy == "See that tracker may write to it, or name another folder in [backup] of config.toml."
    backed_up(database, plan)
    assert "cannot be written" in fault("Back-ups", database, plan=plan)[1]


def test_who_makes_none_is_told_nothing_of_them(database):
    assert "Back-ups" not in looked(database)
