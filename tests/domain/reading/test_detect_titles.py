"""A table of invented titles, and how many of them are read as a person would (requirements 3 and 25)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.domain.event import Attendee
from tracker.domain.people import MeetingKind
from tracker.domain.promise import ME
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.titles import title

FRIDAY = datetime(2026, 1, 2, 9, tzinfo=ZoneInfo("Europe/Berlin"))

PROMISES = """
Send proposal to Ama by Tuesday
Submit grant report
Pay electricity bill
Reply to Kofi about the lease
Return library books
Finish chapter 3 draft
Email Efua the minutes
Send Nils the contract by 5pm Tue
Deliver prototype to Acme by 6 Jan
Tax return due
Abstract deadline for the spring symposium
Rent due
Prepare slides for Ines by EOD
I'll review Kofi's thesis chapter
Promised Ama feedback on her CV
File quarterly VAT return
Renew passport
Write reference letter for Efua
Get back to Nils on pricing
Order toner
Update risk register before Friday
Upload photos for Ines
Call back the landlord
RSVP to Efua's housewarming
Follow up with the plumber about the invoice
Confirm venue by Friday noon
Owe Kofi the figures
Share notes with the group by EOW
Book train tickets
Complete safety training form
Draft: answer to the auditors by Monday
Kofi to send the signed lease
Waiting on Nils: budget numbers
Ines will share the recording
Homework 4
Scholarship application deadline
Hand in thesis
Check on the delivery for Ama
TODO: fix the garden gate
Don't forget to water Nils's plants
Sign up Efua for the course
Proofread Ama's essay by Thursday
Buy gift for Ines
Expense report for December
Nominate Kofi for the prize
Introduce Ama to Nils
!p bring the projector
Return Kofi's drill
Need to finish the budget
Thank Efua for the introduction
Arrange visa for Ama
Pick up the cake for Nils
Invoice 2041 due 14 January
Last day to claim travel costs
Review Ama's draft by tomorrow
PHYS 140: lab report due
Quiz 5 closes
Deck v2 to Ines
numbers back to Kofi
hw 6
Slides for Nils by noon
Water bill
Add/drop period ends
EuroMath: camera-ready
Thesis forms to the dean's office
RSVP!
Nominations close
Book flights
pick Nils up from the station
Parking permit renewal
Kofi: $25
Bio and photo to the organisers
grade psets
Entry must be returned
""".strip().splitlines()

MEETINGS = """
Coffee with Ama
Lunch with Kofi and Efua
1:1 Nils
Ines / Kofi
Mentoring session with Efua
Board meeting
Catch-up with Ama
Dinner at Kofi's
Steering committee
Call with Nils
Meet Efua
Interview with Ines
Breakfast with the Mensahs
Kofi <> Ama
Drinks with old colleagues
One-on-one with Ines
Scholarship committee
Walk with Nils
Client meeting Acme
Chat with Ama about Lisbon
Skype with Kofi
Visit Efua
Coaching
Zoom with Ines
Networking reception
Reunion
Ama lunch
Advisory council
Career chat with Efua
Parents' group meeting
Video call w/ Nils
Meeting with Kofi re budget
coffee w nils
Ines
Nils & Ines dinner
Orchid / Halden intro
Board of trustees
Steerco
Job fair
alumni mixer
Skip-level with Ama
accountant mtg
landlord call
Auntie visiting
Phone screen - Efua
Performance review
Ines in town
BBQ at Kofi's
meet w/ supervisor
Kofi 1x1
""".strip().splitlines()

NEITHER = """
Focus time
Dentist
Flight LH 123 to Lisbon
Ama's birthday
Public holiday
Yoga
All hands
Team standup
Sprint review
Lecture 5: thermodynamics
Gym
Out of office
Thanksgiving
Staff meeting
Piano lesson
Weekly planning
Choir rehearsal
Deep work
School run
Train to Hamburg
Hotel check-in
Final exam
Marathon
Football training
Spring festival
Concert: string quartet
Onboarding day 2
Garbage collection
Company party
Office closed
Commute
Lunch
Lunch break
Debug auth hard 500
New Year's Day
Pay day
Book club
Review session
Sign language class
Physio
Town hall
Webinar: writing better tests
Open house until 5pm
Away until Tuesday
Finish line festival
Baby due
Flat viewing
Museum late opening
Order of merit ceremony
Due diligence workshop
Return flight
Haircut
Cancelled: coffee with Ama
Call for papers opens
Check-out: Seaside Hotel
Wedding anniversary
Power cut until noon
By the sea
Daylight saving time ends
Release 4.2
Book fair
Finish line cheer squad
Pick-up basketball
Committee room repainted
Coffee tasting
Roll call
Homework club
Assignments posted
Pool closes at 8
Payroll week
Board games
Sign language course
Return to school
500 m freestyle
Room 500
Museum visit
Mock paper
Pancake breakfast
Ines away
Parent-teacher night at school
Nap
""".strip().splitlines()


def _mistakes(kind: str, right: list[str], wrong: list[str]) -> tuple[list[str], list[str]]:
    """What was missed, and what was found that is none."""
    missed = [words for words in right if title(words, FRIDAY).label != kind]
    return missed, [words for words in wrong if title(words, FRIDAY).label == kind]


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len({*PROMISES, *MEETINGS, *NEITHER}) >= 140
    assert len(NEITHER) >= 30


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [("promise", PROMISES, MEETINGS + NEITHER), ("relationship", MEETINGS, PROMISES + NEITHER)],
)
def test_titles_are_read_as_a_person_would(kind: str, right: list[str], wrong: list[str]) -> None:
    missed, false = _mistakes(kind, right, wrong)
    found = len(right) - len(missed)
    assert found / (found + len(false)) >= 0.95, false
    assert found / len(right) >= 0.95, missed


@pytest.mark.parametrize(
    ("words", "body", "who"),
    [
        ("Send proposal to Ama by Tuesday", "Send proposal", "Ama"),
        ("By Tuesday: send proposal to Ama", "send proposal", "Ama"),
        ("Prepare slides for Ines by EOD", "Prepare slides", "Ines"),
        ("Send Nils the contract by 5pm Tue", "Send Nils the contract", "Nils"),
        ("Reply to Kofi", "Reply to Kofi", "Kofi"),
        ("Get back to Nils on pricing", "Get back to Nils on pricing", "Nils"),
        ("!p Bring the projector", "Bring the projector", ""),
        ("Pay rent for January", "Pay rent for January", ""),
        ("Send notes to ama@example.com", "Send notes", "ama@example.com"),
        ("Submit form to HR", "Submit form to HR", ""),
        ("FW: Send figures to Efua Mensah", "Send figures", "Efua Mensah"),
        ("Debug auth hard 500 by Monday", "Debug auth hard 500", ""),
    ],
)
def test_body_and_promisee_are_told_apart(words: str, body: str, who: str) -> None:
    found = title(words, FRIDAY)
    assert (found.label, found.what, "".join(found.who)) == ("promise", body, who)


def test_a_name_becomes_the_address_of_the_one_attendee_it_means() -> None:
    ama, kofi = Attendee("ama@example.com", "Ama Mensah"), Attendee("kofi@example.com", "Kofi Boateng")
    assert title("Send proposal to Ama", FRIDAY, [ama, kofi]).who == ("ama@example.com",)


def test_a_name_that_two_attendees_bear_stays_a_name() -> None:
    two = [Attendee("ama@example.com", "Ama Mensah"), Attendee("ama@example.org", "Ama Owusu")]
    assert title("Send proposal to Ama", FRIDAY, two).who == ("Ama",)


@pytest.mark.parametrize(
    ("words", "promiser", "body"),
    [
        ("Kofi to send the signed lease", "Kofi", "send the signed lease"),
        ("Ines will share the recording by Monday", "Ines", "share the recording"),
        ("Waiting on Nils: budget numbers", "Nils", "budget numbers"),
        ("Ama owes me the figures", "Ama", "the figures"),
        ("I'll send the lease", ME, "Send the lease"),
    ],
)
def test_what_others_promised_is_theirs(words: str, promiser: str, body: str) -> None:
    found = title(words, FRIDAY)
    assert (found.promiser, found.what) == (promiser, body)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("1:1 Nils", MeetingKind.ONE_TO_ONE),
        ("Chat with Ama", MeetingKind.ONE_TO_ONE),
        ("Lunch with Kofi", MeetingKind.MEAL),
        ("Mentoring session with Efua", MeetingKind.MENTORING),
        ("Steering committee", MeetingKind.COMMITTEE),
        ("Alumni mixer", MeetingKind.NETWORKING),
        ("Ines's birthday dinner with family", MeetingKind.MEAL),
        ("Chat with Ama and Kofi", MeetingKind.OTHER),
    ],
)
def test_the_kind_of_a_meeting_is_read_from_its_title(words: str, kind: MeetingKind) -> None:
    assert title(words, FRIDAY).meeting is kind


def test_every_finding_carries_its_evidence_and_the_score_is_made_of_it() -> None:
    found = title("Send proposal to Ama by Tuesday", FRIDAY)
    assert {"verb", "due"} <= {each.rule for each in found.evidence}
    assert 0.9 < found.score < 1


def test_an_unclear_due_stays_unclear() -> None:
    assert isinstance(title("Send proposal by next Tuesday", FRIDAY).due, Unclear)
    assert isinstance(title("Send proposal by Tuesday", FRIDAY).due, Due)


def test_a_title_of_a_hundred_thousand_letters_is_read_in_no_time() -> None:
    assert title("Send " + "to Ama by " * 10_000, FRIDAY).label == "promise"


@pytest.mark.parametrize(
    ("words", "body", "who"),
    [
        ("I'll send Ines the reading list by Tuesday", "Send Ines the reading list", ("Ines",)),
        ("Don't forget to pay the hall", "Pay the hall", ()),
        ("Deadline: conference abstract for Nils", "Conference abstract", ("Nils",)),
        ("Share the draft programme with Ines", "Share the draft programme with Ines", ("Ines",)),
        ("Agree the dates with the board", "Agree the dates with the board", ()),
    ],
)
def test_how_one_promises_is_no_part_of_what_is_promised(words: str, body: str, who: tuple[str, ...]) -> None:
    found = title(words, FRIDAY)
    assert (found.what, found.who) == (body, who)
