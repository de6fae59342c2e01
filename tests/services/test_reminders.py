"""Reminders for who wishes them: one a day at most, never beside the weekly letter, and sent as surely as it is."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from tests.fakes import FakeClock
from tests.making import ACCRA, BERLIN, DAY, HOUR, NEW_YORK, NOW, user
from tracker.domain.reminding import next_reminder
from tracker.mail.outbox import TryLater
from tracker.services import digests, ledger, reminders, users
from tracker.store import accounts, letters
from tracker.store.letters import State

TUESDAY = NOW + DAY
MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The process dies here."""


@pytest.fixture
def known(database):
    """Somebody who wishes to be reminded, since Monday's letter; with no weekly letter planned unless asked for."""

    def make(now=NOW, **but):
        one = user(**{"reminders": True} | but)
        one = replace(one, next_reminder_at=next_reminder(one, now) if one.reminders else None)
        with database.write() as db:
            accounts.add_user(db, one)
        return one

    return make


@pytest.fixture
def owes(database):
    def write(one, due, body="send proposal"):
        made = {"promisee": "Ama", "due": due, "dated": False, "via": "page", "now": NOW - DAY}
        return ledger.add(database, one, body=body, **made)

    return write


@pytest.fixture
def minute(database, post, outbox):
    """What the service does in one minute: how many letters went out."""

    def work(at):
        before = len(outbox.sent)
        digests.write_due(database, post, at)
        reminders.write_due(database, post, at)
        digests.send_waiting(database, post, FakeClock(at))
        return len(outbox.sent) - before

    return work


def kept(database, one):
    with database.read() as db:
        return letters.letters(db, one.id)


def now_is(database, one):
    with database.read() as db:
        return accounts.user(db, one.id)


def text(outbox):
    return outbox.sent[-1].message.get_body(("plain",)).get_content()


def test_one_comes_at_the_hour_and_not_before_with_what_is_due_tomorrow(known, owes, minute, outbox):
    owes(known(), TUESDAY + DAY)
    assert minute(TUESDAY - MINUTE) == 0
    assert minute(TUESDAY) == 1
    assert outbox.sent[0].to == "efua@example.com"
    assert "proposal" in text(outbox)


def test_who_does_not_wish_it_gets_none(known, owes, minute):
    owes(known(reminders=False), TUESDAY + DAY)
    assert minute(TUESDAY) == 0


def test_a_second_run_on_that_day_sends_nothing_and_the_day_after_it_is_not_named_again(
    database, known, owes, minute, outbox
):
    one = known()
    owes(one, TUESDAY + DAY)
    assert [minute(TUESDAY + n * HOUR) for n in range(24)] == [1] + [0] * 23
    assert [minute(TUESDAY + DAY + n * HOUR) for n in range(24)] == [0] * 24, "due, and within its grace"
    assert minute(TUESDAY + 2 * DAY) == 1, "just overdue"
    assert sum(minute(TUESDAY + (3 + n) * DAY) for n in range(4)) == 0
    assert [letter.kind for letter in kept(database, one)] == ["reminder", "reminder"]


def test_with_nothing_to_say_none_comes_and_the_next_day_is_planned(database, known, minute):
    one = known()
    assert minute(TUESDAY) == 0
    planned = now_is(database, one)
    assert (planned.next_reminder_at, planned.reminded_at) == (TUESDAY + DAY, TUESDAY)
    assert kept(database, one) == ()


def test_on_the_day_of_the_weekly_letter_there_is_none_whenever_that_came(known, owes, minute, outbox):
    one = known(next_digest_at=TUESDAY)  # the service slept on Monday
    owes(one, TUESDAY + DAY)
    assert minute(TUESDAY) == 1
    assert outbox.sent[0].message["Message-ID"].startswith("<digest.")
    assert minute(TUESDAY + HOUR) == 0


def test_what_the_weekly_letter_called_overdue_is_not_just_overdue_the_day_after(known, owes, minute, outbox):
    one = known(next_digest_at=NOW)
    owes(one, NOW - 3 * HOUR)
    owes(one, NOW + 3 * HOUR, "book the hall")
    assert minute(NOW) == 1
    assert minute(TUESDAY) == 1
    assert "Book the hall" in text(outbox)
    assert "proposal" not in text(outbox)


def test_while_away_none_comes(database, known, owes, minute):
    one = known()
    owes(one, TUESDAY + DAY)
    users.go_away(database, one, date(2026, 1, 6), date(2026, 1, 8), via="page", now=NOW)
    assert [minute(TUESDAY + n * DAY) for n in range(3)] == [0, 0, 0]
    owes(one, TUESDAY + 4 * DAY, "book the hall")
    assert minute(TUESDAY + 3 * DAY) == 1


@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK])
def test_it_comes_at_nine_on_the_wall_clock_also_after_the_clocks_changed(database, known, owes, minute, zone):
    came = []
    for start in (datetime(2026, 3, 27, 15, tzinfo=UTC), datetime(2026, 10, 23, 15, tzinfo=UTC)):
        one = known(start, id=str(start.month), email=f"{start.month}@example.com", zone=zone, digest_on=False)
        for day in range(1, 6):
            owes(one, start + day * DAY)
        for _ in range(4):
            at = now_is(database, one).next_reminder_at
            assert (minute(at - MINUTE), minute(at)) == (0, 1)
            came.append(at.astimezone(zone))
    assert {(at.hour, at.minute) for at in came} == {(9, 0)}


