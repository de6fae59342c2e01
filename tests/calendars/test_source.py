"""Sources: an address or a file asked for a span, and the pull that comes of it."""

from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.reading import YEAR, feed
from tests.calendars.server import FeedServer, serving
from tests.making import calendar
from tracker.calendars.source import CalendarTrouble, file_source, ics_source
from tracker.domain.account import Source
from tracker.domain.event import Pull, Span

BODY = feed("weekly-series-with-one-moved-and-one-cancelled")


def of_file(body: bytes) -> Source:
    return file_source(lambda _: body, lambda _: ZoneInfo("Africa/Accra"))


def of(address: str) -> Source:
    return ics_source(lambda _: address, lambda _: ZoneInfo("Africa/Accra"), allow_private=True)


def test_a_pull_is_whole_within_the_span_that_was_asked():
    pull = of_file(BODY)(calendar(), YEAR)
    assert pull.whole == YEAR
    assert len(pull.events) == 5
    assert {event.key.calendar for event in pull.events} == {calendar().id}


def test_a_pull_with_a_bad_event_names_it_and_is_whole_all_the_same():
    pull = of_file(feed("one-bad-event-among-ten"))(calendar(), YEAR)
    assert (len(pull.events), pull.whole) == (9, YEAR)
    assert [skipped.uid for skipped in pull.skipped] == ["bad@calendar.example"]


def test_a_pull_that_was_cut_at_a_bound_is_not_whole():
    assert of_file(feed("rules-that-never-end"))(calendar(), YEAR).whole is None


@pytest.mark.parametrize("body", [b"", b"<html>", feed("cut-off-before-its-end")])
def test_what_is_no_whole_calendar_is_no_pull(body: bytes):
    with pytest.raises(CalendarTrouble):
        of_file(body)(calendar(), YEAR)


def test_an_unchanged_feed_says_nothing_and_is_not_whole():
    with serving() as server:
        source = of(server.put("/work.ics", BODY, ETag='"one"'))
        first = source(calendar(), YEAR)
        server.put("/work.ics", status=304)
        again = source(replace(calendar(), cursor=first.cursor), YEAR)
    assert len(first.events) == 5
    assert again == Pull((), cursor=first.cursor, only=frozenset())


def test_an_unchanged_feed_is_read_again_when_its_horizon_has_moved():
    with serving() as server:
        source = of(server.put("/work.ics", BODY, ETag='"one"'))
        first = source(calendar(), YEAR)
        source(replace(calendar(), cursor=first.cursor), Span(YEAR.start, YEAR.end + timedelta(days=1)))
        assert "If-None-Match" not in asked(server)
        source(replace(calendar(), cursor=first.cursor), Span(YEAR.start, YEAR.end + timedelta(hours=1)))
        assert asked(server)["If-None-Match"] == '"one"'
    assert YEAR.end.tzinfo is UTC


def asked(server: FeedServer) -> dict[str, str]:
    return server.asked[-1][1]


def test_a_cursor_that_nobody_knows_is_no_cursor():
    with serving() as server:
        source = of(server.put("/work.ics", BODY))
        for cursor in ("nonsense", "[]", "{}", '{"reader": 1}'):
            assert len(source(replace(calendar(), cursor=cursor), YEAR).events) == 5
            assert "If-None-Match" not in asked(server)
