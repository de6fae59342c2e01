"""Lasting names and seals, spelled out: they are kept for years, in links, answers and exports elsewhere.

Whoever changes how one is made asks all questions anew, or calls every ledger broken.
"""

from dataclasses import replace
from datetime import datetime

from tests.making import BERLIN, DAY, FRIDAY, NOW, candidate, person, promise, user
from tracker.domain.acquaintance import look_alikes, met
from tracker.domain.entry import Act, Entry, sealed
from tracker.domain.event import EventKey
from tracker.domain.people import Meeting, MeetingKind, Persons
from tracker.domain.promise import to_record
from tracker.domain.suggesting import suggested

KEY = EventKey("work", "one_R20260109T170000@google.com", "20260109T170000Z")
FOUND = candidate("Send  Proposal", event=KEY)
MET = Meeting(MeetingKind.MEAL, NOW - DAY, ("kofi@example.com",), EventKey("work", "m"), ("Kofi",))


def test_the_signs_of_a_candidate():
    assert FOUND.sign == "649dd7a89933ac996e"
    assert FOUND.series_sign == "014ac4cafb0eb4ca14"
    assert FOUND.matter_sign == "91a3dea75ff008b188"


def test_the_sign_of_a_word_that_it_was_done_is_of_its_instant_in_whatever_zone():
    assert FOUND.delivery_sign == ""
    for at in (FRIDAY, FRIDAY.astimezone(BERLIN)):
        assert replace(FOUND, delivered_at=at).delivery_sign == "0fa8cc5bcef146e72d"


def test_the_signs_of_who_was_met_and_of_who_may_be_one():
    assert met(Persons(()), [MET], user(), NOW)[0].sign == "met-7822918ff84a0214a9"
    same = Persons((person("Ama Mensah", id="b"), person("Ama Mensah", id="a")))
    assert look_alikes(same)[0].sign == "same-adfe255b3717601c2c"


def test_the_sign_of_a_give_that_a_meeting_suggests():
    kofi = Persons((person("Kofi Boateng", addresses=frozenset({"kofi@example.com"})),))
    assert suggested([MET], kofi, (), (), NOW)[0].sign == "75e3f2652388c17042"


def test_the_seal_of_an_entry_is_over_its_instant_in_utc_and_the_seal_before_it():
    entry = Entry("p1", NOW, "efua", "page", Act.ADDED, {}, to_record(promise("Grüße")))
    first = "511a48d75328d9664185c218b7ad8ae7c141affd35e15a94b7f3e3210bfbb776"
    assert sealed("", entry) == first
    assert sealed("", entry._replace(at=datetime(2026, 1, 5, 10, tzinfo=BERLIN))) == first
    assert sealed(first, entry) == "61f76c6a6486af07db26aed5eda790de3f453e53bd95c029aa20d8e343e2b55e"
