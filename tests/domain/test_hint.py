"""What one's own history says, held against sums made by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.making import BERLIN, DAY, FRIDAY, HOUR, NEW_YORK, NOW, person, promise, user
from tracker.domain.hint import Lateness, Like, hint
from tracker.domain.people import Persons

EFUA = user()
AMA = Persons((person("Ama Mensah", addresses=frozenset({"ama@example.com"})),))


def came(*hours, body="send proposal", promisee="Ama", start=0):
    """Delivered so many hours after the due first given."""
    return [
        promise(body, id=f"{body}{promisee}{n}", due=NOW - 60 * DAY, promisee=promisee).deliver(
            NOW - 60 * DAY + timedelta(hours=late)
        )
        for n, late in enumerate(hours)
    ]


def said(promises, *, body="call the printer", promisee="Ama", due=FRIDAY, who=EFUA, persons=AMA):
    return hint(promises, who, persons, body=body, promisee=promisee, due=due, now=NOW)


def test_the_median_of_five_to_the_same_person_is_told():
    told = said(came(-30, 40, 2, 50, 10), promisee="ama@example.com")
    assert told.lateness == Lateness(10 * HOUR, 5, Like.PERSON)


def test_the_median_of_six_lies_halfway_between_the_two_in_the_middle():
    assert said(came(-30, 40, 2, 50, 10, 20)).lateness == Lateness(15 * HOUR, 6, Like.PERSON)


def test_with_four_to_a_person_five_with_the_same_verb_are_asked():
    history = came(1, 1, 1, 1, body="return the map") + came(5, 6, 7, 8, 9, body="Call Kofi", promisee="Kofi")
    assert said(history).lateness == Lateness(7 * HOUR, 5, Like.VERB)


def test_with_too_few_of_either_all_are_asked():
    history = came(1, 2, 3, body="return the map") + came(4, 5, body="send it", promisee="Kofi")
    assert said(history, promisee="Ines").lateness == Lateness(3 * HOUR, 5, Like.ALL)


def test_four_promises_say_nothing():
    assert said(came(1, 2, 3, 4)).lateness is None


def test_it_is_counted_from_the_due_first_given_though_it_moved_by_agreement():
    moved = [
        promise(id=str(n), due=NOW - 60 * DAY, made_at=NOW - 70 * DAY)
        .renegotiate(NOW - 50 * DAY, agreed_at=NOW - 61 * DAY)
        .deliver(NOW - 51 * DAY)
        for n in range(5)
    ]
    assert said(moved).lateness == Lateness(9 * DAY, 5, Like.PERSON)


def test_what_never_came_counts_as_if_it_came_now():
    owed = [promise(id=f"owed {n}", due=NOW - n * DAY) for n in (1, 2, 3)]
    assert said(came(0, 0) + owed).lateness == Lateness(DAY, 5, Like.PERSON)


@pytest.mark.parametrize(
    "outside",
    [
        [one.strike() for one in came(*range(9))],
        [promise(id=str(n), due=NOW - DAY).release(NOW - 2 * DAY) for n in range(9)],
        [promise(id=str(n), due=NOW - DAY, promiser="Kofi", promisee="me").deliver(NOW) for n in range(9)],
        [promise(id=str(n), due=EFUA.scored_from - DAY).deliver(NOW - 60 * DAY) for n in range(9)],
        [promise(id=str(n), due=NOW + DAY) for n in range(9)],
    ],
    ids=["struck", "released", "theirs", "before scoring began", "pending"],
)
def test_what_says_nothing_of_me_is_left_out(outside):
    assert said(outside).lateness is None


def test_the_load_of_a_week_is_what_is_open_and_due_in_it():
    promises = [
        promise(id="monday", due=NOW - 9 * HOUR),
        promise(id="sunday", due=NOW + 6 * DAY, promisee="Kofi"),
        promise(id="next week", due=NOW + 7 * DAY),
        promise(id="moved here", due=NOW + 9 * DAY).renegotiate(FRIDAY, agreed_at=NOW),
        promise(id="delivered", due=FRIDAY).deliver(NOW),
        promise(id="theirs", due=FRIDAY, promiser="Kofi", promisee="me"),
    ]
    told = said(promises)
    assert (told.due_then, told.week) == (3, date(2026, 1, 5))


def test_the_week_is_that_of_the_users_wall_clock():
    sunday = NOW.replace(day=11, hour=23, minute=30)  # Monday in Berlin
    assert said([], due=sunday, who=user(zone=BERLIN)).week == date(2026, 1, 12)


def test_where_weeks_begin_on_sunday_sunday_belongs_to_the_week_ahead():
    sunday, saturday = (datetime(2026, 1, day, 12, tzinfo=UTC) for day in (11, 17))
    owed = [promise(id="sunday", due=sunday)]
    told = [hint(owed, EFUA, AMA, body="", promisee="", due=saturday, now=NOW, begins=begins) for begins in (0, 6)]
    assert [(one.due_then, one.week) for one in told] == [(0, date(2026, 1, 12)), (1, date(2026, 1, 11))]


def test_with_nothing_to_say_it_is_silent():
    assert not said([]).speaks
    assert said([promise(due=FRIDAY)]).speaks


def test_what_was_due_when_scoring_began_counts_and_what_was_due_before_does_not():
    began = NOW - 60 * DAY
    assert said(came(1, 2, 3, 4, 5), who=user(scored_from=began)).lateness is not None
    assert said(came(1, 2, 3, 4, 5), who=user(scored_from=began + timedelta(seconds=1))).lateness is None


def test_a_week_is_the_users_own():
    """Monday at six in UTC is Monday at one in New York, and Sunday still in Honolulu."""
    due, there = datetime(2026, 1, 12, 6, tzinfo=UTC), user(zone=NEW_YORK)
    assert said([promise(due=due)], due=due + DAY, who=there).due_then == 1
    assert said([promise(due=due)], due=due - DAY, who=there).due_then == 0
