"""Feeds to events. Each test says in two sentences what its feed holds and what is made of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.calendars.reading import YEAR, calendar, feed, read_feed, told
from tracker.calendars.ics import read
from tracker.domain.event import Attendee, PartStat, Span


def test_one_bad_event_of_ten_leaves_nine_and_its_name():
    """Ten events, the fifth with a month 13. Nine are read, and the tenth is skipped by its UID."""
    reading = read_feed("one-bad-event-among-ten")
    assert reading.status == "partial"
    assert len(reading.events) == 9
    assert [skipped.uid for skipped in reading.skipped] == ["bad@calendar.example"]
    assert "does not exist" in reading.skipped[0].reason


def test_a_line_that_is_none_loses_nothing():
    """An event with two lines that have no colon. All that was said plainly is read."""
    reading = read_feed("line-without-colon-in-one-event")
    assert reading.status == "accept"
    assert [event.summary for event in reading.events][-1] == "Lunch with Nils"


def test_an_instance_keeps_its_name_when_it_moves():
    """A weekly choir: one date left out, one moved to another day, one cancelled in UTC, and summer time begins.
    Each instance is named by its original start, and the moved one is there once.
    """
    assert told(read_feed("weekly-series-with-one-moved-and-one-cancelled")) == [
        ("20260302T170000Z", "03-02 17:00", "Choir with Efua"),
        ("20260309T170000Z", "03-10 19:00", "Choir with Efua, in the hall"),
        ("20260323T170000Z", "03-23 17:00", "Choir with Efua"),
        ("20260330T160000Z", "03-30 16:00", "Choir with Efua"),
        ("20260406T160000Z", "04-06 16:00", "Choir with Efua"),
    ]


def test_a_cancelled_instance_is_told_as_cancelled():
    """The same choir. Only the cancelled instance is marked, and all are recurring."""
    events = read_feed("weekly-series-with-one-moved-and-one-cancelled").events
    assert [event.cancelled for event in events] == [False, False, True, False, False]
    assert all(event.recurring for event in events)


def test_this_and_future_moves_all_that_follow_and_no_name():
    """Five daily reviews, from the third on two hours later and longer. The names stay those of the old hours."""
    events = read_feed("this-and-future-moved").events
    assert [event.key.recurrence_id for event in events] == [f"2026010{day}T090000Z" for day in range(5, 10)]
    assert [event.start.hour for event in events] == [9, 9, 11, 11, 11]
    assert [event.end - event.start for event in events][2:] == [timedelta(minutes=90)] * 3


def test_an_override_without_its_master_is_one_instance():
    """One instance of a series that is not in the feed, with a rule of its own. It stands for itself, once."""
    assert told(read_feed("override-without-its-master")) == [("20260303T180000Z", "03-04 18:00", "Dinner with Ines")]


def test_a_date_is_a_date_whatever_its_zone_says():
    """Two days with VALUE=DATE and a TZID. They are days in the user's zone, not midnights in New York."""
    (event,) = read_feed("all-day-with-a-zone", zone="Europe/Berlin").events
    assert event.all_day
    assert event.zone == "Europe/Berlin"
    assert event.day.isoformat() == "2026-03-10"
    assert (event.start, event.end) == (
        datetime(2026, 3, 9, 23, tzinfo=UTC),
        datetime(2026, 3, 11, 23, tzinfo=UTC),
    )


@pytest.mark.parametrize(("zone", "hour"), [("Africa/Accra", 8), ("Europe/Berlin", 7), ("America/New_York", 12)])
def test_floating_time_is_read_where_the_user_is(zone: str, hour: int):
    """Plants are watered at eight, wherever one is. The name of an instance has no zone either."""
    events = read_feed("floating-time", zone=zone).events
    assert [event.key.recurrence_id for event in events] == ["20260310T080000", "20260311T080000"]
    assert events[0].start == datetime(2026, 3, 10, hour, tzinfo=UTC)
    assert events[0].end - events[0].start == timedelta(minutes=30)


