"""A reading that takes long: asked for once, told how far it is, cut short anywhere without loss, in nobody's way."""

from datetime import timedelta

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, NOW, calendar, event
from tests.services.test_sync import marked_each
from tracker.calendars.source import CalendarTrouble, HostBusy
from tracker.domain.account import CalendarKind
from tracker.domain.event import Pull
from tracker.domain.progress import State, Step
from tracker.services import progress
from tracker.services.ledger import NotFound
from tracker.services.reading import FEW
from tracker.services.sync import Doors, SyncBusy, sync
from tracker.store import calendars, ledger

MANY = 2 * FEW + 200
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def source(database, efua):
    """What Efua's one calendar tells: more than is read in one go."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(synced_at=None, next_sync_at=NOW + DAY), "sealed")
    told = tuple(event(f"Send part {number}", uid=f"e{number}", at=NOW + DAY) for number in range(MANY))
    return FakeSource(told, database=database)


class Reader:
    """A detector that finds one marked promise in each hundredth event, and does something at the one of a number."""

    def __init__(self, at=0, does=lambda: None):
        self.read, self.at, self.does = [], at, does

    def __call__(self, one, user, decided):
        self.read.append(one.key.uid)
        if len(self.read) == self.at:
            self.does()
        return marked_each(one, user, decided) if int(one.key.uid[1:]) % 100 == 0 else ()


def synced(database, source, user, detector=None, now=NOW):
    return sync(database, Doors({CalendarKind.ICS: source}, detector or Reader()), user, "work", now=now)


def at(database):
    """How far Efua's calendar is; None where nobody waits for it."""
    return next(iter(progress.of(database, "efua", ["work"])), None)


def the(database):
    with database.read() as db:
        return calendars.calendar(db, "efua", "work")


def bodies(database):
    with database.read() as db:
        return sorted(one.body for one in ledger.promises(db, "efua"))


PARTS = sorted(f"Send part {number}" for number in range(0, MANY, 100))


def test_a_calendar_that_is_asked_for_is_due_at_once(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)
    assert (the(database).next_sync_at, at(database).state) == (NOW, State.WAITING)


def test_to_ask_twice_is_to_ask_once_until_a_minute_later(database, efua, source):
    synced(database, source, efua)
    assert progress.ask(database, efua.id, "work", now=NOW)
    synced(database, source, efua)
    assert not progress.ask(database, efua.id, "work", now=NOW + MINUTE - SECOND)
    assert at(database).ended
    assert progress.ask(database, efua.id, "work", now=NOW + MINUTE)
    assert at(database).state is State.WAITING


def test_while_it_is_read_to_ask_again_asks_for_nothing(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)

    def reading(_calendar, within):
        progress.ask(database, efua.id, "work", now=NOW + 2 * MINUTE)
        return Pull((), whole=within)

    synced(database, reading, efua)
    assert at(database).ended
    assert the(database).next_sync_at > NOW + 2 * MINUTE


def test_what_changed_under_the_reading_has_it_read_again(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)

    def reading(_calendar, within):
        progress.ask(database, efua.id, "work", anew=True, now=NOW + SECOND)
        return Pull((), whole=within)

    synced(database, reading, efua)
    assert (at(database).state, the(database).next_sync_at) == (State.WAITING, NOW + SECOND)


def test_nobody_asks_for_the_calendar_of_somebody_else(database, efua, kofi, source):
    with pytest.raises(NotFound):
        progress.ask(database, kofi.id, "work", now=NOW)


def test_it_says_how_far_it_is_while_it_is_read(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)
    said = []

    def look():
        said.append(at(database))

    synced(database, lambda *asked: look() or source(*asked), efua, Reader(FEW + 1, look))
    asking, looking = said
    assert (asking.step, asking.held(NOW)) == (Step.ASKING, True)
    assert (looking.step, looking.done, looking.total) == (Step.LOOKING, FEW, MANY)
    assert at(database).brought == (MANY, 0, 0, 0, len(PARTS))


def test_a_long_reading_says_so_though_nobody_asked_for_it(database, efua, source):
    said = []
    synced(database, source, efua, Reader(FEW + 1, lambda: said.append(at(database))))
    assert (said[0].state, said[0].asked_at) == (State.UNDER_WAY, None)
    assert at(database).ended


def test_whoever_dies_over_it_loses_nothing_and_doubles_nothing(database, efua, source):
    class Dies(BaseException):
        """As by kill -9: nothing of ours runs after it, but letting go."""

    def die():
        raise Dies

    progress.ask(database, efua.id, "work", now=NOW)
    first, second = Reader(FEW + 100, die), Reader()
    with pytest.raises(Dies):
        synced(database, source, efua, first)
    assert at(database).cut_short(NOW)
    assert the(database).next_sync_at == NOW, "it is still due"
    done = synced(database, source, efua, second, NOW + SECOND)
    assert second.read == [f"e{number}" for number in range(FEW, MANY)]
    assert bodies(database) == PARTS
    assert done.calendar.next_sync_at == NOW + SECOND + 15 * MINUTE
    assert at(database).ended


def test_what_fails_on_the_way_is_said_and_ends_it(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)
    with pytest.raises(ZeroDivisionError):
        synced(database, source, efua, Reader(FEW + 100, lambda: 1 / 0))
    assert at(database).ended
    assert "did not foresee" in the(database).trouble
    assert the(database).next_sync_at == NOW + 15 * MINUTE


class Between:
    """The database, where something happens between two goes of a long reading: before the write of a number."""

    def __init__(self, database, number, does):
        self.database, self.number, self.does, self.read = database, number, does, database.read

    def write(self):
        self.number -= 1
        if self.number == 0:
            self.does()
        return self.database.write()


def test_between_two_goes_others_write_and_a_change_told_then_has_it_read_again(database, efua, source):
    def hasten():
        assert at(database).done == FEW
        with database.write() as db:
            calendars.hasten(db, efua.id, "work", NOW + SECOND)

    claimed, kept_in_mind, first = 1, 1, 1
    done = synced(Between(database, claimed + kept_in_mind + first + 1, hasten), source, efua)
    assert (done.new, done.calendar.next_sync_at) == (MANY, NOW + SECOND)


def test_trouble_and_a_busy_host_are_told_to_whoever_waits(database, efua, source):
    progress.ask(database, efua.id, "work", now=NOW)
    source.trouble = HostBusy()
    with pytest.raises(SyncBusy):
        synced(database, source, efua)
    assert at(database).state is State.WAITING
    source.trouble = CalendarTrouble("It asks for a password.")
    synced(database, source, efua)
    assert at(database).ended
