"""Which events are meetings, and of which kind: by who takes part first, by words second."""

from dataclasses import replace

import pytest

from tests.domain.reading.inviting import (
    AMA,
    EFUA,
    HERSELF,
    KOFI,
    NILS,
    TUESDAY,
    crowd,
    invited,
    meeting,
    whole_day,
)
from tests.making import event
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading.detect import detect

ROOM = Attendee("c_77@resource.calendar.example", "Harbour Room")
NAMED_ROOM = Attendee("four@ourschool.example", "Meeting Room 4")
WEBINARS = Attendee("webinars@acme.example", "Acme")
FOUR = tuple(
    Attendee(f"{name}@trust.example".lower(), name, PartStat.ACCEPTED) for name in ("Yaa", "Ines", "Bo", "Radek")
)


@pytest.mark.parametrize(
    "title", ["Kofi", "Efua / Kofi", "K.D.B.", "Catch-up", "Mtg", "Q3", "?", "Budget", "re: the roof"]
)
def test_a_title_that_says_nothing_is_a_meeting_of_those_who_are_there(title: str) -> None:
    found = meeting(invited(title, KOFI))
    assert found
    assert (found.meeting, found.who) == (MeetingKind.ONE_TO_ONE, ("kofi@acme.example",))


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (invited("Budget", KOFI, NILS), MeetingKind.OTHER),
        (invited("Budget", KOFI, ROOM, NAMED_ROOM), MeetingKind.ONE_TO_ONE),
        (invited("Budget", KOFI, NILS._replace(partstat=PartStat.DECLINED)), MeetingKind.ONE_TO_ONE),
        (invited("Lunch", KOFI), MeetingKind.MEAL),
        (invited("Lunch", *FOUR, KOFI), MeetingKind.MEAL),
        (invited("Kofi", KOFI, location="Bistro Lark"), MeetingKind.MEAL),
        (invited("Kofi", KOFI, description="Goals for his traineeship"), MeetingKind.MENTORING),
        (invited("Mentoring", KOFI), MeetingKind.MENTORING),
        (invited("Steering committee", *FOUR), MeetingKind.COMMITTEE),
        (invited("Board dinner", *FOUR), MeetingKind.MEAL),
        (invited("Alumni mixer"), MeetingKind.NETWORKING),
        (invited("Spring meetup with dinner", by=KOFI), MeetingKind.NETWORKING),
        (invited("Meetup dinner", *FOUR), MeetingKind.MEAL),
        (invited("Intro: Nils and Efua", KOFI, NILS), MeetingKind.NETWORKING),
        (invited("1:1 Nils"), MeetingKind.ONE_TO_ONE),
        (invited("Chat with Nils"), MeetingKind.ONE_TO_ONE),
        (invited("Visit Mrs Owusu"), MeetingKind.ONE_TO_ONE),
        (invited("Catch-up", by=KOFI), MeetingKind.ONE_TO_ONE),
        (invited("Before the board meeting", KOFI), MeetingKind.ONE_TO_ONE),
        (invited("Mentoring lunch", KOFI), MeetingKind.MEAL),
        (invited("Kofi - feedback on his sermon", KOFI), MeetingKind.MENTORING),
        (invited("Bread for beginners - Kofi, session 3", KOFI), MeetingKind.MENTORING),
        (invited("Range planning", *FOUR, location="Taproom"), MeetingKind.OTHER),
        (invited("The Reds game", KOFI, location="Stadium", at=TUESDAY.replace(hour=19)), MeetingKind.ONE_TO_ONE),
        (invited("Ama meets Nils (new agent) via Kofi", KOFI, NILS), MeetingKind.NETWORKING),
        (invited("Intro call - Kofi's cousin", KOFI, NILS), MeetingKind.NETWORKING),
        (invited("Koperasi pengurus", *FOUR), MeetingKind.COMMITTEE),
        (invited("At ours", KOFI, NILS, description="Ama will sing, she cooks soto"), MeetingKind.MEAL),
        (invited("Mum (call)", recurring=True), MeetingKind.ONE_TO_ONE),
        (invited("Radzim (phone)", minutes=15), MeetingKind.ONE_TO_ONE),
        (invited("Radzim", minutes=20, description="+44 20 7946 0182"), MeetingKind.ONE_TO_ONE),
        (invited("Radzim (tél)", minutes=20), MeetingKind.ONE_TO_ONE),
        (invited("Kofi, funeral cover product", KOFI, minutes=45), MeetingKind.ONE_TO_ONE),
        (invited("Kofi, bar exam - tutoring", KOFI), MeetingKind.MENTORING),
        (invited("Clinic team, summer plan", KOFI, NILS), MeetingKind.OTHER),
        (invited("Meet Tomas - Kofi introduces us", KOFI), MeetingKind.NETWORKING),
        (invited("Kofi wants me to meet his niece (shipping)", KOFI), MeetingKind.NETWORKING),
        (
            invited("Extension scope mtg", KOFI, location="9 Hill", at=TUESDAY.replace(hour=13)),
            MeetingKind.ONE_TO_ONE,
        ),
    ],
)
def test_the_kind_of_a_meeting(told: CalendarEvent, kind: MeetingKind) -> None:
    found = meeting(told)
    assert found
    assert found.meeting is kind