def test_a_gap_takes_the_offset_before_it_and_a_fold_its_first_pass():
    """Half past two on the night the clocks go forward, half past one when they go back. Each is one instant."""
    starts = [event.start for event in read_feed("clocks-change").events]
    assert starts == [datetime(2026, 3, 8, 7, 30, tzinfo=UTC), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)]


def test_one_feeds_zone_never_moves_anothers_events():
    """Two feeds define a zone of the same name, seven hours apart. Each is read by its own, in either order."""
    east, west = "custom-zone-two-hours-east", "custom-zone-five-hours-west"
    for order in ((east, west), (west, east)):
        starts = {name: read_feed(name).events[0].start.hour for name in order}
        assert starts == {east: 10, west: 17}


def test_a_feeds_own_zone_keeps_its_summer_time():
    """Noon in a zone that the feed defines, across its change to summer time. Noon stays noon."""
    events = read_feed("custom-zone-with-summer-time").events
    assert [event.start.hour for event in events] == [11, 11, 10, 10]
    assert {event.local_start.hour for event in events} == {12}


def test_an_unknown_zone_is_said_and_never_floating():
    """A TZID that nobody knows, in a calendar from Berlin. It is read as Berlin, and the report says so."""
    reading = read_feed("unknown-zone", zone="America/New_York")
    assert reading.events[0].start == datetime(2026, 3, 10, 11, tzinfo=UTC)
    assert reading.status == "partial"
    assert "'Middle of Nowhere' is unknown" in reading.messages[0]


def test_a_todo_happens_when_it_is_due():
    """A VTODO with a due and a completion, and one that is never due. Only the first is an event."""
    (event,) = read_feed("todo-with-due").events
    assert event.todo
    assert event.start == event.end == datetime(2026, 3, 10, 17, tzinfo=UTC)
    assert event.completed_at == datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_all_that_we_keep_of_an_event_is_read():
    """An event that says everything: escapes, privacy, people, categories. Each part arrives as it was meant."""
    reading = read_feed("everything-we-keep")
    (event,) = reading.events
    assert reading.name == "Work, mostly"
    assert event.summary == "Send proposal, by Tuesday; to Ama"
    assert event.description == "First line\nSecond line"
    assert (event.private, event.transparent, event.cancelled) == (True, True, False)
    assert event.categories == ("work, paid", "promise")
    assert event.organizer == Attendee("ama@example.com", "Ama")
    assert event.attendees == (
        Attendee("kofi@example.com", "Osei, Kofi", PartStat.ACCEPTED),
        Attendee("nils@example.com", ""),
    )
    assert event.zone == "Europe/Berlin"
    assert event.updated == datetime(2026, 3, 1, tzinfo=UTC)
    assert event.key == ("work", "all@calendar.example", "")


def test_several_calendars_in_one_body_are_one_feed():
    """A calendar of two events, and one behind it with METHOD:CANCEL for the second. Both are read, one cancelled."""
    events = read_feed("several-calendars-one-of-them-cancelling").events
    assert {event.summary: event.cancelled for event in events} == {"On": False, "Off": True}


def test_rules_that_never_end_are_refused_and_said():
    """Rules of seconds, of no interval, of no such day, of each hour, and an EXRULE. The good event is there, and
    each of the others is there once, or at most a thousand times, and named.
    """
    reading = read_feed("rules-that-never-end")
    count = {uid: sum(event.key.uid == uid for event in reading.events) for uid in reading.uids}
    assert count == {
        "exrule@calendar.example": 2,
        "fine@calendar.example": 1,
        "hours@calendar.example": 1_000,
        "never@calendar.example": 1,
        "seconds@calendar.example": 1,
        "zero@calendar.example": 1,
    }
    said = " ".join(reading.messages)
    assert all(title in said for title in ("Each second", "No interval", "Each hour", "Old rule", "No such day"))
    assert not reading.whole


