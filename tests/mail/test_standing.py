"""How a promise stands: the same words for page, letter and terminal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.making import ACCRA, DAY, FRIDAY, HOUR, NOW, candidate, made_from, person, promise, user
from tracker.domain.known import Line
from tracker.domain.promise import Term
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reconcile import Ask, Question
from tracker.domain.trust import next_loss
from tracker.domain.verdict import Leniency, judge
from tracker.mail import standing

LENIENT = Leniency()
MIDNIGHT = NOW.replace(hour=23, minute=59, second=59)


def line(as_of=NOW, **but):
    made = promise(**but)
    verdict = judge(made, LENIENT, as_of)
    return Line(made, verdict, next_loss(verdict, LENIENT.limit(verdict.term)))


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (Term(NOW - timedelta(minutes=5), NOW, False), "5 minutes"),
        (Term(NOW - timedelta(seconds=5), NOW, False), "1 minute"),
        (Term(NOW - 2 * HOUR, NOW, False), "2 hours"),
        (Term(NOW - 17 * HOUR, NOW, False), "17 hours"),
        (Term(NOW - DAY, NOW, False), "1 day"),
        (Term(NOW - 40 * HOUR, NOW, False), "2 days"),
        (Term(MIDNIGHT - DAY, NOW, True), "1 day"),
        (Term(MIDNIGHT - 3 * DAY, NOW, True), "3 days"),
    ],
)
def test_past_due_is_said_in_days_of_the_calendar_and_in_hours_under_a_day(term, said):
    assert standing.past(term, NOW, ACCRA) == said


def test_a_delivery_is_as_many_days_late_as_the_promise_was_overdue_just_before():
    due = MIDNIGHT - 3 * DAY
    open_still, delivered = line(due=due, dated=True), line(due=due, dated=True, delivered_at=NOW)
    assert standing.overdue(open_still, ACCRA, NOW) == "3 days overdue"
    assert standing.late(delivered, ACCRA) == "3 days late"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (NOW + HOUR, ""),
        (NOW - HOUR / 2, "still on time if delivered by Mon 09:30"),
        (NOW - 2 * HOUR, "counts 75% if delivered by Tue 08:00"),
        (NOW - 400 * DAY, ""),
    ],
)
def test_what_is_past_due_says_what_delivering_it_is_still_worth(due, said):
    assert standing.worth(line(due=due), ACCRA, NOW) == said


def test_what_others_promised_has_no_worth_of_mine():
    assert standing.worth(line(due=NOW - 2 * HOUR, promiser="Nils", promisee="me"), ACCRA, NOW) == ""


def test_a_worth_that_ran_out_while_the_calendar_was_stale_is_not_offered():
    assert standing.worth(line(due=NOW - 3 * DAY, as_of=NOW - 2 * DAY - HOUR), ACCRA, NOW) == ""


def test_what_came_due_since_its_calendar_was_read_may_have_moved():
    unread = line(due=NOW - DAY, as_of=NOW - 2 * DAY)
    assert standing.overdue(unread, ACCRA, NOW) == ""
    assert standing.worth(unread, ACCRA, NOW) == standing.UNREAD


AMA = replace(person("Ama Owusu"), addresses=frozenset({"ama.owusu@example.com"}))


@pytest.mark.parametrize(
    ("but", "said"),
    [
        ({"body": "send proposal", "promisee": "Ama"}, "to Ama Owusu"),
        ({"body": "send proposal", "promisee": "Nils"}, "to Nils"),
        ({"body": "send proposal", "promisee": ""}, ""),
        ({"body": "send proposal", "promisee": "me", "promiser": "Nils"}, "from Nils"),
        ({"body": "send Ama the proposal", "promisee": "Ama"}, ""),
        ({"body": "send Ama's proposal back", "promisee": "Ama Owusu"}, ""),
        ({"body": "introduce Kofi to AMA", "promisee": "ama.owusu@example.com"}, ""),
        ({"body": "introduce Kofi to Ines", "promisee": "ines@example.com"}, ""),
        ({"body": "send the amazing proposal", "promisee": "Ama"}, "to Ama Owusu"),
        ({"body": "send Kofi the proposal", "promisee": "Ama"}, "to Ama Owusu"),
        ({"body": "write the minutes", "promisee": "the committee"}, "to the committee"),
        ({"body": "write a letter", "promisee": "a.mensah@example.com"}, "to a.mensah@example.com"),
        ({"body": "show me the way", "promisee": ""}, ""),
    ],
)
def test_to_whom_is_said_once(but, said):
    assert standing.between(promise(**but), (AMA,)) == said


def done(at, *, promised=True, now=FRIDAY + 9 * DAY, **but):
    """What is said of a to-do due on Friday 9 January at 17:00 that its calendar calls done."""
    found = candidate(delivered_at=at, **but)
    asked = Question(Ask.DELIVERED, found, made_from(candidate()) if promised else None)
    return standing.done(asked, user(), now)


@pytest.mark.parametrize("promised", [True, False])
@pytest.mark.parametrize(
    ("at", "said"),
    [
        (FRIDAY - HOUR, "Your calendar says that it was done on Fri 9 Jan, 16:00 (on time)."),
        (FRIDAY + HOUR, "Your calendar says that it was done on Fri 9 Jan, 18:00 (on time)."),
        (FRIDAY + 2 * HOUR, "Your calendar says that it was done on Fri 9 Jan, 19:00 (2 hours late)."),
        (FRIDAY + 2 * DAY, "Your calendar says that it was done on Sun 11 Jan, 17:00 (2 days late)."),
    ],
)
def test_a_calendars_word_that_it_was_done_says_when_and_whether_that_is_in_time(at, said, promised):
    assert done(at, promised=promised) == said


def test_against_a_due_that_is_a_guess_or_unclear_nothing_is_called_late():
    guess = Unclear((Due(FRIDAY, False),), "")
    late = replace(candidate(delivered_at=FRIDAY + DAY), due=guess, unsure=True)
    assert standing.timing(Question(Ask.DELIVERED, late, None), user(), FRIDAY + 2 * DAY) == ""
    assert done(FRIDAY + DAY, promised=False, due=None) == "Your calendar says that it was done on Sat 10 Jan, 17:00."


def test_an_instant_that_has_not_come_is_not_judged_but_wondered_at():
    assert done(FRIDAY, now=NOW) == (
        "Your calendar says that it was done on Fri 9 Jan, 17:00. "
        "That has not come yet: it would count as delivered now."
    )


def test_what_was_done_long_before_it_was_promised_is_wondered_at():
    told = "Your calendar says that it was done on Tue 9 Sep, 17:00 (on time). That is "
    perhaps = ": perhaps it was something else."
    before = FRIDAY - 122 * DAY
    assert done(before) == f"{told}15 weeks before the promise was written down{perhaps}"
    assert done(before, promised=False) == f"{told}17 weeks before it is due{perhaps}"


def test_where_no_calendar_says_that_it_was_done_nothing_is_said():
    assert standing.done(Question(Ask.GONE, None, promise()), user(), NOW) == ""


def test_an_open_promise_counts_down_to_its_next_loss_by_the_published_steps():
    for due, said in (
        (FRIDAY, "worth 1 until Fri 18:00, then 0.75"),
        (NOW + 9 * DAY, "worth 1 until Wed 14 Jan, 10:00, then 0.75"),
        (NOW - 2 * HOUR, "worth 0.75 until Tue 08:00, then 0.5"),
        (NOW - 30 * HOUR, "worth 0.5 until Wed 04:00, then 0.25"),
        (NOW - 4 * DAY, "worth 0.25 until Thu 10:00, then 0.1"),
        (NOW - 8 * DAY, "worth 0.1 until Tue 27 Jan, 10:00, then 0"),
    ):
        assert standing.countdown(line(due=due), user(), NOW) == said


def test_a_promise_with_nothing_left_to_lose_says_so_and_one_owed_to_me_nothing():
    patient = user(leniency=Leniency(patience=90 * DAY))
    judged = judge(promise(due=NOW - 40 * DAY), patient.leniency, NOW)
    over = Line(promise(due=NOW - 40 * DAY), judged, None)
    assert standing.countdown(over, patient, NOW) == "worth 0 by now, and still owed"
    assert standing.countdown(line(promiser="Kofi", promisee="me"), user(), NOW) == ""
    assert standing.countdown(line(delivered_at=NOW), user(), NOW) == ""


def test_of_what_its_calendar_hides_no_countdown_is_told():
    assert standing.countdown(line(NOW - 2 * DAY, due=NOW - 3 * HOUR), user(), NOW) == standing.UNREAD
    assert standing.countdown(line(NOW - 2 * DAY, due=NOW - 3 * DAY), user(), NOW) == ""
