"""Descriptions that an editor wrote as HTML, as both doors read them."""

import time

import pytest

from tests.calendars.reading import YEAR, calendar
from tests.making import ACCRA
from tracker.calendars.ics import read
from tracker.calendars.markup import plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("one<br>two<BR/>three<br />four", "one\ntwo\nthree\nfour"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("<b>bold</b> and <i>not</i>", "bold and not"),
        ('see <a href="https://example.com/?a=1&amp;b=2" target="_blank">the plan</a>', "see the plan"),
        ("Tom&nbsp;&amp;&nbsp;Ama &lt;3 &#8364;5 &#x20ac;5", "Tom & Ama <3 €5 €5"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("a&#13;b&#0;c&#7;d", "ab\ufffdcd"),
    ],
)
def test_html_becomes_plain_text(html: str, text: str):
    assert plain(html) == text


@pytest.mark.parametrize(
    "text",
    [
        "Call Ama <ama@example.com>",
        "a < b and c > d",
        "AT&T and R&D; https://example.com/?copy=1&copy=2",
        "<https://example.com/>",
        "&nosuch; &notit;",
        "<placeholder>",
    ],
)
def test_text_that_only_looks_like_it_stays_as_it_is(text: str):
    assert plain(text) == text


def test_a_hostile_text_takes_no_time():
    started = time.process_time()
    for part in ("<a ", "<", "&", "&#", "<br", "< a", "&a" * 3):
        plain(part * 30_000)
    assert time.process_time() - started < 2


def test_a_promise_on_a_line_of_html_notes_is_on_a_line_of_its_own():
    body = calendar(
        "UID:one",
        "DTSTART:20260310T110000Z",
        "DESCRIPTION:Agenda<br>- [ ] send the plan to Ama by Friday<br>Any other",
    )
    (event,) = read(body, calendar="work", window=YEAR, zone=ACCRA).events
    assert event.description.splitlines() == ["Agenda", "- [ ] send the plan to Ama by Friday", "Any other"]


def test_rooms_and_calendars_are_nobody_and_a_name_that_is_the_address_is_none():
    body = calendar(
        "UID:one",
        "DTSTART:20260310T110000Z",
        "ORGANIZER;CN=unknownorganizer@calendar.google.com:mailto:unknownorganizer@calendar.google.com",
        "ATTENDEE;CN=ama@example.com:mailto:Ama@example.com",
        "ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room@example.com",
        "ATTENDEE;CUTYPE=RESOURCE;CN=Projector:mailto:projector@example.com",
        "ATTENDEE:mailto:abc@group.calendar.google.com",
        "ATTENDEE;CUTYPE=GROUP;CN=Everybody:mailto:all@example.com",
    )
    (event,) = read(body, calendar="work", window=YEAR, zone=ACCRA).events
    assert event.organizer is None
    assert [(one.address, one.name) for one in event.attendees] == [
        ("ama@example.com", ""),
        ("all@example.com", "Everybody"),
    ]