def test_a_letter_cut_by_a_fold_is_whole_again():
    """A fold between the two bytes of one letter, the word BEGIN:VEVENT in a text, and a line in an old encoding.
    Unfolding comes before decoding, so that all are read.
    """
    summaries = [event.summary for event in read_feed("letter-cut-by-a-fold").events]
    assert summaries == ["Ask Renée for the keys", "Café with Ama"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (feed("cut-off-before-its-end"), "cut off before its end. Nothing was changed"),
        (b"", "This calendar is empty. Check that the address or file is the one your calendar program"),
        (b"  \r\n", "empty"),
        (
            b"<!doctype html><title>Sign in</title>",
            "This is a web page, not a calendar. Copy the address that ends in .ics",
        ),
        (b"\xef\xbb\xbf\n<html>", "ends in .ics"),
        (b'{"error": 500}', "This is not a calendar file: it has no BEGIN:VCALENDAR line. Export it as iCalendar"),
        (b"BEGIN:VEVENT\nEND:VEVENT\n", "iCalendar"),
    ],
)
def test_what_is_no_whole_calendar_is_rejected_with_its_remedy(body: bytes, says: str):
    reading = read(body, calendar="work", window=YEAR, zone=ZoneInfo("UTC"))
    assert reading.status == "reject"
    assert says in reading.messages[0]
    assert reading.events == ()


def test_a_body_that_is_a_path_opens_no_file():
    """`Calendar.from_ical` takes a text without line breaks for a path; bytes are never one."""
    path = str(feed.__code__.co_filename).encode()
    assert read(path, calendar="work", window=YEAR, zone=ZoneInfo("UTC")).status == "reject"


def test_what_overlaps_the_window_is_in_it_and_what_touches_it_is_not():
    body = calendar("UID:long@calendar.example", "DTSTART:20260310T100000Z", "DTEND:20260310T120000Z")

    def seen(start: int, end: int) -> int:
        day = datetime(2026, 3, 10, tzinfo=UTC)
        window = Span(day + timedelta(hours=start), day + timedelta(hours=end))
        return len(read(body, calendar="work", window=window, zone=ZoneInfo("UTC")).events)

    assert [seen(9, 10), seen(9, 11), seen(11, 13), seen(12, 13)] == [0, 1, 1, 0]


def test_the_same_bytes_are_read_the_same_twice():
    for name in (
        "weekly-series-with-one-moved-and-one-cancelled",
        "rules-that-never-end",
        "custom-zone-two-hours-east",
    ):
        assert read_feed(name) == read_feed(name)


def test_an_event_without_a_uid_has_a_name_that_lasts():
    body = calendar("SUMMARY:Call Ama", "DTSTART:20260310T100000Z", "DTSTAMP:20260101T000000Z")
    again = calendar("DTSTAMP:20260202T000000Z", "SUMMARY:Call Ama", "DTSTART:20260310T100000Z")
    first, second = (read(each, calendar="work", window=YEAR, zone=ZoneInfo("UTC")).uids for each in (body, again))
    assert first == second
    assert first[0].startswith("no-uid-")


def test_a_uid_too_long_for_any_index_is_known_by_its_hash():
    body = calendar("UID:" + "x" * 5_000, "DTSTART:20260310T100000Z")
    (uid,) = read(body, calendar="work", window=YEAR, zone=ZoneInfo("UTC")).uids
    assert len(uid) == 32


