"""Sources that tell only what changed: what they must be told again is kept with the events, and lost with them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import FakeSource
from tests.making import DAY, HOUR, NOW, calendar, event
from tracker.calendars.trouble import GoogleBusy, NeedsReconnect
from tracker.domain.account import CalendarKind, Connection
from tracker.domain.event import EventKey, Pull, Resource
from tracker.services.sync import Doors, span, sync
from tracker.store import calendars, connections, events, resources

MINUTE = timedelta(minutes=1)
ONE, TWO = (Resource(name, f"{name}@example.com", NOW, NOW + HOUR, b"told") for name in ("one", "two"))


@pytest.fixture
def source(database, efua):
    """What Efua's one calendar tells."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(kind=CalendarKind.GOOGLE, synced_at=None, next_sync_at=NOW), "sealed")
    return FakeSource(database=database)


def synced(database, source, user, *, now=NOW):
    return sync(database, Doors({CalendarKind.GOOGLE: source}, lambda *_: ()), user, "work", now=now)


def coming(count):
    return tuple(event(uid=f"e{number}", at=NOW + (number + 1) * DAY) for number in range(count))


def kept(database, user):
    with database.read() as db:
        return resources.everything(db, user.id, "work")


def test_what_the_source_must_be_told_again_is_kept_replaced_and_forgotten(database, efua, source):
    source.pull = Pull((), resources=(ONE, TWO), cursor="1")
    synced(database, source, efua)
    assert kept(database, efua) == (ONE, TWO)
    other = ONE._replace(told=b"told anew")
    source.pull = Pull((), resources=(other,), dropped=frozenset({"two", "never there"}), cursor="2")
    synced(database, source, efua)
    assert kept(database, efua) == (other,)


def test_nothing_of_a_pull_that_is_not_believed_is_kept(database, efua, source):
    source.pull = Pull(coming(10), resources=(ONE,), cursor="1", whole=span(NOW))
    synced(database, source, efua)
    source.pull = Pull((), resources=(TWO,), dropped=frozenset({"one"}), cursor="2", whole=span(NOW))
    done = synced(database, source, efua)
    assert (kept(database, efua), done.calendar.cursor, done.calendar.distrusted) == ((ONE,), "1", 1)


def test_what_was_said_to_be_gone_is_not_doubted(database, efua, source):
    source.pull = Pull(coming(10), whole=span(NOW))
    synced(database, source, efua)
    source.pull = Pull((), whole=span(NOW), certain=True)
    assert synced(database, source, efua).gone == 10
    with database.read() as db:
        assert events.known(db, efua.id, "work") == {}


def test_what_is_told_beside_is_added_and_takes_nothing_away(database, efua, source):
    source.pull = Pull(coming(5), whole=span(NOW))
    synced(database, source, efua)
    beside = (coming(5)[1], event(uid="e1", at=NOW + 180 * DAY, key=EventKey("work", "e1", "20260704T090000Z")))
    source.pull = Pull((coming(5)[0], *beside), whole=span(NOW), only=frozenset({"e0", "e4"}), certain=True)
    done = synced(database, source, efua)
    assert (done.new, done.changed, done.gone) == (1, 0, 1)
    with database.read() as db:
        assert set(events.known(db, efua.id, "work")) == {*(one.key for one in coming(4)), beside[1].key}


def test_a_calendar_that_only_its_user_can_connect_again_is_asked_no_more(database, efua, source):
    source.trouble = NeedsReconnect("Connect it again.")
    done = synced(database, source, efua)
    assert (done.calendar.next_sync_at, done.calendar.trouble) == (None, "Connect it again.")
    source.trouble = GoogleBusy("Google is busy.")
    assert synced(database, source, efua).calendar.next_sync_at is not None


def test_one_that_was_connected_again_while_it_was_refused_is_asked_again(database, efua, source):
    leave = Connection(id="leave", user=efua.id, account=efua.email, scopes=frozenset(), consented_at=NOW)
    with database.write() as db:
        connections.keep_connection(db, efua.id, leave, "sealed")
        calendars.save_calendar(db, replace(calendars.calendar(db, efua.id, "work"), connection="leave"))
    source.trouble = NeedsReconnect("Connect it again.")
    assert synced(database, source, efua).calendar.next_sync_at is not None
    with database.write() as db:
        connections.mark_lost(db, efua.id, "leave", NOW, was="sealed")
    assert synced(database, source, efua).calendar.next_sync_at is None


def test_a_calendar_that_is_removed_takes_along_what_its_source_was_to_be_told(database, efua, source):
    source.pull = Pull((), resources=(ONE,))
    synced(database, source, efua)
    with database.write() as db:
        calendars.remove_calendar(db, efua.id, "work")
    assert kept(database, efua) == ()


def test_a_change_that_is_told_while_a_calendar_is_read_has_it_read_again(database, efua, source):
    def reading(_calendar, _span):
        with database.write() as db:
            calendars.hasten(db, efua.id, "work", NOW + MINUTE)
        return Pull(coming(1), whole=span(NOW))

    assert synced(database, reading, efua).calendar.next_sync_at == NOW + MINUTE
    assert synced(database, source, efua, now=NOW + MINUTE).calendar.next_sync_at == NOW + 16 * MINUTE
