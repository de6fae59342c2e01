"""One's own promises as iCalendar: valid, equal for equal promises, and read alike by parsers of others."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.validity import faults
from tests.making import ACCRA, BERLIN, DAY, FRIDAY, NEW_YORK, NOW, user
from tests.making import event as an_event
from tracker.calendars.ics import read
from tracker.calendars.publishing import Published, calendar
from tracker.domain.event import OURS, EventKey, Span
from tracker.domain.reading.candidate import Decided, Kind
from tracker.domain.reading.detect import detect
from tracker.mail.words import clean

WINDOW = Span(NOW - 90 * DAY, NOW + 180 * DAY)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def published(**but):
    values = {
        "id": "p1",
        "summary": "Send proposal to Ama",
        "description": "Promised to Ama.\nDelivered? Say so: https://tracker.example.com/promises/p1",
        "address": "https://tracker.example.com/promises/p1",
        "due": FRIDAY,
        "dated": False,
        "made_at": NOW - DAY,
        "changed_at": NOW,
        "changes": 3,
    }
    return Published(**(values | but))


def feed(*promises, zone=ACCRA, alarms=(1440, 60)):
    return calendar(promises, name="Promises of Efua", zone=zone, alarms=alarms)


def lines(body, part):
    """The lines of the first component of a kind, without its alarms."""
    said = body.decode().replace("\r\n ", "").split(f"BEGIN:{part}\r\n")[1].split(f"END:{part}")[0]
    return re.sub(r"BEGIN:VALARM.*?END:VALARM\r\n", "", said, flags=re.DOTALL).split("\r\n")[:-1]


DONE = published(id="p3", delivered_at=NOW)
DATED = published(id="p2", due=datetime(2026, 1, 9, 23, 59, 59, tzinfo=UTC), dated=True)


def test_a_promise_is_a_to_do_and_a_short_event_at_its_due():
    body = feed(published())
    assert set(lines(body, "VTODO")) >= {
        f"UID:p1-todo{OURS}",
        "DUE:20260109T170000Z",
        "SUMMARY:Send proposal to Ama",
        "STATUS:NEEDS-ACTION",
        "SEQUENCE:2",
        "DTSTAMP:20260105T090000Z",
        "LAST-MODIFIED:20260105T090000Z",
        "CLASS:PRIVATE",
    }
    assert set(lines(body, "VEVENT")) >= {
        f"UID:p1-due{OURS}",
        "DTSTART:20260109T170000Z",
        "DTEND:20260109T171500Z",
        "SUMMARY:Due: Send proposal to Ama",
        "TRANSP:TRANSPARENT",
    }


def test_a_day_is_told_as_a_day_of_its_users_zone():
    last = datetime(2026, 1, 9, 23, 59, 59, tzinfo=NEW_YORK)
    body = feed(published(due=last, dated=True), zone=NEW_YORK)
    assert "DUE;VALUE=DATE:20260109" in lines(body, "VTODO")
    assert {"DTSTART;VALUE=DATE:20260109", "DTEND;VALUE=DATE:20260110"} <= set(lines(body, "VEVENT"))


def test_what_was_delivered_is_marked_and_no_event_says_that_it_is_owed():
    body = feed(DONE)
    assert {"STATUS:COMPLETED", "COMPLETED:20260105T090000Z", "PERCENT-COMPLETE:100"} <= set(lines(body, "VTODO"))
    assert b"VEVENT" not in body
    assert b"VALARM" not in body


def triggers(body):
    return [line for line in body.decode().split("\r\n") if line.startswith("TRIGGER")]


def test_alarms_ring_before_a_due_at_the_end_of_a_to_do_and_the_start_of_an_event():
    assert triggers(feed(published())) == [
        "TRIGGER;RELATED=END:-P1D",
        "TRIGGER;RELATED=END:-PT1H",
        "TRIGGER;RELATED=START:-P1D",
        "TRIGGER;RELATED=START:-PT1H",
    ]
    assert triggers(feed(published(), alarms=())) == []


def test_alarms_of_a_day_ring_in_its_morning_on_the_users_clock_and_once():
    last = datetime(2026, 7, 10, 23, 59, 59, tzinfo=BERLIN)
    body = feed(published(due=last, dated=True), zone=BERLIN, alarms=(2880, 180, 60, 0))
    assert triggers(body)[:2] == [
        "TRIGGER;VALUE=DATE-TIME:20260708T070000Z",
        "TRIGGER;VALUE=DATE-TIME:20260710T070000Z",
    ]
    assert len(triggers(body)) == 4


def test_its_head_says_what_it_is_and_how_often_to_ask():
    head = feed().decode().split("\r\n")
    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "NAME:Promises of Efua",
        "X-WR-CALNAME:Promises of Efua",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert line in head


def test_equal_promises_give_equal_bytes():
    assert feed(published(), DATED, DONE) == feed(published(), DATED, DONE)


@given(
    summary=st.text(min_size=1, max_size=120).filter(str.strip),
    due=INSTANTS,
    dated=st.booleans(),
    delivered_at=st.none() | INSTANTS,
    zone=st.sampled_from([ACCRA, BERLIN, NEW_YORK, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Pacific/Apia")]),
    alarms=st.lists(st.integers(0, 40_320), max_size=5),
)
def test_whatever_is_promised_it_is_valid(summary, due, dated, delivered_at, zone, alarms):
    one = published(summary=clean(summary) or "?", due=due, dated=dated, delivered_at=delivered_at)
    assert faults(feed(one, DATED, zone=zone, alarms=tuple(alarms))) == []


@pytest.mark.parametrize(
    ("was", "is_", "fault"),
    [
        (b"UID:p1-todo", b"X-UID:p1-todo", "VTODO has no UID"),
        (b"DTSTAMP:", b"X-STAMP:", "has no DTSTAMP"),
        (b"PRODID", b"X-PRODID", "VCALENDAR has no PRODID"),
        (b"\r\n", b"\n", "CR and LF"),
        (b"STATUS:CONFIRMED", b"STATUS:NEEDS-ACTION", "STATUS of a VEVENT"),
        (b"DTEND:20260109T171500Z", b"DTEND:20260109T170000Z", "not later"),
        (b"DUE:20260109T170000Z", b"DUE;VALUE=DATE:20260109T170000Z", "DUE is not of its form"),
        (b"X-PUBLISHED-TTL:PT1H", b"X-PUBLISHED-TTL:1:00:00", "X-PUBLISHED-TTL is not of its form"),
        (b"SUMMARY:Send proposal to Ama", b"SUMMARY:Send proposal, to Ama", "must be escaped"),
        (b"SUMMARY:Send proposal to Ama", b"SUMMARY:" + b"x" * 70, "octets"),
        (b"ACTION:DISPLAY", b"X-ACTION:DISPLAY", "VALARM has no ACTION"),
        (b"END:VALARM", b"END:VTODO", "VTODO ends what VALARM began"),
        (b"p1-due", b"p1-todo", "two are called"),
    ],
)
def test_the_checker_sees_what_is_not_valid(was, is_, fault):
    body = feed(published())
    assert faults(body) == []
    assert was in body
    assert any(fault in said for said in faults(body.replace(was, is_)))


def test_two_parsers_that_know_nothing_of_us_read_the_same():
    odd = published(id="odd", summary="Pay 3,50; “naïve” \\ 日本語 " * 4)
    body = feed(published(), DATED, DONE, odd)
    one = icalendar.Calendar.from_ical(body)
    other = vobject.readOne(body.decode())
    todos = [
        {"uid": str(t["uid"]), "summary": str(t["summary"]), "due": t.decoded("due"), "status": str(t["status"])}
        for t in one.walk("VTODO")
    ]
    assert todos == [
        {"uid": t.uid.value, "summary": t.summary.value, "due": t.due.value, "status": t.status.value}
        for t in other.vtodo_list
    ]
    assert [todo["due"] for todo in todos] == [FRIDAY, date(2026, 1, 9), FRIDAY, FRIDAY]
    assert todos[3]["summary"] == odd.summary
    events = [(str(e["uid"]), e.decoded("dtstart"), e.decoded("dtend")) for e in one.walk("VEVENT")]
    assert events == [(e.uid.value, e.dtstart.value, e.dtend.value) for e in other.vevent_list]
    alarms = {str(part["uid"]): [alarm.decoded("trigger") for alarm in part.walk("VALARM")] for part in one.events}
    assert alarms == {e.uid.value: [alarm.trigger.value for alarm in e.valarm_list] for e in other.vevent_list}
    assert alarms[f"p1-due{OURS}"] == [timedelta(days=-1), timedelta(hours=-1)]


def test_our_own_reading_takes_all_of_it():
    reading = read(feed(published(), DATED, DONE), calendar="own", window=WINDOW, zone=ACCRA)
    assert (reading.status, reading.messages, reading.name) == ("accept", (), "Promises of Efua")
    assert reading.refresh == timedelta(hours=1)
    assert [(event.key.uid, event.start, event.todo) for event in reading.events if not event.todo] == [
        (f"p2-due{OURS}", datetime(2026, 1, 9, tzinfo=UTC), False),
        (f"p1-due{OURS}", FRIDAY, False),
    ]
    (done,) = (event for event in reading.events if event.completed_at)
    assert (done.key.uid, done.completed_at) == (f"p3-todo{OURS}", NOW)


@pytest.mark.parametrize("decided", [Decided(), Decided(decides=True), Decided(taught=frozenset({Kind.PROMISE}))])
def test_what_of_it_comes_back_is_read_as_nothing(decided):
    words = "!p Send proposal to Ama by Friday"
    assert detect(an_event(words), user(), decided)
    for kind in ("todo", "due"):
        ours = an_event(words, key=EventKey("own", f"p1-{kind}{OURS}"))
        assert detect(ours, user(), decided) == ()