def test_a_rule_in_another_calendar_is_shown_once_and_said():
    body = calendar("UID:one", "DTSTART:20260310T100000Z", "RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;SKIP=FORWARD")
    reading = read(body, calendar="work", window=YEAR, zone=ZoneInfo("UTC"))
    assert len(reading.events) == 1
    assert "repeats by another calendar than the Gregorian; it is shown once" in reading.messages[0]


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, 400))
def test_no_bytes_at_all_break_the_reader(noise: bytes, place: int):
    body = feed("weekly-series-with-one-moved-and-one-cancelled")
    for each in (noise, body[:place] + noise + body[place:]):
        assert read(each, calendar="work", window=YEAR, zone=ZoneInfo("UTC")).status in (
            "accept",
            "partial",
            "reject",
        )


def test_a_blank_line_before_a_fold_is_no_line():
    body = calendar("UID", "", " :1", "DTSTART:20260310T090000Z", "SUMMARY:Lunch", "", "", "  with Ama")
    found = read(body, calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert [(event.key.uid, event.summary) for event in found.events] == [("1", "Lunch with Ama")]


def test_an_instance_that_cannot_be_read_is_not_as_its_series_says():
    series = ("UID:1", "DTSTART:20260303T090000Z", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Lunch", "END:VEVENT")
    garbled = ("BEGIN:VEVENT", "UID:1", "RECURRENCE-ID:20260310T090000Z", "DTSTART:tomorrow")
    found = read(calendar(*series, *garbled), calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert [event.start.day for event in found.events] == [3, 17]
    assert [skipped.uid for skipped in found.skipped] == ["1"]


START = "DTSTART:20260310T100000Z"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("SUMMARY:Lunch",), "it has no DTSTART"),
        ((START, "DURATION:tomorrow"), "its DURATION cannot be read"),
        ((START, *(f"X-A:{number}" for number in range(5_000))), "only the first 4,000 of its lines were read"),
        ((START, "SUMMARY:" + "a" * 70_000), "its SUMMARY line is longer than 64 KiB and was cut there"),
        (
            (START, *["ATTENDEE:mailto:ama@example.com"] * 2_100),
            "only the first 2,000 of its ATTENDEE lines were read",
        ),
        ((START, 'ATTENDEE;CN="Ama:mailto:ama@example.com'), "its ATTENDEE line cannot be read and was left out"),
        (
            (START, "RRULE:FREQ=DAILY", *["EXDATE:" + ",".join(["20260311T100000Z"] * 3_000)] * 4),
            "its EXDATE values were read",
        ),
        ((START, "RRULE:FREQ=DAILY", "EXDATE:tomorrow"), "an EXDATE value of it cannot be read"),
        ((START, "RRULE:FREQ=HOURLY"), "only the first 1,000 of its occurrences are shown"),
    ],
)
def test_what_is_left_out_of_an_event_is_said_beside_it(lines: tuple[str, ...], says: str):
    found = read(calendar("UID:1", *lines), calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert says in " ".join([*found.messages, *(one.reason for one in found.skipped)])


def test_of_many_faults_the_first_are_told_and_the_others_counted():
    lines = f'{START}\r\nATTENDEE;CN="Ama:mailto:ama@example.com'
    events = (f"BEGIN:VEVENT\r\nUID:{number}\r\n{lines}\r\nEND:VEVENT\r\n" for number in range(120))
    body = "BEGIN:VCALENDAR\r\n" + "".join(events) + "END:VCALENDAR\r\n"
    found = read(body.encode(), calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert len(found.messages) < 120
    assert any(said.startswith("And ") and said.endswith(" more of the kind.") for said in found.messages)


def test_of_a_feed_that_tells_too_much_the_first_occurrences_are_shown_and_that_is_said():
    series = f"{START}\r\nRRULE:FREQ=HOURLY;COUNT=999"
    events = (f"BEGIN:VEVENT\r\nUID:{number}\r\n{series}\r\nEND:VEVENT\r\n" for number in range(21))
    body = "BEGIN:VCALENDAR\r\n" + "".join(events) + "END:VCALENDAR\r\n"
    found = read(body.encode(), calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert len(found.events) == 20_000
    assert "Only the first 20,000 occurrences are shown." in found.messages
