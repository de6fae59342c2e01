"""Back-ups made by themselves: when, how many stay, and what becomes of them when one cannot be made."""

import os

import pytest

from tests.fakes import FakeClock
from tests.keeping import keep
from tests.making import DAY, HOUR, NOW, promise
from tracker.domain.saying import words_from
from tracker.services.backup_rounds import BEGUN, NOT_WHOLE, Plan, made, make_due
from tracker.services.backups import back_up
from tracker.store import ledger, rounds
from tracker.store.backup import BackupBroken
from tracker.store.database import Database
from tracker.store.sealed_file import new_key


class Rounds:
    """A service that looks each hour whether a back-up is due."""

    def __init__(self, database, folder, **but):
        self.database, self.clock = database, FakeClock()
        self.plan = Plan(**({"folder": folder, "every": DAY, "keep": 3} | but))

    def look(self, maker=back_up):
        return make_due(self.database, self.plan, self.clock, maker)

    def live(self, time, maker=back_up, every=HOUR):
        """When one was made, as it looks each hour."""
        end, when = self.clock() + time, []
        while self.clock() < end:
            self.clock.pass_by(every)
            when += [self.clock()] if self.look(maker) else []
        return when

    @property
    def last(self):
        with self.database.read() as db:
            return rounds.last(db)

    @property
    def files(self):
        return [one.name for one in made(self.plan.folder)]


@pytest.fixture
def service(database, efua, tmp_path):
    one = Rounds(database, tmp_path / "backups")
    one.look()
    return one


def opened(file):
    return Database(f"sqlite:///{file}")


def broken(*_):
    raise BackupBroken("The copy of the database is damaged: page 4. Restore an earlier one.")


def test_the_first_comes_an_hour_after_the_start_and_then_one_a_day(service):
    assert service.live(3 * DAY) == [NOW + HOUR, NOW + 25 * HOUR, NOW + 49 * HOUR]


def test_it_holds_everything_and_is_for_its_owner_alone(service, database, efua):
    with database.write() as db:
        keep(db, efua.id, promise())
    service.live(HOUR)
    (file,) = made(service.plan.folder)
    copy = opened(file)
    with copy.read() as db:
        assert ledger.promises(db, efua.id) == (promise(),)
    copy.close()
    assert file.stat().st_mode & 0o077 == 0
    assert service.plan.folder.stat().st_mode & 0o077 == 0
    assert (service.last.made_at, service.last.file) == (NOW + HOUR, file.name)
    assert service.last.bytes == file.stat().st_size
    assert service.last.trouble == ""


def test_the_newest_stay_and_the_oldest_go(service):
    service.live(6 * DAY, every=12 * HOUR)
    assert len(service.files) == 3
    assert service.files[0] == service.last.file


def test_what_it_did_not_make_stays_whatever_it_is_called(service, tmp_path):
    folder = service.plan.folder
    folder.mkdir()
    others = ["holiday.jpg", "tracker-old.sqlite3", "tracker-20250101T000000Z.sqlite3.gpg", "tracker.sqlite3"]
    for name in others:
        (folder / name).write_text("mine")
    (folder / "tracker-20250102T000000Z.sqlite3").symlink_to(tmp_path / "elsewhere")
    (folder / "tracker-20250103T000000Z.sqlite3").mkdir()
    service.live(6 * DAY, every=12 * HOUR)
    left = {one.name for one in folder.iterdir()}
    assert left >= {*others, "tracker-20250102T000000Z.sqlite3", "tracker-20250103T000000Z.sqlite3"}


def test_none_goes_before_a_newer_one_was_read_back(service):
    service.live(4 * DAY, every=12 * HOUR)
    before = service.files
    assert service.live(4 * DAY, maker=broken, every=12 * HOUR) == []
    assert service.files == before
    assert service.last.trouble.startswith("The copy of the database is damaged")
    assert service.last.made_at < NOW + 5 * DAY


def test_one_that_failed_is_tried_again_within_the_hour(service):
    service.live(2 * HOUR, maker=broken)
    assert service.last.trouble
    assert service.live(2 * HOUR) == [NOW + 3 * HOUR]
    assert service.last.trouble == ""


def test_one_with_a_ledger_that_is_not_whole_is_kept_and_pushes_none_out(service):
    def amiss(database, to, now, recipient):
        return back_up(database, to, now, recipient)._replace(amiss=("efua@example.com",))

    service.live(8 * DAY, maker=amiss, every=12 * HOUR)
    assert len(service.files) > service.plan.keep
    assert service.last.trouble == NOT_WHOLE


def test_a_folder_that_cannot_be_written_is_told_with_its_name(service):
    service.plan.folder.write_text("a file is here")
    assert service.live(2 * HOUR) == []
    said = str(words_from(service.last.trouble))
    assert said.startswith(f"Its folder {service.plan.folder} cannot be written (File exists).")
    assert said.endswith("Let tracker write there, or name another one.")


def test_a_disk_without_room_is_left_alone_and_keeps_what_it_has(service):
    service.live(2 * DAY, every=12 * HOUR)
    before = service.files
    service.plan = service.plan._replace(spare=10**18)
    assert service.live(2 * DAY, every=12 * HOUR) == []
    assert service.files == before
    assert "no room" in str(words_from(service.last.trouble))


def test_who_dies_over_it_has_it_tried_again_and_their_part_removed_a_day_later(service):
    class Died(BaseException):
        pass

    def dies(_database, to, *_):
        part = to.with_name(f"{to.name}.abc.part")
        part.mkdir()
        (part / "tracker.sqlite3").write_text("half")
        os.utime(part, (service.clock().timestamp(),) * 2)
        raise Died

    service.clock.pass_by(HOUR)
    with pytest.raises(Died):
        service.look(dies)
    assert service.last.trouble == BEGUN
    parts = lambda: [one for one in service.plan.folder.iterdir() if one.is_dir()]  # noqa: E731
    assert service.live(2 * HOUR) == [NOW + 2 * HOUR]
    assert len(parts()) == 1
    service.live(2 * DAY)
    assert parts() == []


def test_of_two_workers_one_makes_it(service):
    service.clock.pass_by(HOUR)
    inside = []

    def other(*told):
        inside.append(service.look())
        return back_up(*told)

    assert service.look(other)
    assert inside == [False]
    assert len(service.files) == 1


def test_a_clock_that_went_back_for_years_stops_nothing(service):
    service.clock.pass_by(3650 * DAY)
    assert service.look()
    service.clock.now = NOW
    assert service.look()


def test_one_of_the_same_second_is_not_overwritten(service):
    service.clock.pass_by(HOUR)
    service.look()
    (file,) = made(service.plan.folder)
    before = file.stat().st_mtime_ns
    service.clock.now = NOW - 3650 * DAY
    service.look()
    service.clock.now = NOW + HOUR
    with service.database.write() as db:
        rounds.plan(db, service.last._replace(next_at=NOW), service.last)
    assert not service.look()
    assert file.stat().st_mtime_ns == before
    assert "is there already" in service.last.trouble


def test_one_for_a_recipient_is_sealed(service, tmp_path):
    recipient = new_key(tmp_path / "key")
    service.plan = service.plan._replace(recipient=recipient)
    service.live(HOUR)
    (file,) = made(service.plan.folder)
    assert file.name.endswith(".sqlite3.age")
    assert file.read_bytes().startswith(b"age-encryption.org/v1")


def test_the_name_of_one_tells_its_instant(service):
    service.live(HOUR)
    assert service.files == ["tracker-20260105T100000Z.sqlite3"]
