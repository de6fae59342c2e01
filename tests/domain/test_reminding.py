"""Reminders between the weekly letters: which promises, on which days, at which hour, and each no more than once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.making import (
    ACCRA,
    BERLIN,
    DAY,
    HOUR,
    NEW_YORK,
    NOW,
    calendar,
    candidate,
    made_from,
    person,
    promise,
    user,
)
from tracker.domain.event import Span
from tracker.domain.known import Known
from tracker.domain.promise import Term
from tracker.domain.reminding import may_come, next_reminder, of_letter, reminder

TUESDAY = NOW + DAY  # the first morning with a reminder: the weekly letter comes on Mondays
MINUTE = timedelta(minutes=1)


def known(*promises, who=None, calendars=()):
    return Known(who or user(), calendars, promises, (), (), (), ())


def bodies(lines):
    return [line.promise.body for line in lines]


def said(*promises, since=None, now=TUESDAY, who=None):
    told = reminder(known(*promises, who=who), since, now)
    return bodies(told.tomorrow), bodies(told.overdue)


def test_what_is_due_on_the_next_day_of_its_users_calendar_is_due_tomorrow():
    midnight = datetime(2026, 1, 7, tzinfo=ACCRA)
    promises = [
        promise("today", due=midnight - MINUTE),
        promise("first minute", due=midnight),
        promise("last minute", due=midnight + DAY - MINUTE),
        promise("after", due=midnight + DAY),
    ]
    assert said(*promises) == (["first minute", "last minute"], [])


def test_tomorrow_is_that_of_its_users_zone():
    late = promise(due=datetime(2026, 1, 8, 4, tzinfo=UTC))  # 23:00 on the 7th in New York
    assert said(late) == ([], [])
    assert said(late, who=user(zone=NEW_YORK)) == (["send proposal"], [])


def test_what_ran_out_since_the_last_letter_is_just_overdue():
    due = TUESDAY - 5 * HOUR
    assert said(promise(due=due), since=NOW) == ([], ["send proposal"])
    assert said(promise(due=due), since=due + HOUR) == ([], ["send proposal"]), "its grace ran out at that instant"
    assert said(promise(due=due), since=due + HOUR + MINUTE) == ([], [])


def test_within_its_grace_nothing_is_overdue():
    assert said(promise(due=TUESDAY - HOUR), since=NOW) == ([], [])
    assert said(promise(due=TUESDAY - HOUR), since=TUESDAY, now=TUESDAY + DAY) == ([], ["send proposal"])


def test_what_is_overdue_for_longer_than_two_days_is_for_the_weekly_letter():
    old, new = (promise(body, due=TUESDAY - ago) for body, ago in (("old", 2 * DAY + 2 * HOUR), ("new", 47 * HOUR)))
    assert said(old, new) == ([], ["new"])
    assert said(old, new, since=NOW - 30 * DAY) == ([], ["new"])


def test_only_ones_own_open_promises_are_named():
    tomorrow = TUESDAY + DAY
    closed = {"delivered_at": NOW}, {"released_at": NOW}, {"reneged_at": NOW}, {"void": True}, {"promiser": "Kofi"}
    each = [promise(due=due, **but) for due in (tomorrow, TUESDAY - 3 * HOUR) for but in closed]
    assert said(*each) == ([], [])
    assert reminder(known(*each), None, TUESDAY).empty


def test_a_new_due_that_was_agreed_is_the_one_that_counts():
    moved = promise(due=TUESDAY + DAY)
    moved = promise(terms=(*moved.terms, Term(TUESDAY + 5 * DAY, NOW)))
    assert said(moved) == ([], [])
    assert said(moved, now=TUESDAY + 4 * DAY) == (["send proposal"], [])


def test_what_a_stale_calendar_may_have_moved_is_not_called_overdue():
    told = made_from(candidate(due=TUESDAY - 3 * HOUR))
    for read_at, overdue in ((TUESDAY - 2 * HOUR, ["send proposal"]), (TUESDAY - 2 * DAY, [])):
        each = reminder(known(told, calendars=(calendar(synced_at=read_at),)), NOW, TUESDAY)
        assert bodies(each.overdue) == overdue


@pytest.mark.parametrize("zone", [ACCRA, BERLIN, NEW_YORK])
def test_a_year_of_reminders_comes_at_nine_on_all_days_but_mondays_also_over_the_changes_of_clocks(zone):
    who, at = user(zone=zone), datetime(2026, 1, 1, tzinfo=UTC)
    came = [at := next_reminder(who, at) for _ in range(312)]
    assert {(one.hour, one.minute) for one in came} == {(9, 0)}
    assert Counter(one.weekday() for one in came) == dict.fromkeys(range(1, 7), 52)
    assert all(0 < (later.date() - one.date()).days <= 2 for one, later in pairwise(came))


def test_without_a_weekly_letter_reminders_come_on_all_days():
    who, at = user(digest_on=False), NOW - HOUR
    assert [(at := next_reminder(who, at)).weekday() for _ in range(8)] == [0, 1, 2, 3, 4, 5, 6, 0]
    assert of_letter(user(), NOW)
    assert not of_letter(who, NOW)


def test_none_may_come_before_the_hour_on_the_letters_day_or_while_away():
    away = user(away=Span(TUESDAY, TUESDAY + DAY))
    assert may_come(user(), TUESDAY)
    assert may_come(user(), TUESDAY + 14 * HOUR)
    assert not may_come(user(), TUESDAY - MINUTE)
    assert not may_come(user(), NOW)
    assert may_come(user(digest_on=False), NOW)
    assert not may_come(away, TUESDAY)
    assert may_come(away, TUESDAY + DAY)


def test_an_hour_that_the_clocks_skip_or_repeat_comes_once():
    who = user(zone=BERLIN, digest_hour=2)
    skipped = next_reminder(who, datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert skipped.astimezone(UTC) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    repeated = next_reminder(who, datetime(2026, 10, 24, 12, tzinfo=UTC))
    assert repeated.astimezone(UTC) == datetime(2026, 10, 25, 0, tzinfo=UTC)
    assert next_reminder(who, repeated).astimezone(UTC) > datetime(2026, 10, 26, tzinfo=UTC)


def test_over_weeks_each_promise_is_named_once_as_due_tomorrow_and_once_as_just_overdue():
    """Dues at every hour of three weeks; a letter on Mondays says what is overdue then."""
    dues = [NOW + 2 * DAY + n * HOUR for n in range(21 * 24)]
    promises = [promise(str(n), due=due) for n, due in enumerate(dues)]
    who, since, at, tomorrow, overdue = user(), NOW, NOW, Counter(), Counter()
    while at < NOW + 30 * DAY:
        at = next_reminder(who, at)
        monday = at.astimezone(ACCRA).replace(hour=9) - at.weekday() * DAY
        told = reminder(known(*promises, who=who), max(since, monday), at)
        tomorrow.update(bodies(told.tomorrow))
        overdue.update(bodies(told.overdue))
        since = at
    of_tuesdays = {str(n) for n, due in enumerate(dues) if due.weekday() == 1}
    ran_out = {str(n): due + HOUR for n, due in enumerate(dues)}
    to_monday = {n for n, at in ran_out.items() if (at + 15 * HOUR).weekday() == 0}
    each = set(map(str, range(len(dues))))
    assert set(tomorrow.values()) == set(overdue.values()) == {1}
    assert each - set(tomorrow) == of_tuesdays, "the letter of Monday told of these as coming"
    assert each - set(overdue) == to_monday, "and of these as overdue"


def test_the_day_of_the_next_one_is_that_of_its_users_own_calendar():
    auckland = user(zone=ZoneInfo("Pacific/Auckland"), digest_hour=8)
    late = datetime(2026, 1, 6, 18, tzinfo=UTC)  # Wednesday, seven in the morning there
    assert next_reminder(auckland, late) == datetime(2026, 1, 6, 19, tzinfo=UTC)
    assert next_reminder(auckland, datetime(2026, 1, 6, 19, tzinfo=UTC)) == datetime(2026, 1, 7, 19, tzinfo=UTC)


def test_a_reminder_knows_whose_it_is_as_of_when_and_who_is_named():
    held = known(promise("p", due=TUESDAY + DAY))._replace(persons=(person(),))
    told = reminder(held, None, TUESDAY)
    assert (told.user, told.at, told.persons) == (held.user, TUESDAY, (person(),))


def test_without_anything_to_say_there_is_no_letter():
    assert reminder(known(), None, TUESDAY).empty
    assert not reminder(known(promise(due=TUESDAY + DAY)), None, TUESDAY).empty
    assert not reminder(known(promise(due=TUESDAY - 3 * HOUR)), None, TUESDAY).empty


def test_tomorrow_is_that_of_its_users_own_calendar():
    there = user(zone=ZoneInfo("Pacific/Auckland"))
    late = datetime(2026, 1, 6, 12, tzinfo=UTC)  # the seventh there
    assert said(promise(due=datetime(2026, 1, 7, 12, tzinfo=UTC)), now=late, who=there)[0] == ["send proposal"]
    assert said(promise(due=datetime(2026, 1, 7, 10, tzinfo=UTC)), now=late, who=there)[0] == []
