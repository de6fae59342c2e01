"""What is known of one user's affairs, read in one go."""

import pytest

from tests import keeping
from tests.making import FRIDAY, HOUR, NOW, calendar, candidate, connection, event, person
from tracker.domain.event import Attendee, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading.candidate import Kind
from tracker.domain.reading.detect import detect
from tracker.domain.reconcile import Changes
from tracker.services import answers, ledger
from tracker.services.gather import gather
from tracker.store import calendars, connections, events

OWN = Attendee("efua@example.com", "Efua", PartStat.ACCEPTED)
AMA = Attendee("ama@example.com", "Ama Mensah", PartStat.ACCEPTED)


def tell(database, user, *found):
    """A calendar that tells of these."""
    with database.write() as db:
        calendars.add_calendar(db, calendar(user=user.id), "sealed")
        told = tuple(event(one.title, uid=one.event.uid, at=one.start) for one in found)
        events.record(db, user.id, "work", Changes(new=told), NOW)
        for one in found:
            events.save_candidates(db, user.id, one.event, (one,), 1)


def known(database, user):
    with database.read() as db:
        return gather(db, user, NOW)


COFFEE = candidate("Coffee with Ama", kind=Kind.MEETING, meeting=MeetingKind.ONE_TO_ONE, due=None, uid="coffee")


def test_a_meeting_is_told_with_its_kind_time_and_persons(database, efua):
    tell(database, efua, COFFEE)
    (met,) = known(database, efua).meetings
    assert (met.kind, met.at, met.who, met.event.uid) == (MeetingKind.ONE_TO_ONE, FRIDAY, ("Ama",), "coffee")
    assert known(database, efua).questions == ()


def test_a_meeting_that_was_dismissed_is_none(database, efua):
    tell(database, efua, COFFEE)
    answers.dismiss(database, efua, COFFEE.sign, via="page", now=NOW)
    assert known(database, efua).meetings == ()


def test_a_series_that_was_dismissed_is_none_whole(database, efua):
    weekly = [
        candidate("Coffee", kind=Kind.MEETING, due=None, event=COFFEE.event._replace(recurrence_id=f"2026010{day}"))
        for day in (1, 8)
    ]
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        events.record(db, efua.id, "work", Changes(new=tuple(event(key=one.event) for one in weekly)), NOW)
        for one in weekly:
            events.save_candidates(db, efua.id, one.event, (one,), 1)
    assert len(known(database, efua).meetings) == 2
    answers.dismiss(database, efua, weekly[0].sign, series=True, via="page", now=NOW)
    assert known(database, efua).meetings == ()


@pytest.mark.parametrize(
    ("but", "met"),
    [
        ({}, 1),
        ({"cancelled": True}, 0),
        ({"attendees": (OWN._replace(partstat=PartStat.DECLINED), AMA)}, 0),
    ],
)
def test_only_an_event_that_was_attended_is_a_meeting(database, efua, but, met):
    lunch = event("Lunch with Ama", **({"attendees": (OWN, AMA)} | but))
    with database.write() as db:
        calendars.add_calendar(db, calendar(), "sealed")
        events.record(db, efua.id, "work", Changes(new=(lunch,)), NOW)
        events.save_candidates(db, efua.id, lunch.key, detect(lunch, efua), 1)
    assert len(known(database, efua).meetings) == met


def test_a_meeting_called_off_after_it_was_read_is_none(database, efua):
    tell(database, efua, COFFEE)
    with database.write() as db:
        called_off = event("Coffee with Ama", uid="coffee", cancelled=True)
        events.record(db, efua.id, "work", Changes(changed=(called_off,)), NOW)
    assert known(database, efua).meetings == ()


def test_everything_is_of_one_user(database, efua, kofi):
    tell(database, efua, candidate(), COFFEE)
    ledger.add(database, efua, body="call", promisee="", due=FRIDAY + HOUR, dated=False, via="page", now=NOW)
    with database.write() as db:
        keeping.keep(db, efua.id, person())
        connections.keep_connection(db, efua.id, connection(), "sealed")
    mine, theirs = known(database, efua), known(database, kofi)
    assert [len(part) for part in mine[1:8]] == [1, 1, 1, 1, 1, 0, 1]
    assert mine.user == efua
    assert [len(part) for part in theirs[1:8]] == [0] * 7
