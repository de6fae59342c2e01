"""What the look of an event says, as its user is shown it: each fact where it holds, and with which words."""

from datetime import timedelta

import pytest

from tests.domain.reading.inviting import AMA, EFUA, HERSELF, KOFI, NILS, TUESDAY, crowd, invited, whole_day
from tracker.domain.event import Attendee, CalendarEvent, PartStat
from tracker.domain.people import MeetingKind
from tracker.domain.reading import facts
from tracker.domain.reading.meetings import kind
from tracker.domain.reading.structure import seen

FOUR = tuple(
    Attendee(f"{name}@trust.example".lower(), name, PartStat.ACCEPTED) for name in ("Yaa", "Ines", "Bo", "Radek")
)
SILENT = Attendee("kofi@acme.example", "Kofi Danso-Boateng", PartStat.NEEDS_ACTION)
QUIET = Attendee("nils@acme.example", "Nils Lindqvast", PartStat.NEEDS_ACTION)
DESK = Attendee("noreply@acme.example", "Acme", PartStat.ACCEPTED)
ONLY_ADDRESS = Attendee("kofi@acme.example", "", PartStat.ACCEPTED)


def quoted(told: CalendarEvent) -> dict[str, str]:
    both = facts.told(seen(told, EFUA, told.summary))
    return {each.rule: each.quote for each in (*both.promise, *both.meeting)}


@pytest.mark.parametrize(
    ("told", "fact", "quote"),
    [
        (invited("Plan", KOFI), "two people", "1 other"),
        (invited("Plan", KOFI, NILS), "several people", "2 others"),
        (invited("Plan", *FOUR, KOFI), "several people", "5 others"),
        (invited("Plan", *FOUR, KOFI, NILS), "a group", "6 others"),
        (invited("Plan", *crowd(12)), "a group", "12 others"),
        (invited("Plan", *crowd(13)), "a crowd", "13 others"),
        (invited("Plan with Kofi", KOFI, *crowd(12)), "a crowd, one named", "13 others"),
        (invited("Plan with Kofi", KOFI), "names one invited", "Kofi Danso-Boateng"),
        (invited("Plan with Kofi", KOFI, *crowd(11)), "names one invited", "Kofi Danso-Boateng"),
        (whole_day("Plan", *FOUR, KOFI), "all day, with others", ""),
        (
            invited("Plan", *(each._replace(partstat=PartStat.NEEDS_ACTION) for each in (*FOUR, KOFI)), minutes=15),
            "short, and nobody answered",
            "",
        ),
        (invited("Photos for Ama", minutes=15), "a thing to hand over", "Photos for"),
        (invited("Ama's ladder goes back", AMA, minutes=30), "goes back", "Ama's ladder goes back"),
        (invited("Pls confirm the dates", by=KOFI, minutes=15), "asked for in the title", "Pls confirm"),
        (invited("Read plays", minutes=30), "time alone", "Read"),
        (invited("Plan with Kofi", ONLY_ADDRESS), "names one invited", "kofi@acme.example"),
        (invited("Slides to Kofi", KOFI, minutes=0), "goes to one invited", "Kofi Danso-Boateng"),
        (invited("Slides to Kofi", ONLY_ADDRESS, minutes=0), "goes to one invited", "kofi@acme.example"),
        (invited("Drawings -> Acme", minutes=0), "goes somewhere", " -> "),
        (whole_day("Drawings -> Acme"), "goes somewhere", " -> "),
        (invited("Keys to Ama", minutes=15), "goes somewhere", "Keys to Ama"),
        (invited("Plan", KOFI, NILS), "they accepted", ""),
        (invited("Plan", SILENT, QUIET, minutes=15), "short, and nobody answered", ""),
        (whole_day("Plan", SILENT), "short, and nobody answered", ""),
        (invited("Plan", KOFI), "outside your organisation", "acme.example"),
        (invited("Plan", minutes=0), "no length", "0 minutes"),
        (invited("Plan", minutes=15), "a quarter of an hour", "15 minutes"),
        (invited("Plan", KOFI, minutes=16), "time together", "16 minutes"),
        (invited("Plan", KOFI, minutes=240), "time together", "240 minutes"),
        (invited("Plan", minutes=241), "hours on end", "241 minutes"),
        (whole_day("Plan"), "all day", ""),
        (whole_day("Plan", KOFI), "all day, with others", ""),
        (whole_day("Ama back from leave"), "somebody is away", "Ama back"),
        (whole_day("Accra"), "names no task", ""),
        (whole_day("Plan", end=TUESDAY + timedelta(days=2)), "several days", ""),
        (invited("Plan", transparent=True), "shown as free", ""),
        (invited("Plan", recurring=True), "repeats", ""),
        (invited("Plan", KOFI, NILS, AMA, recurring=True), "a group again and again", ""),
        (invited("Plan", todo=True), "to-do", ""),
        (invited("Plan", KOFI._replace(partstat=PartStat.DECLINED)), "everyone else declined", ""),
        (invited("Nils brings the cups", QUIET, minutes=30), "one invited brings it", "brings"),
        (
            invited("Boiler: Kofi to call the plumber", KOFI, minutes=0),
            "one invited does it",
            "Kofi Danso-Boateng to call",
        ),
        (invited("Intro Ama / Kofi", AMA, KOFI, minutes=16), "brings two together", ""),
        (invited("Fire safety training", *crowd(6)), "a routine", "safety training"),
        (invited("Visit", by=DESK), "an offer to many", "noreply@acme.example"),
        (invited("Plan", KOFI, location="Bistro Lark"), "a place to eat", "Bistro"),
    ],
)
def test_a_fact_is_told_with_the_words_or_numbers_that_show_it(told: CalendarEvent, fact: str, quote: str) -> None:
    assert quoted(told)[fact] == quote


