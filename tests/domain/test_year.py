"""The year's plan: whom it holds, in which order, and what is counted since 1 January."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import DAY, NEW_YORK, calendar, person, promise, user
from tracker.domain.event import EventKey
from tracker.domain.known import Known
from tracker.domain.people import Direction, Give, GiveKind, Meeting, MeetingKind, Persons
from tracker.domain.year import Row, look_again, year

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
LAST_YEAR = datetime(2025, 12, 31, 12, tzinfo=UTC)
AMA = person("Ama Mensah", goal="a paper together", addresses=frozenset({"ama@example.com"}))
KOFI = person("Kofi Asante", value="a walk")
NILS = person("Nils Holm")


def known(**told) -> Known:
    values = {
        "user": user(),
        "calendars": (calendar(),),
        "promises": (),
        "questions": (),
        "meetings": (),
        "gives": (),
    }
    values |= {"persons": Persons((AMA, KOFI, NILS))} | told
    return Known(**values)


def meeting(at: datetime, *who: str) -> Meeting:
    return Meeting(MeetingKind.MEAL, at, who, EventKey("work", "m"))


def give(who: str, direction: Direction, at: datetime) -> Give:
    return Give(f"{who}{at}", who, GiveKind.MEAL, direction, at)


def row(name: str, told: Known) -> Row:
    return next(each for each in year(told, NOW).rows if each.person.id == name)


def names(told: Known, at: datetime = NOW) -> list[str]:
    return [each.person.first_name for each in year(told, at).rows]


def test_it_holds_whom_something_is_said_of_and_counts_the_others():
    plan = year(known(), NOW)
    assert (plan.number, [each.person for each in plan.rows], plan.others) == (2026, [AMA, KOFI], (NILS,))


def test_reviews_due_come_first_then_those_to_come_then_the_others():
    persons = (
        person("Ines", review_on=date(2026, 8, 1)),
        person("Tomas", goal="a visit"),
        person("Bodil", review_on=date(2026, 6, 15)),
        person("Yaa", review_on=date(2026, 3, 1)),
    )
    told = known(persons=Persons(persons))
    assert names(told) == ["Yaa", "Bodil", "Ines", "Tomas"]
    assert [each.due for each in year(told, NOW).rows] == [True, True, False, False]
    assert year(told, NOW).due == 2
    there = datetime(2026, 6, 15, 3, tzinfo=UTC)  # still the 14th in New York
    away = known(persons=Persons(persons), user=user(zone=NEW_YORK))
    assert year(away, there).due == 1


def test_gives_count_both_ways_since_the_first_of_january():
    gives = (
        give("ama", Direction.GIVEN, NOW - DAY),
        give("ama", Direction.GIVEN, NOW - 9 * DAY),
        give("ama", Direction.RECEIVED, NOW - DAY),
        give("ama", Direction.GIVEN, LAST_YEAR),
    )
    found = row("ama", known(gives=gives))
    assert (found.given, found.received) == (2, 1)


def test_meetings_are_counted_when_they_were_and_the_next_is_named():
    meetings = (
        meeting(NOW - DAY, "ama@example.com", "Ama"),  # one meeting, told twice
        meeting(NOW - 30 * DAY, "Ama Mensah"),
        meeting(LAST_YEAR, "Ama"),
        meeting(NOW + 9 * DAY, "Ama"),
        meeting(NOW + 2 * DAY, "Ama"),
    )
    found = row("ama", known(meetings=meetings))
    assert (found.met, found.next_meeting) == (2, NOW + 2 * DAY)
    assert row("kofi", known(meetings=meetings)).next_meeting is None


def test_promises_of_mine_are_counted_kept_this_year_or_open():
    promises = (
        promise(id="1", due=NOW - DAY, delivered_at=NOW - 2 * DAY),
        promise(id="2", due=LAST_YEAR, delivered_at=LAST_YEAR - DAY),
        promise(id="3", due=NOW - 3 * DAY, delivered_at=NOW - DAY),  # late
        promise(id="4", due=NOW + DAY),
        promise(id="5", due=NOW - 2 * DAY),  # overdue
        promise(id="6", due=NOW + DAY, promiser="Ama", promisee="me"),
    )
    found = row("ama", known(promises=promises))
    assert (found.kept, found.open) == (1, 2)


def test_a_name_that_two_answer_to_is_counted_for_neither():
    other = person("Ama Owusu", id="ama2", goal="a visit")
    told = known(persons=Persons((AMA, other)), meetings=(meeting(NOW - DAY, "Ama"),))
    assert [each.met for each in year(told, NOW).rows] == [0, 0]


def test_a_thousand_persons_are_no_trouble():
    persons = Persons(person(f"Nobody{number} Lund", id=str(number), goal="x") for number in range(1000))
    meetings = tuple(meeting(NOW - DAY, f"Nobody{number} Lund") for number in range(1000))
    found = year(known(persons=persons, meetings=meetings), NOW)
    assert len(found.rows) == 1000
    assert all(each.met == 1 for each in found.rows)


@pytest.mark.parametrize(
    ("on", "again"),
    [
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 10, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 3, 31)),
    ],
)
def test_three_months_on_is_the_same_day_or_the_last_of_that_month(on, again):
    assert look_again(on) == again


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 48))
def test_so_many_months_on_is_in_that_month_and_never_on_a_later_day(on, months):
    again = look_again(on, months)
    assert (again.year * 12 + again.month) - (on.year * 12 + on.month) == months
    assert again.day <= on.day


def test_of_this_years_promises_those_kept_count_from_its_first_instant_and_late_ones_do_not():
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    made = [
        promise(id="first", due=new_year + DAY).deliver(new_year),
        promise(id="before", due=new_year + DAY).deliver(new_year - DAY / 86400),
        promise(id="late", due=NOW - 9 * DAY).deliver(NOW - 3 * DAY),
        promise(id="later", due=NOW - 9 * DAY).deliver(NOW - 2 * DAY),
        promise(id="theirs", due=new_year + DAY, promiser="Ama", promisee="me").deliver(new_year),
        promise(id="nobody's", due=new_year + DAY, promisee="Zuri").deliver(new_year),
    ]
    held = known(promises=tuple(made), gives=(give("ama", Direction.GIVEN, new_year),))
    assert (row("ama", held).kept, row("ama", held).given, row("kofi", held).kept) == (1, 1, 0)