@pytest.mark.parametrize(
    "told",
    [
        invited("Stand-up", *crowd(40), minutes=15, recurring=True),
        invited("Lunch", *crowd(13)),
        invited("Catch-up with everybody", *crowd(30)),
        invited("Catch-up", KOFI._replace(partstat=PartStat.DECLINED)),
        invited("Catch-up", KOFI, by=KOFI, attendees=(KOFI, HERSELF._replace(partstat=PartStat.DECLINED))),
        invited("Catch-up", KOFI, by=KOFI, attendees=(KOFI, HERSELF._replace(partstat=PartStat.TENTATIVE))),
        invited("Planning", ROOM, NAMED_ROOM),
        invited("Pricing for beginners", by=WEBINARS),
        invited("Pricing for beginners", by=KOFI, description="You have registered. Join by the link."),
        invited("Canceled: Catch-up with Kofi", KOFI),
        invited("Lunch with Kofi - cancelled", KOFI),
        invited("Annulé : déjeuner avec Kofi", KOFI),
        invited("Rehearsal", KOFI, NILS, minutes=120),
        invited("Simulator refresher", KOFI, NILS, minutes=240),
        invited("Sales stand up", KOFI, NILS, AMA, minutes=10, recurring=True),
        invited("Webinar: new tax rules", by=Attendee("eventos@acme.example", "Acme")),
        invited("Focus time"),
        invited("Gym (phone)", minutes=15),
        invited("Kofi, choir rehearsal", KOFI),
        invited("Funeral: Danso", KOFI, minutes=90),
        invited("Clinic team, summer plan", KOFI._replace(partstat=PartStat.NEEDS_ACTION), NILS),
        invited("Gym", recurring=True),
        invited("Hold", KOFI, transparent=True, minutes=0),
        whole_day("Public holiday", transparent=True),
        whole_day("Ama's birthday", recurring=True),
        whole_day("Kofi", KOFI),
        invited("LX 1432 ZRH-ARN", description="Booking reference QK7XYP. Seat 14C."),
        invited("Hotel Norrsund", KOFI, description="Confirmation 5590112"),
        invited("Lunch with Ama", categories=("Holidays",)),
        invited("Lunch", by=Attendee("en.gh#holiday@group.v.calendar.google.com", "Holidays")),
    ],
)
def test_no_contact(told: CalendarEvent) -> None:
    assert meeting(told) is None


def test_a_crowd_may_still_hold_one_who_is_named() -> None:
    assert meeting(invited("1:1 Kofi", KOFI, *crowd(14)))
    assert not meeting(invited("1:1", *crowd(15)))


def test_what_speaks_is_said_in_plain_words() -> None:
    found = meeting(invited("Budget", KOFI, minutes=45))
    assert found
    told = {(each.rule, each.quote) for each in found.evidence}
    assert {("two people", "1 other"), ("time together", "45 minutes")} <= told
    assert ("outside your organisation", "acme.example") in told


def test_nobody_is_outside_of_a_public_mail_provider() -> None:
    at_home = replace(EFUA, addresses=frozenset({"efua@gmail.com"}))
    (found,) = detect(event("Budget", attendees=(KOFI,)), at_home)
    assert "outside your organisation" not in {each.rule for each in found.evidence}


def test_two_of_three_are_met_where_the_third_declined() -> None:
    found = meeting(invited("Budget", KOFI, AMA, NILS._replace(partstat=PartStat.DECLINED)))
    assert found
    assert found.who == ("kofi@acme.example", "ama@ourschool.example")