@pytest.mark.parametrize(
    ("told", "fact"),
    [
        (invited("Plan"), "two people"),
        (invited("Plan", *crowd(12)), "a crowd"),
        (invited("Plan", KOFI, *crowd(12)), "a crowd, one named"),
        (invited("Plan with Kofi", KOFI, *crowd(13)), "names one invited"),
        (invited("Plan", KOFI), "names one invited"),
        (invited("Keys to Ama", KOFI, minutes=15), "goes somewhere"),
        (invited("Keys to Ama", minutes=16), "goes somewhere"),
        (invited("Slides -> Kofi", KOFI, minutes=0), "goes somewhere"),
        (invited("Plan", KOFI, SILENT._replace(address="x@y.example")), "they accepted"),
        (invited("Plan", *FOUR, KOFI, NILS), "they accepted"),
        (invited("Plan", KOFI, QUIET, minutes=15), "short, and nobody answered"),
        (invited("Plan", SILENT, minutes=16), "short, and nobody answered"),
        (invited("Plan", minutes=15), "short, and nobody answered"),
        (invited("Plan", *(each._replace(partstat=PartStat.NEEDS_ACTION) for each in crowd(6)), minutes=15),
         "short, and nobody answered"),
        (invited("Plan", minutes=60), "time together"),
        (invited("Plan", minutes=240), "hours on end"),
        (whole_day("Plan", *crowd(6)), "all day, with others"),
        (whole_day("Plan"), "all day, with others"),
        (invited("Ama back from leave"), "somebody is away"),
        (invited("Nils brings the cups", QUIET, minutes=31), "one invited brings it"),
        (whole_day("Nils brings the cups", QUIET), "one invited brings it"),
        (invited("Nils brings the cups", QUIET, KOFI, minutes=30), "one invited brings it"),
        (invited("Nils brings the cups", by=QUIET, minutes=30), "one invited brings it"),
        (invited("Nils brings the cups", NILS, minutes=30), "one invited brings it"),
        (invited("Intro Ama / Kofi", AMA, KOFI, minutes=15), "brings two together"),
        (invited("Plan Ama / Kofi", AMA, KOFI), "brings two together"),
        (invited("Kofi (phone)", KOFI), "a name to call"),
        (invited("Kofi (phone)", todo=True), "a name to call"),
        (invited("Clinic team, summer plan", *FOUR, KOFI), "a routine"),
        (invited("Safety committee training", *crowd(6)), "a routine"),
        (whole_day("Photos for Ama back from leave"), "somebody is away"),
        (invited("Photos for Ama", minutes=16), "a thing to hand over"),
        (invited("Ama's ladder goes back", AMA, KOFI, minutes=30), "goes back"),
        (invited("Ama's ladder goes back", AMA, minutes=31), "goes back"),
        (invited("Pls confirm the dates", by=KOFI, minutes=16), "asked for in the title"),
        (invited("Pls confirm the dates", KOFI, minutes=15), "asked for in the title"),
        (invited("Pls confirm the dates", *crowd(13), by=KOFI, minutes=15), "asked for in the title"),
        (invited("Read plays", minutes=29), "time alone"),
        (invited("Register now: limited seats", *crowd(12)), "an offer to many"),
        (whole_day("Send report to Ama"), "names no task"),
        (whole_day("Accra", KOFI), "names no task"),
        (whole_day("Plan"), "several days"),
        (invited("Plan", KOFI, NILS, AMA, recurring=True), "repeats"),
        (invited("Plan", KOFI, NILS, recurring=True), "a group again and again"),
        (invited("Plan", todo=True, recurring=True), "repeats"),
        (invited("Register now: limited seats", KOFI), "an offer to many"),
        (invited("Plan", location="Bistro Lark"), "a place to eat"),
    ],
)  # fmt: skip
def test_a_fact_is_not_told_where_it_does_not_hold(told: CalendarEvent, fact: str) -> None:
    assert fact not in quoted(told)


