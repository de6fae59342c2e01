"""The service's own figures: each act counted once, cheap to ask for, and nothing in them about anybody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import FakeClock, FakeSource
from tests.making import DAY, FRIDAY, HOUR, NOW, calendar
from tracker.calendars.trouble import FeedTimedOut
from tracker.domain.account import CalendarKind
from tracker.mail.outbox import TryLater
from tracker.services import digests, ledger
from tracker.services.sync import Doors, sync
from tracker.services.watching import Watch, add_up
from tracker.services.work import BEAT
from tracker.store import accounts, calendars, held, letters, rounds, tallies
from tracker.store.rounds import Round

LATER = NOW + 3 * DAY


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def figures(database, clock):
    """Each figure by its name, its values by their label."""

    def read():
        found = Watch(database, clock)()
        return {one.name: {next(iter(labels.values()), ""): value for labels, value in one.values} for one in found}

    return read


def test_before_anything_happened_each_figure_is_there_with_nothing(figures):
    found = figures()
    assert found["tracker_queue_length"] == {"sync": 0, "digest": 0, "reminder": 0, "letter": 0}
    assert found["tracker_letters_handled_total"] == {"sent": 0, "failed": 0, "given up": 0}
    assert found["tracker_verdicts_total"] == {"kept": 0, "late": 0, "broken": 0}
    assert found["tracker_users"] == {"": 0}
    assert found["tracker_last_beat_timestamp_seconds"] == {}


def test_a_letter_is_counted_when_it_is_sent_and_each_time_that_it_is_not(
    database, efua, post, outbox, clock, figures
):
    with database.write() as db:
        accounts.plan_digest(db, efua.id, NOW, was=None)
    ledger.add(database, efua, body="call", promisee="Ama", due=FRIDAY, dated=False, via="page", now=NOW - DAY)
    outbox.trouble = TryLater("Not now.")
    digests.send_due(database, post, clock)
    assert figures()["tracker_letters"] == {"due": 0, "claimed": 0, "sending": 0, "failed": 1}
    outbox.trouble = None
    clock.pass_by(HOUR)
    assert figures()["tracker_queue_oldest_seconds"]["letter"] == HOUR.total_seconds()
    digests.send_due(database, post, clock)
    assert figures()["tracker_letters_handled_total"] == {"sent": 1, "failed": 1, "given up": 0}


def test_how_promises_ended_is_counted_with_the_letter_of_their_week_and_once(database, efua, post, clock, figures):
    told = {"promisee": "Ama", "dated": False, "via": "page"}
    for days, body in ((1, "call"), (2, "write")):
        one = ledger.add(database, efua, body=body, due=NOW + days * DAY, now=NOW, **told)
        ledger.deliver(database, efua, one.id, via="page", now=NOW + timedelta(days=1.5))
    with database.write() as db:
        accounts.plan_digest(db, efua.id, LATER, was=None)
    clock.pass_by(3 * DAY)
    for _ in range(2):
        digests.write_due(database, post, clock())
    assert figures()["tracker_verdicts_total"] == {"kept": 1, "late": 1, "broken": 0}


def test_a_calendar_in_trouble_is_counted_by_what_the_trouble_is(database, efua, figures):
    with database.write() as db:
        calendars.add_calendar(db, calendar(next_sync_at=NOW), "sealed")
    source = FakeSource(trouble=FeedTimedOut("Its server at marked.example is slow."))
    sync(database, Doors({CalendarKind.ICS: source}, lambda *_: ()), efua, "work", now=NOW)
    found = figures()
    assert found["tracker_calendar_troubles_total"] == {"FeedTimedOut": 1}
    assert found["tracker_calendars_troubled"] == {"": 1}
    assert "marked" not in str(found)


def test_the_last_beat_is_an_instant(database, figures):
    with database.write() as db:
        letters.beat(db, BEAT, NOW)
    assert figures()["tracker_last_beat_timestamp_seconds"] == {"": NOW.timestamp()}


def test_whether_a_restore_is_confirmed_and_when_a_back_up_was_made(database, clock, figures):
    assert (figures()["tracker_held"], figures()["tracker_last_backup_timestamp_seconds"]) == ({"": 0}, {})
    with database.write() as db:
        held.hold(db, NOW, NOW - DAY)
        rounds.plan(db, Round(NOW + DAY, NOW), None)
    assert figures()["tracker_held"] == {"": 1}
    assert figures()["tracker_last_backup_timestamp_seconds"] == {"": NOW.timestamp()}


def test_who_asks_often_is_told_the_same_for_ten_seconds(database, clock, efua):
    watch = Watch(database, clock)
    before = watch()
    with database.write() as db:
        calendars.add_calendar(db, replace(calendar(), next_sync_at=NOW), "")
    assert watch() is before
    clock.pass_by(timedelta(seconds=10))
    assert dict(next(one for one in watch() if one.name == "tracker_queue_length").values[0][0]) == {"kind": "sync"}
    assert watch() is not before


def test_what_was_counted_is_added_up_whole(database, figures):
    with database.write() as db:
        for _ in range(3):
            tallies.count(db, "letters", "sent")
    add_up(database)
    add_up(database)
    assert figures()["tracker_letters_handled_total"]["sent"] == 3
