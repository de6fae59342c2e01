"""Gives that meetings suggest, asked once."""

import pytest

from tests.making import DAY, HOUR, NOW, person
from tracker.domain.event import EventKey
from tracker.domain.people import Direction, Give, GiveKind, Meeting, MeetingKind, Persons
from tracker.domain.suggesting import suggested

PERSONS = Persons((person(addresses=frozenset({"ama@example.com"})), person("Kofi Boateng")))


def met(title="Lunch with Ama", *who, kind=MeetingKind.MEAL, at=NOW - DAY, uid="one"):
    return Meeting(kind, at, who or ("ama@example.com",), EventKey("work", uid), title=title)


def asked(*meetings, persons=PERSONS, gives=(), dismissed=(), now=NOW):
    return suggested(meetings, persons, gives, dismissed, now)


@pytest.mark.parametrize(
    ("title", "kind", "suggests"),
    [
        ("Lunch with Ama", MeetingKind.MEAL, GiveKind.MEAL),
        ("Ama / Efua", MeetingKind.MENTORING, GiveKind.ADVICE),
        ("Water board", MeetingKind.COMMITTEE, GiveKind.SERVICE),
        ("Committee on wells", MeetingKind.ONE_TO_ONE, GiveKind.SERVICE),
        ("Talk at Ama's school", MeetingKind.ONE_TO_ONE, GiveKind.TALK),
        ("GUEST LECTURE with Ama", MeetingKind.OTHER, GiveKind.TALK),
        ("Panel: wells that last", MeetingKind.NETWORKING, GiveKind.TALK),
        ("Lunch talk for the board", MeetingKind.MEAL, GiveKind.TALK),
        ("Conférence à Lomé", MeetingKind.NETWORKING, GiveKind.TALK),
        ("Certification exam, with Ama", MeetingKind.ONE_TO_ONE, GiveKind.CERTIFICATE),
        ("Award dinner", MeetingKind.MEAL, GiveKind.NOMINATION),
    ],
)
def test_a_meeting_suggests_the_give_that_its_kind_or_title_speaks_of(title, kind, suggests):
    (one,) = asked(met(title, kind=kind))
    assert (one.person, one.kind, one.title) == ("ama", suggests, title)


@pytest.mark.parametrize(
    "title",
    ["Talk with Ama", "Talk to Ama about wells", "Review panel", "Catch-up", "Awarded tender: call", "Prizes"],
)
def test_a_conversation_suggests_nothing(title):
    assert asked(met(title, kind=MeetingKind.ONE_TO_ONE)) == ()


def test_only_what_is_over_and_was_lately_is_asked_about():
    over, lately = met(at=NOW - HOUR), met(at=NOW - 28 * DAY)
    still_on, coming, long_ago = met(at=NOW - HOUR / 2), met(at=NOW + DAY), met(at=NOW - 28 * DAY - HOUR)
    assert [len(asked(one)) for one in (over, lately, still_on, coming, long_ago)] == [1, 1, 0, 0, 0]


def test_the_newest_is_asked_about_first():
    old, new = met(uid="old", at=NOW - 5 * DAY), met(uid="new")
    assert [one.at for one in asked(old, new)] == [new.at, old.at]


def test_each_person_at_a_meeting_is_asked_about_once():
    together = met("Lunch", "ama@example.com", "Kofi", "Ama", "somebody@example.com")
    assert sorted(one.person for one in asked(together)) == ["ama", "kofi"]


def test_a_lunch_with_nobody_named_suggests_nothing_but_a_talk_before_strangers_does():
    assert asked(met("Lunch with Bodil", "Bodil")) == ()
    (one,) = asked(Meeting(MeetingKind.NETWORKING, NOW - DAY, (), EventKey("work", "t"), title="Talk at the Rotary"))
    assert (one.person, one.kind) == ("", GiveKind.TALK)


def test_what_was_accepted_or_declined_is_not_asked_again():
    (one,) = asked(met())
    accepted = Give("g", "ama", GiveKind.MEAL, Direction.GIVEN, one.at, "", one.sign)
    assert asked(met(), gives=(accepted,)) == ()
    assert asked(met(), dismissed={one.sign}) == ()
    assert asked(met(), gives=(accepted._replace(sign=""),)) == (one,)


def test_another_lunch_with_the_same_person_is_asked_about():
    (one,) = asked(met())
    (other,) = asked(met(), met(uid="two", at=NOW - 2 * DAY), dismissed={one.sign})
    assert other.at == NOW - 2 * DAY


def test_the_answer_holds_when_the_event_moves_is_renamed_or_its_persons_are_merged():
    (one,) = asked(met())
    elsewhere = met("Lunch, long", at=NOW - 3 * DAY)
    merged = Persons((person("Ama Owusu", id="other"), person(addresses=PERSONS[0].addresses, merged_into="other")))
    (again,) = asked(elsewhere, persons=merged)
    assert (again.person, again.sign) == ("other", one.sign)
    assert asked(elsewhere, persons=merged, dismissed={one.sign}) == ()


def test_a_meeting_that_two_calendars_tell_is_one_and_answered_once():
    twice = met(), met()._replace(event=EventKey("home", "else"), who=("Ama",))
    (one,) = asked(*twice)
    other = asked(twice[1])[0]
    assert one.sign != other.sign
    assert asked(*twice, dismissed={one.sign}) == asked(*twice, dismissed={other.sign}) == ()


def test_each_day_of_a_series_is_asked_about_by_itself():
    days = [met(at=NOW - n * DAY)._replace(event=EventKey("work", "s", f"2026010{n}")) for n in (1, 2)]
    assert len({one.sign for one in asked(*days)}) == 2