def at(hour: int, minute: int = 0, minutes: int = 60) -> dict[str, object]:
    start = TUESDAY.replace(hour=hour, minute=minute)
    return {"at": start, "end": start + timedelta(minutes=minutes), "location": "Cedar House"}


MEAL, PAIR, OTHER = MeetingKind.MEAL, MeetingKind.ONE_TO_ONE, MeetingKind.OTHER


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (invited("Kofi", KOFI, **at(12)), MEAL),
        (invited("Kofi", KOFI, **at(13, 45)), MEAL),
        (invited("Kofi", KOFI, **at(18)), MEAL),
        (invited("Kofi", KOFI, **at(12, minutes=45)), MEAL),
        (invited("Kofi", KOFI, **at(12, minutes=200)), MEAL),
        (invited("Catch-up", *FOUR, KOFI, **at(12)), MEAL),
        (invited("Kofi", KOFI, **(at(12) | {"location": ""})), PAIR),
        (invited("Kofi", KOFI, **(at(12) | {"location": "Office 4"})), PAIR),
        (invited("Budget", KOFI, **at(12)), PAIR),
        (invited("Kofi", KOFI, recurring=True, **at(12)), PAIR),
        (invited("Kofi", KOFI, **at(10)), PAIR),
        (invited("Kofi", KOFI, **at(13, 50)), PAIR),
        (invited("Kofi", KOFI, **at(12, minutes=44)), PAIR),
        (invited("Kofi", KOFI, **at(12, minutes=201)), PAIR),
        (invited("Catch-up", *FOUR, KOFI, NILS, **at(12)), OTHER),
    ],
)
def test_few_who_meet_when_people_eat_at_no_place_of_work_eat(told: CalendarEvent, found: MeetingKind) -> None:
    assert kind((), seen(told, EFUA, told.summary)) is found


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (invited("Ama / Efua", by=KOFI, attendees=(HERSELF, AMA, KOFI)), MeetingKind.NETWORKING),
        (invited("Ama / Efua", AMA, KOFI), OTHER),
        (invited("Kofi / Ama / Efua", by=KOFI, attendees=(HERSELF, AMA, KOFI)), OTHER),
        (invited("Kofi / Efua", by=KOFI, attendees=(HERSELF, AMA, KOFI)), OTHER),
        (invited("Ama", by=KOFI, attendees=(HERSELF, AMA, KOFI)), OTHER),
        (invited("Intro: Nils and Kofi", KOFI, NILS), MeetingKind.NETWORKING),
        (invited("SMT", *FOUR, recurring=True), MeetingKind.COMMITTEE),
        (invited("SMT", KOFI, recurring=True), PAIR),
        (invited("QZX", *FOUR), OTHER),
        (invited("QZX", KOFI, NILS, recurring=True), OTHER),
    ],
)
def test_who_brings_whom_together_and_which_body_meets_tells_the_kind(
    told: CalendarEvent, found: MeetingKind
) -> None:
    assert kind((), seen(told, EFUA, told.summary)) is found


def test_of_one_who_is_to_be_called_nobody_is_invited() -> None:
    assert "a name to call" in quoted(invited("Zuri (phone)"))
    assert "a name to call" not in quoted(invited("Zuri (phone)", KOFI))
    assert "a name to call" not in quoted(invited("Zuri (phone)", todo=True))


@pytest.mark.parametrize(
    ("told", "among", "found"),
    [
        (invited("Plan", *crowd(12)), {MeetingKind.MEAL, MeetingKind.NETWORKING}, MeetingKind.MEAL),
        (invited("Plan", *crowd(13)), {MeetingKind.MEAL, MeetingKind.NETWORKING}, MeetingKind.NETWORKING),
        (invited("Garden", *crowd(5), description="meet new people"), {MeetingKind.MEAL}, MeetingKind.NETWORKING),
        (invited("Garden", *crowd(6), description="meet new people"), {MeetingKind.MEAL}, MeetingKind.MEAL),
        (invited("Founders drinks", *crowd(12)), {MeetingKind.MEAL}, MeetingKind.MEAL),
        (invited("Founders drinks", *crowd(13)), {MeetingKind.MEAL}, MeetingKind.NETWORKING),
        (invited("Book fair jury", KOFI, NILS), set(), MeetingKind.COMMITTEE),
        (invited("QZX", KOFI, NILS, AMA, recurring=True), set(), MeetingKind.COMMITTEE),
        (invited("Coaches", KOFI, NILS, AMA, recurring=True), set(), MeetingKind.OTHER),
    ],
)
def test_how_many_come_decides_which_of_several_kinds_it_is(
    told: CalendarEvent, among: set[MeetingKind], found: MeetingKind
) -> None:
    assert kind(among, seen(told, EFUA, told.summary)) is found