def test_a_service_that_slept_over_the_hour_reminds_late_but_never_at_night(database, known, owes, minute):
    one = known()
    owes(one, TUESDAY + 2 * DAY)
    woken = TUESDAY + 18 * HOUR  # three in the morning of Wednesday
    assert minute(woken) == 0
    assert now_is(database, one).next_reminder_at == TUESDAY + DAY
    assert minute(TUESDAY + DAY + 5 * HOUR) == 1


def test_another_hour_on_a_day_that_has_one_brings_no_second_and_loses_nothing(database, known, owes, minute, outbox):
    one = known()
    owes(one, TUESDAY + DAY)
    owes(one, TUESDAY + 2 * HOUR, "book the hall")
    assert minute(TUESDAY) == 1
    users.settle(database, replace(now_is(database, one), digest_hour=18), TUESDAY + HOUR)
    assert minute(TUESDAY + 9 * HOUR) == 0
    assert minute(TUESDAY + DAY + 9 * HOUR) == 1
    assert "Book the hall" in text(outbox)


def test_one_that_is_not_taken_is_tried_again_until_its_day_is_over(database, known, owes, minute, outbox):
    one = known()
    owes(one, TUESDAY + DAY)
    outbox.trouble = TryLater("The mail server is busy.")
    for n in range(48):
        minute(TUESDAY + n * HOUR / 2)
    outbox.trouble = None
    assert minute(TUESDAY + 15 * HOUR) == 0, "midnight: tomorrow is today by now"
    (letter,) = kept(database, one)
    assert (letter.state, letter.trouble) == (State.GIVEN_UP, "The mail server is busy.")
    assert letter.attempts > 10


def test_one_whose_sender_died_is_not_sent_on_another_day(database, known, owes, post, outbox, minute):
    one = known()
    owes(one, TUESDAY + DAY)
    outbox.dies = Killed()
    with pytest.raises(Killed):
        minute(TUESDAY)
    outbox.dies = None
    assert minute(TUESDAY + MINUTE) == 0, "the lease of the dead still runs"
    assert minute(TUESDAY + DAY - 9 * HOUR) == 0
    (letter,) = kept(database, one)
    assert (letter.state, letter.trouble) == (State.GIVEN_UP, digests.TOO_LATE)


def test_a_death_between_writing_and_sending_loses_none_and_sends_one(database, known, owes, post, outbox):
    owes(known(), TUESDAY + DAY)
    reminders.write_due(database, post, TUESDAY)
    for n in range(3):  # another service takes over
        reminders.write_due(database, post, TUESDAY + n * MINUTE)
        digests.send_waiting(database, post, FakeClock(TUESDAY + n * MINUTE))
    assert len(outbox.sent) == 1


def test_of_two_services_at_once_one_keeps_it(database, known, owes, post):
    one = known()
    owes(one, TUESDAY + DAY)
    assert [reminders.write_one(database, post, one, TUESDAY) for _ in range(2)] == [True, False]
    assert len(kept(database, one)) == 1


def test_whom_nothing_is_due_costs_nothing_however_many_they_are(database, known, post):
    def asked(at):
        with statements() as all_:
            reminders.write_due(database, post, at)
        return len([each for each in all_ if "FROM" in each.upper()])

    few = asked(NOW)
    for number in range(30):
        known(id=str(number), email=f"{number}@example.com", addresses=frozenset(), reminders=number % 2 == 0)
    assert asked(TUESDAY - MINUTE) == few == 1
    assert asked(TUESDAY) > 15


@contextmanager
def statements():
    """All that is asked of the database meanwhile."""
    asked = []

    def heard(_connection, _cursor, statement, *_):
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    yield asked
    event.remove(Engine, "before_cursor_execute", heard)


def test_one_users_trouble_never_stops_the_others(known, owes, minute, outbox):
    for one in (known(id="broken", email="not an address", addresses=frozenset()), known()):
        owes(one, TUESDAY + DAY)
    assert minute(TUESDAY) == 1
    assert [letter.to for letter in outbox.sent] == ["efua@example.com"]


def test_stopped_they_come_no_more_and_one_that_waits_is_held_back(database, known, owes, post, outbox, minute):
    one = known()
    owes(one, TUESDAY + DAY)
    reminders.write_due(database, post, TUESDAY)
    reminders.stop(database, one)
    assert minute(TUESDAY + HOUR) == 0
    assert now_is(database, one) == replace(now_is(database, one), reminders=False, next_reminder_at=None)
    assert [letter.state for letter in kept(database, one)] == [State.GIVEN_UP]


def test_what_is_set_plans_them_and_turned_off_holds_them_back(database, known, owes, post, minute):
    one = known(reminders=False)
    owes(one, TUESDAY + DAY)
    users.settle(database, replace(one, reminders=True), NOW)
    assert now_is(database, one).next_reminder_at == datetime(2026, 1, 6, 9, tzinfo=ACCRA)
    reminders.write_due(database, post, TUESDAY)
    users.settle(database, replace(now_is(database, one), reminders=False), TUESDAY)
    assert now_is(database, one).next_reminder_at is None
    assert minute(TUESDAY + MINUTE) == 0
